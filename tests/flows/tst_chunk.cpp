// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunk.h"
#include "models/flows/decodedchunk.h"
#include "models/flows/encoding.h"
#include "models/flows/integercolumn.h"
#include "tests/support/memorychunks.h"

#include <QCryptographicHash>
#include <QTest>

#include <limits>
#include <numeric>
#include <random>

using namespace tideline;

namespace {

template <typename T> T anyNumber(std::mt19937_64& random, int spread)
{
    switch (spread) {
    case 0:
        return T(7);
    case 1:
        return T(random() % 100);
    case 2:
        return T(random() % 60'000);
    case 3:
        return random() % 2 ? std::numeric_limits<T>::max() : std::numeric_limits<T>::min();
    default:
        return T(random());
    }
}

IpAddress anyAddress(std::mt19937_64& random, int spread)
{
    IpAddress address;
    switch (random() % (spread == 0 ? 1 : 4)) {
    case 0:
        return IpAddress::fromV4(std::uint32_t(random() % 300));
    case 1:
        return IpAddress::fromV4(std::uint32_t(random()));
    case 2:
        address.bytes[15] = std::uint8_t(random());
        return address; // below the mapped ones
    default:
        for (auto& byte : address.bytes)
            byte = std::uint8_t(random());
        return address;
    }
}

FlowBatch anyBatch(std::size_t rows, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    FlowBatch batch;
    batch.resize(rows);
    const auto fill = [&](const char*, auto& column) {
        using T = typename std::decay_t<decltype(column)>::value_type;
        const int spread = int(random() % 5);
        for (auto& value : column) {
            if constexpr (std::is_same_v<T, IpAddress>)
                value = anyAddress(random, spread);
            else if constexpr (std::is_same_v<T, std::string>)
                value = spread == 0 ? std::string() : std::string(random() % 6, char('a' + random() % 3));
            else
                value = anyNumber<T>(random, spread);
        }
    };
    FlowBatch::forEachColumn(batch, fill);
    return batch;
}

bool sameBatches(const FlowBatch& a, const FlowBatch& b)
{
    bool same = true;
    std::vector<const void*> columns;
    FlowBatch::forEachColumn(a, [&](const char*, const auto& column) { columns.push_back(&column); });
    std::size_t i = 0;
    FlowBatch::forEachColumn(b, [&](const char* name, const auto& column) {
        if (column != *static_cast<const std::decay_t<decltype(column)>*>(columns[i++])) {
            qWarning("column %s differs", name);
            same = false;
        }
    });
    return same;
}

bool equalLengths(const FlowBatch& batch)
{
    bool equal = true;
    FlowBatch::forEachColumn(batch, [&](const char*, const auto& column) { equal &= column.size() == batch.size(); });
    return equal;
}

} // namespace

class TestChunk : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<quint64>("seed");
        for (const int rows : {0, 1, 2, 300, 5'000}) {
            for (quint64 seed = 0; seed < 12; ++seed)
                QTest::addRow("%d rows, seed %d", rows, int(seed)) << rows << seed;
        }
        QTest::newRow("full chunk") << int(chunkRows) << quint64(99);
    }
    void roundTrip()
    {
        QFETCH(int, rows);
        QFETCH(quint64, seed);
        const FlowBatch batch = anyBatch(std::size_t(rows), seed);
        const EncodedChunk chunk = encodeChunk(batch, 0, batch.size(), 5, true);
        QCOMPARE(chunk.info.rows, std::uint32_t(rows));
        QCOMPARE(chunk.info.source, qint64(5));
        QVERIFY(chunk.info.oneWay);
        if (rows > 0) {
            QCOMPARE(chunk.info.minStart, *std::min_element(batch.start.begin(), batch.start.end()));
            QCOMPARE(chunk.info.maxStart, *std::max_element(batch.start.begin(), batch.start.end()));
        }
        const auto back = decodeChunk(chunk);
        QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().text()));
        QVERIFY(sameBatches(batch, *back));
    }

    void partOfABatch()
    {
        const FlowBatch batch = anyBatch(100, 3);
        const auto back = decodeChunk(encodeChunk(batch, 40, 25, 1, false));
        QVERIFY(back.ok());
        QCOMPARE(back->size(), std::size_t(25));
        for (std::size_t i = 0; i < 25; ++i) {
            QCOMPARE(back->start[i], batch.start[40 + i]);
            QVERIFY(back->src[i] == batch.src[40 + i]);
            QCOMPARE(back->service[i], batch.service[40 + i]);
        }
    }

    void widths()
    {
        const auto size = [](std::vector<std::uint64_t> values) {
            return encodeIntegers(FlowColumn::Record, values.data(), values.size()).size() - 24;
        };
        QCOMPARE(size({7, 7, 7}), 0);
        QCOMPARE(size({1'000'000, 1'000'255}), 2);
        QCOMPARE(size({1'000'000, 1'000'256}), 4);
        QCOMPARE(size({0, 0xffff}), 4);
        QCOMPARE(size({0, 0x10000}), 8);
        QCOMPARE(size({0, 0x100000000}), 16);
        // IPv4 addresses take 4 bytes, others 16.
        IpAddress six;
        six.bytes[0] = 0x20;
        QCOMPARE(encodeAddresses({IpAddress::fromV4(1), IpAddress::fromV4(2), six}).size() - 24, 24);
    }

    /// Widths that only frames have, exceptions, numbers that count up, and times of whole milliseconds.
    void frames()
    {
        const auto encode = [](FlowColumn column, const std::vector<std::uint64_t>& values) {
            return encodeIntegers(column, values.data(), values.size());
        };
        const auto decoded = [](FlowColumn column, const QByteArray& blob, std::size_t rows) {
            IntegerColumn opened;
            std::vector<std::uint64_t> values(rows);
            return opened.open(column, blob, rows) && opened.decode(0, rows, values.data())
                       ? values
                       : std::vector<std::uint64_t>();
        };
        constexpr qsizetype head = 24, entry = 16, slack = 8;
        // Records that count up take no bytes but their frames'.
        std::vector<std::uint64_t> values(2'000);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 70'000 + i;
        QByteArray blob = encode(FlowColumn::Record, values);
        QCOMPARE(blob.size(), head + 2 * entry + slack);
        QVERIFY(decoded(FlowColumn::Record, blob, values.size()) == values);
        // One large value among small ones is an exception of 10 bytes.
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 40 + i % 200;
        values[1'500] = 1'000'000'000'000;
        blob = encode(FlowColumn::SrcBytes, values);
        QCOMPARE(blob.size(), head + 2 * entry + 2'000 + 10 + slack);
        QVERIFY(decoded(FlowColumn::SrcBytes, blob, values.size()) == values);
        // Milliseconds: offsets up to 1,997,001 of them take 3 bytes.
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 1'500'000'000'000'123 + i % 1'000 * 1'999'000;
        blob = encode(FlowColumn::Start, values);
        QCOMPARE(blob.size(), head + 2 * entry + 2'000 * 3 + slack);
        QVERIFY(decoded(FlowColumn::Start, blob, values.size()) == values);
        // AS numbers far apart, few of them: a byte each and a table.
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = i % 3 == 0 ? 4'294'967'295 : i % 3;
        blob = encode(FlowColumn::NextAs, values);
        QCOMPARE(blob.size(), head + 3 * 8 + 2'000);
        QVERIFY(decoded(FlowColumn::NextAs, blob, values.size()) == values);
    }

    void everyWidthComesBack()
    {
        std::mt19937_64 random(11);
        for (int round = 0; round < 2 * 65; ++round) {
            const int bits = round / 2;
            const std::uint64_t base = round % 2 ? (1ULL << 63) - 100 : 0; // about where signed numbers end
            const std::size_t rows = 1 + random() % 5'000;
            std::vector<std::uint64_t> values(rows);
            for (std::uint64_t& value : values) {
                value = base + (bits == 0 ? 9 : random() >> (64 - bits));
                if (base == 0 && random() % 300 == 0)
                    value = random();
            }
            const QByteArray blob = encodeIntegers(FlowColumn::DstBytes, values.data(), rows);
            IntegerColumn column;
            QVERIFY(column.open(FlowColumn::DstBytes, blob, rows));
            std::vector<std::uint64_t> back(rows);
            QVERIFY(column.decode(0, rows, back.data()));
            QVERIFY(back == values);
            // From any frame on, and only some rows of the last one.
            const std::size_t from = random() % (rows / frameRows + 1) * frameRows;
            const std::size_t count = random() % (rows - from + 1);
            std::vector<std::uint64_t> part(count);
            QVERIFY(column.decode(from, count, part.data()));
            QVERIFY(std::equal(part.begin(), part.end(), values.begin() + std::ptrdiff_t(from)));
            QVERIFY(!column.open(FlowColumn::SrcBytes, blob, rows));
            QVERIFY(!column.open(FlowColumn::DstBytes, blob, rows + 1));
            QVERIFY(!column.open(FlowColumn::DstBytes, blob + '\0', rows));
        }
    }

    void valuesThatDoNotFit()
    {
        const std::vector<std::uint64_t> values(3'000, 7);
        std::vector<std::uint64_t> large = values;
        large[2'999] = 70'000; // more than a port can be
        const QByteArray blob = encodeIntegers(FlowColumn::DstPort, large.data(), large.size());
        IntegerColumn column;
        std::vector<std::uint16_t> ports(large.size());
        QVERIFY(column.open(FlowColumn::DstPort, blob, large.size()));
        QVERIFY(!column.decode(0, ports.size(), ports.data()));
    }

    /// What the first version wrote: offsets of 0, 1, 2, 4 and 8 bytes for all rows alike.
    void oldChunksStayReadable()
    {
        for (const int width : {1, 2, 4, 8}) {
            QByteArray blob("TC\x01\x00\x00", 5);
            blob.append(char(width)).append(2, '\0').append(QByteArray::fromHex("0300000000000000"));
            blob.append(QByteArray::fromHex("e803000000000000")); // 1,000
            for (const int offset : {0, 5, 255})
                blob.append(char(offset)).append(width - 1, '\0');
            IntegerColumn column;
            std::vector<std::int64_t> values(3);
            QVERIFY(column.open(FlowColumn::Start, blob, 3));
            QVERIFY(column.decode(0, 3, values.data()));
            QVERIFY((values == std::vector<std::int64_t>{1'000, 1'005, 1'255}));
            blob[2] = 2; // the second version has no such encoding
            QVERIFY(!column.open(FlowColumn::Start, blob, 3));
        }
    }

    void layoutIsFixed()
    {
        const std::uint16_t ports[] = {443, 80, 336};
        QCOMPARE(encodeIntegers(FlowColumn::DstPort, ports, 3).toHex(),
                 QByteArray("544301050002000003000000000000005000000000000000"
                            "6b0100000001"));
        // 5 and 70,000 in turn: a byte each and a table of two.
        std::vector<std::uint32_t> asns(40);
        for (std::size_t i = 0; i < asns.size(); ++i)
            asns[i] = i % 2 ? 70'000 : 5;
        QCOMPARE(encodeIntegers(FlowColumn::NextAs, asns.data(), asns.size()).toHex(),
                 QByteArray("5443020c0401000028000000020000000000000000000000"
                            "05000000000000007011010000000000") +
                     QByteArray("0001").repeated(20));
        std::vector<std::uint64_t> numbers(100);
        std::iota(numbers.begin(), numbers.end(), 300);
        QCOMPARE(encodeIntegers(FlowColumn::Record, numbers.data(), 100).toHex().left(48),
                 QByteArray("544301120001000064000000000000002c01000000000000")); // a byte each is short enough
        numbers.resize(1'000);
        std::iota(numbers.begin(), numbers.end(), 300);
        QCOMPARE(encodeIntegers(FlowColumn::Record, numbers.data(), 1'000).toHex(),
                 QByteArray("5443021203010000e8030000010000000000000000000000"
                            "2c010000000000001000000000000000"
                            "0000000000000000"));
        const std::string texts[] = {"dns", "", "dns"};
        QCOMPARE(encodeTexts(FlowColumn::Service, texts, 3).toHex(),
                 QByteArray("5443010f0201000003000000020000000b00000000000000"
                            "03000000646e7300000000"
                            "000100"));
    }

    void digest()
    {
        const EncodedChunk chunk = encodeChunk(anyBatch(50, 8), 0, 50, 1, false);
        QByteArray all;
        for (const QByteArray& column : chunk.columns)
            all += column;
        QCOMPARE(chunk.digest, QCryptographicHash::hash(all, QCryptographicHash::Sha256));
        EncodedChunk altered = chunk;
        altered.columns[3].data()[24] ^= 1;
        const auto decoded = decodeChunk(altered);
        QVERIFY(!decoded.ok());
        QCOMPARE(decoded.error().code, ErrorCode::Corrupt);
    }

    void mutatedBlobs_data()
    {
        QTest::addColumn<int>("column");
        for (int column = 0; column < flowColumnCount; ++column)
            QTest::addRow("column %d", column) << column;
    }
    /// Whatever a blob holds: Corrupt, or columns of equal length. Reading beyond a blob is found by the sanitizers.
    void mutatedBlobs()
    {
        QFETCH(int, column);
        std::mt19937_64 random(std::uint64_t(column) + 1);
        const EncodedChunk good = encodeChunk(anyBatch(200, 77), 0, 200, 1, false);
        int refused = 0;
        for (int i = 0; i < 2'000; ++i) {
            EncodedChunk bad = good;
            bad.digest.clear();
            QByteArray& blob = bad.columns[std::size_t(column)];
            switch (random() % 5) {
            case 0:
                blob.truncate(qsizetype(random() % std::uint64_t(blob.size() + 1)));
                break;
            case 1:
                blob.append(char(random()));
                break;
            case 2:
                blob = good.columns[random() % flowColumnCount];
                break;
            default:
                for (std::uint64_t j = 1 + random() % 3; j > 0; --j) {
                    // The header matters most.
                    const std::uint64_t limit = random() % 2 ? 24 : std::uint64_t(blob.size());
                    blob[qsizetype(random() % limit)] = char(random() % 3 ? random() : 0xff);
                }
            }
            blob.detach();
            const auto decoded = decodeChunk(bad);
            if (decoded) {
                QVERIFY(equalLengths(*decoded));
            } else {
                QCOMPARE(decoded.error().code, ErrorCode::Corrupt);
                ++refused;
            }
        }
        QVERIFY(refused > 200);
    }

    void hugeCounts()
    {
        // A header that claims four thousand million rows of width 0 must not get their memory.
        EncodedChunk chunk = encodeChunk(anyBatch(1, 0), 0, 1, 1, false);
        chunk.digest.clear();
        chunk.info.rows = 0xffffffff;
        for (QByteArray& blob : chunk.columns)
            blob.replace(8, 4, QByteArray("\xff\xff\xff\xff", 4));
        QCOMPARE(decodeChunk(chunk).error().code, ErrorCode::Corrupt);
    }

    void startsOutsideTheSpan()
    {
        EncodedChunk chunk = encodeChunk(anyBatch(20, 4), 0, 20, 1, false);
        chunk.info.minStart = chunk.info.maxStart;
        if (chunk.info.minStart == encodeChunk(anyBatch(20, 4), 0, 20, 1, false).info.minStart)
            QSKIP("all starts are equal");
        QCOMPARE(decodeChunk(chunk).error().code, ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestChunk)
#include "tst_chunk.moc"
