// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/queryprofile.h"
#include "models/analysis/statistics.h"
#include "tests/analysis/tinyflows.h"
#include "tests/analysis/tinyrecords.h"

#include <QTest>

#include <cmath>

using namespace tideline;

class TestRecords : public QObject
{
    Q_OBJECT

private slots:
    void pathsSayOriginAndUpstream_data();
    void pathsSayOriginAndUpstream();
    void lanesToTheSecond();
    void lanesOfASubject();
    void availabilityFromRoutes();
    void tableIsAMoment();
    void nothingThere();
    void registeredDomains();
    void tunnelStandsOut();
    void querySidesAndSubjects();
};

static CaseFacts factsOf(const char* kind)
{
    CaseFacts facts;
    Source source;
    source.id = 1;
    source.name = QStringLiteral("updates");
    source.sha256 = QStringLiteral("aa");
    source.kind = QString::fromLatin1(kind);
    facts.sources = {source};
    facts.dataFingerprint = QStringLiteral("data");
    return facts;
}

static Result<MeasureResult> ask(const Question& question, const CaseFacts& facts, const TinyRecords& records)
{
    const TinyFlowStore flows;
    return runMeasure(question, facts, Stores{flows, &records}, {});
}

void TestRecords::pathsSayOriginAndUpstream_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("origin");
    QTest::addColumn<int>("upstream");
    QTest::newRow("plain") << "1299 4837 131279" << 131279 << 4837;
    QTest::newRow("prepended") << "1299 20485 131279 131279 131279" << 131279 << 20485;
    QTest::newRow("the neighbour is the origin") << "131279" << 131279 << 0;
    QTest::newRow("ends in a set") << "1299 4837 {64512,64513}" << 0 << 4837;
    QTest::newRow("set in the middle") << "1299 {1,2} 131279" << 131279 << 1299;
    QTest::newRow("nothing") << "" << 0 << 0;
    QTest::newRow("blanks") << " 1299  4837 131279 " << 131279 << 4837;
}

void TestRecords::pathsSayOriginAndUpstream()
{
    QFETCH(QString, path);
    RouteRecord route;
    setPath(route, path.toStdString());
    QTEST(int(route.origin), "origin");
    QTEST(int(route.upstream), "upstream");
}

/// The change of 2017-10-01 as two neighbours of a collector might have told it.
static TinyRecords october()
{
    TinyRecords records;
    records.route("2017-09-30T00:00:00Z", "175.45.176.0/24", "192.0.2.1", "1299 4837 131279");
    records.route("2017-09-30T00:00:05Z", "175.45.176.0/24", "192.0.2.2", "3356 4837 131279");
    records.route("2017-09-30T00:00:06Z", "175.45.179.0/24", "192.0.2.1", "1299 4837 131279");
    records.route("2017-10-01T09:07:51Z", "175.45.176.0/24", "192.0.2.1", "1299 20485 131279");
    records.route("2017-10-01T09:08:00Z", "175.45.176.0/24", "192.0.2.2", "3356 20485 131279");
    records.route("2017-10-01T10:00:00Z", "198.51.100.0/24", "192.0.2.2", "3356 64500");
    records.route("2017-10-01T10:14:00Z", "175.45.179.0/24", "192.0.2.1", "");
    records.route("2017-10-01T10:14:10Z", "175.45.176.0/24", "192.0.2.1", "");
    records.route("2017-10-01T10:14:45Z", "175.45.176.0/24", "192.0.2.2", "");
    records.route("2017-10-01T10:16:45Z", "175.45.176.0/24", "192.0.2.2", "3356 4837 131279");
    records.route("2017-10-01T11:00:00Z", "198.51.100.0/24", "192.0.2.2", "3356 64500");
    return records;
}

static Subject star()
{
    Subject subject;
    subject.name = QStringLiteral("Star");
    SubjectMember member;
    member.prefix = Prefix::parse(u"175.45.176.0/22");
    subject.members = {member};
    return subject;
}

void TestRecords::lanesToTheSecond()
{
    const auto result = ask(questionOf("route-lanes"), factsOf("routes"), october());
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(result->table.rows.size(), std::size_t(5));
    QCOMPARE(text(*result, 0, "prefix"), QStringLiteral("175.45.176.0/24"));
    QCOMPARE(text(*result, 0, "upstream"), QStringLiteral("AS4837"));
    QCOMPARE(std::get<qint64>(cell(*result, 0, "from")), qint64(at("2017-09-30T00:00:00Z")));
    QCOMPARE(std::get<qint64>(cell(*result, 0, "to")), qint64(at("2017-10-01T09:08:00Z"))); // the slower neighbour
    QCOMPARE(number(*result, 0, "neighbours"), 2.0);
    QCOMPARE(text(*result, 0, "end"), QStringLiteral("moved"));
    QCOMPARE(text(*result, 1, "upstream"), QStringLiteral("AS20485"));
    QCOMPARE(std::get<qint64>(cell(*result, 1, "from")), qint64(at("2017-10-01T09:07:51Z")));
    QCOMPARE(std::get<qint64>(cell(*result, 1, "to")), qint64(at("2017-10-01T10:14:45Z")));
    QCOMPARE(number(*result, 1, "duration"), 4014.0);
    QCOMPARE(text(*result, 1, "end"), QStringLiteral("withdrawn"));
    QCOMPARE(text(*result, 2, "end"), QStringLiteral("end of data"));
    QCOMPARE(std::get<qint64>(cell(*result, 2, "to")), qint64(at("2017-10-01T11:00:00Z")));
    QCOMPARE(text(*result, 4, "upstream"), QStringLiteral("AS3356"));
    QCOMPARE(number(*result, 4, "updates"), 2.0);
    QCOMPARE(result->sources.size(), std::size_t(1));
    QVERIFY(!result->fingerprint.isEmpty());
}

void TestRecords::lanesOfASubject()
{
    CaseFacts facts = factsOf("routes");
    facts.subjects = {star()};
    const auto result = ask(questionOf("route-lanes"), facts, october());
    QVERIFY(result);
    QCOMPARE(result->table.rows.size(), std::size_t(4));
    QVERIFY(hasNote(*result, "9 of 11 routes"));
    Question filtered = questionOf("route-lanes");
    filtered.where = QStringLiteral("port == 53");
    QVERIFY(!ask(filtered, facts, october()));
}

void TestRecords::availabilityFromRoutes()
{
    CaseFacts facts = factsOf("routes");
    facts.subjects = {star()};
    const auto result = ask(questionOf("availability"), facts, october());
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(result->table.rows.size(), std::size_t(3));
    QCOMPARE(text(*result, 0, "kind"), QStringLiteral("no route to 175.45.179.0/24"));
    QCOMPARE(text(*result, 1, "kind"), QStringLiteral("no prefix reached"));
    QCOMPARE(number(*result, 1, "duration"), 120.0);
    QCOMPARE(text(*result, 2, "kind"), QStringLiteral("no route to 175.45.176.0/24"));
    QCOMPARE(number(*result, 2, "duration"), 120.0);
    // 2017-09-30 00:00 to 2017-10-01 11:00 is 126,000 s.
    QVERIFY(std::abs(*result->headline.value - (1 - 120.0 / 126'000)) < 1e-9);
}

void TestRecords::tableIsAMoment()
{
    TinyRecords records;
    for (const char* prefix : {"175.45.176.0/24", "175.45.177.0/24"}) {
        records.route("2014-05-13T00:00:00Z", prefix, "::", "131279");
        records.routes.back().kind = RouteKind::Table;
    }
    const auto result = ask(questionOf("route-lanes"), factsOf("routes"), records);
    QVERIFY(result);
    QCOMPARE(result->table.rows.size(), std::size_t(2));
    QCOMPARE(text(*result, 0, "upstream"), QStringLiteral("unknown"));
    QCOMPARE(text(*result, 0, "origin"), QStringLiteral("AS131279"));
    QCOMPARE(number(*result, 0, "duration"), 0.0);
}

void TestRecords::nothingThere()
{
    for (const char* measure : {"route-lanes", "dns-tunnel"}) {
        const auto result = ask(questionOf(measure), factsOf("routes"), {});
        QVERIFY(!result);
        QVERIFY(result.error().remedy.contains(QStringLiteral("import CASE")));
        const TinyFlowStore flows;
        QVERIFY(!runMeasure(questionOf(measure), factsOf("routes"), flows, {}));
    }
}

void TestRecords::registeredDomains()
{
    QCOMPARE(registeredDomain("a.b.example.com"), std::string("example.com"));
    QCOMPARE(registeredDomain("A.B.Example.CO.UK."), std::string("example.co.uk"));
    QCOMPARE(registeredDomain("localhost"), std::string("localhost"));
    QCOMPARE(registeredDomain("192.0.2.1"), std::string("192.0.2.1"));
    QCOMPARE(registeredDomain(""), std::string());
    QCOMPARE(registeredDomain("."), std::string());
    QCOMPARE(registeredDomain("x\\x00y.tunnel.example.org"), std::string("example.org"));
}

static DnsRecord query(const char* client, const std::string& name, const char* type = "A", int bytes = 40)
{
    DnsRecord query;
    query.at = at("2020-04-01T15:24:22Z");
    query.client = *IpAddress::parse(client);
    query.query = name;
    query.type = type;
    query.outcome = "NOERROR";
    query.queryBytes = bytes;
    query.answerBytes = 2 * bytes;
    query.source = 1;
    return query;
}

void TestRecords::tunnelStandsOut()
{
    TinyRecords records;
    SplitMix64 random(1);
    for (int i = 0; i < 60; ++i) {
        std::string label;
        for (int k = 0; k < 40; ++k)
            label += "abcdefghijklmnopqrstuvwxyz234567"[random.below(32)];
        records.queries.push_back(query("192.0.2.7", label + ".t.example.org", "TXT", 100));
        records.queries.push_back(query("192.0.2.8", "www.example.com"));
        records.queries.push_back(query("192.0.2.8", "nosuch.example.net"));
        records.queries.back().outcome = "NXDOMAIN";
    }
    records.queries.push_back(query("192.0.2.8", ""));
    const auto result = ask(questionOf("dns-tunnel"), factsOf("dns"), records);
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(result->table.rows.size(), std::size_t(3));
    QCOMPARE(text(*result, 0, "client"), QStringLiteral("192.0.2.7"));
    QCOMPARE(text(*result, 0, "domain"), QStringLiteral("example.org"));
    QCOMPARE(number(*result, 0, "indicators"), 5.0); // all but NXDOMAIN
    QCOMPARE(number(*result, 0, "queries"), 60.0);
    QCOMPARE(number(*result, 0, "subdomains"), 60.0);
    QCOMPARE(number(*result, 0, "length"), 41.0); // 40 and the "t"
    QVERIFY(number(*result, 0, "entropy") > 4.9 && number(*result, 0, "entropy") <= 5.01);
    QCOMPARE(number(*result, 0, "bytes_per_query"), 300.0);
    QCOMPARE(number(*result, 0, "carriers"), 1.0);
    QCOMPARE(text(*result, 0, "types"), QStringLiteral("TXT 60"));
    QCOMPARE(number(*result, 1, "indicators"), 0.0);
    QCOMPARE(number(*result, 2, "nxdomain"), 1.0);
    QCOMPARE(*result->headline.value, 1.0);
    QVERIFY(result->notes.join(u' ').contains(QStringLiteral("1 query without a name left out")));
}

void TestRecords::querySidesAndSubjects()
{
    TinyRecords records;
    records.queries = {query("175.45.176.9", "a.example.com"), query("192.0.2.9", "b.example.com")};
    CaseFacts facts = factsOf("dns");
    facts.subjects = {star()};
    const auto result = ask(questionOf("dns-tunnel"), facts, records);
    QVERIFY(result);
    QCOMPARE(result->table.rows.size(), std::size_t(1));
    QCOMPARE(text(*result, 0, "client"), QStringLiteral("175.45.176.9"));
}

QTEST_APPLESS_MAIN(TestRecords)
#include "tst_records.moc"
