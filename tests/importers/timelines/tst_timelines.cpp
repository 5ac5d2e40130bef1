// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/importers/reading.h"

#include <QDir>
#include <QSet>

using namespace tideline;

class TestTimelines : public QObject
{
    Q_OBJECT

private slots:
    void samples_data();
    void samples();
    void twoExportsAreOneList();
    void listsInCells();
    void oddTimes();
    void launches();
    void incidentText();
    void brokenFrontMatter_data();
    void brokenFrontMatter();
    void plaso();
    void encodings_data();
    void encodings();
    void sharedCounts_data();
    void sharedCounts();
    void sharedSpots();
    void sharedMarkdown();
};

static qint64 undatedOf(const ParsedBlock& block)
{
    return std::count_if(block.events.begin(), block.events.end(), [](const Event& e) { return !e.time.isDated(); });
}

static qint64 distinctOf(const ParsedBlock& block)
{
    QSet<QString> ids;
    for (const Event& event : block.events)
        ids.insert(event.id);
    return ids.size();
}

static QString timeOf(const Event& event)
{
    return timeText(event.time, Zone::utc());
}

static const Event* titled(const ParsedBlock& block, const QString& title)
{
    for (const Event& event : block.events) {
        if (event.title == title)
            return &event;
    }
    return nullptr;
}

void TestTimelines::samples_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<int>("accepted");
    QTest::addColumn<QList<int>>("rejectedLines");
    QTest::addColumn<int>("undated");
    QTest::addColumn<int>("distinct");
    const auto row = [](const char* file, const char* format, const char* recipe, int accepted,
                        const QList<int>& rejected, int undated, int distinct) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(format) << QString::fromLatin1(recipe)
                            << accepted << rejected << undated << distinct;
    };
    row("cfr-tracker.csv", "events-csv", "cfr-tracker", 4, {}, 2, 3);
    row("cfr-tracker-subset.csv", "events-csv", "cfr-tracker", 3, {5}, 1, 3);
    row("eurepoc.csv", "events-csv", "eurepoc", 3, {6}, 1, 3);
    row("nti-missiles.csv", "events-csv", "nti-missile-tests", 3, {5}, 0, 3);
    row("cns-missiles.json", "cns-missile-tests-json", "", 3, {48, 55}, 0, 3);
    row("cns-sites.json", "cns-missile-tables-json", "", 1, {1}, 1, 1);
    row("provocations.json", "json-table", "", 2, {18}, 0, 2);
    row("events.xlsx", "xlsx", "", 2, {}, 0, 2);
    row("incident.md", "markdown-incident", "", 1, {}, 0, 1);
    row("plaso-l2t.csv", "events-csv", "plaso-l2tcsv", 3, {5}, 1, 3);
    row("plaso-dynamic.csv", "timesketch-csv", "", 2, {}, 1, 2);
}

void TestTimelines::samples()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    QFETCH(QString, recipe);
    QFETCH(int, accepted);
    QFETCH(QList<int>, rejectedLines);
    const Reading reading = readFile(sample(file));
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.format, format);
    QCOMPARE(reading.options.value("recipe").toString(), recipe);
    QCOMPARE(int(reading.all.events.size()), accepted);
    QList<int> lines;
    for (const Problem& problem : reading.all.problems)
        lines << int(problem.line);
    QVERIFY2(lines == rejectedLines, textOf(reading.all).c_str());
    QCOMPARE(reading.all.read, qint64(accepted + rejectedLines.size()));
    QTEST(int(undatedOf(reading.all)), "undated");
    QTEST(int(distinctOf(reading.all)), "distinct");
}

void TestTimelines::twoExportsAreOneList()
{
    const ParsedBlock one = readFile(sample("cfr-tracker.csv")).all;
    const ParsedBlock other = readFile(sample("cfr-tracker-subset.csv")).all;
    for (const char* title : {"Two seas", "Old actor"})
        QCOMPARE(titled(one, title)->id, titled(other, title)->id);
    QVERIFY(titled(one, "Harbour pilots deceived")->id != titled(one, "Two seas")->id);
    const Event& pilots = *titled(one, "Harbour pilots deceived");
    QCOMPARE(timeOf(pilots), QStringLiteral("2019-03-04"));
    QCOMPARE(pilots.subtype, QStringLiteral("Espionage"));
    QCOMPARE(pilots.actor, QStringLiteral("Grey Heron"));
    QCOMPARE(pilots.target, QStringLiteral("Port office"));
    QCOMPARE(pilots.note, QStringLiteral("False letters, sent to pilots"));
    QCOMPARE(pilots.citations.size(), std::size_t(2));
    QCOMPARE(pilots.extra.value("Category"), QStringLiteral("Government"));
    QCOMPARE(pilots.places, (std::vector<Place>{{"KP", "actor", {}, {}}}));
    QCOMPARE(titled(one, "Two seas")->places, (std::vector<Place>{{"CN", "actor", {}, {}}, {"RU", "actor", {}, {}}}));
    QCOMPARE(titled(one, "Old actor")->places, (std::vector<Place>{{"PS", "actor", {}, {}}}));
    QCOMPARE(timeOf(*titled(other, "New one")), QStringLiteral("2020-02-29"));
}

void TestTimelines::listsInCells()
{
    const ParsedBlock read = readFile(sample("eurepoc.csv")).all;
    const Event& leak = read.events[0];
    QCOMPARE(leak.externalId, QStringLiteral("7"));
    QCOMPARE(leak.countries, (QStringList{"KP", "XK"}));
    QCOMPARE(leak.actor, QStringLiteral("Reed; Heron's Nest"));
    QCOMPARE(leak.target, QStringLiteral("Ferry line"));
    QCOMPARE(leak.note, QStringLiteral("Two lines\nof text"));
    QCOMPARE(leak.places,
             (std::vector<Place>{{"KP", "victim", {}, {}}, {"XK", "victim", {}, {}}, {"CN", "actor", {}, {}}}));
    QCOMPARE(leak.citations, (std::vector<Citation>{{"https://example.org/a,b"}, {"https://example.org/c"}}));
    QCOMPARE(isoUtc(leak.time.range->from), QStringLiteral("2018-02-01T00:00:00.000000Z"));
    QCOMPARE(isoUtc(leak.time.range->to), QStringLiteral("2018-02-04T00:00:00.000000Z"));
    QCOMPARE(leak.extra.value("zero_days"), QStringLiteral("No"));
    QVERIFY(read.events[1].actor.isEmpty());
    QCOMPARE(read.events[1].countries, QStringList{"EU (region)"});
}

void TestTimelines::oddTimes()
{
    const ParsedBlock read = readFile(sample("eurepoc.csv")).all;
    QCOMPARE(timeOf(read.events[1]), QStringLiteral("2019-05-01"));
    QCOMPARE(read.events[1].time.range->length(), microsPerDay);
    QCOMPARE(read.events[1].tags, QStringList{"end before start"});
    QCOMPARE(read.events[1].extra.value("end as stated"), QStringLiteral("2019-01-01"));
    QCOMPARE(read.events[2].extra.value("end as stated"), QStringLiteral("2019-01-01"));
    QVERIFY(read.events[2].tags.isEmpty());
    QCOMPARE(read.notes.size(), 1);
    QVERIFY(read.notes[0].contains(QStringLiteral("end before they begin")));

    const ParsedBlock missiles = readFile(sample("nti-missiles.csv")).all;
    QCOMPARE(timeOf(missiles.events[0]), QStringLiteral("1984-04-09"));
    QCOMPARE(missiles.events[0].title, QStringLiteral("Alpha · Shore Ground"));
    QCOMPARE(missiles.events[0].note, QStringLiteral("The officers’ guess"));
    QCOMPARE(missiles.events[0].citations.size(), std::size_t(2));
    QCOMPARE(missiles.events[0].places, (std::vector<Place>{{"KP", "launch", "Shore Ground", {}}}));
    QCOMPARE(missiles.events[1].title, QStringLiteral("Beta"));
    QCOMPARE(isoUtc(missiles.events[1].time.range->from), QStringLiteral("2017-11-28T18:18:00.000000Z"));
    QCOMPARE(missiles.events[1].tags, QStringList{"failure"});
    QCOMPARE(timeOf(missiles.events[2]), QStringLiteral("2003-07-06"));
    QCOMPARE(missiles.events[2].tags, (QStringList{"outcome unknown", "unreadable clock"}));
    QCOMPARE(missiles.events[2].extra.value("clock as stated"), QStringLiteral("around noon"));
    // The same list saved as UTF-8 by another program.
    QByteArray utf8 = bytesOf(sample("nti-missiles.csv")).replace('\x92', "’");
    const ParsedBlock again =
        parseText("events-csv", utf8, recognise({utf8.constData(), std::size_t(utf8.size())}, {}).options);
    QCOMPARE(again.events[0].note, missiles.events[0].note);
    QCOMPARE(again.events[0].id, missiles.events[0].id);
}

void TestTimelines::launches()
{
    const ParsedBlock read = readFile(sample("cns-missiles.json")).all;
    QCOMPARE(timeOf(read.events[0]), QStringLiteral("1984-09"));
    QCOMPARE(read.events[0].time.precision, Precision::Month);
    QCOMPARE(read.events[0].title, QStringLiteral("Alpha-b, Shore (no. 1 of the series)"));
    QCOMPARE(read.events[0].extra.value("distance"), QStringLiteral("300"));
    QVERIFY(!read.events[0].extra.contains("apogee"));
    QCOMPARE(isoUtc(read.events[1].time.range->from), QStringLiteral("2017-11-28T18:18:00.000000Z"));
    QCOMPARE(read.events[1].time.precision, Precision::Minute);
    QCOMPARE(read.events[1].extra.value("apogee"), QStringLiteral("4475.5"));
    QCOMPARE(read.events[1].tags, QStringList{"failure"});
    QCOMPARE(read.events[2].tags, (QStringList{"outcome unknown", "unreadable clock"}));
    const ParsedBlock sites = readFile(sample("cns-sites.json")).all;
    QCOMPARE(sites.events[0].extra.value("lat"), QStringLiteral("40.85"));
    QVERIFY(!sites.events[0].time.isDated());
    QVERIFY(sites.notes[0].contains(QStringLiteral("launch sites")));
    // Cut off: said, with the line, and no half list.
    const QByteArray cut = bytesOf(sample("cns-missiles.json")).left(600);
    const ParsedBlock half = parseText("cns-missile-tests-json", cut);
    QCOMPARE(half.events.size(), std::size_t(0));
    QCOMPARE(half.read, 1);
    QVERIFY(half.problems[0].reason.contains(QStringLiteral("not whole JSON")));
    QVERIFY(half.problems[0].line > 20);
}

void TestTimelines::incidentText()
{
    const auto named = [](const char* name) {
        return parseText("markdown-incident", bytesOf(sample("incident.md")), {{"file_name", name}});
    };
    const ParsedBlock read = named("2019-11-26-Harbour.md");
    const Event& event = read.events[0];
    QCOMPARE(timeOf(event), QStringLiteral("2019-11-27"));
    QCOMPARE(event.title, QStringLiteral("Harbour Exchange: the \"warm\" wallet"));
    QCOMPARE(event.target, QStringLiteral("Harbour Exchange"));
    QCOMPARE(event.channels, (QStringList{"Wallet Hack", "Two, of a kind"}));
    QCOMPARE(event.tags, (QStringList{"Custodian", "Exchange"}));
    QCOMPARE(event.amounts, (std::vector<Money>{{*Decimal::parse(u"49000000"), "USD", MoneyKind::Taken, {}}}));
    QVERIFY(event.note.startsWith(QStringLiteral("## Summary")) && event.note.endsWith(QStringLiteral("b).")));
    QCOMPARE(event.citations, (std::vector<Citation>{{"https://example.org/report_(1)"}, {"http://example.org/b"}}));
    QCOMPARE(read.notes,
             QStringList{"the file name says 2019-11-26, the text inside 2019-11-27: the date inside is taken"});
    QVERIFY(named("2019-11-27-Harbour.md").notes.isEmpty());
    QVERIFY(named("notes.md").notes.isEmpty());
}

void TestTimelines::brokenFrontMatter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not closed") << QByteArray("---\ndate: 2019-01-01\ntitle: x\n") << "not closed";
    QTest::newRow("no title") << QByteArray("---\ndate: 2019-01-01\n---\n") << "no title";
    QTest::newRow("bad date") << QByteArray("---\ndate: 2019-02-30\ntitle: x\n---\n") << "2019-02-30";
    QTest::newRow("list of nothing") << QByteArray("---\n- a\ntitle: x\n---\n") << "belongs to no key";
    QTest::newRow("neither") << QByteArray("---\ntitle x\n---\n") << "neither “key: value”";
    QTest::newRow("NUL") << QByteArray("---\ntitle: \0\n---\n", 19) << "NUL byte";
    QTest::newRow("Latin 1") << QByteArray("---\ntitle: \xE9\n---\n") << "not UTF-8";
}

void TestTimelines::brokenFrontMatter()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const ParsedBlock read = parseText("markdown-incident", text);
    QCOMPARE(read.read, 1);
    QCOMPARE(int(read.events.size()), 0);
    QCOMPARE(int(read.problems.size()), 1);
    QVERIFY2(read.problems[0].reason.contains(reason), qPrintable(read.problems[0].reason));
}

void TestTimelines::plaso()
{
    const ParsedBlock read = readFile(sample("plaso-l2t.csv")).all;
    QCOMPARE(isoUtc(read.events[0].time.range->from), QStringLiteral("2019-03-04T05:06:07.000000Z"));
    QCOMPARE(read.events[0].note, QStringLiteral("file notes.txt changed"));
    QCOMPARE(read.events[0].target, QStringLiteral("harbour"));
    QCOMPARE(isoUtc(read.events[1].time.range->from), QStringLiteral("2019-03-03T20:06:07.000000Z"));
    QVERIFY(read.events[1].target.isEmpty());
    const ParsedBlock dynamic = readFile(sample("plaso-dynamic.csv")).all;
    QCOMPARE(isoUtc(dynamic.events[0].time.range->from), QStringLiteral("2019-03-04T05:06:07.123456Z"));
}

// What tst_csv does not have of the table of encodings: broken text of two bytes a unit, and ends cut off.
void TestTimelines::encodings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("titles");
    QTest::addColumn<int>("rejected");
    const auto utf16 = [](const QString& text, bool little) {
        QByteArray bytes;
        for (const QChar c : QChar(0xFEFF) + text) {
            const char low = char(c.unicode() & 255), high = char(c.unicode() >> 8);
            bytes.append(little ? low : high).append(little ? high : low);
        }
        return bytes;
    };
    for (const bool little : {true, false}) {
        const auto name = [little](const char* what) { return std::string(little ? "LE, " : "BE, ") + what; };
        const QString lone = QStringLiteral("t,a\n2019,x\n2020,") + QChar(0xD800) + QStringLiteral("\n2021,y\n");
        QTest::newRow(name("lone surrogate").c_str()) << utf16(lone, little) << QStringList{"x", "y"} << 1;
        const QString nul = QStringLiteral("t,a\n2019,x\n2020,") + QChar(0) + QStringLiteral("\n2021,y\n");
        QTest::newRow(name("NUL").c_str()) << utf16(nul, little) << QStringList{"x", "y"} << 1;
        QTest::newRow(name("CR only").c_str())
            << utf16(QStringLiteral("t,a\r2019,x\r2020,y\r"), little) << QStringList{"x", "y"} << 0;
        QTest::newRow(name("half a unit at the end").c_str())
            << utf16(QStringLiteral("t,a\n2019,x\n2020,y"), little) + 'z' << QStringList{"x"} << 1;
    }
    QTest::newRow("UTF-8 cut at the end") << QByteArray("t,a\n2019,x\n2020,caf\xC3") << QStringList{"x"} << 1;
    QTest::newRow("two marks") << QByteArray("\xEF\xBB\xBFt,a\n2019,x\n\xEF\xBB\xBF"
                                             "2020,y\n")
                               << QStringList{"x", "y"} << 0;
}

void TestTimelines::encodings()
{
    QFETCH(QByteArray, text);
    const ParsedBlock read = parseText("events-csv", text, {{"map", QJsonObject{{"time", "t"}, {"title", "a"}}}});
    QStringList titles;
    for (const Event& event : read.events) {
        titles << event.title;
        QVERIFY(!event.title.contains(QChar(0xFFFD)));
    }
    QTEST(titles, "titles");
    QTEST(int(read.problems.size()), "rejected");
    QCOMPARE(read.read, qint64(titles.size()) + qint64(read.problems.size()));
}

// Counted with python3's csv and json: rows, rows without date, different (title, date) or rows, first and last day.
void TestTimelines::sharedCounts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("undated");
    QTest::addColumn<int>("distinct");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("last");
    const auto row = [](const char* file, const char* format, int read, int undated, int distinct, const char* first,
                        const char* last) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(format) << read << undated << distinct
                            << QString::fromLatin1(first) << QString::fromLatin1(last);
    };
    row("incidents/cfr/cyber-operations-incidents.DJP200304-subset.csv", "events-csv", 481, 7, 478, "2005-08-25",
        "2020-11-14");
    row("incidents/eurepoc/EuRepoC_Global_Database_1.1.csv", "events-csv", 1643, 16, 1643, "2000-01-01", "2023-10-01");
    row("weapons/csis/north_korea_provocations_1958_present.csv", "events-csv", 493, 0, 493, "1958-02-15",
        "2026-08-20");
    row("weapons/cns-nagix/test.en.json", "cns-missile-tests-json", 339, 0, 339, "1984-04-09", "2026-04-18");
    row("weapons/cns-nagix/facility.en.json", "cns-missile-tables-json", 56, 56, 56, "", "");
    row("weapons/cns-nagix/missile.en.json", "cns-missile-tables-json", 37, 37, 37, "", "");
    row("usage/TRANSCRIBED-nk-routing-events.csv", "events-csv", 13, 0, 13, "2010-11-18", "2022-01-26");
}

void TestTimelines::sharedCounts()
{
    QFETCH(QString, file);
    QFETCH(int, read);
    SKIP_WITHOUT_SHARED_DATA(file);
    const Reading reading = readFile(sharedData(file));
    QTEST(reading.format, "format");
    QCOMPARE(textOf(reading.all), std::string());
    QCOMPARE(reading.all.read, read);
    QCOMPARE(int(reading.all.events.size()), read);
    QTEST(int(undatedOf(reading.all)), "undated");
    QTEST(int(distinctOf(reading.all)), "distinct");
    std::optional<TimeRange> span;
    for (const Event& event : reading.all.events) {
        if (event.time.range)
            span = span ? span->united(*event.time.range) : *event.time.range;
    }
    QTEST(span ? isoUtc(span->from).left(10) : QString(), "first");
    QTEST(span ? isoUtc(span->to - 1).left(10) : QString(), "last");
}

void TestTimelines::sharedSpots()
{
    SKIP_WITHOUT_SHARED_DATA("incidents/eurepoc/EuRepoC_Global_Database_1.1.csv");
    const auto count = [](const ParsedBlock& block, auto&& wanted) {
        return int(std::count_if(block.events.begin(), block.events.end(), wanted));
    };
    const auto tag = [](const char* text) {
        return [text](const Event& e) { return e.tags.contains(QLatin1String(text)); };
    };
    const Place korea{QStringLiteral("KP"), QStringLiteral("actor"), {}, {}};
    const auto byKorea = [&](const Event& e) { return std::count(e.places.begin(), e.places.end(), korea) > 0; };
    const ParsedBlock eurepoc = readFile(sharedData("incidents/eurepoc/EuRepoC_Global_Database_1.1.csv")).all;
    QCOMPARE(count(eurepoc, tag("end before start")), 83);
    QCOMPARE(count(eurepoc, byKorea), 74);
    QCOMPARE(count(eurepoc, [](const Event& e) { return e.countries.contains(QStringLiteral("KP")); }), 7);
    const Event& jazeera = *titled(eurepoc, "NSA vs. Al Jazeera");
    QCOMPARE(timeOf(jazeera), QStringLiteral("2006-01-01"));
    QCOMPARE(jazeera.extra.value("end as stated"), QStringLiteral("2000-01-01"));
    QCOMPARE(jazeera.places, (std::vector<Place>{{"QA", "victim", {}, {}}, {"US", "actor", {}, {}}}));
    QCOMPARE(jazeera.actor, QStringLiteral("NSA/Equation Group"));
    const ParsedBlock cfr = readFile(sharedData("incidents/cfr/cyber-operations-incidents.DJP200304-subset.csv")).all;
    QCOMPARE(count(cfr, byKorea), 40);
    const ParsedBlock tests = readFile(sharedData("weapons/cns-nagix/test.en.json")).all;
    QCOMPARE(count(tests, tag("success")), 229);
    QCOMPARE(count(tests, tag("failure")), 38);
    QCOMPARE(count(tests, tag("unreadable clock")), 0);
    QCOMPARE(count(tests, [](const Event& e) { return e.time.precision == Precision::Minute; }), 255);
    QCOMPARE(count(tests, [](const Event& e) { return e.time.precision == Precision::Month; }), 8);
    const auto year = [](const char* digits) {
        return [digits](const Event& e) { return isoUtc(e.time.range->from).startsWith(QLatin1String(digits)); };
    };
    QCOMPARE(count(tests, year("2017")), 21);
    QCOMPARE(count(tests, year("2019")), 27);
    const ParsedBlock routing = readFile(sharedData("usage/TRANSCRIBED-nk-routing-events.csv")).all;
    QCOMPARE(count(routing, [](const Event& e) { return e.category == u"network change"; }), 13);
    QCOMPARE(isoUtc(routing.events[6].time.range->from), QStringLiteral("2017-10-01T09:07:51.000000Z"));
    QCOMPARE(isoUtc(routing.events[6].time.range->to), QStringLiteral("2017-10-01T10:14:46.000000Z"));
}

// One event each; the names of two files and three losses say otherwise or nothing (by grep).
void TestTimelines::sharedMarkdown()
{
    SKIP_WITHOUT_SHARED_DATA("incidents/dn-institute/incidents");
    const QDir folder(sharedData("incidents/dn-institute/incidents"));
    int files = 0, disagreeing = 0, unknownLoss = 0;
    for (const QString& name : folder.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        const Reading reading = readFile(folder.filePath(name), {}, {{"file_name", name}});
        QCOMPARE(reading.format, QStringLiteral("markdown-incident"));
        QVERIFY2(reading.all.events.size() == 1 && reading.all.problems.empty(), qPrintable(name));
        ++files;
        for (const QString& note : reading.all.notes) {
            disagreeing += note.startsWith(QStringLiteral("the file name"));
            unknownLoss += note.startsWith(QStringLiteral("the loss"));
        }
        const Event& event = reading.all.events[0];
        QVERIFY(event.time.isDated() && !event.note.isEmpty());
        if (event.target == u"Upbit") {
            QCOMPARE(event.title, QStringLiteral("Upbit Loses $49 Million in Cyberattack"));
            QCOMPARE(event.amounts[0].amount.toString(), QStringLiteral("49000000"));
        }
    }
    QCOMPARE(files, 37);
    QCOMPARE(disagreeing, 2);
    QCOMPARE(unknownLoss, 3);
}

QTEST_APPLESS_MAIN(TestTimelines)
#include "tst_timelines.moc"
