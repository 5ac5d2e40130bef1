// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Captures that come in pieces beside libpcap reading the whole file: the same packets, the same bytes, the same times;
// and what we read of a file that libpcap gives up.
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
    void sampleOfDifferentInterfaces();
    void differentInterfaces();
    void tooManyInterfaces();
    void refusedDescription();
    void refusedPackets_data();
    void refusedPackets();
    void longerThanAnnounced_data();
    void longerThanAnnounced();
    void times();
    void lengthsOfOldVersions();
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

bool write(const QString& path, const std::string& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size());
}

/// The parts of capture files.
struct Maker
{
    bool isBig = false;

    std::string number(std::uint64_t value, int bytes) const
    {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += char(value >> 8 * (isBig ? bytes - 1 - i : i));
        return text;
    }
    std::string block(std::uint32_t type, std::string body) const
    {
        body.resize((body.size() + 3) / 4 * 4);
        const std::string length = number(body.size() + 12, 4);
        return number(type, 4) + length + body + length;
    }
    std::string section() const
    {
        return block(0x0A0D0D0A, number(0x1A2B3C4D, 4) + number(1, 2) + number(0, 2) + std::string(8, '\xFF'));
    }
    std::string option(int code, const std::string& value) const
    {
        std::string padded = value;
        padded.resize((value.size() + 3) / 4 * 4);
        return number(std::uint64_t(code), 2) + number(value.size(), 2) + padded;
    }
    std::string interface(int linkType, int snapLength, const std::string& options = {}) const
    {
        return block(1, number(std::uint64_t(linkType), 2) + number(0, 2) + number(std::uint64_t(snapLength), 4) +
                            options + number(0, 4));
    }
    std::string packet(std::size_t interface, std::uint64_t ticks, const std::string& bytes, std::size_t more = 0) const
    {
        return block(6, number(interface, 4) + number(ticks >> 32, 4) + number(ticks & 0xFFFFFFFF, 4) +
                            number(bytes.size(), 4) + number(bytes.size() + more, 4) + bytes);
    }
    std::string pcapHeader(std::uint32_t magic, int minorVersion, int snapLength) const
    {
        return number(magic, 4) + number(2, 2) + number(std::uint64_t(minorVersion), 2) + number(0, 8) +
               number(std::uint64_t(snapLength), 4) + number(DLT_EN10MB, 4);
    }
    std::string pcapPacket(std::uint32_t seconds, std::uint32_t fraction, const std::string& bytes) const
    {
        return number(seconds, 4) + number(fraction, 4) + number(bytes.size(), 4) + number(bytes.size(), 4) + bytes;
    }
};

constexpr std::uint32_t microMagic = 0xA1B2C3D4, nanoMagic = 0xA1B23C4D;
constexpr int resolution = 9, offset = 14;

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
    const Maker maker{isBig};
    std::string bytes =
        maker.section() + maker.interface(DLT_EN10MB, 2000, maker.option(::resolution, {char(resolution)}));
    std::mt19937_64 random(11);
    for (int i = 0; i < 300; ++i) {
        const std::uint64_t ticks =
            (1'500'000'000ULL + std::uint64_t(i)) * (resolution == 9 ? 1'000'000'000 : 1'000'000) +
            random() % 1'000'000;
        std::string packet(random() % 200, '\0');
        for (char& byte : packet)
            byte = char(random());
        bytes += maker.packet(0, ticks, packet, random() % 50);
    }
    const QString path = m_folder.filePath(QStringLiteral("made.pcapng"));
    QVERIFY(write(path, bytes));
    const Listing theirs = throughLibpcap(path);
    QCOMPARE(theirs.packets.size(), 300);
    for (const unsigned seed : {1U, 2U})
        QCOMPARE(framed(bytes, seed).packets, theirs.packets);
}

/// Why each interface is a capture of its own: of a file whose interfaces differ in link type libpcap reads nothing.
void TestFraming::sampleOfDifferentInterfaces()
{
    const QString path = QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/capture.pcapng");
    QString end;
    QVERIFY(throughLibpcap(path, &end).packets.isEmpty());
    QVERIFY2(end.contains(QStringLiteral("different from the type of the first interface")), qPrintable(end));
    QVERIFY(!framed(contents(path), 1).packets.isEmpty());
}

/// More interfaces than are kept open, each with its own link type, snapshot length and clock, some described late: the
/// packets of each are those that libpcap reads of a file with this interface alone.
void TestFraming::differentInterfaces()
{
    constexpr std::size_t interfaces = 40;
    const Maker maker;
    const std::array linkTypes{DLT_EN10MB, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_PPP};
    std::string bytes = maker.section();
    std::vector<std::string> alone(interfaces, maker.section());
    const auto describe = [&](std::size_t i) {
        const std::string unit = maker.option(resolution, {char(i % 3 == 0 ? 6 : i % 3 == 1 ? 9 : 0x80 + 20)});
        const std::string description = maker.interface(linkTypes[i % linkTypes.size()], 300 + int(i), unit);
        bytes += description;
        alone[i] += description;
    };
    for (std::size_t i = 0; i < interfaces / 2; ++i)
        describe(i);
    std::mt19937_64 random(13);
    std::vector<QStringList> ours(interfaces);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < 600; ++i) {
        if (i >= 300 && i < 300 + interfaces / 2)
            describe(i - 300 + interfaces / 2);
        const std::size_t index = random() % (i < 300 + interfaces / 2 ? interfaces / 2 : interfaces);
        const std::string packet(random() % 200, char(i));
        const std::uint64_t ticks = 1'500'000'000'000'000ULL + random() % 1'000'000'000;
        bytes += maker.packet(index, ticks, packet);
        alone[index] += maker.packet(0, ticks, packet);
        order.push_back(index);
    }
    const Listing all = framed(bytes, 3);
    QCOMPARE(all.faults, QStringList());
    QCOMPARE(std::size_t(all.packets.size()), order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        ours[order[i]] << all.packets[qsizetype(i)];
    for (std::size_t i = 0; i < interfaces; ++i) {
        const QString path = m_folder.filePath(QStringLiteral("alone.pcapng"));
        QVERIFY(write(path, alone[i]));
        QString end;
        QCOMPARE(throughLibpcap(path, &end).packets, ours[i]);
        QCOMPARE(end, QString());
        QVERIFY(!ours[i].isEmpty());
    }
    // libpcap says DLT_RAW where the file says LINKTYPE_RAW.
    constexpr int linkTypeRaw = 101;
    QCOMPARE(framed(maker.section() + maker.interface(linkTypeRaw, 0) + maker.packet(0, 7, "x"), 1).packets,
             QStringList{"7 101 1: 78"});
}

void TestFraming::tooManyInterfaces()
{
    const Maker maker;
    std::string bytes = maker.section();
    for (std::size_t i = 0; i <= limits::interfaces; ++i)
        bytes += maker.interface(DLT_EN10MB, 0);
    bytes += maker.packet(limits::interfaces - 1, 1, "x") + maker.packet(limits::interfaces, 2, "x");
    // Another section begins from nothing; here one description is too large to be kept.
    const std::string large(limits::captureBlock - 12, ' ');
    bytes += maker.section() + maker.interface(DLT_EN10MB, 0) + maker.block(1, large) + maker.packet(0, 3, "x") +
             maker.packet(1, 4, "x");
    const Listing all = framed(bytes, 1);
    QCOMPARE(all.packets, (QStringList{"1 1 1: 78", "3 1 1: 78"}));
    QCOMPARE(all.faults, (QStringList{"2 the packet belongs to interface 4096, which the section does not describe",
                                      "4 the packet belongs to interface 1, which the section does not describe"}));
}

/// What cannot be read of an interface is not guessed, and does not touch the others.
void TestFraming::refusedDescription()
{
    const Maker maker{true};
    const std::string bytes = maker.section() + maker.interface(DLT_EN10MB, 0, maker.option(resolution, "\6\6")) +
                              maker.interface(DLT_PPP, 0) + maker.packet(0, 1, "a") + maker.packet(1, 2, "b") +
                              maker.packet(0, 3, "c") + maker.packet(1, 4, "d");
    const Listing all = framed(bytes, 2);
    QCOMPARE(all.packets, (QStringList{"2 9 1: 62", "4 9 1: 64"}));
    QCOMPARE(all.faults.size(), 2);
    QCOMPARE(all.faults[0],
             QStringLiteral("1 libpcap refuses the header of this packet's capture: Interface Description "
                            "Block has if_tsresol option with length 2 != 1"));
    QVERIFY(all.faults[1].startsWith(QStringLiteral("3 ")));
}

void TestFraming::refusedPackets_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const std::string large(300'000, 'x');
    const auto row = [](const char* name, const std::string& bytes, const char* why) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(why);
    };
    for (const bool isBig : {false, true}) {
        const Maker maker{isBig};
        const std::string header = maker.pcapHeader(microMagic, 4, 1'000'000);
        const std::string first = maker.pcapPacket(1, 0, "a"), last = maker.pcapPacket(2, 0, "b");
        const char* const fraction = "the fraction of a second in the time of this packet is a whole second or more";
        const char* const tooLarge = "libpcap refuses this packet: invalid packet capture length 300000, bigger than ";
        row(isBig ? "pcap, large, big-endian" : "pcap, large", header + first + maker.pcapPacket(1, 0, large) + last,
            tooLarge);
        row(isBig ? "fraction, big-endian" : "fraction", header + first + maker.pcapPacket(1, 1'000'000, "x") + last,
            fraction);
        row(isBig ? "negative fraction, big-endian" : "negative fraction",
            header + first + maker.pcapPacket(1, 0xFFFFFFFF, "x") + last, fraction);
        row(isBig ? "negative nanoseconds, big-endian" : "negative nanoseconds",
            maker.pcapHeader(nanoMagic, 4, 0) + first + maker.pcapPacket(1, 0xFFFFFFFF, "x") + last, fraction);
        const std::string blocks = maker.section() + maker.interface(DLT_EN10MB, 0) + maker.packet(0, 1'000'000, "a");
        const std::string end = maker.packet(0, 2'000'000, "b");
        row(isBig ? "pcapng, large, big-endian" : "pcapng, large", blocks + maker.packet(0, 1, large) + end, tooLarge);
        row(isBig ? "short block, big-endian" : "short block", blocks + maker.block(6, "") + end,
            "libpcap refuses this packet: block of type 6 in pcapng dump file is too short");
        row(isBig ? "too many bytes, big-endian" : "too many bytes",
            blocks + maker.block(6, maker.number(0, 12) + maker.number(9, 4) + maker.number(9, 4) + "x") + end,
            "libpcap refuses this packet: block of type 6 in pcapng dump file is too short");
        row(isBig ? "late, big-endian" : "late", blocks + maker.packet(0, ~0ULL, "x") + end,
            "the time of this packet lies outside of the years 1 to 9999");
    }
}

/// The packets behind one that is refused are read as if it were not there.
void TestFraming::refusedPackets()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    for (const unsigned seed : {1U, 2U}) {
        const Listing all = framed(bytes.toStdString(), seed);
        QCOMPARE(all.packets, (QStringList{"1000000 1 1: 61", "2000000 1 1: 62"}));
        QCOMPARE(all.faults.size(), 1);
        QVERIFY2(all.faults[0].startsWith(QStringLiteral("2 ") + why), qPrintable(all.faults[0]));
    }
}

void TestFraming::longerThanAnnounced_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const Maker maker;
    const std::string packet(100, 'x');
    QTest::newRow("pcap") << QByteArray::fromStdString(maker.pcapHeader(microMagic, 4, 40) +
                                                       maker.pcapPacket(0, 5, packet));
    QTest::newRow("pcapng") << QByteArray::fromStdString(maker.section() + maker.interface(DLT_EN10MB, 40) +
                                                         maker.packet(0, 5, packet));
}

/// libpcap cuts or refuses what is longer than the file's snapshot length; the bytes are there, and are read.
void TestFraming::longerThanAnnounced()
{
    QFETCH(QByteArray, bytes);
    const Listing all = framed(bytes.toStdString(), 1);
    QCOMPARE(all.packets, QStringList{"5 1 100: " + QString::fromLatin1(QByteArray(100, 'x').toHex())});
    QCOMPARE(all.faults, QStringList());
}

void TestFraming::times()
{
    for (const bool isBig : {false, true}) {
        const Maker maker{isBig};
        // 2100-01-01, which signed 32 bits do not hold.
        QCOMPARE(framed(maker.pcapHeader(microMagic, 4, 0) + maker.pcapPacket(4'102'444'800, 5, "x"), 1).packets,
                 QStringList{"4102444800000005 1 1: 78"});
        QCOMPARE(framed(maker.pcapHeader(nanoMagic, 4, 0) + maker.pcapPacket(0xFFFFFFFF, 999'999'999, "x"), 1).packets,
                 QStringList{"4294967295999999 1 1: 78"});
        // 3000-01-01, and a clock that is set back.
        const std::string later = maker.option(offset, maker.number(32'503'680'000, 8));
        const std::string earlier = maker.option(offset, maker.number(std::uint64_t(-1'000), 8));
        QCOMPARE(framed(maker.section() + maker.interface(DLT_EN10MB, 0, later) + maker.interface(1, 0, earlier) +
                            maker.packet(0, 5, "x") + maker.packet(1, 999'999'999, "x"),
                        1)
                     .packets,
                 (QStringList{"32503680000000005 1 1: 78", "-1 1 1: 78"}));
    }
}

/// In files older than version 2.3 the two lengths of a packet stand the other way round.
void TestFraming::lengthsOfOldVersions()
{
    const Maker maker;
    const std::string cut = maker.number(1, 4) + maker.number(2, 4) + maker.number(60, 4) + maker.number(1, 4) + "x";
    for (const int version : {2, 3}) {
        const std::string bytes = maker.pcapHeader(microMagic, version, 0) + cut + cut;
        const QString path = m_folder.filePath(QStringLiteral("old.pcap"));
        QVERIFY(write(path, bytes));
        const Listing ours = framed(bytes, 1);
        QCOMPARE(ours.packets, (QStringList{"1000002 1 60: 78", "1000002 1 60: 78"}));
        QCOMPARE(ours.packets, throughLibpcap(path).packets);
        QCOMPARE(ours.faults, QStringList());
    }
}

/// A file that was cut off gives the same packets as far as it goes, and says that something is missing.
void TestFraming::cutAnywhere()
{
    const std::string bytes = contents(m_folder.filePath(QString::number(PCAP_TSTAMP_PRECISION_MICRO)));
    QVERIFY(bytes.size() > 10'000);
    for (std::size_t size = 24; size < 10'000; size += 37) {
        const QString path = m_folder.filePath(QStringLiteral("cut"));
        QVERIFY(write(path, bytes.substr(0, size)));
        QString end;
        const Listing theirs = throughLibpcap(path, &end), ours = framed(bytes.substr(0, size), unsigned(size));
        QCOMPARE(ours.packets, theirs.packets);
        QCOMPARE(ours.faults.isEmpty(), end.isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestFraming)
#include "tst_framing.moc"
