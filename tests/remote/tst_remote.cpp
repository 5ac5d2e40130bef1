// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunkflowstore.h"
#include "models/remote/flowwriter.h"
#include "models/remote/remoteflowstore.h"
#include "tests/remote/clickhousecluster.h"
#include "tests/remote/randomquestions.h"
#include "tests/remote/remotecase.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace tideline;

/// Flows on two real servers against the embedded store: every answer is the same one.
class TestRemote : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClickHouseCluster> m_cluster;

    std::unique_ptr<RemoteFlowStore> storeOf(const TestCase& made, const AttributionPtr& attribution) const
    {
        return std::make_unique<RemoteFlowStore>(made.chunks, attribution, m_cluster->place(QStringLiteral("test")),
                                                 made.id, ServerLogin());
    }
    Result<WriteReport> write(const TestCase& made, const RemoteFlowStore& store, const Progress& progress = {}) const
    {
        return writeFlows(made.chunks, *made.attribution(), store.servers(), progress);
    }
    static FlowQuestion everything()
    {
        FlowQuestion question;
        question.by = {Dimension::Source, Dimension::Protocol};
        question.countPeers = true;
        return question;
    }

#define WRITTEN(made, store)                                                                                           \
    const auto report = write(made, store);                                                                            \
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().text()))
#define SAME(remote, embedded)                                                                                         \
    do {                                                                                                               \
        const auto theirs = remote;                                                                                    \
        const auto ours = embedded;                                                                                    \
        QVERIFY2(ours.ok(), ours.ok() ? "" : qPrintable(ours.error().text()));                                         \
        QVERIFY2(theirs.ok(), theirs.ok() ? "" : qPrintable(theirs.error().text()));                                   \
        QCOMPARE(texts(*theirs), texts(*ours));                                                                        \
    } while (false)

private slots:
    void initTestCase()
    {
        if (!ClickHouseCluster::isInstalled())
            QSKIP("clickhouse-server is not installed: answers of a distributed store were not tested");
        m_cluster = std::make_unique<ClickHouseCluster>();
        const QString problem = m_cluster->start(2);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    void cleanupTestCase()
    {
        m_cluster.reset();
    }

    void answersEqualTheEmbeddedStore_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 15; ++seed)
            QTest::addRow("seed %d%s", int(seed), seed % 3 == 0 ? ", hostile names" : "") << seed;
    }
    void answersEqualTheEmbeddedStore()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        const TestCase made = TestCase::make(random, 400, seed % 3 == 0);
        const AttributionPtr attribution = made.attribution();
        const auto remote = storeOf(made, attribution);
        WRITTEN(made, *remote);
        const ChunkFlowStore embedded(made.chunks, attribution, 2);
        for (int i = 0; i < 24; ++i) {
            FlowQuestion question = someFlowQuestion(random, made.flows.subjects);
            const QString filter = below(random, 4) > 0 ? someFilterText(random, 3) : QString();
            const auto where = parseExpression(filter, Zone::utc());
            QVERIFY2(where.ok(), qPrintable(filter + (where.ok() ? QString() : where.error().text())));
            question.where = *where;
            SAME(remote->aggregate(question, {}), embedded.aggregate(question, {}));
            if (i % 4 > 0)
                continue;
            FlowRowsQuestion page{question.range, question.where, question.subject, below(random, 50),
                                  1 + below(random, 100)};
            SAME(remote->rows(page, {}), embedded.rows(page, {}));
        }
    }

    void rowsOfManyPagesComeInOrder()
    {
        Random random(99);
        const TestCase made = TestCase::make(random, 60'000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        QVERIFY(report->batches > 1 && report->rows > 40'000);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        FlowRowsQuestion all;
        all.limit = 1'000'000;
        SAME(remote->rows(all, {}), embedded.rows(all, {}));
        all.offset = 21'234;
        SAME(remote->rows(all, {}), embedded.rows(all, {}));
        all.offset = 10'000'000;
        SAME(remote->rows(all, {}), embedded.rows(all, {}));
    }

    void everyFlowMeasureSaysTheSame_data()
    {
        QTest::addColumn<QString>("name");
        for (const Measure& measure : measures())
            QTest::newRow(qPrintable(measure.name)) << measure.name;
    }
    void everyFlowMeasureSaysTheSame()
    {
        QFETCH(QString, name);
        Random random(2024);
        static const MeasuredCase measured = measuredCase(random);
        const TestCase& made = measured.made;
        const CaseFacts& facts = measured.facts;
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        for (const QString& subject : {QString(), QStringLiteral("inside")}) {
            Question question;
            question.measure = name;
            question.subject = subject;
            const QStringList& options = measureNamed(name)->options;
            if (options.contains(QStringLiteral("against"))) {
                question.window = QStringLiteral("a");
                question.against = QStringLiteral("b");
            } else if (options.contains(QStringLiteral("at"))) {
                question.at = epoch + 10 * microsPerDay;
            }
            const auto ours = runMeasure(question, facts, embedded, {});
            const auto theirs = runMeasure(question, facts, *remote, {});
            if (!ours) { // what needs a subject, or more than flows
                QVERIFY2(subject.isEmpty() || !measureNamed(name)->ofFlows, qPrintable(ours.error().text()));
                QVERIFY(!theirs);
                QCOMPARE(theirs.error().text(), ours.error().text());
                continue;
            }
            QVERIFY2(theirs.ok(), theirs.ok() ? "" : qPrintable(theirs.error().text()));
            QCOMPARE(QJsonDocument(toJson(*theirs)).toJson(), QJsonDocument(toJson(*ours)).toJson());
        }
    }

    void onlyAggregatesTravel()
    {
        Random random(5);
        const TestCase made = TestCase::make(random, 40'000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        const qint64 before = remote->servers().bytesReceived();
        QVERIFY(remote->aggregate(everything(), {}).ok());
        const qint64 travelled = remote->servers().bytesReceived() - before;
        QVERIFY2(travelled < 20'000, qPrintable(QString::number(travelled)));
        // Half of the rows are on either shard, and each is there once.
        const QByteArray count = "SELECT count() FROM " + remote->servers().tables().local("flows");
        const quint64 first = m_cluster->ask(0, count).trimmed().toULongLong();
        const quint64 second = m_cluster->ask(1, count).trimmed().toULongLong();
        QCOMPARE(first + second, report->rows);
        QVERIFY(first > 0 && second > 0);
    }

    void writingAgainLeavesWhatIsThere()
    {
        Random random(6);
        const TestCase made = TestCase::make(random, 1000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        QVERIFY(report->written > 1);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        const auto again = write(made, *remote);
        QVERIFY(again.ok());
        QCOMPARE(again->written, std::uint64_t(0));
        SAME(remote->aggregate(everything(), {}), embedded.aggregate(everything(), {}));
        QVERIFY(proveEqual(embedded, *remote, {}).ok());
    }

    void whatIsHalfWrittenDoesNotCount_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("rows without an entry") << QByteArray("ALTER TABLE %batches_local DROP PARTITION 1");
        QTest::newRow("an entry without rows") << QByteArray("ALTER TABLE %flows_local DROP PARTITION 1");
        QTest::newRow("rows written twice")
            << QByteArray("INSERT INTO %flows_local SELECT * FROM %flows_local WHERE batch = 1");
        QTest::newRow("an entry written twice")
            << QByteArray("INSERT INTO %batches_local SELECT * FROM %batches_local WHERE batch = 1");
    }
    void whatIsHalfWrittenDoesNotCount()
    {
        QFETCH(QByteArray, damage);
        Random random(7);
        const TestCase made = TestCase::make(random, 1000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        damage.replace("%", remote->servers().tables().local("").replace("_local", ""));
        for (std::size_t server = 0; server < 2; ++server)
            QCOMPARE(m_cluster->run(server, damage), QString());
        const auto refused = remote->aggregate(everything(), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY2(refused.error().what.startsWith(QStringLiteral("1 of ")), qPrintable(refused.error().what));
        const auto again = write(made, *remote);
        QVERIFY(again.ok());
        QCOMPARE(again->written, std::uint64_t(1));
        SAME(remote->aggregate(everything(), {}), embedded.aggregate(everything(), {}));
    }

    /// Another program writes a row into a batch after it was dropped.
    void whatDoesNotArriveAsSentDoesNotCount()
    {
        struct Intruder final : ChunkSource
        {
            const ChunkSource& chunksOfCase;
            std::function<void(const ChunkInfo&)> intrude;
            Intruder(const ChunkSource& source, std::function<void(const ChunkInfo&)> action)
                : chunksOfCase(source), intrude(std::move(action))
            {}
            Result<std::vector<ChunkInfo>> chunks(const TimeRange& range) const override
            {
                return chunksOfCase.chunks(range);
            }
            Result<EncodedChunk> load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const override
            {
                intrude(info);
                return chunksOfCase.load(info, wanted);
            }
        };
        Random random(14);
        const TestCase made = TestCase::make(random, 1000, false);
        const auto remote = storeOf(made, made.attribution());
        const QByteArray insert = "INSERT INTO " + remote->servers().tables().local("flows") + " (batch) VALUES (1)";
        const Intruder source(made.chunks, [&](const ChunkInfo& info) {
            if (info.id == 1)
                m_cluster->run(0, insert);
        });
        const auto refused = writeFlows(source, *made.attribution(), remote->servers(), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY2(refused.error().what.startsWith(QStringLiteral("Batch 1 did not arrive")),
                 qPrintable(refused.error().text()));
        QVERIFY(!remote->aggregate(everything(), {}));
        WRITTEN(made, *remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        SAME(remote->aggregate(everything(), {}), embedded.aggregate(everything(), {}));
    }

    void stoppingAndGoingOnLeavesNoDuplicates()
    {
        Random random(8);
        const TestCase made = TestCase::make(random, 4000, false);
        const auto remote = storeOf(made, made.attribution());
        std::atomic<bool> stop = false;
        const Progress progress([&stop](double fraction, const QString&) { stop = stop || fraction > 0.3; }, &stop);
        const auto stopped = write(made, *remote, progress);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(!remote->aggregate(everything(), {}));
        WRITTEN(made, *remote);
        QVERIFY(report->written > 0 && report->written < report->batches);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        SAME(remote->aggregate(everything(), {}), embedded.aggregate(everything(), {}));
    }

    void changedRulesCountAtOnceAndChangedNetworksAreRefused()
    {
        Random random(9);
        TestCase made = TestCase::make(random, 1000, false);
        const auto first = storeOf(made, made.attribution());
        WRITTEN(made, *first);
        made.flows.rules.push_back(
            {RuleSet::Route, QStringLiteral("new"), {}, {}, {}, {}, {}, {}, {6}, {}, TimeRange::all(), {}});
        made.flows.networks.push_back(
            {*IpAddress::parse("10.0.0.0"), *IpAddress::parse("10.0.0.20"), QStringLiteral("ZZ"), 77, {}});
        made.flows.subjects.clear();
        std::erase_if(made.flows.rules, [](const Rule& rule) { return !rule.peerAsns.empty(); });
        const auto second = storeOf(made, made.attribution());
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        FlowQuestion question;
        question.by = {Dimension::Route};
        SAME(second->aggregate(question, {}), embedded.aggregate(question, {}));
        question.by = {Dimension::Country};
        const auto refused = second->aggregate(question, {});
        QVERIFY(!refused);
        QVERIFY(refused.error().what.contains(QStringLiteral("tables changed")));
        const auto again = write(made, *second);
        QVERIFY(again.ok());
        QCOMPARE(again->written, again->batches);
        SAME(second->aggregate(question, {}), embedded.aggregate(question, {}));
    }

    void aServerAloneWillDo()
    {
        Random random(10);
        const TestCase made = TestCase::make(random, 1000, true);
        const RemoteFlowStore remote(made.chunks, made.attribution(), m_cluster->alone(1, QStringLiteral("test")),
                                     made.id, {"guarded", "secret"});
        WRITTEN(made, remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        SAME(remote.aggregate(everything(), {}), embedded.aggregate(everything(), {}));
        const RemoteFlowStore stranger(made.chunks, made.attribution(), m_cluster->alone(1, QStringLiteral("test")),
                                       made.id, {"guarded", "guess"});
        const auto refused = stranger.aggregate(everything(), {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().remedy.contains(QStringLiteral("TIDELINE_CLICKHOUSE_PASSWORD")),
                 qPrintable(refused.error().text()));
        QVERIFY(!refused.error().text().contains(QStringLiteral("guess")));
    }

    void shardsOfAnotherClusterAreFound()
    {
        Random random(13);
        const TestCase made = TestCase::make(random, 400, false);
        RemotePlace place = m_cluster->place(QStringLiteral("test"));
        place.cluster = QStringLiteral("nosuch");
        const RemoteFlowStore unknown(made.chunks, made.attribution(), place, made.id, {});
        const auto refused = write(made, unknown);
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().contains(QStringLiteral("nosuch")), qPrintable(refused.error().text()));
        // Written to a server that is no shard of what is asked: nothing counts.
        place = m_cluster->place(QStringLiteral("test"));
        place.cluster = QStringLiteral("first");
        std::swap(place.shards.front(), place.shards.back());
        place.shards.pop_back();
        const RemoteFlowStore remote(made.chunks, made.attribution(), place, made.id, {});
        WRITTEN(made, remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        const auto proof = proveEqual(embedded, remote, {});
        QVERIFY(!proof);
        QCOMPARE(proof.error().code, ErrorCode::Corrupt);
        QVERIFY2(proof.error().remedy.contains(QStringLiteral("shards given")), qPrintable(proof.error().text()));
    }

    void theServersLimitsAreAnError()
    {
        Random random(11);
        const TestCase made = TestCase::make(random, 4000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        ServerLimits narrow;
        narrow.resultRows = 20;
        const RemoteFlowStore limited(made.chunks, made.attribution(), m_cluster->place(QStringLiteral("test")),
                                      made.id, {}, narrow);
        FlowQuestion question;
        question.by = {Dimension::Peer};
        const auto refused = limited.aggregate(question, {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().remedy.contains(QStringLiteral("fewer groups")), qPrintable(refused.error().text()));
    }

    /// A shard goes away while questions run: until then every answer is whole, from then on there is a clear error,
    /// and with the shard back the answers are whole again.
    void aStoppedShardIsAnErrorAndNothingIsHalfCounted()
    {
        Random random(12);
        const TestCase made = TestCase::make(random, 40'000, false);
        const auto remote = storeOf(made, made.attribution());
        WRITTEN(made, *remote);
        const ChunkFlowStore embedded(made.chunks, made.attribution(), 2);
        FlowQuestion question = everything();
        question.by.push_back(Dimension::Peer);
        const auto whole = embedded.aggregate(question, {});
        QVERIFY(whole.ok());
        std::atomic<int> answered = 0;
        std::optional<Error> error;
        QStringList different;
        std::thread asking([&] {
            while (!error) {
                const auto answer = remote->aggregate(question, {});
                if (!answer)
                    error = answer.error();
                else if (texts(*answer) != texts(*whole))
                    different = texts(*answer);
                ++answered;
            }
        });
        while (answered < 2)
            std::this_thread::yield();
        m_cluster->stop(1);
        asking.join();
        QCOMPARE(different, QStringList());
        QVERIFY2(error->code == ErrorCode::Io, qPrintable(error->text()));
        QVERIFY2(error->text().contains(QStringLiteral("shard does not answer")), qPrintable(error->text()));
        QVERIFY(!remote->rows({}, {}));
        QVERIFY(!write(made, *remote));
        const QString problem = m_cluster->startAgain(1);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        SAME(remote->aggregate(question, {}), embedded.aggregate(question, {}));
    }
};

QTEST_GUILESS_MAIN(TestRemote)
#include "tst_remote.moc"
