// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Our framing beside libpcap, packet by packet: what libpcap reads, we read, with the same bytes at the same time.
#include "models/importers/captures/packet.h"
#include "tests/importers/captures/capturing.h"
#include "tests/support/shareddata.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <pcap/pcap.h>
#include <random>

using namespace tideline;

class TestFraming : public QObject
{
    Q_OBJECT

private slots:
    void samples_data();
    void samples();
    void realCaptures();
    void writtenByLibpcap_data();
    void writtenByLibpcap();
    void pcapng_data();
    void pcapng();
    void differentInterfaces();
    void cutAnywhere();

private:
    QTemporaryDir m_folder;
};

namespace {

/// "µs link-type length: bytes" of each packet.
struct Listing : PacketSink
{
    QStringList packets, faults;
    void packet(const CapturedPacket& p) override { add(p.at, p.linkType, p.length, p.bytes); }
    void fault(std::uint64_t number, const QString& reason, std::string_view) override
    {
        faults << QString::number(number) + u' ' + reason;
    }
    void note(const QString&) override {}
    void add(Micros at, std::uint32_t linkType, std::uint64_t length, std::string_view bytes)
    {
        const auto view = QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size()));
        packets << QStringLiteral("%1 %2 %3: %4").arg(at).arg(linkType).arg(length).arg(QLatin1String(view.toHex()));
    }
};

/// In pieces of changing size, as it comes out of archives.
Listing framed(const std::string& bytes, unsigned seed)
{
    Listing listing;
    const auto framing = makeFraming(bytes);
    if (!framing)
        return listing;
    std::mt19937 random(seed);
    std::string pending;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string piece = bytes.substr(at, 1 + random() % 5000);
        at += piece.size();
        pending += piece;
        pending.erase(0, framing->take(pending, at == bytes.size(), listing));
    }
    return listing;
}

/// `end`: what libpcap says where it stops before the end of the file.
Listing throughLibpcap(const QString& path, QString* end = nullptr)
{
    Listing listing;
    char error[PCAP_ERRBUF_SIZE] = "";
    pcap_t* const file = pcap_open_offline(qPrintable(path), error);
    if (!file) {
        if (end)
            *end = QString::fromUtf8(error);
        return listing;
    }
    const auto linkType = std::uint32_t(pcap_datalink(file));
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    int got = 0;
    while ((got = pcap_next_ex(file, &header, &bytes)) == 1)
        listing.add(Micros(header->ts.tv_sec) * 1'000'000 + header->ts.tv_usec, linkType, header->len,
                    {reinterpret_cast<const char*>(bytes), header->caplen});
    if (end && got != PCAP_ERROR_BREAK)
        *end = QString::fromUtf8(pcap_geterr(file));
    pcap_close(file);
    return listing;
}

} // namespace

void TestFraming::samples_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"capture.pcap", "netflow.pcap"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Up to where libpcap gives up.
void TestFraming::samples()
{
    QFETCH(QString, name);
    const QString path = QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + name;
    QString end;
    const Listing theirs = throughLibpcap(path, &end);
    const Listing ours = framed(contents(path), 1);
    QVERIFY(!theirs.packets.isEmpty() && !ours.packets.isEmpty());
    QCOMPARE(ours.packets.mid(0, theirs.packets.size()), theirs.packets);
    if (end.isEmpty())
        QCOMPARE(ours.packets.size(), theirs.packets.size());
}

void TestFraming::realCaptures()
{
    SKIP_WITHOUT_SHARED_DATA("traffic/ndpi/tor.pcap");
    qsizetype files = 0, packets = 0;
    QDirIterator all(sharedData("traffic"), {"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        QString end;
        const Listing theirs = throughLibpcap(path, &end);
        const Listing ours = framed(contents(path), unsigned(files));
        QVERIFY2(end.isEmpty(), qPrintable(path + u' ' + end));
        QCOMPARE(ours.packets, theirs.packets);
        QCOMPARE(ours.faults, QStringList());
        packets += ours.packets.size();
        ++files;
    }
    QVERIFY(files >= 7 && packets > 1000);
    qInfo("%lld packets of %lld files", static_cast<long long>(packets), static_cast<long long>(files));
}

void TestFraming::writtenByLibpcap_data()
{
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("linkType");
    QTest::newRow("microseconds, Ethernet") << PCAP_TSTAMP_PRECISION_MICRO << DLT_EN10MB;
    QTest::newRow("nanoseconds, Linux cooked") << PCAP_TSTAMP_PRECISION_NANO << DLT_LINUX_SLL;
}

void TestFraming::writtenByLibpcap()
{
    QFETCH(int, precision);
    QFETCH(int, linkType);
    const QString path = m_folder.filePath(QString::number(precision));
    pcap_t* const made = pcap_open_dead_with_tstamp_precision(linkType, 2000, u_int(precision));
    pcap_dumper_t* const file = pcap_dump_open(made, qPrintable(path));
    QVERIFY(file);
    std::mt19937 random(7);
    const int unit = precision == PCAP_TSTAMP_PRECISION_NANO ? 1'000'000'000 : 1'000'000;
    for (int i = 0; i < 500; ++i) {
        std::string bytes(random() % 2000, '\0');
        for (char& byte : bytes)
            byte = char(random());
        pcap_pkthdr header{};
        header.ts.tv_sec = 1'500'000'000 + i;
        header.ts.tv_usec = int(random() % unsigned(unit));
        header.caplen = bpf_u_int32(bytes.size());
        header.len = header.caplen + random() % 100;
        pcap_dump(reinterpret_cast<u_char*>(file), &header, reinterpret_cast<const u_char*>(bytes.data()));
    }
    pcap_dump_close(file);
    pcap_close(made);
    const Listing theirs = throughLibpcap(path);
    QCOMPARE(theirs.packets.size(), 500);
    for (const unsigned seed : {1U, 2U, 3U})
        QCOMPARE(framed(contents(path), seed).packets, theirs.packets);
}

void TestFraming::pcapng_data()
{
    QTest::addColumn<bool>("isBig");
    QTest::addColumn<int>("resolution");
    QTest::newRow("little-endian, microseconds") << false << 6;
    QTest::newRow("big-endian, nanoseconds") << true << 9;
}

/// A section, an interface with its unit of time, and packets of every length modulo 4.
void TestFraming::pcapng()
{
    QFETCH(bool, isBig);
    QFETCH(int, resolution);
    const auto number = [isBig](std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += char(value >> 8 * (isBig ? bytes - 1 - i : i));
        return text;
    };
    const auto block = [&](std::uint32_t type, std::string body) {
        body.resize((body.size() + 3) / 4 * 4);
        const std::string length = number(body.size() + 12, 4);
        return number(type, 4) + length + body + length;
    };
    std::string bytes = block(0x0A0D0D0A, number(0x1A2B3C4D, 4) + number(1, 2) + number(0, 2) + std::string(8, '\xFF'));
    bytes += block(1, number(DLT_EN10MB, 2) + number(0, 2) + number(2000, 4) + number(9, 2) + number(1, 2) +
                          std::string{char(resolution), 0, 0, 0} + number(0, 4));
    std::mt19937_64 random(11);
    for (int i = 0; i < 300; ++i) {
        const std::uint64_t ticks =
            (1'500'000'000ULL + std::uint64_t(i)) * (resolution == 9 ? 1'000'000'000 : 1'000'000) +
            random() % 1'000'000;
        std::string packet(random() % 200, '\0');
        for (char& byte : packet)
            byte = char(random());
        bytes += block(6, number(0, 4) + number(ticks >> 32, 4) + number(ticks & 0xFFFFFFFF, 4) +
                              number(packet.size(), 4) + number(packet.size() + random() % 50, 4) + packet);
    }
    const QString path = m_folder.filePath(QStringLiteral("made.pcapng"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size()));
    file.close();
    const Listing theirs = throughLibpcap(path);
    QCOMPARE(theirs.packets.size(), 300);
    for (const unsigned seed : {1U, 2U})
        QCOMPARE(framed(bytes, seed).packets, theirs.packets);
}

/// Why the framing is our own: the sample has interfaces of different link types, of which libpcap reads nothing.
void TestFraming::differentInterfaces()
{
    const QString path = QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/capture.pcapng");
    QString end;
    QVERIFY(throughLibpcap(path, &end).packets.isEmpty());
    QVERIFY2(end.contains(QStringLiteral("different from the type of the first interface")), qPrintable(end));
    QVERIFY(!framed(contents(path), 1).packets.isEmpty());
}

/// A file that was cut off gives the same packets as far as it goes, and says that something is missing.
void TestFraming::cutAnywhere()
{
    const std::string bytes = contents(m_folder.filePath(QString::number(PCAP_TSTAMP_PRECISION_MICRO)));
    QVERIFY(bytes.size() > 10'000);
    for (std::size_t size = 24; size < 10'000; size += 37) {
        const QString path = m_folder.filePath(QStringLiteral("cut"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), qint64(size)) == qint64(size));
        file.close();
        QString end;
        const Listing theirs = throughLibpcap(path, &end), ours = framed(bytes.substr(0, size), unsigned(size));
        QCOMPARE(ours.packets, theirs.packets);
        QCOMPARE(ours.faults.isEmpty(), end.isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestFraming)
#include "tst_framing.moc"
