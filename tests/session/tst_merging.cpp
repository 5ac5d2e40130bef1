// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same event in two lists, the same rows twice, names that belong to two.
#include "models/session/actornames.h"
#include "models/session/eventmerging.h"
#include "models/session/recordrows.h"
#include "tests/support/importcase.h"
#include "tests/support/shareddata.h"

#include <QDir>
#include <QJsonArray>

#include <random>

using namespace tideline;

namespace {

Event made(const char* id, qint64 source, const char* title, const char* day, const QString& category)
{
    Event event;
    event.id = QString::fromLatin1(id);
    event.source = source;
    event.title = QString::fromLatin1(title);
    event.category = category;
    event.countries = {QStringLiteral("KP")};
    const Micros from =
        QDateTime(QDate::fromString(QString::fromLatin1(day), Qt::ISODate), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch() *
        1000;
    event.time.range = TimeRange{from, from + microsPerDay};
    event.time.zone = QStringLiteral("UTC");
    return event;
}

Event at(Event event, int hour, int minute)
{
    event.time.range->from += hour * microsPerHour + minute * microsPerMinute;
    event.time.range->to = event.time.range->from + microsPerMinute;
    event.time.precision = Precision::Minute;
    return event;
}

Event with(Event event, void (*change)(Event&))
{
    change(event);
    return event;
}

} // namespace

class TestMerging : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_case = std::make_unique<ImportCase>(); }
    void theSameRowsOnce();
    void pairs_data();
    void pairs();
    void listsOfOneYear();
    void sharedLaunches();
    void largeCasesAreNotCompared();
    void likelyOnesAreEnough();
    void foldersAreWalked();
    void namesOfActors();
    void recordsAreFiltered();

private:
    QString write(const QString& name, const QByteArray& content) const { return m_case->write(name, content); }
    ImportReport import(const QString& path) { return m_case->import(path); }

    std::unique_ptr<ImportCase> m_case;
};

/// once more, shuffled, split in two: nothing is added.
void TestMerging::theSameRowsOnce()
{
    QStringList rows;
    for (int i = 0; i < 60; ++i)
        rows << QStringLiteral("2019-%1-%2,Event %3,hack,KR")
                    .arg(1 + i % 12, 2, 10, QLatin1Char('0'))
                    .arg(1 + i % 28, 2, 10, QLatin1Char('0'))
                    .arg(i);
    const QString head = QStringLiteral("date,title,category,country\n");
    const auto csv = [&](const QStringList& lines) { return (head + lines.join(u'\n') + u'\n').toUtf8(); };
    const ImportReport first = import(write(QStringLiteral("all.csv"), csv(rows)));
    QCOMPARE(first.source.accepted, 60);
    QStringList shuffled = rows;
    std::reverse(shuffled.begin(), shuffled.end());
    for (const QByteArray& content :
         {csv(shuffled), csv(rows.mid(0, 30)), csv(rows.mid(30)), csv(rows + rows.mid(0, 5))}) {
        const ImportReport again = import(write(QStringLiteral("again.csv"), content));
        QCOMPARE(again.source.accepted, 0);
        QCOMPARE(again.source.duplicate, again.source.read);
        QVERIFY(again.merged.empty());
    }
    QCOMPARE(m_case->file->counts()->events, 60);
}

void TestMerging::pairs_data()
{
    using Events = std::vector<Event>;
    QTest::addColumn<std::vector<Event>>("events");
    QTest::addColumn<QStringList>("merged"); // "kept=other"
    QTest::addColumn<int>("notes");
    const QString test = QStringLiteral("missile test"), hack = QStringLiteral("hack");
    const Event a = made("a", 1, "KN-23", "2019-05-04", test);
    const Event b = made("b", 2, "Short-range launch", "2019-05-04", test);
    const auto id = [](Event event, const char* external) {
        event.externalId = QString::fromLatin1(external);
        return event;
    };
    const QStringList ab = {QStringLiteral("a=b")};
    QTest::newRow("a launch on one day") << Events{a, b} << ab << 0;
    QTest::newRow("another day") << Events{a, made("b", 2, "KN-23", "2019-05-05", test)} << QStringList() << 0;
    QTest::newRow("another category") << Events{a, made("b", 2, "KN-23", "2019-05-04", hack)} << QStringList() << 0;
    QTest::newRow("another country") << Events{a, with(b, [](Event& e) { e.countries = {QStringLiteral("IR")}; })}
                                     << QStringList() << 0;
    QTest::newRow("no country said") << Events{a, with(b, [](Event& e) { e.countries.clear(); })} << ab << 0;
    QTest::newRow("one source") << Events{made("a", 2, "x", "2019-05-04", test), b} << QStringList() << 0;
    QTest::newRow("a month") << Events{a, with(b, [](Event& e) { e.time.precision = Precision::Month; })}
                             << QStringList() << 0;
    QTest::newRow("a clock that stands a day later")
        << Events{at(a, 20, 24), with(made("b", 2, "x", "2019-05-04", test),
                                      [](Event& e) { // 5 May in Pyongyang
                                          e.time.range->from += 15 * microsPerHour;
                                          e.time.range->to += 15 * microsPerHour;
                                          e.time.zone = QStringLiteral("Asia/Pyongyang");
                                      })}
        << ab << 0;
    QTest::newRow("times that differ") << Events{at(a, 5, 0), at(b, 5, 20)} << ab << 0;
    QTest::newRow("two and two by their times") << Events{at(a, 5, 0), at(made("a2", 1, "x", "2019-05-04", test), 6, 0),
                                                          at(b, 6, 0), at(made("b2", 2, "y", "2019-05-04", test), 5, 0)}
                                                << QStringList{QStringLiteral("a2=b"), QStringLiteral("a=b2")} << 0;
    QTest::newRow("two and two without times")
        << Events{a, made("a2", 1, "x", "2019-05-04", test), b, made("b2", 2, "y", "2019-05-04", test)}
        << QStringList{QStringLiteral("a2=b2"), QStringLiteral("a=b")} << 0;
    QTest::newRow("one that may be either of two")
        << Events{a, made("a2", 1, "x", "2019-05-04", test), b} << QStringList() << 1;
    QTest::newRow("one that names its place")
        << Events{with(a,
                       [](Event& e) {
                           e.places = {{{}, {}, QStringLiteral("Hodo Peninsula"), {}}};
                       }),
                  made("a2", 1, "x", "2019-05-04", test),
                  with(b, [](Event& e) { e.extra[QStringLiteral("facility")] = QStringLiteral("hodo"); })}
        << ab << 0;
    QTest::newRow("two hacks of a day have little in common")
        << Events{made("a", 1, "Bank of A robbed", "2019-05-04", hack),
                  made("b", 2, "Exchange in B drained", "2019-05-04", hack)}
        << QStringList() << 0;
    QTest::newRow("a hack by its words") << Events{made("a", 1, "Hack of exchange Upbit", "2019-11-27", hack),
                                                   made("b", 2, "Upbit exchange hack", "2019-11-27", hack)}
                                         << ab << 0;
    QTest::newRow("sanctions of two lists")
        << Events{made("a", 1, "Kim Chol", "2019-05-04", QStringLiteral("sanction")),
                  made("b", 2, "Kim Chol", "2019-05-04", QStringLiteral("sanction"))}
        << QStringList() << 0;
    QTest::newRow("one id of one list") << Events{id(a, "ofac:7"), id(made("b", 2, "y", "2020-01-01", hack), "ofac:7")}
                                        << ab << 0;
    QTest::newRow("ids of one list that differ") << Events{id(a, "cns:7"), id(b, "cns:8")} << QStringList() << 0;
    QTest::newRow("numbers of rows are no ids")
        << Events{id(made("a", 1, "x", "2019-05-04", hack), "7"), id(made("b", 2, "y", "2019-05-04", hack), "7")}
        << QStringList() << 0;
    QTest::newRow("by hand") << Events{with(a, [](Event& e) { e.source = 0; }), b} << ab << 0;
}

void TestMerging::pairs()
{
    QFETCH(std::vector<Event>, events);
    QFETCH(QStringList, merged);
    QFETCH(int, notes);
    std::vector<EventPtr> shared;
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].record = static_cast<qint64>(i);
        shared.push_back(std::make_shared<Event>(events[i]));
    }
    std::vector<Source> sources(2);
    sources[0].id = 1;
    sources[1].id = 2;
    sources[0].format = sources[1].format = QStringLiteral("events-csv");
    const MergeProposal proposal = proposeMerges(shared, {}, sources, 2);
    QStringList found;
    std::vector<EventMerge> split = proposal.merges;
    for (EventMerge& merge : split) {
        QVERIFY(!merge.how.isEmpty());
        found << merge.kept + u'=' + merge.other;
        merge.split = true;
    }
    found.sort();
    QCOMPARE(found, merged);
    QCOMPARE(proposal.notes.size(), notes);
    if (merged.size() == 1) // what a person separated stays separate
        QVERIFY(proposeMerges(shared, split, sources, 2).merges.empty());
}

void TestMerging::listsOfOneYear()
{
    // Two lists of the same six launches: other words, other clocks, some without a time, two on one day.
    const QByteArray one = "date,title,category,country\n2019-05-04T01:54Z,KN-23 from Hodo,missile test,KP\n"
                           "2019-05-09T07:29Z,KN-23 from Kusong,missile test,KP\n"
                           "2019-05-09T07:49Z,KN-23 from Kusong again,missile test,KP\n"
                           "2019-07-25,KN-23 first,missile test,KP\n2019-07-25,KN-23 second,missile test,KP\n"
                           "2019-10-02,Pukguksong-3,missile test,KP\n";
    const QByteArray two = "when,what,type,where\n2019-05-04,Short-range missile,missile test,KP\n"
                           "2019-05-09 16:49+09:00,Missile,missile test,KP\n"
                           "2019-05-09 16:29+09:00,Another missile,missile test,KP\n"
                           "2019-07-25 05:34+09:00,Ballistic missile,missile test,KP\n"
                           "2019-07-25 05:57+09:00,Ballistic missile no. 2,missile test,KP\n"
                           "2019-10-02 07:11+09:00,From a submarine,missile test,KP\n";
    import(write(QStringLiteral("one.csv"), one));
    ImportRequest request;
    request.path = write(QStringLiteral("two.csv"), two);
    request.format = QStringLiteral("events-csv");
    request.options = {{QStringLiteral("map"), QJsonObject{{QStringLiteral("time"), QStringLiteral("when")},
                                                           {QStringLiteral("title"), QStringLiteral("what")},
                                                           {QStringLiteral("category"), QStringLiteral("type")},
                                                           {QStringLiteral("country"), QStringLiteral("where")}}}};
    const auto report = importFile(*m_case->file, request, {});
    QVERIFY(report.ok());
    QCOMPARE(report->source.accepted, 6);
    QCOMPARE(m_case->file->counts()->events, 6);
    for (const MergedPair& pair : report->merged)
        QVERIFY(!pair.by.isEmpty());
    QCOMPARE(report->merged.size(), std::size_t(6));
    const QJsonArray merged = toJson(*report)[QStringLiteral("merged")].toArray();
    QCOMPARE(merged.size(), 6);
    QVERIFY(merged[0].toObject()[QStringLiteral("disagrees")].toArray()[0].toString().startsWith(u"title: "));
    // 07:29 UTC is 16:29 in Pyongyang, which the second list has second.
    for (const MergedPair& pair : report->merged) {
        if (pair.event->title == u"KN-23 from Kusong")
            QCOMPARE(pair.with->title, QStringLiteral("Another missile"));
    }
    QVERIFY(m_case->file->splitEvent(report->merged.front().with->id).ok());
    QCOMPARE(m_case->file->counts()->events, 7);
    QVERIFY(mergeSource(*m_case->file, report->source.id)->merged.empty());
    QCOMPARE(m_case->file->counts()->events, 7);
    QVERIFY(m_case->file->verify({}).ok());
}

/// Nothing is capped silently: a case with too many events to compare says so.
void TestMerging::largeCasesAreNotCompared()
{
    const QByteArray head = "date,title,category\n2019-05-04,";
    const auto first =
        m_case->import(m_case->write(QStringLiteral("a.csv"), head + "Launch of a missile,missile test\n"));
    const auto second = m_case->import(m_case->write(QStringLiteral("b.csv"), head + "Rocket fired,missile test\n"));
    QCOMPARE(second.merged.size(), std::size_t(1));
    QVERIFY(m_case->file->splitEvent(second.merged.front().with->id).ok());
    const auto refused = mergeSource(*m_case->file, second.source.id, {}, 1);
    QVERIFY(refused.ok() && refused->merged.empty());
    QCOMPARE(refused->notes, QStringList{QStringLiteral("More than 1 event may be the same as others: which of them "
                                                        "are was not looked for")});
    QVERIFY(tooManyToCompare(2, 2).isEmpty() && !tooManyToCompare(3, 2).isEmpty());
}

/// Only events that may be the same are loaded and compared: nothing else comes of it than of comparing all with all,
/// and the check before an import finds the same pairs.
void TestMerging::likelyOnesAreEnough()
{
    const auto one = [](auto& random, const QList<QByteArray>& of) { return of[qsizetype(random() % of.size())]; };
    const auto table = [&](auto& random) {
        QByteArray rows = "date,title,category,country,external_id\n";
        for (int i = 0; i < 60; ++i) {
            const QByteArray day =
                "2019-0" + QByteArray::number(1 + random() % 2) + "-0" + QByteArray::number(1 + random() % 9);
            rows += day + one(random, {"", "", "T10:00Z", "T23:30+09:00", "T00:15-05:00"}) + ',' +
                    one(random, {"Launch", "Launch of a rocket", "Bank robbed", "Bank robbed online"}) + ' ' +
                    QByteArray::number(random() % 3) + ',' +
                    one(random, {"missile test", "Missile test", "hack", "sanction"}) + ',' +
                    one(random, {"KP", "KR", ""}) + ',' +
                    (random() % 4 ? QByteArray() : "ofac:" + QByteArray::number(random() % 40)) + '\n';
        }
        return rows;
    };
    const auto told = [](const auto& pairs) {
        QStringList texts;
        for (const auto& pair : pairs)
            texts << pair.kept + u' ' + pair.other + u' ' + pair.how;
        texts.sort();
        return texts;
    };
    const auto shown = [](const std::vector<MergedPair>& pairs) {
        QStringList texts;
        for (const MergedPair& pair : pairs)
            texts << pair.event->id + u' ' + pair.with->id + u' ' + pair.by;
        texts.sort();
        return texts;
    };
    qsizetype found = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        m_case = std::make_unique<ImportCase>();
        for (int list = 0; list < 3; ++list) {
            const QString path = write(QStringLiteral("%1.csv").arg(list), table(random));
            const auto known = m_case->file->merges().value();
            const ImportReport before = m_case->import(path, true);
            const ImportReport report = import(path);
            const auto wanted = proposeMerges(m_case->file->separateEvents().value(), known,
                                              m_case->file->sources().value(), report.source.id);
            QCOMPARE(shown(report.merged), told(wanted.merges));
            QCOMPARE(shown(before.merged), told(wanted.merges));
            found += report.merged.size();
        }
    }
    QVERIFY2(found > 200, qPrintable(QString::number(found)));
    qInfo("%lld pairs", static_cast<long long>(found));
}

/// 27 launches in 2019 stay 27 when two lists of them are loaded.
void TestMerging::sharedLaunches()
{
    const QString list = QStringLiteral("weapons/cns-nagix/test.en.json");
    SKIP_WITHOUT_SHARED_DATA(list);
    import(sharedData(list));
    const auto in2019 = [&] {
        std::vector<EventPtr> found;
        for (const EventPtr& event : *m_case->file->events()) {
            if (event->time.range && event->time.range->overlaps({1'546'300'800'000'000, 1'577'836'800'000'000}))
                found.push_back(event);
        }
        return found;
    };
    const std::vector<EventPtr> launches = in2019();
    QCOMPARE(launches.size(), std::size_t(27));
    QByteArray other = "date,title,category,country\n"; // every third without its time
    for (std::size_t i = 0; i < launches.size(); ++i) {
        const QString text = QDateTime::fromMSecsSinceEpoch(launches[i]->time.range->from / 1000, Qt::UTC)
                                 .toString(launches[i]->time.precision == Precision::Day || i % 3 == 0
                                               ? QStringLiteral("yyyy-MM-dd")
                                               : QStringLiteral("yyyy-MM-dd'T'HH:mm'Z'"));
        other += text.toUtf8() + ",Launch number " + QByteArray::number(int(i) + 1) + "," +
                 launches[i]->category.toUtf8() + ",KP\n";
    }
    const ImportReport report = import(write(QStringLiteral("other.csv"), other));
    QCOMPARE(report.source.accepted, 27);
    QCOMPARE(report.merged.size(), std::size_t(27));
    QCOMPARE(in2019().size(), std::size_t(27));
}

void TestMerging::foldersAreWalked()
{
    QDir(m_case->folder.path()).mkpath(QStringLiteral("in/deep"));
    const QByteArray list = "date,title,category,country\n2019-05-04,One,hack,KR\n";
    write(QStringLiteral("in/b.csv"), list);
    write(QStringLiteral("in/deep/a.csv"), list + "2019-05-05,Two,hack,KR\n");
    const QString single = write(QStringLiteral("z.csv"), list);
    const QStringList files = filesToImport({single, m_case->folder.filePath(QStringLiteral("in"))});
    QCOMPARE(files, (QStringList{single, m_case->folder.filePath(QStringLiteral("in/b.csv")),
                                 m_case->folder.filePath(QStringLiteral("in/deep/a.csv"))}));
    QCOMPARE(filesToImport({QStringLiteral("/no/such/file")}), QStringList{QStringLiteral("/no/such/file")});
}

void TestMerging::namesOfActors()
{
    Actor first, second;
    first.name = QStringLiteral("APT 38");
    first.aliases = {QStringLiteral("Bluenoroff"), QStringLiteral("Lazarus  Group")};
    second.name = QStringLiteral("Lazarus Group");
    second.aliases = {QStringLiteral("Hidden Cobra")};
    const std::vector<Actor> actors = {first, second};
    QVERIFY(actorsNamed(actors, u"bluenoroff") == std::vector<Actor>{first});
    QVERIFY(actorsNamed(actors, u" lazarus group ") == (std::vector<Actor>{second, first})); // both, its own name first
    QVERIFY(actorsNamed(actors, u"lazarus").empty());
}

void TestMerging::recordsAreFiltered()
{
    auto writer = m_case->file->beginImport({}, QStringLiteral("/x"));
    ImportWriter::Rows rows;
    for (int i = 0; i < 10; ++i) {
        DnsRecord query;
        query.at = 1'500'000'000'000'000 + i * microsPerSecond;
        query.client = IpAddress::fromV4(0x0A000000U + unsigned(i));
        query.query = i % 2 ? "mail.example.org" : "www.example.org";
        query.type = i < 3 ? "TXT" : "A";
        query.queryBytes = i == 9 ? -1 : 30 + i;
        rows.dns.push_back(query);
        RouteRecord route;
        route.at = query.at;
        route.prefix = *Prefix::parse(i < 4 ? u"175.45.176.0/22" : u"10.0.0.0/8");
        if (i % 2)
            setPath(route, "1 4837 131279");
        rows.routes.push_back(route);
    }
    QVERIFY((*writer)->write(0, rows).ok());
    Source source;
    source.name = QStringLiteral("log");
    QVERIFY((*writer)->complete(source).ok());
    const auto queries = [&](const QString& where) {
        const auto found = queryRows(*m_case->file, {TimeRange::all(), where, Zone(), -1});
        return found ? found->total : -1;
    };
    const auto routes = [&](const QString& where) {
        const auto found = routeRows(*m_case->file, {TimeRange::all(), where, Zone(), 2});
        return found ? found->total : -1;
    };
    QCOMPARE(queries({}), 10);
    QCOMPARE(queries(QStringLiteral("type == txt")), 3);
    QCOMPARE(queries(QStringLiteral("mail")), 5);
    QCOMPARE(queries(QStringLiteral("not mail and client in 10.0.0.0/30")), 2);
    QCOMPARE(queries(QStringLiteral("query_bytes >= 38 or type == TXT")), 4);
    QCOMPARE(queries(QStringLiteral("time < 2017-07-14T02:40:05Z")), 5);
    QCOMPARE(queries(QStringLiteral("querry == x")), -1);
    QCOMPARE(routes(QStringLiteral("prefix in 175.45.176.0/22")), 4);
    QCOMPARE(routes(QStringLiteral("upstream == 4837 and not prefix in 175.45.176.0/22")), 3);
    const auto first = routeRows(*m_case->file, {TimeRange::all(), QStringLiteral("origin == 131279"), Zone(), 2});
    QCOMPARE(first->table.rows.size(), std::size_t(2));
    QCOMPARE(first->total, 5);
    QCOMPARE(std::get<QString>(first->table.rows[0][std::size_t(first->table.columnIndex(u"source"))]),
             QStringLiteral("log"));
}

QTEST_GUILESS_MAIN(TestMerging)
#include "tst_merging.moc"
