// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Logs that grow and files that change while they are read.
#include "tests/support/importcase.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tideline;

class TestGrowth : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_case = std::make_unique<ImportCase>(); }
    void grownLogsBringTheirTail();
    void halfALastLine();
    void aTailNeedsItsBeginning();
    void otherBeginningsAreWhole();
    void interruptedTailsGoOn();
    void aFileThatGrowsWhileItIsRead();

private:
    QString write(const QString& name, const QByteArray& content) const { return m_case->write(name, content); }
    ImportReport import(const QString& path, bool dryRun = false) { return m_case->import(path, dryRun); }
    quint64 rows();

    std::unique_ptr<ImportCase> m_case;
};

/// Flows that are visible.
quint64 TestGrowth::rows()
{
    quint64 total = 0;
    const auto chunks = m_case->file->chunks(TimeRange::all());
    for (const ChunkInfo& chunk : *chunks)
        total += chunk.rows;
    return total;
}

void TestGrowth::grownLogsBringTheirTail()
{
    const ImportReport first = import(write(QStringLiteral("conn.log"), zeekHead() + zeekRows(0, 3000)));
    QCOMPARE(first.source.accepted, 3000);
    const QByteArray grown = zeekHead() + zeekRows(0, 5000);
    const QString path = write(QStringLiteral("conn.log"), grown);
    const ImportReport tried = import(path, true);
    QCOMPARE(tried.source.read, 5000);
    QCOMPARE(tried.source.accepted, 2000);
    const ImportReport second = import(path);
    QCOMPARE(second.source.read, 5000);
    QCOMPARE(second.source.accepted, 2000);
    QCOMPARE(second.source.duplicate, 3000);
    QCOMPARE(second.source.rejected, 0);
    QCOMPARE(second.source.sha256.toLatin1(), QCryptographicHash::hash(grown, QCryptographicHash::Sha256).toHex());
    QVERIFY2(second.source.notes.contains(QStringLiteral("Continues source 1 “conn.log”: rows up to byte %1 were there"
                                                         " already")
                                              .arg((zeekHead() + zeekRows(0, 3000)).size())),
             qPrintable(second.source.notes.join(u'\n')));
    QCOMPARE(second.source.notes.size(), 1); // and no overlap
    const ImportReport third =
        import(write(QStringLiteral("renamed.log"), grown + zeekRows(5000, 5001) + "yesterday\tbad\n"));
    QCOMPARE(third.source.read, 5002);
    QCOMPARE(third.source.accepted, 1);
    QCOMPARE(third.source.rejected, 1);
    QCOMPARE(third.source.duplicate, 5000);
    QCOMPARE(third.problems.front().line, 7 + 5002); // of the whole file
    QCOMPARE(rows(), 5001U);
    QCOMPARE(third.source.options[QStringLiteral("continues")].toInteger(), second.source.id);
    // Two parts of one recording leave no gap between them.
    QCOMPARE(second.source.coverage.front().from, first.source.coverage.back().to - 15 * microsPerMinute);
    QVERIFY(import(path).alreadyKnown);
}

void TestGrowth::halfALastLine()
{
    const QByteArray whole = zeekHead() + zeekRows(0, 100);
    const qsizetype cut = whole.lastIndexOf("\t443");
    const ImportReport first = import(write(QStringLiteral("a.log"), whole.left(cut)));
    QCOMPARE(first.source.read, 100);
    QCOMPARE(first.source.rejected, 1);
    const ImportReport second = import(write(QStringLiteral("b.log"), whole + zeekRows(100, 110)));
    QCOMPARE(second.source.read, 110);
    QCOMPARE(second.source.accepted, 11); // with the one that was cut
    QCOMPARE(second.source.duplicate, 99);
    QCOMPARE(rows(), 110U);
    QVERIFY(!second.source.notes.join(u' ').contains(QStringLiteral("twice")));

    init(); // cut within its last number, it looks whole
    import(write(QStringLiteral("c.log"), zeekHead() + zeekRows(0, 100).chopped(3)));
    const ImportReport third = import(write(QStringLiteral("d.log"), whole + zeekRows(100, 110)));
    QCOMPARE(third.source.read, 110);
    if (m_case->file->sources()->front().accepted == 100)
        QVERIFY(third.source.notes.join(u' ').contains(QStringLiteral("line 107")));
}

void TestGrowth::aTailNeedsItsBeginning()
{
    const ImportReport first = import(write(QStringLiteral("a.log"), zeekHead() + zeekRows(0, 1000)));
    import(write(QStringLiteral("b.log"), zeekHead() + zeekRows(0, 2000)));
    QVERIFY(m_case->file->setWithdrawn(first.source.id, true).ok());
    const ImportReport third = import(write(QStringLiteral("c.log"), zeekHead() + zeekRows(0, 3000)));
    QCOMPARE(third.source.accepted, 3000);
    QCOMPARE(third.source.duplicate, 0);
    QVERIFY2(third.source.notes.join(u' ').contains(QStringLiteral("Overlaps source 2 “b.log”")),
             qPrintable(third.source.notes.join(u'\n')));
}

void TestGrowth::otherBeginningsAreWhole()
{
    import(write(QStringLiteral("a.log"), zeekHead() + zeekRows(0, 1000)));
    QByteArray other = zeekHead() + zeekRows(0, 2000);
    other.replace("\tC999\t", "\tX999\t"); // the first 64 KiB are the same, one byte before the end is not
    const ImportReport second = import(write(QStringLiteral("b.log"), other));
    QCOMPARE(second.source.accepted, 2000);
    QVERIFY(second.source.notes.join(u' ').contains(QStringLiteral("Overlaps source 1 “a.log”")));
    const ImportReport apart = import(write(QStringLiteral("c.log"), zeekHead() + zeekRows(5000, 6000)));
    QVERIFY(apart.source.notes.isEmpty());
}

void TestGrowth::interruptedTailsGoOn()
{
    import(write(QStringLiteral("a.log"), zeekHead() + zeekRows(0, 1000)));
    const QString path = write(QStringLiteral("b.log"), zeekHead() + zeekRows(0, 300'000)); // several blocks
    {
        // What a killed program leaves: the first blocks of an import of the tail.
        Source source = import(path, true).source;
        source.id = 0;
        auto writer = m_case->file->beginImport(source, path);
        QVERIFY(writer.ok());
        ImportWriter::Rows rows;
        rows.known = 1000;
        QVERIFY((*writer)->write(0, rows).ok());
    }
    const auto pending = m_case->file->pendingImports();
    QCOMPARE(pending->size(), std::size_t(1));
    const auto resumed = resumeImport(*m_case->file, pending->front(), {});
    QVERIFY2(resumed.ok(), resumed.ok() ? "" : qPrintable(resumed.error().text()));
    QCOMPARE(resumed->source.read, 300'000);
    QCOMPARE(resumed->source.accepted, 299'000);
    QCOMPARE(resumed->source.duplicate, 1000);
    QCOMPARE(rows(), 300'000U);
}

/// what is read is what is hashed, and the change is said.
void TestGrowth::aFileThatGrowsWhileItIsRead()
{
    const QString path = write(QStringLiteral("conn.log"), zeekHead() + zeekRows(0, 200'000));
    bool grown = false;
    const Progress progress([&](double, const QString&) {
        if (grown)
            return;
        grown = true;
        QFile file(path);
        if (file.open(QIODevice::Append))
            file.write(zeekRows(200'000, 200'010));
    });
    ImportRequest request;
    request.path = path;
    const auto report = importFile(*m_case->file, request, progress);
    QVERIFY(report.ok());
    QVERIFY(grown);
    QVERIFY2(report->source.notes.join(u' ').contains(QStringLiteral("changed while it was read")),
             qPrintable(report->source.notes.join(u'\n')));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.read(report->source.bytes);
    QCOMPARE(report->source.sha256.toLatin1(), QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    QCOMPARE(report->source.accepted, content.count('\n') - 7);
}

QTEST_GUILESS_MAIN(TestGrowth)
#include "tst_growth.moc"
