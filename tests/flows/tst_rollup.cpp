// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunkflowstore.h"
#include "models/flows/columncache.h"
#include "models/flows/rollup.h"
#include "tests/flows/randomflows.h"
#include "tests/support/memorychunks.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <random>

using namespace tideline;

namespace {

/// One flow a minute for ten days from `epoch` floored to a day; 10.0.0.1 calls 50 peers, number i % 50 sending i % 50.
constexpr std::size_t sampleRows = 14'400;
constexpr Micros firstDay = epoch / microsPerDay * microsPerDay;

FlowBatch sample()
{
    FlowBatch batch;
    batch.resize(sampleRows);
    for (std::size_t i = 0; i < sampleRows; ++i) {
        batch.start[i] = firstDay + Micros(i) * microsPerMinute;
        batch.src[i] = IpAddress::fromV4(0x0A000001);
        batch.dst[i] = IpAddress::fromV4(0x08080800 + std::uint32_t(i % 50));
        batch.dstPort[i] = i % 2 ? 443 : 53;
        batch.protocol[i] = 6;
        batch.srcBytes[i] = i % 50;
        batch.dstBytes[i] = 1;
        batch.flows[i] = 1;
        batch.record[i] = i + 1;
    }
    return batch;
}

std::shared_ptr<Attribution> named(const char* label)
{
    auto attribution = std::make_shared<Attribution>();
    Rule rule;
    rule.set = RuleSet::Service;
    rule.label = QLatin1String(label);
    rule.ports = {{443, 443}};
    attribution->rules = {rule};
    return attribution;
}

QStringList texts(const Result<FlowAggregate>& answer)
{
    QStringList rows;
    for (const FlowAggregate::Row& row : answer->rows)
        rows << QStringLiteral("%1:%2:%3/%4")
                    .arg(row.bin)
                    .arg(row.keys.join(u','))
                    .arg(row.sums.bytesOut)
                    .arg(row.sums.flows);
    return rows;
}

/// Counts what is loaded.
class CountingChunks final : public ChunkSource
{
public:
    explicit CountingChunks(const FlowBatch& batch = sample()) { m_chunks.addBatch(batch, 1, false, 6'000); }
    Result<std::vector<ChunkInfo>> chunks(const TimeRange& range) const override { return m_chunks.chunks(range); }
    Result<EncodedChunk> load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const override
    {
        ++loads;
        return m_chunks.load(info, wanted);
    }
    mutable std::atomic<int> loads = 0;

private:
    MemoryChunks m_chunks;
};

FlowQuestion daily(Micros shift = 0)
{
    FlowQuestion question;
    for (int day = -1; day <= 11; ++day)
        question.edges.push_back(firstDay + day * microsPerDay + shift);
    question.by = {Dimension::Service};
    return question;
}

} // namespace

class TestRollup : public QObject
{
    Q_OBJECT

private slots:
    /// 1,440 flows a day; half of them on port 443: odd numbers, of which 25 of 50 sum to 625, 28.8 times a day.
    void answersWithoutLoading()
    {
        CountingChunks chunks;
        const ChunkFlowStore plain(chunks, named("web"), 2);
        const ChunkFlowStore store(chunks, named("web"), 2, std::make_shared<MemoryRollups>());
        const QStringList wanted = texts(plain.aggregate(daily(), {}));
        QCOMPARE(wanted.size(), 20);
        QVERIFY(wanted.first().startsWith(QStringLiteral("1:unknown:")));
        QVERIFY(wanted.first().endsWith(QStringLiteral("/720")));
        QCOMPARE(texts(store.aggregate(daily(), {})), wanted);
        chunks.loads = 0;
        QCOMPARE(texts(store.aggregate(daily(), {})), wanted);
        QCOMPARE(chunks.loads.load(), 0);
        // Days of a zone that is half an hour off.
        const FlowQuestion shifted = daily(-510 * microsPerMinute);
        const QStringList there = texts(store.aggregate(shifted, {}));
        QCOMPARE(chunks.loads.load(), 0);
        QCOMPARE(there, texts(plain.aggregate(shifted, {})));
    }

    /// An edge within a quarter of an hour: the chunks it falls into are scanned, one here, no others.
    void edgesOffTheGrain()
    {
        CountingChunks chunks;
        const ChunkFlowStore plain(chunks, named("web"), 1);
        const ChunkFlowStore store(chunks, named("web"), 1, std::make_shared<MemoryRollups>(),
                                   std::make_shared<ColumnCache>(0));
        FlowQuestion question = daily();
        QVERIFY(store.aggregate(question, {}).ok());
        question.edges = {firstDay, firstDay + 7 * microsPerMinute, firstDay + 10 * microsPerDay};
        chunks.loads = 0;
        const QStringList answer = texts(store.aggregate(question, {}));
        QCOMPARE(chunks.loads.load(), 1);
        QCOMPARE(answer.first(), QStringLiteral("0:unknown:12/4")); // minutes 0, 2, 4, 6
        QCOMPARE(answer, texts(plain.aggregate(question, {})));
    }

    /// What was read is not read again, as far as there is room; a scan of more than that keeps what it has.
    void columnsStay()
    {
        CountingChunks chunks;
        const auto scans = [&](const ChunkFlowStore& store) {
            chunks.loads = 0;
            const QStringList answer = texts(store.aggregate(daily(), {}));
            return std::pair(chunks.loads.load(), answer);
        };
        const auto columns = std::make_shared<ColumnCache>();
        const ChunkFlowStore store(chunks, named("web"), 2, {}, columns), other(chunks, named("mail"), 2, {}, columns);
        const auto first = scans(store), second = scans(store);
        QCOMPARE(first.first, 3);
        QCOMPARE(second.first, 0);
        QCOMPARE(second.second, first.second);
        QCOMPARE(scans(other).first, 0);
        QVERIFY(columns->bytes() > 0);

        const auto little = std::make_shared<ColumnCache>(columns->bytes() / 2);
        const ChunkFlowStore forgetful(chunks, named("web"), 1, {}, little);
        for (int i = 0; i < 4; ++i) {
            const auto again = scans(forgetful);
            QVERIFY(i == 0 || (again.first > 0 && again.first < 3));
            QCOMPARE(again.second, first.second);
            QVERIFY(little->bytes() <= columns->bytes() / 2);
        }
    }

    /// Addresses are gone through part by part where there is no room for all of them; the answers are the same.
    void addressesInParts()
    {
        FlowBatch batch = sample(); // 14,400 flows: of 4,800 peers three each, of 3,600 local addresses four each
        for (std::size_t i = 0; i < sampleRows; ++i) {
            batch.src[i] = IpAddress::fromV4(0x0A000000 + std::uint32_t(i % 3'600));
            batch.dst[i] = IpAddress::fromV4(0x08000000 + std::uint32_t(i % 4'800));
            batch.srcBytes[i] = i % 4'800;
        }
        const CountingChunks chunks(batch);
        const ChunkFlowStore roomy(chunks, named("web"), 2, {}, std::make_shared<ColumnCache>());
        const auto inBoth = [&](const FlowQuestion& question) {
            const auto wanted = roomy.aggregate(question, {});
            const ChunkFlowStore narrow(chunks, named("web"), 2, {}, std::make_shared<ColumnCache>(64 << 10));
            chunks.loads = 0;
            const auto answer = narrow.aggregate(question, {});
            [&] { QVERIFY(chunks.loads.load() > 2 * 3); }();
            [&] { QCOMPARE(texts(answer), texts(wanted)); }();
            [&] { QCOMPARE(answer->restKeys, wanted->restKeys); }();
            [&] { QCOMPARE(answer->rest.size(), wanted->rest.size()); }();
            return *answer;
        };
        FlowQuestion top = daily();
        top.edges.clear();
        top.by = {Dimension::Peer};
        top.top = 2;
        const FlowAggregate peers = inBoth(top);
        QCOMPARE(texts(peers),
                 (QStringList{QStringLiteral("0:8.0.18.190:14394/3"), QStringLiteral("0:8.0.18.191:14397/3")}));
        QCOMPARE(peers.restKeys, 4'798U);
        QCOMPARE(peers.rest[0].sums.bytesOut, 3U * (4'799U * 4'800U / 2) - 14'394U - 14'397U);
        QCOMPARE(peers.rest[0].sums.flows, sampleRows - 6U);

        FlowQuestion counts = daily();
        counts.edges.clear();
        counts.countPeers = counts.countLocals = true;
        const FlowAggregate both = inBoth(counts); // of port 443 the odd ones
        QCOMPARE(both.rows.size(), std::size_t(2));
        for (const FlowAggregate::Row& row : both.rows) {
            QCOMPARE(row.sums.flows, sampleRows / 2);
            QCOMPARE(row.peers, 2'400U);
            QCOMPARE(row.locals, 1'800U);
        }
        counts.top = 1;
        counts.topOf = Quantity::Bytes;
        counts.countLocals = false;
        const FlowAggregate one = inBoth(counts);
        QCOMPARE(one.rows.size(), std::size_t(1));
        QCOMPARE(one.rows[0].keys, QStringList{QStringLiteral("web")});
        QCOMPARE(one.rows[0].peers, 2'400U);

        // Per day, with the directions of one address apart.
        top.edges = daily().edges;
        top.by = {Dimension::Direction, Dimension::Local};
        inBoth(top);
    }

    /// Addresses that share halves get numbers of their own, the same ones again, and keep their names.
    void addressNumbers()
    {
        AddressTable table;
        std::vector<IpAddress> addresses;
        for (std::uint8_t high = 0; high < 40; ++high) {
            for (std::uint8_t low = 0; low < 40; ++low) {
                IpAddress address = IpAddress::fromV4(0x0A000000U + low);
                address.bytes[0] = high; // 0: IPv4
                address.bytes[7] = std::uint8_t(high / 2);
                addresses.push_back(address);
            }
        }
        std::vector<std::uint32_t> numbers, again;
        table.number(addresses, numbers);
        table.number(addresses, again);
        QVERIFY(numbers == again);
        QCOMPARE(table.size(), addresses.size());
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            QCOMPARE(numbers[i], std::uint32_t(i));
            QVERIFY(table.address(numbers[i]) == addresses[i]);
            QCOMPARE(table.number(addresses[i]), numbers[i]);
        }
    }

    /// Whatever comes first, and however near to each other the others are, all numbers are in use.
    void addressesSpread()
    {
        constexpr std::size_t count = 20'000;
        const auto numbered = [](AddressBook& book, qint64 id, std::size_t addresses, IpAddress address) {
            FlowBatch batch;
            batch.resize(addresses);
            for (std::size_t i = 0; i < addresses; ++i) {
                address.bytes[14] = std::uint8_t(i >> 8), address.bytes[15] = std::uint8_t(i);
                batch.src[i] = batch.dst[i] = address;
            }
            EncodedChunk chunk = encodeChunk(batch, 0, addresses, 1, false);
            chunk.info.id = id;
            AddressColumn dictionary;
            if (!dictionary.open(chunk.columns[std::size_t(FlowColumn::Addresses)]))
                return false;
            const auto numbers = book.numbered(chunk.info, dictionary, true);
            for (std::size_t i = 0; i < addresses; ++i) {
                if ((*numbers)[i] >= book.bound() || book.address((*numbers)[i]) != dictionary[i])
                    return false;
            }
            return *book.numbered(chunk.info, dictionary, true) == *numbers;
        };
        for (const auto& address : {IpAddress::fromV4(0x0A000000U), *IpAddress::parse("2001:db8::")}) {
            AddressBook book(1'000'000);
            QVERIFY(numbered(book, 1, 10, address));
            QVERIFY(numbered(book, 2, count, address));
            QVERIFY(book.bound() >= count && book.bound() < count * 5 / 4);
        }
    }

    void rulesChange()
    {
        CountingChunks chunks;
        const auto rollups = std::make_shared<MemoryRollups>();
        const auto ask = [&](std::shared_ptr<Attribution> attribution) {
            return texts(ChunkFlowStore(chunks, std::move(attribution), 2, rollups).aggregate(daily(), {}));
        };
        const QStringList web = ask(named("web"));
        QStringList other = ask(named("other"));
        QVERIFY(web != other);
        QCOMPARE(other.replaceInStrings(QStringLiteral("other"), QStringLiteral("web")).filter(QStringLiteral("web")),
                 web.filter(QStringLiteral("web")));
        chunks.loads = 0;
        QCOMPARE(ask(named("web")), web); // equal rules, whoever holds them
        QCOMPARE(chunks.loads.load(), 0);
    }

    void filtersAreToldApart()
    {
        CountingChunks chunks;
        const ChunkFlowStore plain(chunks, named("web"), 2);
        const ChunkFlowStore store(chunks, named("web"), 2, std::make_shared<MemoryRollups>());
        for (const char* filter : {"port == 443", "port == 53", "port != 443", "port == 443 and bytes > 10",
                                   "port == 443 or bytes > 10", "not port == 443", "time < 2017-07-16",
                                   "time < 2017-07-17", "dst in 8.8.8.0/28", "dst in 8.8.8.0/27", ""}) {
            FlowQuestion question = daily();
            question.where = *parseExpression(QLatin1String(filter), Zone::utc());
            for (int i = 0; i < 2; ++i)
                QCOMPARE(texts(store.aggregate(question, {})), texts(plain.aggregate(question, {})));
        }
    }

    void memoryIsBounded()
    {
        CountingChunks chunks;
        const auto rollups = std::make_shared<MemoryRollups>(400'000);
        const ChunkFlowStore store(chunks, named("web"), 2, rollups);
        const ChunkFlowStore plain(chunks, named("web"), 2);
        for (int port = 0; port < 12; ++port) {
            FlowQuestion question = daily();
            question.where = *parseExpression(QStringLiteral("dst_port != %1").arg(port), Zone::utc());
            QCOMPARE(texts(store.aggregate(question, {})), texts(plain.aggregate(question, {})));
            QVERIFY(rollups->bytes() <= 400'000);
            QVERIFY(rollups->bytes() > 0);
        }
    }

    /// Peers number 49 to 45 send most: 288 flows each.
    void top()
    {
        CountingChunks chunks;
        const ChunkFlowStore store(chunks, nullptr, 2);
        FlowQuestion question;
        question.by = {Dimension::Peer};
        question.top = 3;
        const auto answer = store.aggregate(question, {});
        QCOMPARE(texts(answer),
                 (QStringList{QStringLiteral("0:8.8.8.47:13536/288"), QStringLiteral("0:8.8.8.48:13824/288"),
                              QStringLiteral("0:8.8.8.49:14112/288")}));
        QCOMPARE(answer->rest.size(), std::size_t(1));
        QCOMPARE(answer->rest[0].sums.bytesOut, 288ULL * (49 * 50 / 2 - 47 - 48 - 49));
        QCOMPARE(answer->rest[0].sums.flows, 288ULL * 47);
        // Equally large: the first by name, which is not the order of the addresses.
        question.topOf = Quantity::Flows;
        QCOMPARE(texts(store.aggregate(question, {})),
                 (QStringList{QStringLiteral("0:8.8.8.0:0/288"), QStringLiteral("0:8.8.8.1:288/288"),
                              QStringLiteral("0:8.8.8.10:2880/288")}));
        question.topOf = Quantity::Packets; // all are 0
        QCOMPARE(texts(store.aggregate(question, {})).last(), QStringLiteral("0:8.8.8.10:2880/288"));
        // Some are larger: ten rounds of all, and one more of three.
        question.topOf = Quantity::Flows;
        question.top = 5;
        question.range = {firstDay, firstDay + 503 * microsPerMinute};
        QCOMPARE(texts(store.aggregate(question, {})),
                 (QStringList{QStringLiteral("0:8.8.8.0:0/11"), QStringLiteral("0:8.8.8.1:11/11"),
                              QStringLiteral("0:8.8.8.10:100/10"), QStringLiteral("0:8.8.8.11:110/10"),
                              QStringLiteral("0:8.8.8.2:22/11")}));
        question.top = 3;
        question.range = TimeRange::all();
        // Chosen over all bins, shown in each.
        question.edges = daily().edges;
        const auto days = store.aggregate(question, {});
        QCOMPARE(days->rows.size(), std::size_t(30));
        QCOMPARE(days->rest.size(), std::size_t(10));
        std::uint64_t flows = 0;
        for (const auto& row : days->rows)
            flows += row.sums.flows;
        for (const auto& row : days->rest)
            flows += row.sums.flows;
        QCOMPARE(flows, std::uint64_t(sampleRows));
    }

    /// Numbers on both sides of what the group table looks up directly, in any order of bins.
    void largeNumbers()
    {
        constexpr std::array<std::uint32_t, 5> numbers = {5, 70'000, 100'000, 5'000'000, 4'294'967'295};
        FlowBatch batch = sample();
        std::mt19937_64 random(3);
        std::shuffle(batch.start.begin(), batch.start.end(), random);
        for (std::size_t i = 0; i < sampleRows; ++i)
            batch.dstAs[i] = numbers[i % 5];
        MemoryChunks chunks;
        chunks.addBatch(batch, 1, false, 9'000);
        const ChunkFlowStore store(chunks, nullptr, 2);
        FlowQuestion question;
        question.by = {Dimension::Asn};
        QCOMPARE(texts(store.aggregate(question, {})).join(u' ').count(QStringLiteral("/2880")), 5);
        for (const Dimension dimension : {Dimension::Asn, Dimension::Peer, Dimension::Port}) {
            question.edges = daily().edges;
            question.by = {dimension};
            const auto days = store.aggregate(question, {});
            question.edges.clear();
            const auto whole = store.aggregate(question, {});
            std::map<QStringList, std::pair<std::uint64_t, std::uint64_t>> sums;
            for (const auto& row : days->rows) {
                sums[row.keys].first += row.sums.flows;
                sums[row.keys].second += row.sums.bytesOut;
            }
            QCOMPARE(sums.size(), whole->rows.size());
            for (const auto& row : whole->rows)
                QVERIFY(sums[row.keys] == std::pair(row.sums.flows, row.sums.bytesOut));
        }
    }

    void firstPicture()
    {
        MemoryChunks chunks;
        chunks.addBatch(sample(), 1, false, 100); // 144 chunks
        const ChunkFlowStore store(chunks, named("web"), 2);
        const ChunkFlowStore rolling(chunks, named("web"), 2, std::make_shared<MemoryRollups>());
        for (const ChunkFlowStore* each : {&store, &rolling}) {
            int calls = 0;
            double share = 0;
            std::uint64_t flows = 0;
            const auto answer = each->aggregate(daily(), {}, [&](const FlowAggregate& soFar, double part) {
                ++calls;
                share = part;
                for (const auto& row : soFar.rows)
                    flows += row.sums.flows;
            });
            QCOMPARE(calls, 1);
            QCOMPARE(share, 9.0 / 144);
            QCOMPARE(flows, std::uint64_t(900));
            QCOMPARE(texts(answer), texts(store.aggregate(daily(), {})));
            QCOMPARE(answer->scannedFlows, std::uint64_t(sampleRows));
        }
    }
};

QTEST_GUILESS_MAIN(TestRollup)
#include "tst_rollup.moc"
