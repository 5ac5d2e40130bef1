// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "tests/importers/sanctions/listreading.h"

#include <QDir>

using namespace tideline;

/// The lists that are tables and lines: OFAC's CSV set, address lists, OpenSanctions.
class TestSanctions : public QObject
{
    Q_OBJECT

private slots:
    void recognition_data();
    void recognition();
    void nothingElseIsAList();
    void piecesAreTheWhole();
    void sdn();
    void addenda();
    void sdnReal();
    void addresses();
    void addressesReal();
    void coins_data();
    void coins();
    void openSanctions();
    void openSanctionsReal();
    void ftm();
};

static const char* const own[][2] = {{"un-list.xml", "un-consolidated"},
                                     {"ofac-sdn.csv", "ofac-sdn"},
                                     {"ofac-alt.csv", "ofac-alt"},
                                     {"ofac-add.csv", "ofac-add"},
                                     {"ofac-sdn-comments.csv", "ofac-comments"},
                                     {"ofac-advanced.xml", "ofac-advanced"},
                                     {"sanctioned_addresses_XBT.txt", "ofac-addresses"},
                                     {"sanctioned_addresses_ETH.json", "ofac-addresses"},
                                     {"opensanctions-simple.csv", "opensanctions-simple"},
                                     {"opensanctions-ftm.jsonl", "opensanctions-ftm"}};

static bool isSanctionFormat(const Format* format)
{
    const auto formats = sanctionFormats();
    return format &&
           std::any_of(formats.begin(), formats.end(), [&](const Format& f) { return f.name == format->name; });
}

void TestSanctions::recognition_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    for (const auto& pair : own)
        QTest::newRow(pair[0]) << pair[0] << pair[1];
}

void TestSanctions::recognition()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    const QByteArray bytes = fileBytes(listSample(file));
    const std::string_view head(bytes.constData(), std::size_t(bytes.size()));
    const Recognised named = recognise(head, file);
    QVERIFY(named.format);
    QCOMPARE(named.format->name, format);
    QVERIFY(named.confidence >= 95);
    if (format != u"ofac-addresses" && format != u"ofac-comments") {
        QCOMPARE(recognise(head, "data").format->name, format); // by content alone
    }
}

void TestSanctions::nothingElseIsAList()
{
    QStringList lists;
    for (const auto& pair : own)
        lists << QString::fromLatin1(pair[0]);
    int others = 0;
    const QDir folder(listSample({}));
    for (const QFileInfo& info : folder.entryInfoList(QDir::Files)) {
        if (lists.contains(info.fileName()))
            continue;
        const QByteArray bytes = fileBytes(info.filePath());
        const Recognised found = recognise({bytes.constData(), std::size_t(bytes.size())}, info.fileName());
        QVERIFY2(!isSanctionFormat(found.format), qPrintable(info.fileName()));
        ++others;
    }
    QVERIFY(others > 5);
    for (const char* text : {"1,2,3,4,5\n2,3,4,5,6\n", "1,hello; world\n2,x\n", "1,2\n", "36,25,a,b,c,d\n", "1\n2\n",
                             "deadbeef\n", "[1,2]", "[]", "", "{\"id\":1}\n", "<Sanctions/>"}) {
        QVERIFY2(!isSanctionFormat(recognise(text, "data.txt").format) || QString(text).startsWith("1,hello"), text);
    }
}

void TestSanctions::piecesAreTheWhole()
{
    for (const auto& pair : own) {
        const ListReading whole = readListFile(listSample(pair[0]), pair[1]);
        QVERIFY2(whole.error.isEmpty() && whole.all.read > 0, pair[0]);
        QCOMPARE(whole.read(), whole.all.events.size() + whole.all.addenda.size() + whole.all.problems.size());
        for (const std::size_t window : {1, 50, 777})
            QVERIFY2(isSame(whole.all, readListFile(listSample(pair[0]), pair[1], window).all), pair[0]);
    }
}

void TestSanctions::sdn()
{
    const ListReading reading = readListFile(listSample("ofac-sdn.csv"));
    QCOMPARE(reading.all.read, 6);
    const auto& events = reading.all.events;
    QCOMPARE(events.size(), std::size_t(4));
    const Event& jane = events[0];
    QCOMPARE(jane.externalId, QStringLiteral("ofac:901"));
    QCOMPARE(jane.title, QStringLiteral("MUSTER, Jane"));
    QCOMPARE(jane.subtype, QStringLiteral("person"));
    QCOMPARE(jane.tags, (QStringList{"DPRK3", "CYBER2"}));
    QCOMPARE(jane.countries, QStringList{"KP"});
    QVERIFY(!jane.time.isDated());
    QCOMPARE(jane.extra.value("born"), QStringLiteral("01 Feb 1979; 1980"));
    QCOMPARE(jane.extra.value("aliases"), QStringLiteral("JM"));
    QCOMPARE(jane.extra.value("linked_to"), QStringLiteral("SAMPLE S.A."));
    QCOMPARE(jane.extra.value("wallets"),
             QStringLiteral("XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; ETH 0x00000000000000000000000000000000000000Aa"));
    QCOMPARE(jane.places, (std::vector<Place>{{"IR", "birth", "Sampleton", {}}}));
    QVERIFY(jane.note.contains("notanaddress"));
    QCOMPARE(events[1].subtype, QStringLiteral("entity"));
    QVERIFY(events[1].note.isEmpty());
    QCOMPARE(events[2].subtype, QStringLiteral("vessel"));
    QCOMPARE(events[2].extra.value("tonnage"), QStringLiteral("2597"));
    QCOMPARE(events[2].extra.value("owner"), QStringLiteral("Owner, Inc."));
    QVERIFY(!events[2].extra.contains(QStringLiteral("grt")));
    QCOMPARE(events[3].title, QStringLiteral("LAST LINE"));
    QCOMPARE(events[3].tags, QStringList{"SYRIA"});
    QCOMPARE(reading.all.problems[0].line, 4);
    QVERIFY(reading.all.problems[0].reason.contains("x04"));
    QCOMPARE(reading.all.problems[1].line, 5);
}

void TestSanctions::addenda()
{
    const ListReading alt = readListFile(listSample("ofac-alt.csv"));
    QCOMPARE(alt.all.read, 4);
    QCOMPARE(alt.all.addenda.size(), std::size_t(3));
    QCOMPARE(alt.all.addenda[1].entry, QStringLiteral("ofac:902"));
    QCOMPARE(alt.all.addenda[1].names, QStringList{"OLD SAMPLE"});
    QCOMPARE(alt.all.problems[0].line, 4);
    const ListReading add = readListFile(listSample("ofac-add.csv"));
    QCOMPARE(add.all.read, 4); // the 0x1A is none
    QCOMPARE(add.all.addenda.size(), std::size_t(4));
    QCOMPARE(add.all.addenda[0].places, (std::vector<Place>{{"KP", "address", "1 Road, Block 2, Pyongyang", {}}}));
    QCOMPARE(add.all.addenda[1].places, (std::vector<Place>{{"IR", "address", {}, {}}}));
    QCOMPARE(add.all.addenda[2].places[0].country, QStringLiteral("Atlantis"));
    QCOMPARE(add.all.addenda[2].note, QStringLiteral("a remark"));
    QCOMPARE(add.all.addenda[2].record, 3);
    const ListReading more = readListFile(listSample("ofac-sdn-comments.csv"));
    QCOMPARE(more.all.addenda.size(), std::size_t(5));
    QCOMPARE(more.all.problems.size(), std::size_t(2));
    QCOMPARE(more.all.problems[0].line, 4);
    QCOMPARE(more.all.problems[1].line, 6);
    QCOMPARE(more.all.addenda[3].names, (QStringList{"FOUR", "VIER"}));
    QCOMPARE(more.all.addenda[0].names, QStringList{"JANE M."});
    QVERIFY(more.all.addenda[0].note.startsWith("MPLE S.A.;"));
}

void TestSanctions::sdnReal()
{
    SKIP_WITHOUT_SHARED_DATA("sanctions/ofac-watchman");
    const auto read = [](const char* name) {
        return readListFile(sharedData(QStringLiteral("sanctions/ofac-watchman/") + name));
    };
    const ListReading sdn = read("sdn.csv"), add = read("add.csv"), alt = read("alt.csv"),
                      more = read("sdn_comments.csv");
    QCOMPARE(sdn.format, QStringLiteral("ofac-sdn"));
    QCOMPARE(add.format, QStringLiteral("ofac-add"));
    QCOMPARE(alt.format, QStringLiteral("ofac-alt"));
    QCOMPARE(more.format, QStringLiteral("ofac-comments"));
    // Counted with python3's csv.
    QCOMPARE(sdn.all.events.size(), std::size_t(7379));
    QCOMPARE(add.all.addenda.size(), std::size_t(18990));
    QCOMPARE(alt.all.addenda.size(), std::size_t(17091));
    QCOMPARE(more.all.addenda.size(), std::size_t(13));
    QMap<QString, int> types;
    QSet<QString> ids, programmes;
    for (const Event& event : sdn.all.events) {
        ++types[event.subtype];
        ids << event.externalId;
        for (const QString& tag : event.tags)
            programmes << tag;
    }
    QCOMPARE(types, (QMap<QString, int>{{"person", 3845}, {"entity", 2994}, {"vessel", 323}, {"aircraft", 217}}));
    QCOMPARE(programmes.size(), 49);
    const auto orphans = [&ids](const ListReading& reading) {
        return std::count_if(reading.all.addenda.begin(), reading.all.addenda.end(),
                             [&ids](const Addendum& addendum) { return !ids.contains(addendum.entry); });
    };
    QCOMPARE(orphans(add), 9121);
    QCOMPARE(orphans(alt), 7698);
    QCOMPARE(orphans(more), 10);
    for (const ListReading* reading : {&sdn, &add, &alt, &more}) {
        QVERIFY(reading->all.problems.empty());
        QCOMPARE(reading->read(), reading->all.events.size() + reading->all.addenda.size());
    }
    QCOMPARE(sdn.entry("ofac:9345")->tags, (QStringList{"NPWMD", "DPRK2"}));
    QCOMPARE(sdn.entry("ofac:26137")->extra.value("wallets"), QStringLiteral("XBT 149w62rY42aZBox8fGcmqNsXUzSStKeq8C"));
}

void TestSanctions::addresses()
{
    const ListReading text = readListFile(listSample("sanctioned_addresses_XBT.txt"));
    QCOMPARE(text.all.read, 5);
    QCOMPARE(text.all.events.size(), std::size_t(4));
    QCOMPARE(text.all.events[2].extra.value("shape"), QStringLiteral("ETH")); // kept as listed, and said
    QVERIFY(text.all.notes.join(' ').contains("Line 4"));
    QCOMPARE(text.all.events[0].title, QStringLiteral("1BoatSLRHtKNngkdXEeobR76b53LETtpyT"));
    QCOMPARE(text.all.events[0].subtype, QStringLiteral("address"));
    QCOMPARE(text.all.events[0].channels, QStringList{"XBT"});
    QCOMPARE(text.all.events[0].extra.value("wallets"), QStringLiteral("XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"));
    QVERIFY(!text.all.events[0].time.isDated());
    QCOMPARE(text.all.problems.size(), std::size_t(1));
    QCOMPARE(text.all.problems[0].line, 5);
    QVERIFY(text.all.problems[0].reason.contains("XBT"));
    const ListReading json = readListFile(listSample("sanctioned_addresses_ETH.json"));
    QCOMPARE(json.all.read, 4);
    QCOMPARE(json.all.events.size(), std::size_t(2));
    // Case is kept, and is no other address.
    QVERIFY(json.all.events[0].title != json.all.events[1].title);
    QCOMPARE(json.all.events[0].externalId, json.all.events[1].externalId);
    QCOMPARE(json.all.events[0].id, json.all.events[1].id);
    QCOMPARE(json.all.events[1].record, 2);
    QVERIFY(text.all.events[0].id != text.all.events[1].id);
    for (const char* nothing : {"", "\n", "[]"}) {
        const ListReading empty = readListBytes(nothing, "sanctioned_addresses_BTG.txt");
        QCOMPARE(empty.format, QStringLiteral("ofac-addresses"));
        QVERIFY(empty.error.isEmpty() && empty.all.problems.empty() && empty.all.read == 0);
    }
    const ListReading unknown = readListBytes("0xabc12345\n", "sanctioned_addresses_NEW.txt");
    QCOMPARE(unknown.all.events.size(), std::size_t(1));
    QVERIFY(unknown.all.notes.join(' ').contains("not checked"));
}

void TestSanctions::addressesReal()
{
    SKIP_WITHOUT_SHARED_DATA("sanctions/ofac-addresses");
    QSet<QString> addresses;
    int files = 0;
    qint64 sum = 0;
    for (const QFileInfo& info : QDir(sharedData("sanctions/ofac-addresses")).entryInfoList(QDir::Files)) {
        const ListReading reading = readListFile(info.filePath());
        QCOMPARE(reading.format, QStringLiteral("ofac-addresses"));
        QVERIFY2(reading.all.problems.empty(), qPrintable(info.fileName()));
        QCOMPARE(reading.all.read, fileBytes(info.filePath()).count('\n'));
        QCOMPARE(reading.read(), reading.all.events.size());
        sum += reading.all.read;
        ++files;
    }
    QCOMPARE(files, 17);
    // One of the addresses that OFAC lists under XBT is one of Tron.
    const ListReading bitcoin = readListFile(sharedData("sanctions/ofac-addresses/sanctioned_addresses_XBT.txt"));
    QCOMPARE(bitcoin.all.notes.size(), 1);
    QVERIFY(bitcoin.all.notes[0].contains("TRX"));
    QCOMPARE(sum, 654);
}

void TestSanctions::coins_data()
{
    QTest::addColumn<QString>("coin");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("good");
    const QString p2pkh = QStringLiteral("1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
    const QString hex40 = QStringLiteral("0x") + QString(40, u'a');
    QTest::newRow("XBT") << "XBT" << p2pkh << true;
    QTest::newRow("XBT with O") << "XBT" << QString(p2pkh).replace('B', 'O') << false;
    QTest::newRow("XBT too short") << "XBT" << p2pkh.left(20) << false;
    QTest::newRow("XBT with 2") << "XBT" << u'2' + p2pkh.mid(1) << false;
    QTest::newRow("bech32") << "XBT"
                            << "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" << true;
    QTest::newRow("bech32 in capitals") << "XBT"
                                        << "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4" << true;
    QTest::newRow("bech32 with b") << "XBT"
                                   << "bc1bw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" << false;
    QTest::newRow("ETH") << "ETH" << hex40 << true;
    QTest::newRow("ETH one short") << "ETH" << hex40.chopped(1) << false;
    QTest::newRow("ETH with g") << "ETH" << hex40.chopped(1) + u'g' << false;
    QTest::newRow("USDT on Ethereum") << "USDT" << hex40 << true;
    QTest::newRow("XMR") << "XMR" << u'4' + QString(94, u'A') << true;
    QTest::newRow("XMR one short") << "XMR" << u'4' + QString(93, u'A') << false;
    QTest::newRow("LTC") << "LTC" << u'L' + QString(33, u'a') << true;
    QTest::newRow("ZEC") << "ZEC" << QStringLiteral("t1") + QString(33, u'a') << true;
    QTest::newRow("TRX with blank") << "TRX" << QStringLiteral("T bc") << false;
}

void TestSanctions::coins()
{
    QFETCH(QString, coin);
    QFETCH(QString, address);
    QFETCH(bool, good);
    const ListReading reading =
        readListBytes(address.toUtf8(), QStringLiteral("sanctioned_addresses_%1.txt").arg(coin), "ofac-addresses");
    QCOMPARE(reading.all.events.size(), std::size_t(good));
    QCOMPARE(reading.all.problems.size(), std::size_t(!good));
}

void TestSanctions::openSanctions()
{
    const ListReading reading = readListFile(listSample("opensanctions-simple.csv"));
    QCOMPARE(reading.all.read, 4);
    QCOMPARE(reading.all.events.size(), std::size_t(2));
    const Event& jane = reading.all.events[0];
    QCOMPARE(jane.externalId, QStringLiteral("opensanctions:NK-sample1"));
    QCOMPARE(jane.extra.value("aliases"), QStringLiteral("J. Muster; Muster; Jane"));
    QCOMPARE(jane.countries, (QStringList{"KP", "IR"}));
    QCOMPARE(jane.extra.value("born"), QStringLiteral("1960; 1961-02"));
    QCOMPARE(jane.time.precision, Precision::Month); // the earlier of two sanctions
    QCOMPARE(jane.time.range->from, day(2016, 11, 1));
    QCOMPARE(jane.extra.value("list"), QStringLiteral("Sample sanctions"));
    QCOMPARE(jane.extra.value("first_seen"), QStringLiteral("2023-04-20T15:28:17"));
    QCOMPARE(reading.all.events[1].subtype, QStringLiteral("address"));
    QCOMPARE(reading.all.events[1].extra.value("wallets"), QStringLiteral("XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"));
    QVERIFY(!reading.all.events[1].time.isDated());
    QCOMPARE(reading.all.problems[0].line, 4);
    QCOMPARE(reading.all.problems[1].line, 5);
    QCOMPARE(reading.all.problems[1].column, 9);
    const ListReading withProgrammes = readListBytes(
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,"
        "first_seen,last_seen,last_change\nx,Organization,Body,,,,,,,,,US-CYBER;UN-KP,d,2020,2021,2022\n",
        "targets.simple.csv");
    QCOMPARE(withProgrammes.format, QStringLiteral("opensanctions-simple"));
    QCOMPARE(withProgrammes.all.events.at(0).tags, (QStringList{"US-CYBER", "UN-KP"}));
}

void TestSanctions::openSanctionsReal()
{
    const QString file = QStringLiteral("sanctions/opensanctions/ransomwhere-targets.simple.head200.csv");
    SKIP_WITHOUT_SHARED_DATA(file);
    const ListReading reading = readListFile(sharedData(file));
    QCOMPARE(reading.format, QStringLiteral("opensanctions-simple"));
    QCOMPARE(reading.all.read, fileBytes(sharedData(file)).count('\n') - 1);
    QVERIFY(reading.all.problems.empty());
    for (const Event& event : reading.all.events) {
        QCOMPARE(event.subtype, QStringLiteral("address"));
        QCOMPARE(event.extra.value("wallets"), QStringLiteral("XBT ") + event.title);
        QVERIFY(!event.time.isDated()); // the crawler's dates are no listing
    }
}

void TestSanctions::ftm()
{
    const ListReading reading = readListFile(listSample("opensanctions-ftm.jsonl"));
    QCOMPARE(reading.all.events.size(), std::size_t(3));
    const Event* const jane = reading.entry("opensanctions:p-1");
    QVERIFY(jane);
    QCOMPARE(jane->title, QStringLiteral("Jane Muster"));
    QCOMPARE(jane->subtype, QStringLiteral("person"));
    QCOMPARE(jane->tags, (QStringList{"DPRK3", "UN-KP"}));
    // The earlier of two sanctions; that of September 2018 has a listing date beside its start.
    QCOMPARE(*jane->time.range, (TimeRange{day(2016, 11, 30), day(2016, 12, 1)}));
    QCOMPARE(jane->extra.value("sanction_listingDate"), QStringLiteral("2018-09"));
    QCOMPARE(jane->extra.value("aliases"), QStringLiteral("MUSTER Jane; JM"));
    QCOMPARE(jane->extra.value("list"), QStringLiteral("sample; other"));
    QCOMPARE(jane->extra.value("wallets"), QStringLiteral("ETH 0x00000000000000000000000000000000000000Aa"));
    const Event* const wallet = reading.entry("opensanctions:w-1");
    QVERIFY(wallet);
    QCOMPARE(wallet->title, QStringLiteral("0x00000000000000000000000000000000000000Aa"));
    QCOMPARE(wallet->channels, QStringList{"ETH"});
    QCOMPARE(reading.entry("opensanctions:c-1")->countries, QStringList{"CU"});
    QMap<qint64, QString> problems;
    for (const Problem& problem : reading.all.problems)
        problems.insert(problem.line, problem.reason);
    QCOMPARE(problems.keys(), (QList<qint64>{5, 9, 10, 11}));
    QVERIFY(problems[5].contains("names no entry"));
    QVERIFY(problems[9].contains("twice"));
    QVERIFY(problems[10].contains("twice"));
    QCOMPARE(reading.all.read, 7);
    const QString notes = reading.all.notes.join(u' ');
    QVERIFY2(notes.contains("2 sanctions joined") && notes.contains("2 of Ownership"), qPrintable(notes));
}

QTEST_APPLESS_MAIN(TestSanctions)
#include "tst_sanctions.moc"
