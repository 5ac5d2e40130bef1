// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/importers/sanctions/listreading.h"

using namespace tideline;

/// The lists that are XML documents: UN and OFAC advanced, and what attacks them.
class TestSanctionsXml : public QObject
{
    Q_OBJECT

private slots:
    void un();
    void unInPieces();
    void unReal();
    void damage_data();
    void damage();
    void damageHasOneName();
    void hostile_data();
    void hostile();
    void advanced();
    void advancedJoins();
};

void TestSanctionsXml::un()
{
    const ListReading reading = readListFile(listSample("un-list.xml"));
    QCOMPARE(reading.format, QStringLiteral("un-consolidated"));
    QCOMPARE(reading.all.read, 6);
    const auto& events = reading.all.events;
    QCOMPARE(events.size(), std::size_t(4));
    const Event& jane = events[0];
    QCOMPARE(jane.title, QStringLiteral("JANE EXAMPLE SAMPLE"));
    QCOMPARE(jane.externalId, QStringLiteral("un:KPi.901"));
    QCOMPARE(jane.category, QStringLiteral("sanction"));
    QCOMPARE(jane.subtype, QStringLiteral("person"));
    QCOMPARE(*jane.time.range, (TimeRange{day(2016, 11, 30), day(2016, 12, 1)}));
    QCOMPARE(jane.time.precision, Precision::Day);
    QCOMPARE(jane.tags, QStringList{"DPRK"});
    QCOMPARE(jane.countries, QStringList{"KP"});
    QCOMPARE(jane.note, QStringLiteral("First line. Second line."));
    QCOMPARE(jane.record, 4);
    QCOMPARE(jane.extra.value("aliases"), QStringLiteral("Jane Muster; J."));
    QCOMPARE(jane.extra.value("weak_aliases"), QStringLiteral("J."));
    QCOMPARE(jane.extra.value("designation"), QStringLiteral("Clerk; Envoy"));
    QCOMPARE(jane.extra.value("born"), QStringLiteral("about 1960; 1958 to 1963"));
    QCOMPARE(jane.extra.value("documents"), QStringLiteral("Passport 123"));
    QCOMPARE(jane.extra.value("list"), QStringLiteral("UN Security Council consolidated list"));
    QCOMPARE(jane.extra.value("list_date"), QStringLiteral("2020-02-03"));
    QCOMPARE(jane.places, (std::vector<Place>{{"IR", "birth", "Sampleton", {}}}));
    // An xs:date with an offset is a day of that zone.
    QCOMPARE(*events[1].time.range,
             (TimeRange{day(2015, 4, 7) + 4 * microsPerHour, day(2015, 4, 8) + 4 * microsPerHour}));
    QCOMPARE(events[1].time.original, QStringLiteral("2015-04-07-04:00"));
    QCOMPARE(events[1].time.precision, Precision::Day);
    QCOMPARE(events[1].record, 7);
    QCOMPARE(events[2].title, QStringLiteral("SAMPLE & SONS TRADING (SST)"));
    QCOMPARE(events[2].subtype, QStringLiteral("entity"));
    QCOMPARE(events[2].extra.value("aliases"), QStringLiteral("Sst; Old Sample"));
    QCOMPARE(events[2].places, (std::vector<Place>{{"KP", "address", "1 Road, Pyongyang", {}}}));
    QCOMPARE(events[2].countries, QStringList{"KP"});
    QVERIFY(!events[3].time.isDated());
    const auto& problems = reading.all.problems;
    QCOMPARE(problems.size(), std::size_t(2));
    QCOMPARE(problems[0].line, 8);
    QVERIFY2(problems[0].reason.contains("2015-02-30"), qPrintable(problems[0].reason));
    QVERIFY(problems[0].text.contains("TAi.903"));
    QCOMPARE(problems[1].line, 9);
    QVERIFY(problems[1].reason.contains("no name"));
}

void TestSanctionsXml::unInPieces()
{
    for (const char* name : {"un-list.xml", "ofac-advanced.xml"}) {
        const ListReading whole = readListFile(listSample(name));
        for (const std::size_t window : {1, 7, 64, 1000}) {
            const ListReading pieces = readListFile(listSample(name), {}, window);
            QVERIFY2(isSame(whole.all, pieces.all), name);
        }
    }
}

void TestSanctionsXml::unReal()
{
    const QString file = QStringLiteral("sanctions/un-2018-10-29/consolidated.xml");
    SKIP_WITHOUT_SHARED_DATA(file);
    const ListReading reading = readListFile(sharedData(file));
    QCOMPARE(reading.format, QStringLiteral("un-consolidated"));
    // Counted with python3's ElementTree.
    QCOMPARE(reading.all.read, 1093);
    QVERIFY(reading.all.problems.empty());
    int people = 0, bodies = 0, korea = 0, offsets = 0;
    QSet<QString> ids, unknownCountries;
    TimeRange span{latestTime, earliestTime};
    for (const Event& event : reading.all.events) {
        people += event.subtype == u"person";
        bodies += event.subtype == u"entity";
        ids << event.externalId;
        QVERIFY2(event.time.isDated(), qPrintable(event.externalId));
        offsets += event.time.original.size() == 16;
        QCOMPARE(event.extra.value("list_date"), QStringLiteral("2018-10-29"));
        if (event.tags.contains(QStringLiteral("DPRK"))) {
            ++korea;
            span = {std::min(span.from, event.time.range->from), std::max(span.to, event.time.range->from)};
        }
    }
    QCOMPARE(people, 703);
    QCOMPARE(bodies, 390);
    QCOMPARE(korea, 155);
    QCOMPARE(offsets, 11);
    QCOMPARE(ids.size(), 1093);
    QCOMPARE(span, (TimeRange{day(2009, 4, 24), day(2018, 3, 30)}));
    const Event* const ri = reading.entry(QStringLiteral("un:KPi.033"));
    QVERIFY(ri);
    QCOMPARE(ri->title, QStringLiteral("RI WON HO"));
    QCOMPARE(ri->countries, QStringList{"KP"});
    QCOMPARE(ri->extra.value("born"), QStringLiteral("1964-07-17"));
    QVERIFY(!ri->extra.contains(QStringLiteral("aliases")));
}

void TestSanctionsXml::damage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("accepted");
    const QByteArray begin = "<CONSOLIDATED_LIST><INDIVIDUALS>\n"
                             "<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME><LISTED_ON>2016-11-30</LISTED_ON></INDIVIDUAL>\n";
    QTest::newRow("breaks off") << begin + "<INDIVIDUAL><FIRST_NAME>B</FIRST_NAME>" << 1;
    QTest::newRow("bad UTF-8") << begin + "<INDIVIDUAL><FIRST_NAME>\xFF</FIRST_NAME></INDIVIDUAL>" << 1;
    QTest::newRow("wrong end tag") << begin + "</ENTITIES>" << 1;
    QTest::newRow("undefined entity") << begin + "<INDIVIDUAL><FIRST_NAME>&x;</FIRST_NAME></INDIVIDUAL>" << 1;
    QTest::newRow("another document") << QByteArray("<rss><INDIVIDUAL/></rss>") << 0;
    QTest::newRow("no XML") << QByteArray("id,name\n1,x\n") << 0;
    QTest::newRow("nothing") << QByteArray("  ") << 0;
    QTest::newRow("an entry of over 4 MiB")
        << "<CONSOLIDATED_LIST><INDIVIDUAL><FIRST_NAME>" + QByteArray(5 << 20, 'x') + "</FIRST_NAME></INDIVIDUAL>" +
               "<INDIVIDUAL><FIRST_NAME>B</FIRST_NAME></INDIVIDUAL></CONSOLIDATED_LIST>"
        << 1;
}

void TestSanctionsXml::damage()
{
    QFETCH(QByteArray, text);
    QFETCH(int, accepted);
    const ListReading reading = readListBytes(text, "x.xml", QStringLiteral("un-consolidated"), 1 << 16);
    QCOMPARE(int(reading.all.events.size()), accepted);
    QCOMPARE(reading.all.problems.size(), std::size_t(1));
    QCOMPARE(reading.all.read, accepted + 1);
    QVERIFY(reading.all.problems[0].line >= 1);
}

void TestSanctionsXml::hostile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const QByteArray entry = "<INDIVIDUAL><FIRST_NAME>A&a;</FIRST_NAME></INDIVIDUAL>";
    const QByteArray good = "<INDIVIDUAL><FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>";
    const QByteArray list = "<CONSOLIDATED_LIST>" + entry + "</CONSOLIDATED_LIST>";
    QByteArray laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'k'; ++c)
        laughs += QByteArray("<!ENTITY ") + c + " \"" +
                  QByteArray("&" + QByteArray(1, char(c - 1)) + ";").repeated(10) + "\">";
    const QString doctype = QStringLiteral("DOCTYPE");
    QTest::newRow("billion laughs") << laughs + "]>" + QByteArray(list).replace("&a;", "&j;") << doctype;
    QTest::newRow("external entity") << "<!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + list << doctype;
    QTest::newRow("parameter entity") << "<!DOCTYPE l [<!ENTITY % p SYSTEM \"http://127.0.0.1/x.dtd\"> %p;]>" + list
                                      << doctype;
    QTest::newRow("two DOCTYPEs") << "<!DOCTYPE a><!DOCTYPE b><CONSOLIDATED_LIST>" + good + "</CONSOLIDATED_LIST>"
                                  << doctype;
    QTest::newRow("DOCTYPE inside of an element")
        << "<CONSOLIDATED_LIST>" + good + "<!DOCTYPE a [<!ENTITY a \"x\">]>" + good + "</CONSOLIDATED_LIST>" << doctype;
    QTest::newRow("a prefix of 40,000 characters")
        << "<CONSOLIDATED_LIST>" + good + "<" + QByteArray(40'000, 'p') + ":x/>" + "</CONSOLIDATED_LIST>"
        << QStringLiteral("name of 40002 characters");
    QTest::newRow("nested deeper than 256") << "<CONSOLIDATED_LIST>" + good + QByteArray("<a>").repeated(100'000) +
                                                   QByteArray("</a>").repeated(100'000) + "</CONSOLIDATED_LIST>"
                                            << QStringLiteral("deeper than 256");
}

/// Wherever the bytes were cut, the same is said of them.
void TestSanctionsXml::damageHasOneName()
{
    for (const char* text :
         {"<CONSOLIDATED_LIST><a<!b/></CONSOLIDATED_LIST>", "<CONSOLIDATED_LIST><a <!b/>",
          "<CONSOLIDATED_LIST><!-b/></CONSOLIDATED_LIST>", "<CONSOLIDATED_LIST>&a</CONSOLIDATED_LIST>"}) {
        const ListReading whole = readListBytes(text, "un.xml", {}, 0);
        QCOMPARE(whole.all.problems.size(), std::size_t(1));
        for (std::size_t window = 1; window < 48; ++window)
            QCOMPARE(readListBytes(text, "un.xml", {}, window).all.problems, whole.all.problems);
    }
}

///
void TestSanctionsXml::hostile()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    for (const char* declaration : {"", "<?xml version=\"1.0\"?>\n"}) {
        for (const std::size_t window : {0, 1, 2, 3, 5, 4096}) {
            const ListReading reading = readListBytes(declaration + text, "un.xml", {}, window);
            QCOMPARE(reading.format, QStringLiteral("un-consolidated"));
            QCOMPARE(reading.all.events.size(), std::size_t(0));
            QCOMPARE(reading.all.read, 1);
            QCOMPARE(reading.all.problems.size(), std::size_t(1));
            const QString reason = reading.all.problems[0].reason;
            QVERIFY2(reason.contains(says) && reason.contains("nothing was taken"), qPrintable(reason));
        }
    }
}

void TestSanctionsXml::advanced()
{
    const ListReading reading = readListFile(listSample("ofac-advanced.xml"));
    QCOMPARE(reading.format, QStringLiteral("ofac-advanced"));
    const Event* const jane = reading.entry(QStringLiteral("ofac:901"));
    QVERIFY(jane);
    QCOMPARE(jane->title, QStringLiteral("MUSTER, Jane"));
    QCOMPARE(jane->subtype, QStringLiteral("person"));
    QCOMPARE(*jane->time.range, (TimeRange{day(2018, 9, 6), day(2018, 9, 7)}));
    QCOMPARE(jane->tags, QStringList{"DPRK3"});
    QCOMPARE(jane->countries, QStringList{"KP"});
    QCOMPARE(jane->places,
             (std::vector<Place>{{"IR", "birth", "Sampleton", {}}, {"KP", "address", "1 Road, Pyongyang", {}}}));
    QCOMPARE(jane->extra.value("aliases"), QStringLiteral("JM"));
    QCOMPARE(jane->extra.value("weak_aliases"), QStringLiteral("JM"));
    QCOMPARE(jane->extra.value("born"), QStringLiteral("about 1960"));
    QCOMPARE(jane->extra.value("gender"), QStringLiteral("Female"));
    QCOMPARE(jane->extra.value("documents"), QStringLiteral("Passport T123 (KP)"));
    QCOMPARE(jane->extra.value("measures"), QStringLiteral("Block"));
    QCOMPARE(jane->extra.value("legal_basis"), QStringLiteral("Executive Order 13722"));
    QCOMPARE(jane->extra.value("wallets"),
             QStringLiteral("XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; ETH 0x00000000000000000000000000000000000000Aa"));
    QCOMPARE(jane->extra.value("list"), QStringLiteral("OFAC SDN List"));
    QCOMPARE(jane->extra.value("list_date"), QStringLiteral("2024-05-07"));
    const Event* const ship = reading.entry(QStringLiteral("ofac:903"));
    QVERIFY(ship);
    QCOMPARE(ship->subtype, QStringLiteral("vessel"));
    QCOMPARE(ship->time.precision, Precision::Month);
    QCOMPARE(*ship->time.range, (TimeRange{day(2017, 11, 1), day(2017, 12, 1)}));
    QCOMPARE(ship->note, QStringLiteral("a ship"));
    QCOMPARE(ship->places, (std::vector<Place>{{"IR", "vessel flag", {}, {}}}));
}

void TestSanctionsXml::advancedJoins()
{
    const ListReading reading = readListFile(listSample("ofac-advanced.xml"));
    QCOMPARE(reading.all.read, 5);
    QCOMPARE(reading.all.events.size(), std::size_t(3));
    const Event* const unlisted = reading.entry(QStringLiteral("ofac:905"));
    QVERIFY(unlisted && !unlisted->time.isDated());
    const auto& problems = reading.all.problems;
    QCOMPARE(problems.size(), std::size_t(2));
    QVERIFY(problems[0].reason.contains("no name") && problems[0].text.contains("904"));
    QVERIFY(problems[1].reason.contains("profile 999"));
    QVERIFY(reading.all.notes.join(' ').contains("1 relation between parties was left out"));
    // In the older namespace, with prefixes, and the parties before what they are joined with.
    QByteArray text = fileBytes(listSample("ofac-advanced.xml"));
    const auto cut = [&text](const char* name) {
        const qsizetype from = text.indexOf(QByteArray("  <") + name + ">"),
                        to = text.indexOf(QByteArray("</") + name + ">");
        const QByteArray part = text.mid(from, to - from) + "</" + name + ">\n";
        text.remove(from, part.size());
        return part;
    };
    const QByteArray later = cut("Locations") + cut("IDRegDocuments");
    text.replace("</Sanctions>", later + "</Sanctions>");
    text.replace("https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML",
                 "http://www.un.org/sanctions/1.0");
    text.replace("<Sanctions xmlns=", "<s:Sanctions xmlns:s=").replace("</Sanctions>", "</s:Sanctions>");
    text.replace("<DistinctParty ", "<s:DistinctParty ").replace("</DistinctParty>", "</s:DistinctParty>");
    const ListReading other = readListBytes(text, "x.xml");
    QCOMPARE(other.format, QStringLiteral("ofac-advanced"));
    QCOMPARE(other.all.events.size(), std::size_t(3));
    for (const Event& event : other.all.events) {
        const Event* const first = reading.entry(event.externalId);
        QVERIFY(first);
        QCOMPARE(event.places, first->places);
        QCOMPARE(event.countries, first->countries);
        QCOMPARE(event.time.range, first->time.range);
        QCOMPARE(event.extra.value("documents"), first->extra.value("documents"));
    }
}

QTEST_APPLESS_MAIN(TestSanctionsXml)
#include "tst_sanctionsxml.moc"
