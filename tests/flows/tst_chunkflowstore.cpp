// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunkflowstore.h"
#include "models/flows/flowtable.h"
#include "tests/support/memorychunks.h"

#include <QTest>

#include <thread>

using namespace tideline;

namespace {

constexpr Micros hour = microsPerHour;

struct Flow
{
    Micros start;
    const char* src;
    std::uint16_t srcPort;
    const char* dst;
    std::uint16_t dstPort;
    std::uint64_t srcBytes;
    std::uint64_t dstBytes;
    const char* label = "";
};

FlowBatch batchOf(const std::vector<Flow>& flows)
{
    FlowBatch batch;
    batch.resize(flows.size());
    for (std::size_t i = 0; i < flows.size(); ++i) {
        batch.start[i] = flows[i].start;
        batch.duration[i] = 1'500'000;
        batch.src[i] = *IpAddress::parse(flows[i].src);
        batch.dst[i] = *IpAddress::parse(flows[i].dst);
        batch.srcPort[i] = flows[i].srcPort;
        batch.dstPort[i] = flows[i].dstPort;
        batch.protocol[i] = 6;
        batch.srcBytes[i] = flows[i].srcBytes;
        batch.dstBytes[i] = flows[i].dstBytes;
        batch.srcPackets[i] = flows[i].srcBytes > 0;
        batch.dstPackets[i] = flows[i].dstBytes > 0;
        batch.flows[i] = 1;
        batch.service[i] = flows[i].label;
        batch.record[i] = 100 + i;
    }
    return batch;
}

/// Hosts 10.0.0.x are the subject's.
std::vector<Flow> sampleFlows()
{
    return {
        {0 * hour, "10.0.0.1", 50000, "8.8.8.8", 53, 100, 1000, "dns"},
        {1 * hour, "10.0.0.2", 50001, "8.8.8.8", 443, 200, 2000, "ssl"},
        {1 * hour + 1, "9.9.9.9", 50002, "10.0.0.1", 22, 30, 300},  // called from outside
        {2 * hour, "10.0.0.1", 50003, "10.0.0.2", 445, 7000, 7000}, // inside
        {3 * hour, "9.9.9.9", 50004, "8.8.8.8", 80, 9000, 9000},    // outside
        {4 * hour, "10.0.0.1", 50005, "1.1.1.1", 3333, 4, 40, ""},
    };
}

Rule rule(RuleSet set, const char* label, PortRange ports)
{
    Rule made;
    made.set = set;
    made.label = QString::fromLatin1(label);
    made.ports = {ports};
    return made;
}

std::shared_ptr<Attribution> sampleAttribution()
{
    auto attribution = std::make_shared<Attribution>();
    Subject subject;
    subject.name = QStringLiteral("Lab");
    SubjectMember member;
    member.prefix = Prefix::parse(u"10.0.0.0/24");
    subject.members.push_back(member);
    attribution->subjects.push_back(subject);
    attribution->rules = {rule(RuleSet::Service, "Web", {443, 443}), rule(RuleSet::Coin, "Monero", {3333, 3333})};
    const Prefix google = *Prefix::parse(u"8.8.8.0/24");
    attribution->networks = NetworkTable({{google.first, google.last(), QStringLiteral("US"), 15169, {}}});
    Source source;
    source.id = 1;
    source.name = QStringLiteral("conn.log");
    attribution->sources = {source};
    return attribution;
}

FlowQuestion lab(std::vector<Dimension> by = {}, const char* where = "")
{
    FlowQuestion question;
    question.subject = QStringLiteral("Lab");
    question.by = std::move(by);
    question.where = *parseExpression(QString::fromLatin1(where), Zone::utc());
    return question;
}

/// "key: out/in/flows" of every row.
QStringList summary(const Result<FlowAggregate>& answer)
{
    if (!answer)
        return {answer.error().text()};
    QStringList lines;
    for (const FlowAggregate::Row& row : answer->rows)
        lines.append(QStringLiteral("%1:%2: %3/%4/%5")
                         .arg(row.bin)
                         .arg(row.keys.join(u'+'))
                         .arg(row.sums.bytesOut)
                         .arg(row.sums.bytesIn)
                         .arg(row.sums.flows));
    return lines;
}

} // namespace

class TestChunkFlowStore : public QObject
{
    Q_OBJECT

private:
    MemoryChunks m_chunks;
    std::unique_ptr<ChunkFlowStore> m_store;

private slots:
    void init()
    {
        m_chunks = MemoryChunks();
        m_chunks.addBatch(batchOf(sampleFlows()), 1, false, 4);
        m_store = std::make_unique<ChunkFlowStore>(m_chunks, sampleAttribution(), 2);
    }

    void withoutSubjectSrcIsLocal()
    {
        QCOMPARE(summary(m_store->aggregate({}, {})), QStringList{QStringLiteral("0:: 16334/19340/6")});
    }

    void withSubjectOnlyItsTraffic()
    {
        const auto answer = m_store->aggregate(lab(), {});
        QCOMPARE(summary(answer), QStringList{QStringLiteral("0:: 604/3070/4")});
        QCOMPARE(answer->rows[0].first, 0);
        QCOMPARE(answer->rows[0].last, 4 * hour);
        QCOMPARE(answer->rows[0].sums.packetsOut, 4U);
        QCOMPARE(answer->scannedFlows, 6U);
        QCOMPARE(answer->rows[0].sums.of(Quantity::Bytes), 3674.0);
        QCOMPARE(answer->rows[0].sums.of(Quantity::Packets), 8.0);
        QCOMPARE(answer->rows[0].sums.of(Quantity::Flows), 4.0);
    }

    void bins()
    {
        FlowQuestion question = lab();
        question.edges = {0, hour, 2 * hour, 4 * hour};
        QCOMPARE(summary(m_store->aggregate(question, {})),
                 (QStringList{QStringLiteral("0:: 100/1000/1"), QStringLiteral("1:: 500/2030/2")}));
    }

    void directionsAddUpToTheTotal()
    {
        QCOMPARE(summary(m_store->aggregate(lab({Dimension::Direction}), {})),
                 (QStringList{QStringLiteral("0:in: 0/3070/1"), QStringLiteral("0:out: 604/0/3")}));
    }

    void dimensions_data()
    {
        QTest::addColumn<int>("dimension");
        QTest::addColumn<QStringList>("keys");
        const auto row = [](Dimension dimension, const QStringList& keys) {
            QTest::newRow(qPrintable(dimensionName(dimension))) << int(dimension) << keys;
        };
        const auto unknown = QStringLiteral("unknown");
        row(Dimension::Protocol, {QStringLiteral("tcp")});
        row(Dimension::Port,
            {QStringLiteral("22"), QStringLiteral("3333"), QStringLiteral("443"), QStringLiteral("53")});
        row(Dimension::Service, {QStringLiteral("Web"), QStringLiteral("dns"), unknown});
        row(Dimension::Coin, {QStringLiteral("Monero"), unknown});
        row(Dimension::Route, {unknown});
        row(Dimension::Peer, {QStringLiteral("1.1.1.1"), QStringLiteral("8.8.8.8"), QStringLiteral("9.9.9.9")});
        row(Dimension::Local, {QStringLiteral("10.0.0.1"), QStringLiteral("10.0.0.2")});
        row(Dimension::Country, {QStringLiteral("US"), unknown});
        row(Dimension::Asn, {QStringLiteral("AS15169"), unknown});
        row(Dimension::Prefix, {QStringLiteral("10.0.0.0/24")});
        row(Dimension::Source, {QStringLiteral("conn.log")});
        row(Dimension::Subject, {QStringLiteral("Lab")});
        row(Dimension::Exporter, {unknown});
    }
    void dimensions()
    {
        QFETCH(int, dimension);
        QFETCH(QStringList, keys);
        const auto answer = m_store->aggregate(lab({Dimension(dimension)}), {});
        QVERIFY(answer.ok());
        QStringList found;
        std::uint64_t bytes = 0;
        for (const FlowAggregate::Row& row : answer->rows) {
            found.append(row.keys.front());
            bytes += row.sums.bytesOut + row.sums.bytesIn;
        }
        QCOMPARE(found, keys);
        QCOMPARE(bytes, 3674U);
    }

    void subjectsWithoutASubjectAsked()
    {
        FlowQuestion question;
        question.by = {Dimension::Subject};
        QCOMPARE(summary(m_store->aggregate(question, {})),
                 (QStringList{QStringLiteral("0:Lab: 604/3070/4"), QStringLiteral("0:unknown: 16000/16000/2")}));
    }

    void distinctCounts()
    {
        FlowQuestion question = lab();
        question.countPeers = question.countLocals = true;
        const auto answer = m_store->aggregate(question, {});
        QVERIFY(answer.ok());
        QCOMPARE(answer->rows[0].peers, 3U);
        QCOMPARE(answer->rows[0].locals, 2U);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("flows");
        const auto row = [](const char* where, int flows) {
            QTest::newRow(where) << QString::fromLatin1(where) << flows;
        };
        row("port == 443", 1);
        row("peer == 8.8.8.8", 2);
        row("peer in 8.0.0.0/5", 3);
        row("local == 10.0.0.1", 3);
        row("bytes > 1k", 2);
        row("bytes_in >= 300", 2);
        row("bytes_out == 300", 1);
        row("direction == in", 1);
        row("country == us", 2);
        row("asn == 15169 or coin == monero", 3);
        row("service == unknown", 2);
        row("label == dns", 1);
        row("prefix in 10.0.0.0/8", 4);
        row("prefix == 10.0.0.0/8", 0);
        row("prefix == 10.0.0.0/24", 4);
        row("duration == 1500ms", 4);
        row("source == conn.log", 4);
        row("source == other.log", 0);
        row("time >= 1970-01-01T01:00:00Z and time < 1970-01-01T02:00:00Z", 2);
        row("time == 1970-01-01T01:00:00Z", 2);
        row("time != 1970", 0);
        row("title ~ hack", 4); // says nothing about flows
    }
    void filters()
    {
        QFETCH(QString, where);
        QFETCH(int, flows);
        FlowQuestion question = lab();
        question.where = *parseExpression(where, Zone::utc());
        const auto answer = m_store->aggregate(question, {});
        QVERIFY(answer.ok());
        QCOMPARE(answer->rows.empty() ? 0 : int(answer->rows[0].sums.flows), flows);
        FlowRowsQuestion rows;
        rows.subject = question.subject;
        rows.where = question.where;
        QCOMPARE(int(m_store->rows(rows, {})->total), flows);
    }

    void timePrunesChunks()
    {
        FlowQuestion question;
        question.where = *parseExpression(QStringLiteral("time >= 1970-01-01T03:00:00Z"), Zone::utc());
        const auto answer = m_store->aggregate(question, {});
        QCOMPARE(answer->scannedFlows, 2U);
        QCOMPARE(answer->rows[0].sums.flows, 2U);
    }

    void membershipHasDates()
    {
        auto attribution = sampleAttribution();
        attribution->subjects[0].members[0].valid = {hour, 2 * hour};
        const ChunkFlowStore store(m_chunks, attribution, 2);
        QCOMPARE(summary(store.aggregate(lab(), {})), QStringList{QStringLiteral("0:: 500/2030/2")});
    }

    void oneWayRecords()
    {
        MemoryChunks chunks;
        chunks.addBatch(batchOf({{0, "10.0.0.1", 50000, "8.8.8.8", 443, 100, 0},
                                 {1, "8.8.8.8", 443, "10.0.0.1", 50000, 5000, 0},
                                 {2, "10.0.0.1", 50000, "8.8.8.8", 3333, 7, 0}}),
                        1, true);
        const ChunkFlowStore store(chunks, sampleAttribution(), 1);
        QCOMPARE(summary(store.aggregate(lab({Dimension::Port}), {})),
                 (QStringList{QStringLiteral("0:3333: 7/0/1"), QStringLiteral("0:443: 100/5000/2")}));
        QCOMPARE(summary(store.aggregate(lab({Dimension::Direction}), {})),
                 (QStringList{QStringLiteral("0:in: 0/5000/1"), QStringLiteral("0:out: 107/0/2")}));
    }

    void rows()
    {
        FlowRowsQuestion question;
        question.subject = QStringLiteral("Lab");
        question.offset = 1;
        question.limit = 2;
        const auto rows = m_store->rows(question, {});
        QVERIFY(rows.ok());
        QCOMPARE(rows->total, 4U);
        QCOMPARE(rows->batch.record, (std::vector<std::uint64_t>{101, 102}));
        QCOMPARE(rows->services, (QStringList{QStringLiteral("Web"), QStringLiteral("unknown")}));
        QCOMPARE(rows->countries, (QStringList{QStringLiteral("US"), QStringLiteral("unknown")}));

        const Table table = toTable(*rows, sampleAttribution()->sources);
        const auto cell = [&table](std::size_t row, const char* key) {
            return table.rows[row][std::size_t(table.columnIndex(QString::fromLatin1(key)))];
        };
        QCOMPARE(table.rows.size(), std::size_t(2));
        QCOMPARE(table.rows[0].size(), table.columns.size());
        QCOMPARE(std::get<qint64>(cell(0, "time")), hour);
        QCOMPARE(std::get<double>(cell(0, "duration")), 1.5);
        QCOMPARE(std::get<QString>(cell(0, "dst")), QStringLiteral("8.8.8.8"));
        QCOMPARE(std::get<qint64>(cell(0, "bytes_out")), 200);
        // Called from outside: out is what the subject sent, although dst sent it.
        QCOMPARE(std::get<qint64>(cell(1, "bytes_out")), 300);
        QCOMPARE(std::get<qint64>(cell(1, "bytes_in")), 30);
        QCOMPARE(std::get<QString>(cell(1, "source")), QStringLiteral("conn.log"));
        QCOMPARE(std::get<qint64>(cell(1, "line")), 102);
    }

    void sourcesOfTheSameNameAreToldApart()
    {
        auto attribution = sampleAttribution();
        Source twin = attribution->sources[0];
        twin.id = 2;
        attribution->sources.push_back(twin);
        m_chunks.addBatch(batchOf(sampleFlows()), 2);
        const ChunkFlowStore store(m_chunks, attribution, 2);
        QCOMPARE(
            summary(store.aggregate(lab({Dimension::Source}), {})),
            (QStringList{QStringLiteral("0:conn.log (1): 604/3070/4"), QStringLiteral("0:conn.log (2): 604/3070/4")}));
    }

    void errors()
    {
        FlowQuestion question;
        question.subject = QStringLiteral("Lap");
        const auto answer = m_store->aggregate(question, {});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
        QVERIFY(answer.error().text().contains(QStringLiteral("Lab")));

        const std::atomic<bool> cancelled = true;
        const auto stopped = m_store->aggregate({}, Progress({}, &cancelled));
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);

        m_chunks.all()[0].columns[std::size_t(FlowColumn::SrcBytes)].chop(1);
        const auto damaged = m_store->aggregate({}, {});
        QVERIFY(!damaged.ok());
        QCOMPARE(damaged.error().code, ErrorCode::Corrupt);
    }

    void nothingThere()
    {
        const MemoryChunks empty;
        const ChunkFlowStore store(empty, nullptr, 2);
        QVERIFY(store.aggregate({}, {})->rows.empty());
        QCOMPARE(store.rows({}, {})->total, 0U);
        FlowQuestion turned;
        turned.range = {10, 5};
        QVERIFY(m_store->aggregate(turned, {})->rows.empty());
    }

    void severalQuestionsAtOnce()
    {
        const QStringList wanted = summary(m_store->aggregate(lab({Dimension::Peer}), {}));
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int j = 0; j < 50; ++j)
                    wrong += summary(m_store->aggregate(lab({Dimension::Peer}), {})) != wanted;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void progressReachesTheEnd()
    {
        std::atomic<double> most = 0;
        const Progress progress([&most](double fraction, const QString&) { most = std::max(most.load(), fraction); });
        QVERIFY(m_store->aggregate({}, progress).ok());
        QCOMPARE(most.load(), 1.0);
    }
};

QTEST_GUILESS_MAIN(TestChunkFlowStore)
#include "tst_chunkflowstore.moc"
