// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/samples.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <random>
#include <set>

namespace tideline {

/// kill -9 in the middle of work: what the case has acknowledged is there afterwards, and no half of anything.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void killWhileAnnotating();
    void killWhileImporting();

private:
    QStringList workUntilKilled(const QString& work, int first, int acknowledgements, int spin);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestKill::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("case.tideline"));
    SUCCEED(CaseFile::create(m_path, caseInfo()));
}

/// Lines that the child said before it was killed. The spin only chooses where in its work that happens.
QStringList TestKill::workUntilKilled(const QString& work, int first, int acknowledgements, int spin)
{
    QProcess child;
    child.start(QStringLiteral(CASECHILD), {work, m_path, QString::number(first)});
    QStringList lines;
    while (lines.size() < acknowledgements && (child.canReadLine() || child.waitForReadyRead(30'000))) {
        while (child.canReadLine())
            lines << QString::fromLatin1(child.readLine()).trimmed();
    }
    QThread::usleep(static_cast<unsigned long>(spin));
    child.kill();
    child.waitForFinished(30'000);
    const QList<QByteArray> rest = child.readAll().split('\n');
    for (const QByteArray& line : rest.mid(0, rest.size() - 1)) // the last one may be cut
        lines << QString::fromLatin1(line).trimmed();
    return lines;
}

void TestKill::killWhileAnnotating()
{
    std::mt19937 random(1);
    std::set<int> acknowledged;
    int next = 0;
    for (int i = 0; i < rounds(20, 200); ++i) {
        const QStringList lines =
            workUntilKilled(QStringLiteral("annotate"), next, 1 + int(random() % 6), int(random() % 4000));
        QVERIFY2(!lines.isEmpty(), "the child did nothing");
        for (const QString& line : lines) {
            QVERIFY2(line.startsWith(QStringLiteral("C ")), qPrintable(line));
            acknowledged.insert(line.mid(2).toInt());
        }
        next = *acknowledged.rbegin() + 2; // one more may have been stored without a word

        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        QVERIFY2(!file->isReadOnly(), qPrintable(file->readOnlyReason()));
        QCOMPARE(failures(file->verify({})), QStringList());
        std::set<int> found;
        TAKE(annotations, file->annotations());
        for (const Annotation& annotation : annotations)
            found.insert(annotation.id.toInt());
        TAKE(events, file->events());
        for (const EventPtr& event : events)
            found.insert(event->record - 1);
        for (const int number : acknowledged)
            QVERIFY2(found.contains(number), qPrintable(QStringLiteral("%1 is lost").arg(number)));
        QVERIFY(found.size() <= acknowledged.size() + std::size_t(i) + 1);
        TAKE(counts, file->counts());
        QCOMPARE(counts.audit, qint64(found.size()) + 1); // not one without its row in the log
    }
}

void TestKill::killWhileImporting()
{
    std::mt19937 random(2);
    std::set<qint64> completed;
    for (int i = 0; i < rounds(20, 200); ++i) {
        const QStringList lines =
            workUntilKilled(QStringLiteral("import"), i * 50, 1 + int(random() % 14), int(random() % 4000));
        QVERIFY2(!lines.isEmpty(), "the child did nothing");
        qint64 current = 0;
        int blocks = 0;
        for (const QString& line : lines) {
            const qint64 number = line.mid(2).toLongLong();
            if (line.startsWith(u'I')) {
                current = number;
                blocks = 0;
            } else if (line.startsWith(u'B')) {
                ++blocks;
            } else if (line.startsWith(u'C')) {
                completed.insert(number);
            }
        }

        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        QCOMPARE(failures(file->verify({})), QStringList());
        std::set<qint64> found;
        qint64 flows = 0;
        TAKE(sources, file->sources());
        for (const Source& source : sources) {
            found.insert(source.id);
            QCOMPARE(source.accepted, 4 * 30);
            flows += 80;
        }
        for (const qint64 id : completed)
            QVERIFY2(found.contains(id), qPrintable(QStringLiteral("import %1 is lost").arg(id)));
        TAKE(counts, file->counts());
        QCOMPARE(counts.flows, flows);
        QCOMPARE(counts.events, flows / 2);
        QCOMPARE(counts.routes, flows / 4);
        QCOMPARE(counts.queries, flows / 20 * 3);
        QCOMPARE(counts.actors, flows / 20);
        QCOMPARE(file->subjects().value().size(), sources.size());

        TAKE(pending, file->pendingImports());
        QVERIFY(pending.size() <= 1);
        for (const PendingImport& import : pending) {
            if (import.source.id == current)
                QVERIFY(import.blocks >= blocks);
            if (random() % 2) {
                SUCCEED(file->discardImport(import.source.id, {}));
                continue;
            }
            TAKE(writer, file->resumeImport(import.source.id)); // goes on where it was
            const int number = import.source.name.mid(7).toInt();
            for (int block = 0; block < 4; ++block) {
                if (writer->hasBlock(block))
                    continue;
                SUCCEED(writer->write(block, blockRows(number, block, writer->sourceId())));
            }
            TAKE(source, writer->complete(import.source));
            QCOMPARE(source.accepted, 120);
            QCOMPARE(source.duplicate, 0);
        }
        QVERIFY(file->pendingImports().value().empty());
    }
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestKill)
#include "tst_kill.moc"
