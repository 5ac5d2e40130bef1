// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/flowplace.h"
#include "tests/remote/clickhousecluster.h"
#include "tests/remote/remotecase.h"

#include <QJsonDocument>
#include <QTest>

using namespace tideline;

/// A case file whose flows go to a server and come back.
class TestAttach : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClickHouseCluster> m_cluster;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CaseFile> m_file;

    void import(Random& random, const QString& name)
    {
        std::vector<NaiveRow> rows;
        for (int i = 0; i < 3000; ++i)
            rows.push_back(someRow(random, false, 1));
        Source source;
        source.name = name;
        source.kind = QStringLiteral("flows");
        source.sha256 = name;
        auto writer = m_file->beginImport(source, name);
        QVERIFY(writer.ok());
        ImportWriter::Rows block;
        block.read = block.accepted = 3000;
        const FlowBatch batch = toBatch(rows);
        for (std::size_t from = 0; from < rows.size(); from += 500)
            block.chunks.push_back(encodeChunk(batch, from, 500, (*writer)->sourceId(), false));
        QVERIFY((*writer)->write(0, block).ok());
        QVERIFY((*writer)->complete(source).ok());
    }
    CaseSnapshotPtr snapshot() const { return takeSnapshot(*m_file).value(); }
    /// What a measure says; the error where it fails.
    QByteArray volume() const
    {
        Question question;
        question.measure = QStringLiteral("volume");
        const auto answer = askMeasure(*m_file, *snapshot(), question, {});
        return answer ? QJsonDocument(toJson(*answer)).toJson() : answer.error().text().toUtf8();
    }

private slots:
    void initTestCase()
    {
        if (!ClickHouseCluster::isInstalled())
            QSKIP("clickhouse-server is not installed: attaching a case to one was not tested");
        m_cluster = std::make_unique<ClickHouseCluster>();
        const QString problem = m_cluster->start(1);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    void cleanupTestCase() { m_cluster.reset(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        CaseInfo info;
        info.title = QStringLiteral("t");
        auto file = CaseFile::create(m_folder->filePath(QStringLiteral("a.tideline")), info);
        QVERIFY(file.ok());
        m_file = std::move(*file);
        Random random(1);
        import(random, QStringLiteral("a.log"));
    }

    void cleanup() { m_file.reset(); }

    void flowsGoToTheServerAndBack()
    {
        const QByteArray here = volume();
        const RemotePlace place = m_cluster->alone(0, QStringLiteral("cases"));
        const auto report = attachFlows(*m_file, *snapshot(), place, {});
        QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().text()));
        QCOMPARE(report->rows, std::uint64_t(3000));
        QCOMPARE(volume(), here);
        FlowRowsQuestion first;
        first.limit = 10;
        const auto rows = askRows(*m_file, *snapshot(), first, {});
        QVERIFY(rows.ok());
        const QStringList shown = texts(*rows);

        // It is the server that is asked: without it there is an error, and the case file does not step in.
        m_cluster->stop(0);
        QVERIFY2(volume().contains("does not answer"), volume().constData());
        QVERIFY(detachFlows(*m_file).ok());
        QCOMPARE(volume(), here);
        QCOMPARE(texts(*askRows(*m_file, *snapshot(), first, {})), shown);
        QCOMPARE(m_cluster->startAgain(0), QString());
    }

    void whatIsImportedLaterIsMissedUntilAttachedAgain()
    {
        const RemotePlace place = m_cluster->alone(0, QStringLiteral("cases"));
        QVERIFY(attachFlows(*m_file, *snapshot(), place, {}).ok());
        Random random(2);
        import(random, QStringLiteral("b.log"));
        QVERIFY2(volume().contains("(3000 flows) are not complete on the server"), volume().constData());
        const auto again = attachFlows(*m_file, *snapshot(), place, {});
        QVERIFY(again.ok());
        QCOMPARE(again->rows, std::uint64_t(3000));
        const QByteArray both = volume();
        QVERIFY(m_file->setWithdrawn(2, true).ok());
        const QByteArray one = volume();
        QVERIFY(one != both);
        QVERIFY(detachFlows(*m_file).ok());
        QCOMPARE(volume(), one);
        QVERIFY(m_file->setWithdrawn(2, false).ok());
        QCOMPARE(volume(), both);
    }

    /// What is in the tables changed since: those of before are left alone, and the flows are attached again.
    void tablesOfAnEarlierLayoutAreNotRead()
    {
        const QByteArray here = volume();
        const RemotePlace place = m_cluster->alone(0, QStringLiteral("earlier"));
        QVERIFY(attachFlows(*m_file, *snapshot(), place, {}).ok());
        const RemoteTables tables(place, snapshot()->facts.info.id);
        for (const char* table : {"flows", "texts", "batches"}) {
            const QByteArray name = tables.local(table);
            QByteArray earlier = name;
            earlier.replace("tideline2_", "tideline1_");
            QVERIFY(earlier != name);
            QCOMPARE(m_cluster->run(0, "RENAME TABLE " + name + " TO " + earlier), QString());
        }
        QVERIFY2(volume().contains("Attach the flows of this case again"), volume().constData());
        QVERIFY(attachFlows(*m_file, *snapshot(), place, {}).ok());
        QCOMPARE(volume(), here);
    }

    void aPlaceThatFailsIsNotNamed()
    {
        m_cluster->stop(0);
        const QByteArray here = volume();
        QVERIFY(!attachFlows(*m_file, *snapshot(), m_cluster->alone(0, QStringLiteral("cases")), {}));
        QVERIFY(!flowPlaceOf(*m_file).value());
        QCOMPARE(volume(), here);
        QCOMPARE(m_cluster->startAgain(0), QString());
    }
};

QTEST_GUILESS_MAIN(TestAttach)
#include "tst_attach.moc"
