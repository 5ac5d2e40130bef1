// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/importers/reading.h"

using namespace tideline;

/// All of a file in one block, which is how a document is read; actors included.
static ParsedBlock whole(const QString& name, QString* format = nullptr)
{
    const QByteArray bytes = bytesOf(sample(name));
    const Recognised found = recognise({bytes.constData(), std::size_t(bytes.size())}, {});
    if (format)
        *format = found.format ? found.format->name : QString();
    return found.format ? parseText(found.format->name, bytes, found.options) : ParsedBlock();
}

static const Event* withId(const ParsedBlock& block, const QString& id)
{
    const auto hit = std::find_if(block.events.begin(), block.events.end(),
                                  [&id](const Event& event) { return event.externalId.endsWith(id); });
    return hit == block.events.end() ? nullptr : &*hit;
}

static QString when(const Event& event)
{
    if (!event.time.range)
        return QStringLiteral("undated");
    return isoUtc(event.time.range->from).left(19) + u'/' + isoUtc(event.time.range->to).left(19) + u' ' +
           precisionName(event.time.precision);
}

class TestIntelligence : public QObject
{
    Q_OBJECT

private slots:
    void counts_data();
    void counts();
    void stix();
    void stixOfTwoZero();
    void stixFaults();
    void misp();
    void galaxy();
    void veris();
    void kev();
    void timelineJs();
    void grafana();
    void geoJson();
    void cutOffDocument_data();
    void cutOffDocument();
};

void TestIntelligence::counts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("events");
    QTest::addColumn<int>("dated");
    QTest::addColumn<int>("actors");
    QTest::addColumn<QList<int>>("rejectedLines");
    const auto row = [](const char* file, const char* format, int events, int dated, int actors,
                        const QList<int>& lines) {
        QTest::newRow(file) << QString::fromLatin1(file) << QString::fromLatin1(format) << events << dated << actors
                            << lines;
    };
    // Counted by hand in the samples.
    row("stix-mixed.json", "stix", 12, 4, 1, {40, 41, 43, 44, 46, 48, 50, 51});
    row("stix-observed-20.json", "stix", 3, 2, 0, {});
    row("misp-mixed.json", "misp-event", 9, 8, 0, {12, 13, 14, 26});
    row("misp-galaxy.json", "misp-galaxy", 0, 0, 2, {6, 9});
    row("veris.jsonl", "veris", 3, 2, 0, {3, 4, 5});
    row("kev.csv", "kev-csv", 2, 2, 0, {3, 4});
    row("kev.json", "kev-json", 2, 2, 0, {8, 9});
    row("timelinejs.json", "timelinejs", 3, 3, 0, {8, 9, 10, 11});
    row("grafana.json", "grafana", 2, 2, 0, {4, 5, 6, 7, 8});
    row("places.geojson", "geojson", 5, 4, 0, {9, 10});
}

void TestIntelligence::counts()
{
    QFETCH(const QString, file);
    QFETCH(const QString, format);
    QFETCH(const int, events);
    QFETCH(const int, dated);
    QFETCH(const int, actors);
    QFETCH(const QList<int>, rejectedLines);
    QString found;
    const ParsedBlock block = whole(file, &found);
    QCOMPARE(found, format);
    QList<int> lines;
    for (const Problem& problem : block.problems) {
        lines << int(problem.line);
        QVERIFY(!problem.reason.isEmpty());
        QVERIFY(!problem.text.isEmpty());
    }
    QCOMPARE(lines, rejectedLines);
    QCOMPARE(int(block.events.size()), events);
    QCOMPARE(int(block.actors.size()), actors);
    QCOMPARE(block.read, qint64(events + actors) + lines.size());
    QCOMPARE(int(std::count_if(block.events.begin(), block.events.end(),
                               [](const Event& event) { return event.time.isDated(); })),
             dated);
}

void TestIntelligence::stix()
{
    const ParsedBlock block = whole(QStringLiteral("stix-mixed.json"));
    const Event* const campaign = withId(block, QStringLiteral("10"));
    QVERIFY(campaign);
    QCOMPARE(campaign->title, QStringLiteral("Operation Low Tide"));
    QCOMPARE(campaign->category, QStringLiteral("campaign"));
    // last_seen is midnight, so it means that day; the whole is as exact as its coarser end.
    QCOMPARE(when(*campaign), QStringLiteral("2019-03-04T10:20:30/2019-06-02T00:00:00 day"));
    QCOMPARE(campaign->actor, QStringLiteral("Mudlark"));
    QCOMPARE(campaign->countries, QStringList{"BD"});
    QCOMPARE(campaign->target, QStringLiteral("bd"));
    QCOMPARE(campaign->certainty, Certainty::High);
    QCOMPARE(campaign->tags, QStringList{"tlp:amber"});
    QCOMPARE(campaign->citations.size(), std::size_t(1));
    QCOMPARE(campaign->extra.value("created"), QStringLiteral("2021-05-01T08:00:00.000Z"));
    QCOMPARE(campaign->extra.value("external_id"), QStringLiteral("C-77"));
    QCOMPARE(campaign->extra.value("aliases"), QStringLiteral("Ebb"));
    QCOMPARE(campaign->record, 5);
    const Actor& actor = block.actors.front();
    QCOMPARE(actor.name, QStringLiteral("Mudlark"));
    QCOMPARE(actor.aliases, (QStringList{"Group 9", "Wader"}));
    QCOMPARE(actor.country, QStringLiteral("KP"));
    QVERIFY(actor.note.contains(QStringLiteral("first_seen: 2015-01-01")));
    QCOMPARE(when(*withId(block, QStringLiteral("14"))), QStringLiteral("undated"));
    QCOMPARE(withId(block, QStringLiteral("14"))->title, QStringLiteral("Operation Low Tide attributed-to Mudlark"));
    QCOMPARE(when(*withId(block, QStringLiteral("15"))),
             QStringLiteral("2019-04-01T12:00:00/2019-04-01T12:00:01 second"));
    const Event* const observed = withId(block, QStringLiteral("20"));
    QCOMPARE(when(*observed), QStringLiteral("2019-03-05T01:02:03/2019-03-05T01:12:04 second"));
    QCOMPARE(observed->title, QStringLiteral("Observed: ipv4/tcp 192.0.2.7:40123 → 198.51.100.9:443"));
    QCOMPARE(observed->extra.value("src"), QStringLiteral("192.0.2.7"));
    QCOMPARE(observed->extra.value("dst_port"), QStringLiteral("443"));
    QCOMPARE(observed->extra.value("src_bytes"), QStringLiteral("18446744073709551616"));
    const Event* const indicator = withId(block, QStringLiteral("21"));
    QVERIFY(indicator->tags.contains(QStringLiteral("revoked")));
    QCOMPARE(when(*indicator), QStringLiteral("2019-03-06T07:08:09/2019-03-06T07:08:10 second"));
    const Event* const note = withId(block, QStringLiteral("27"));
    QCOMPARE(note->title, QStringLiteral("Short"));
    QCOMPARE(note->note, QStringLiteral("Long\ntext"));
}

void TestIntelligence::stixOfTwoZero()
{
    const ParsedBlock block = whole(QStringLiteral("stix-observed-20.json"));
    const Event* const observed = withId(block, QStringLiteral("31"));
    QCOMPARE(observed->extra.value("src"), QStringLiteral("2001:db8::5"));
    QCOMPARE(observed->extra.value("dst"), QStringLiteral("203.0.113.80"));
    QCOMPARE(observed->extra.value("dst_bytes"), QStringLiteral("935750"));
    QVERIFY(observed->title.contains(QStringLiteral("tcp [2001:db8::5]:2487 → 203.0.113.80:1723")));
    const Event* const campaign = withId(block, QStringLiteral("32"));
    // The local midnight of the first day of a month is that month, of another day that day.
    QCOMPARE(when(*campaign), QStringLiteral("2018-11-01T00:00:00/2019-02-18T00:00:00 month"));
    QCOMPARE(campaign->tags, QStringList{"deprecated"});
    QCOMPARE(withId(block, QStringLiteral("33"))->title, QStringLiteral("tlp:green"));
    QCOMPARE(block.notes.size(), 2);
}

void TestIntelligence::stixFaults()
{
    const ParsedBlock block = whole(QStringLiteral("stix-mixed.json"));
    const std::string text = textOf(block);
    for (const char* part : {"no “id”", "“published” is there twice", "it ends (2019-01-02T01:01:01Z) before it begins",
                             "first_seen: ", "surrogate", "“NaN” is no JSON value", "single value"})
        QVERIFY2(text.find(part) != std::string::npos, part);
}

void TestIntelligence::misp()
{
    const ParsedBlock block = whole(QStringLiteral("misp-mixed.json"));
    const Event& event = block.events.front();
    QCOMPARE(event.title, QStringLiteral("Tidewater loader"));
    QCOMPARE(when(event), QStringLiteral("2021-03-04T00:00:00/2021-03-05T00:00:00 day"));
    QCOMPARE(event.actor, QStringLiteral("Mudlark"));
    QCOMPARE(event.extra.value("threat_level"), QStringLiteral("High"));
    QCOMPARE(event.extra.value("analysis"), QStringLiteral("Complete"));
    QCOMPARE(event.extra.value("timestamp"), QStringLiteral("2021-03-05T00:00:00.000000Z"));
    QCOMPARE(event.extra.value("Orgc.name"), QStringLiteral("Example CERT"));
    const Event* const address = withId(block, QStringLiteral("101"));
    QCOMPARE(address->category, QStringLiteral("indicator"));
    QCOMPARE(address->subtype, QStringLiteral("ip-dst"));
    QCOMPARE(address->title, QStringLiteral("198.51.100.9"));
    QCOMPARE(address->note, QStringLiteral("first stage"));
    QCOMPARE(address->actor, QStringLiteral("Mudlark"));
    QCOMPARE(when(*address), when(event));
    const Event* const domain = withId(block, QStringLiteral("102"));
    QCOMPARE(domain->time.range->to - domain->time.range->from, 2 * microsPerDay + 1);
    QCOMPARE(domain->tags, QStringList{"deleted"});
    const Event* const text = withId(block, QStringLiteral("106"));
    QCOMPARE(text->title, QStringLiteral("two"));
    QVERIFY(text->note.endsWith(QStringLiteral("said by the victim")));
    QCOMPARE(when(*withId(block, QStringLiteral("111"))),
             QStringLiteral("2021-01-15T00:00:00/2021-01-16T00:00:00 day"));
    QCOMPARE(withId(block, QStringLiteral("112"))->title, QStringLiteral("9223372036854775809"));
    QCOMPARE(withId(block, QStringLiteral("112"))->extra.value("object"), QStringLiteral("file"));
    QCOMPARE(withId(block, QStringLiteral("113"))->category, QStringLiteral("misp object"));
    QCOMPARE(withId(block, QStringLiteral("120"))->category, QStringLiteral("report"));
    // Its event has an impossible date, so nobody knows when.
    QCOMPARE(when(block.events.back()), QStringLiteral("undated"));
    QCOMPARE(block.events.back().subtype, QStringLiteral("btc"));
}

void TestIntelligence::galaxy()
{
    const ParsedBlock block = whole(QStringLiteral("misp-galaxy.json"));
    const Actor& first = block.actors[0];
    QCOMPARE(first.id, QStringLiteral("00000000-0000-4000-8000-000000000201"));
    QCOMPARE(first.aliases, QStringList{"Wader"});
    QCOMPARE(first.country, QStringLiteral("KP"));
    QCOMPARE(first.links, QStringList{"https://example.org/1"});
    QCOMPARE(first.note, QStringLiteral("Works at low tide.\n\nsince: 2009"));
    QCOMPARE(block.actors[1].country, QString());
    QVERIFY(block.actors[1].note.contains(QStringLiteral("Ruritania")));
}

void TestIntelligence::veris()
{
    const ParsedBlock block = whole(QStringLiteral("veris.jsonl"));
    const Event& tills = block.events[0];
    QCOMPARE(when(tills), QStringLiteral("2013-11-01T00:00:00/2013-12-01T00:00:00 month"));
    QCOMPARE(tills.actor, QStringLiteral("Mudlark"));
    QCOMPARE(tills.target, QStringLiteral("Harbour Stores"));
    QCOMPARE(tills.countries, (QStringList{"US", "CA"}));
    QCOMPARE(tills.subtype, QStringLiteral("malware; hacking"));
    QCOMPARE(tills.channels,
             (QStringList{"malware: RAM scraper", "malware: Direct install", "hacking: Use of stolen creds"}));
    QCOMPARE(tills.certainty, Certainty::High);
    QCOMPARE(tills.citations.size(), std::size_t(2));
    QCOMPARE(tills.claims.size(), std::size_t(3));
    QCOMPARE(tills.claims[0].value.toString(), QStringLiteral("162000000.5"));
    QCOMPARE(tills.claims[0].unit, QStringLiteral("USD"));
    QCOMPARE(tills.claims[2].kind, QStringLiteral("Response and recovery"));
    QVERIFY(tills.amounts.empty());
    QCOMPARE(tills.extra.value("timeline.discovery"), QStringLiteral("3 Weeks"));
    QCOMPARE(tills.extra.value("timeline.compromise"), QStringLiteral("Minutes"));
    QVERIFY(!tills.extra.contains("timeline.discovery.unit"));
    const Event& second = block.events[1];
    QCOMPARE(when(second), QStringLiteral("2012-02-09T14:05:00/2012-02-09T14:06:00 minute"));
    QCOMPARE(second.title, QStringLiteral("error"));
    QCOMPARE(second.tags, QStringList{"suspected"});
    QCOMPARE(second.target, QString());
    QCOMPARE(when(block.events[2]), QStringLiteral("undated"));
    QCOMPARE(block.events[2].places.front().country, QStringLiteral("DE"));
    const std::string text = textOf(block);
    QVERIFY(text.find("timeline.incident") != std::string::npos);
    QVERIFY(text.find("1e999") != std::string::npos);
}

void TestIntelligence::kev()
{
    const ParsedBlock csv = whole(QStringLiteral("kev.csv")), json = whole(QStringLiteral("kev.json"));
    for (std::size_t i = 0; i < 2; ++i)
        QCOMPARE(csv.events[i].id, json.events[i].id);
    const Event& event = json.events[0];
    QCOMPARE(event.externalId, QStringLiteral("CVE-2099-0001"));
    QCOMPARE(when(event), QStringLiteral("2024-05-06T00:00:00/2024-05-07T00:00:00 day"));
    QCOMPARE(event.tags, (QStringList{"CWE-22", "CWE-23", "ransomware"}));
    QCOMPARE(event.target, QStringLiteral("Harbour Gate"));
    QCOMPARE(event.citations.size(), std::size_t(2));
    QCOMPARE(json.events[1].target, QStringLiteral("Quay Crane"));
    QCOMPARE(json.events[1].extra.value("notes"), QStringLiteral("said by phone"));
    QVERIFY(json.notes.contains(QStringLiteral("catalogue version 2024.07.01")));
}

void TestIntelligence::timelineJs()
{
    const ParsedBlock block = whole(QStringLiteral("timelinejs.json"));
    const Event& bank = block.events[0];
    QCOMPARE(bank.title, QStringLiteral("A bank & its printer"));
    QCOMPARE(bank.note, QStringLiteral("First.\nSee this."));
    QCOMPARE(bank.category, QStringLiteral("thefts"));
    QCOMPARE(when(bank), QStringLiteral("2016-02-04T20:05:00/2016-02-07T00:00:00 day"));
    QCOMPARE(bank.citations.size(), std::size_t(2));
    QCOMPARE(when(block.events[1]), QStringLiteral("2017-01-01T00:00:00/2018-01-01T00:00:00 year"));
    QCOMPARE(block.events[2].category, QStringLiteral("era"));
    QCOMPARE(when(block.events[2]), QStringLiteral("2015-01-01T00:00:00/2020-01-01T00:00:00 year"));
    QCOMPARE(block.notes, QStringList{"title slide: The tides A sample."});
    // Clock times are of the zone that is given.
    const ParsedBlock there = parseText(QStringLiteral("timelinejs"),
                                        bytesOf(sample(QStringLiteral("timelinejs.json"))), {{"zone", "Asia/Dhaka"}});
    QCOMPARE(isoUtc(there.events[0].time.range->from), QStringLiteral("2016-02-04T14:05:00.000000Z"));
}

void TestIntelligence::grafana()
{
    const ParsedBlock block = whole(QStringLiteral("grafana.json"));
    const Event& region = block.events[0];
    // date -u -d @1507037197
    QCOMPARE(isoUtc(region.time.range->from), QStringLiteral("2017-10-03T13:26:37.339000Z"));
    QCOMPARE(region.time.range->length(), 60 * microsPerSecond + 1);
    QCOMPARE(region.title, QStringLiteral("Outage north"));
    QCOMPARE(region.tags, (QStringList{"outage", "north"}));
    QCOMPARE(region.extra.value("panelId"), QStringLiteral("2"));
    QCOMPARE(when(block.events[1]), QStringLiteral("2017-10-05T05:20:05/2017-10-05T05:20:06 second"));
    QCOMPARE(block.events[1].title, QStringLiteral("deploy"));
}

void TestIntelligence::geoJson()
{
    const ParsedBlock block = whole(QStringLiteral("places.geojson"));
    const Event& test = block.events[0];
    QCOMPARE(isoUtc(test.time.range->from), QStringLiteral("2017-09-03T03:30:02.840000Z"));
    QCOMPARE(test.category, QStringLiteral("nuclear explosion"));
    QCOMPARE(test.places.front().name, QStringLiteral("22 km ENE of Sungjibaegam"));
    QCOMPARE(test.extra.value("lat"), QStringLiteral("41.332"));
    QCOMPARE(test.extra.value("mag"), QStringLiteral("6.3"));
    QCOMPARE(block.events[1].countries, QStringList{"KP"});
    QCOMPARE(when(block.events[1]), QStringLiteral("2017-07-04T00:00:00/2017-07-05T00:00:00 day"));
    QCOMPARE(when(block.events[2]), QStringLiteral("2017-07-04T10:00:00/2017-07-04T12:00:01 second"));
    QCOMPARE(block.events[2].extra.value("lat"), QStringLiteral("52.000000"));
    QCOMPARE(when(block.events[3]), QStringLiteral("undated"));
    QCOMPARE(when(block.events[4]), QStringLiteral("2011-01-01T00:00:00/2012-01-01T00:00:00 year"));
}

void TestIntelligence::cutOffDocument_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"stix-mixed.json", "misp-mixed.json", "misp-galaxy.json", "kev.json", "timelinejs.json",
                             "grafana.json", "places.geojson"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

/// The records before the cut are kept, and exactly one further problem says what happened.
void TestIntelligence::cutOffDocument()
{
    QFETCH(const QString, file);
    QString format;
    const ParsedBlock all = whole(file, &format);
    const QByteArray bytes = bytesOf(sample(file));
    for (const int share : {40, 60, 80, 90}) {
        const ParsedBlock part = parseText(format, bytes.left(bytes.size() * share / 100));
        QCOMPARE(part.read, qint64(part.events.size() + part.actors.size() + part.problems.size()));
        QVERIFY(share < 80 || part.events.size() + part.actors.size() > 0);
        QVERIFY(part.read <= all.read + 1);
        const auto cuts = std::count_if(part.problems.begin(), part.problems.end(), [](const Problem& problem) {
            return problem.reason.contains(QStringLiteral("cut off")) ||
                   problem.reason.contains(QStringLiteral("nothing after this record"));
        });
        QCOMPARE(cuts, 1);
    }
}

QTEST_APPLESS_MAIN(TestIntelligence)
#include "tst_intelligence.moc"
