// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/batchblock.h"
#include "models/remote/flowservers.h"
#include "tests/support/memorychunks.h"

#include <QTest>
#include <QtEndian>

#include <map>

using namespace tideline;

/// What is sent to the servers, read back as their Native format has it.
class TestBatchBlock : public QObject
{
    Q_OBJECT

    static std::uint64_t number(const QByteArray& bytes, qsizetype& at)
    {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = std::uint8_t(bytes.at(at++));
            value |= std::uint64_t(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
    }
    static QByteArray text(const QByteArray& bytes, qsizetype& at)
    {
        const auto size = qsizetype(number(bytes, at));
        at += size;
        return bytes.mid(at - size, size);
    }
    /// The cells of each column: numbers in decimal, addresses in hex.
    static std::map<QByteArray, QByteArrayList> read(const QByteArray& bytes)
    {
        qsizetype at = 0;
        const std::uint64_t columns = number(bytes, at), rows = number(bytes, at);
        std::map<QByteArray, QByteArrayList> cells;
        for (std::uint64_t i = 0; i < columns; ++i) {
            QByteArrayList& column = cells[text(bytes, at)];
            const QByteArray type = text(bytes, at);
            const int size = type == "FixedString(16)" ? 16 : type.mid(type.indexOf("Int") + 3).toInt() / 8;
            for (std::uint64_t row = 0; row < rows; ++row) {
                if (type == "String") {
                    column.append(text(bytes, at));
                    continue;
                }
                const QByteArray cell = bytes.mid(at, size);
                at += size;
                QByteArray padded = cell + QByteArray(8, '\0');
                column.append(size == 16 ? cell.toHex()
                                         : QByteArray::number(qFromLittleEndian<qint64>(padded.constData())));
            }
        }
        return at == bytes.size() ? cells : std::map<QByteArray, QByteArrayList>();
    }
    static FlowBatch someFlows()
    {
        FlowBatch batch;
        batch.resize(3);
        batch.start = {1'000'000, -5'000'005, 2'000'000};
        batch.src = {*IpAddress::parse("10.0.0.1"), *IpAddress::parse("2001:db8::1"), *IpAddress::parse("10.0.0.2")};
        batch.dst = {*IpAddress::parse("192.0.2.1"), *IpAddress::parse("10.0.0.1"), *IpAddress::parse("10.0.0.1")};
        batch.srcPort = {53, 40'000, 443};
        batch.dstPort = {50'000, 80, 22};
        batch.srcBytes = {1ULL << 63, 1ULL << 63, 7};
        batch.nextAs = {1, 0xffffffff, 1};
        batch.service = {"dns", "\xff", ""};
        batch.exporter = {std::string(200, 'x'), "", ""};
        batch.record = {1, 2, 3};
        return batch;
    }
    static NetworkTable networks()
    {
        return NetworkTable(std::vector<Network>{
            {*IpAddress::parse("10.0.0.0"), *IpAddress::parse("10.0.0.1"), QStringLiteral("ZZ"), 7, {}},
            {*IpAddress::parse("192.0.2.0"), *IpAddress::parse("192.0.2.9"), QStringLiteral("AA"), 8, {}}});
    }

private slots:
    void columnsOfAllChunks()
    {
        MemoryChunks chunks;
        chunks.addBatch(someFlows(), 9, true, 2);
        const std::vector<BatchPlan> plans = planBatches(*chunks.chunks(TimeRange::all()));
        QCOMPARE(plans.size(), 1U);
        const NetworkTable tables = networks();
        const auto block = BatchPacker(tables).pack(chunks, plans.front());
        QVERIFY(block.ok());
        auto cells = read(block->bytes);
        QCOMPARE(cells.size(), flowTableColumns().size());
        QCOMPARE(cells["batch"], QByteArrayList({"1", "1", "1"}));
        QCOMPARE(cells["chunk"], QByteArrayList({"1", "1", "2"}));
        QCOMPARE(cells["position"], QByteArrayList({"0", "1", "0"}));
        QCOMPARE(cells["source"], QByteArrayList({"9", "9", "9"}));
        QCOMPARE(cells["start"], QByteArrayList({"1000000", "-5000005", "2000000"}));
        QCOMPARE(cells["src"], QByteArrayList({"00000000000000000000ffff0a000001", "20010db8000000000000000000000001",
                                               "00000000000000000000ffff0a000002"}));
        QCOMPARE(cells["port"], QByteArrayList({"53", "80", "22"})); // the smaller well-known one
        QCOMPARE(cells["next_as"], QByteArrayList({"1", "4294967295", "1"}));
        QCOMPARE(cells["service"], QByteArrayList({"dns", "\xef\xbf\xbd", ""}));
        QCOMPARE(cells["service_raw"], QByteArrayList({"", "\xff", ""}));
        QCOMPARE(cells["exporter"], QByteArrayList({QByteArray(200, 'x'), "", ""}));
        QCOMPARE(cells["record"], QByteArrayList({"1", "2", "3"}));
        // By name: unknown, AA, ZZ.
        QCOMPARE(cells["src_country"], QByteArrayList({"2", "0", "0"}));
        QCOMPARE(cells["dst_country"], QByteArrayList({"1", "2", "2"}));
        QCOMPARE(cells["src_asn"], QByteArrayList({"7", "0", "0"}));
        QCOMPARE(cells["dst_asn"], QByteArrayList({"8", "7", "7"}));
        QCOMPARE(block->texts,
                 (std::set<std::pair<int, QByteArray>>{
                     {0, ""}, {0, "dns"}, {0, "\xef\xbf\xbd"}, {1, ""}, {2, ""}, {2, QByteArray(200, 'x')}}));
    }

    void sumsAreThoseOfTheServersQuestion()
    {
        MemoryChunks chunks;
        chunks.addBatch(someFlows(), 9, true, 2);
        const NetworkTable tables = networks();
        const auto block = BatchPacker(tables).pack(chunks, planBatches(*chunks.chunks(TimeRange::all())).front());
        QVERIFY(block.ok());
        const QByteArrayList asked = flowSums().split(',');
        QCOMPARE(block->sums.size(), asked.size());
        const auto sum = [&](const QByteArray& sql) { return block->sums.value(asked.indexOf(sql)); };
        QCOMPARE(sum(" sum(start)"), "-2000005");
        QCOMPARE(sum(" sum(src_bytes)"), "7"); // modulo 2^64
        QCOMPARE(sum(" sum(length(exporter))"), "200");
        // Every byte of an address counts, of IPv6 the network too.
        QCOMPARE(sum(" sum(reinterpretAsUInt64(src))"), QByteArray::number(0xb80d0120U));
        QCOMPARE(sum(" sum(reinterpretAsUInt64(reverse(src)))"), QByteArray::number(2 * 0xffff0a000000U + 1 + 1 + 2));
    }

    void damagedChunksAreNotSent()
    {
        MemoryChunks chunks;
        chunks.addBatch(someFlows());
        QByteArray& starts = chunks.all().front().columns[std::size_t(FlowColumn::Start)];
        starts[starts.size() - 1] = char(starts.back() ^ 1);
        starts.chop(1);
        const NetworkTable tables;
        const auto block = BatchPacker(tables).pack(chunks, planBatches(*chunks.chunks(TimeRange::all())).front());
        QVERIFY(!block);
        QCOMPARE(block.error().code, ErrorCode::Corrupt);
    }

    /// The numbers of countries mean the same wherever the print of the tables is the same.
    void countriesFollowFromThePrint()
    {
        const std::vector<Network> shown = networks().networks();
        std::vector<Network> hidden = shown;
        for (Network& network : hidden)
            network.country = QStringLiteral("BB");
        const NetworkTable covered(std::vector<std::vector<Network>>{hidden, shown});
        const NetworkTable reversed(std::vector<Network>{shown.back(), shown.front()});
        const std::vector<QString> names{QStringLiteral("unknown"), QStringLiteral("AA"), QStringLiteral("ZZ")};
        for (const NetworkTable& table : {networks(), covered, reversed}) {
            QCOMPARE(networksPrint(table), networksPrint(networks()));
            QCOMPARE(countryNames(table), names);
        }
        QVERIFY(networksPrint(NetworkTable(hidden)) != networksPrint(networks()));
        QCOMPARE(countryNames({}), std::vector<QString>{QStringLiteral("unknown")});
    }
};

QTEST_GUILESS_MAIN(TestBatchBlock)
#include "tst_batchblock.moc"
