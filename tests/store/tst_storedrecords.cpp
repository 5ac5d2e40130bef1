// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migrations.h"
#include "tests/store/rawdatabase.h"
#include "tests/store/storedcase.h"

#include <QFile>

namespace tideline {

/// Rows that are neither events nor flows, and cases of schema 1.
class TestStoredRecords : public QObject, private StoredCase
{
    Q_OBJECT

private slots:
    void init() { make(); }
    void cleanup() { m_file.reset(); }

    void schema1IsMigrated();
    void routesAndQueriesStreamByTime();
    void recordsGoAndComeBackWithTheirSource();
    void cancelledRecordsLeaveNothing();
    void membersMakeSubjects();
    void editedSubjectsKeepWhatCame();
    void actorsAreKeptOnce();
    void actorsTellWhoIsMeant();
    void additionsJoinTheirEntry();
    void countsAreOfRecords();
    void headsAreKept();
    void changesOutsideAreFound_data();
    void changesOutsideAreFound();
};

namespace {

template <typename T> std::vector<T> withSource(std::vector<T> rows, qint64 source)
{
    for (T& row : rows)
        row.source = source;
    return rows;
}

} // namespace

void TestStoredRecords::schema1IsMigrated()
{
    const qint64 first = import(QStringLiteral("a"), rowsOf({plainEvent(1), fullEvent(QStringLiteral("f"))}));
    SUCCEED(m_file->putSubject(fullSubject(QStringLiteral("S"))));
    SUCCEED(m_file->putAnnotation(fullAnnotation(QStringLiteral("n"))));
    const auto events = m_file->events().value();
    const auto sources = m_file->sources().value();
    m_file.reset();
    // What step 1 alone makes, with the rows of now: all that later steps made is taken out.
    {
        RawDatabase raw(m_path);
        for (const char* table : {"route", "dns_query", "source_member", "actor_alias", "actor", "addendum",
                                  "record_block", "source_head", "event_merge"}) {
            QCOMPARE(raw.run(QByteArray("DROP TABLE ") + table), QString());
            QCOMPARE(raw.run(QByteArray("DELETE FROM seal WHERE name = '") + table + "'"), QString());
        }
        QCOMPARE(raw.run("DROP INDEX event_external; UPDATE meta SET value = '1' WHERE key = 'min_reader';"
                         "PRAGMA user_version = 1; PRAGMA journal_mode = DELETE; VACUUM"),
                 QString());
    }
    {
        TAKE(database, Database::open(m_path, Access::ReadOnly));
        TAKE(difference, compareSchema(*database, {migrations().front()}));
        QVERIFY2(difference.isEmpty(), qPrintable((difference.missing + difference.foreign).join(u',')));
    }
    { // nothing runs in an older case that holds what its version never made
        const QString altered = m_path + QStringLiteral("-altered");
        QVERIFY(QFile::copy(m_path, altered));
        QCOMPARE(RawDatabase(altered).run("CREATE TRIGGER t AFTER INSERT ON seal BEGIN DELETE FROM event; END"),
                 QString());
        FAIL_WITH(CaseFile::open(altered, OpenMode::ReadWrite), ErrorCode::Corrupt);
        FAIL_WITH(CaseFile::open(altered, OpenMode::ReadOnly), ErrorCode::Corrupt);
    }
    reopen();
    QVERIFY2(!m_file->isReadOnly(), qPrintable(m_file->readOnlyReason()));
    QCOMPARE(m_file->schemaVersion(), 2);
    QCOMPARE(failures(m_file->verify({})), QStringList());
    QVERIFY(m_file->sources().value() == sources);
    const auto after = m_file->events().value();
    QCOMPARE(after.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        QVERIFY(*after[i] == *events[i]);
    QVERIFY(m_file->subjects().value() == std::vector<Subject>{fullSubject(QStringLiteral("S"))});
    QCOMPARE(m_file->annotations().value().size(), 1U);
    {
        TAKE(backup, Database::open(m_path + QStringLiteral(".v1.bak"), Access::ReadOnly));
        QCOMPARE(backup->number("PRAGMA user_version"), 1);
        QCOMPARE(backup->number("SELECT count(*) FROM event"), 2);
        TAKE(difference, compareSchema(*backup, {migrations().front()}));
        QVERIFY(difference.isEmpty());
    }
    import(QStringLiteral("b"), blockRows(3, 0, 0)); // and the new tables work
    SUCCEED(m_file->setWithdrawn(first, true));
    QCOMPARE(m_file->counts().value().routes, 5);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredRecords::routesAndQueriesStreamByTime()
{
    ImportWriter::Rows rows;
    for (const int number : {4, 1, 3}) {
        rows.routes.push_back(routeRecord(number));
        rows.dns.push_back(dnsRecord(number));
    }
    const qint64 a = import(QStringLiteral("a"), rows);
    rows.routes = {routeRecord(2)};
    rows.dns = {dnsRecord(2)};
    const qint64 b = import(QStringLiteral("b"), rows);
    reopen();
    std::vector<RouteRecord> routes;
    SUCCEED(m_file->eachRoute(TimeRange::all(), [&](const RouteRecord& route) {
        routes.push_back(route);
        return true;
    }));
    std::vector<RouteRecord> expected = {routeRecord(1), routeRecord(2), routeRecord(3), routeRecord(4)};
    expected = withSource(expected, a);
    expected[1].source = b;
    QVERIFY(routes == expected);
    QCOMPARE(routes[0].path, std::string("59689 6939 4000000001 131279 131279"));
    QCOMPARE(routes[0].upstream, 4'000'000'001U);

    std::vector<DnsRecord> queries; // from the second on, and stopped after two
    const TimeRange range{dnsRecord(2).at, TimeRange::end()};
    SUCCEED(m_file->eachQuery(range, [&](const DnsRecord& query) {
        queries.push_back(query);
        return queries.size() < 2;
    }));
    std::vector<DnsRecord> wanted = withSource(std::vector<DnsRecord>{dnsRecord(2), dnsRecord(3)}, a);
    wanted[0].source = b;
    QVERIFY(queries == wanted);
    int count = 0;
    SUCCEED(m_file->eachRoute({0, routeRecord(4).at}, [&](const RouteRecord&) { return ++count > 0; }));
    QCOMPARE(count, 3); // half-open
    const CaseFile::Counts counts = m_file->counts().value();
    QCOMPARE(counts.routes, 4);
    QCOMPARE(counts.queries, 4);
    QVERIFY((counts.routeSpan == TimeRange{routeRecord(1).at, routeRecord(4).at + 1}));
    QVERIFY((m_file->sources().value()[1].span == TimeRange{routeRecord(2).at, dnsRecord(2).at + 1}));
}

void TestStoredRecords::recordsGoAndComeBackWithTheirSource()
{
    const QString empty = m_file->dataFingerprint().value();
    const qint64 id = import(QStringLiteral("a"), blockRows(1, 0, 0));
    const QString full = m_file->dataFingerprint().value();
    QVERIFY(full != empty);
    SUCCEED(m_file->setWithdrawn(id, true));
    const CaseFile::Counts counts = m_file->counts().value();
    QCOMPARE(counts.routes + counts.queries + counts.actors + counts.events + counts.flows, 0);
    QVERIFY(!counts.routeSpan && !counts.querySpan);
    QVERIFY(m_file->subjects().value().empty());
    QVERIFY(m_file->actors().value().empty());
    QCOMPARE(m_file->dataFingerprint().value(), empty);
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->setWithdrawn(id, false));
    QCOMPARE(m_file->dataFingerprint().value(), full);
    QCOMPARE(m_file->counts().value().routes, 5);
    QCOMPARE(m_file->subjects().value().size(), 1U);
}

void TestStoredRecords::cancelledRecordsLeaveNothing()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    SUCCEED(writer->write(0, blockRows(1, 0, 0)));
    SUCCEED(writer->setHead({0, 3, QByteArray("abc")}));
    QCOMPARE(m_file->counts().value().routes, 0);
    QVERIFY(m_file->subjects().value().empty());
    QVERIFY(m_file->heads().value().empty());
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(writer->cancel());
    m_file.reset();
    RawDatabase raw(m_path);
    for (const char* table :
         {"route", "dns_query", "source_member", "actor", "actor_alias", "addendum", "record_block", "source_head"})
        QCOMPARE(raw.number(QByteArray("SELECT count(*) FROM ") + table), 0);
}

void TestStoredRecords::membersMakeSubjects()
{
    const SubjectMember own{Prefix::parse(u"10.0.0.0/8"), 0, TimeRange::all()};
    const SubjectMember came{Prefix::parse(u"175.45.176.0/22"), 0, TimeRange::all()};
    const SubjectMember late{std::nullopt, 131'279, {5, 9}};
    Subject hand;
    hand.name = QStringLiteral("KP");
    hand.members = {own};
    hand.zone = QStringLiteral("Asia/Pyongyang");
    SUCCEED(m_file->putSubject(hand));
    ImportWriter::Rows rows;
    rows.members = {{hand.name, came}, {hand.name, late}, {QStringLiteral("IR"), came}, {hand.name, came}};
    const qint64 id = import(QStringLiteral("delegated"), rows);
    QCOMPARE(m_file->sources().value()[0].accepted, 3);
    QCOMPARE(m_file->sources().value()[0].duplicate, 1);
    const auto subjects = m_file->subjects().value();
    QCOMPARE(subjects.size(), 2U);
    QCOMPARE(subjects[0].name, QStringLiteral("IR"));
    QCOMPARE(subjects[0].zone, caseInfo().zone); // the file says nothing of clocks
    QVERIFY((subjects[1].members == std::vector<SubjectMember>{own, came, late}));
    QCOMPARE(subjects[1].zone, hand.zone);
    SUCCEED(m_file->setWithdrawn(id, true));
    QVERIFY(m_file->subjects().value() == std::vector<Subject>{hand});
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredRecords::editedSubjectsKeepWhatCame()
{
    const SubjectMember one{Prefix::parse(u"175.45.176.0/22"), 0, TimeRange::all()};
    const SubjectMember two{std::nullopt, 131'279, TimeRange::all()};
    const SubjectMember three{std::nullopt, 1, TimeRange::all()};
    ImportWriter::Rows rows;
    rows.members = {{QStringLiteral("KP"), one}, {QStringLiteral("KP"), two}};
    const qint64 id = import(QStringLiteral("delegated"), rows);
    Subject subject = m_file->subjects().value()[0];
    subject.zone = QStringLiteral("Asia/Pyongyang");
    subject.members = {one, three}; // one stays the source's, two is taken out, three is new
    SUCCEED(m_file->putSubject(subject));
    QVERIFY(m_file->subjects().value()[0].members == (std::vector<SubjectMember>{three, one}));
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->setWithdrawn(id, true));
    QVERIFY(m_file->subjects().value()[0].members == std::vector<SubjectMember>{three});
    SUCCEED(m_file->setWithdrawn(id, false));
    SUCCEED(m_file->removeSubject(QStringLiteral("KP")));
    QVERIFY(m_file->subjects().value().empty());
    FAIL_WITH(m_file->removeSubject(QStringLiteral("KP")), ErrorCode::NotFound);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredRecords::actorsAreKeptOnce()
{
    ImportWriter::Rows rows;
    rows.actors = {actorOf(1), actorOf(2), actorOf(1)};
    rows.actors[2].record = 9;
    const qint64 first = import(QStringLiteral("a"), rows);
    QCOMPARE(m_file->sources().value()[0].accepted, 2);
    QCOMPARE(m_file->sources().value()[0].duplicate, 1);
    rows.actors = {actorOf(2), actorOf(3)};
    import(QStringLiteral("b"), rows);
    QCOMPARE(m_file->sources().value()[1].duplicate, 1);
    const auto actors = m_file->actors().value();
    QCOMPARE(actors.size(), 3U);
    Actor expected = actorOf(1);
    expected.source = first;
    QVERIFY(actors[0] == expected);
    QCOMPARE(m_file->counts().value().actors, 3);
}

/// "Andariel" is an alias of two: both are told, none is chosen, and an edit does not keep what was only told.
void TestStoredRecords::actorsTellWhoIsMeant()
{
    Event event = plainEvent(1);
    event.actor = QStringLiteral("andariel");
    SUCCEED(m_file->putEvent(event));
    ImportWriter::Rows rows;
    Actor lazarus, chollima;
    lazarus.id = lazarus.name = QStringLiteral("Lazarus Group");
    lazarus.aliases = {QStringLiteral("Hidden Cobra"), QStringLiteral("Andariel")};
    chollima.id = chollima.name = QStringLiteral("Silent Chollima");
    chollima.aliases = {QStringLiteral("Andariel")};
    rows.actors = {lazarus, chollima};
    const qint64 list = import(QStringLiteral("actors"), rows);
    const QString key = QStringLiteral("known actor");
    Event shown = *m_file->event(event.id).value();
    QCOMPARE(shown.actor, QStringLiteral("andariel"));
    QCOMPARE(shown.extra.value(key), QStringLiteral("Lazarus Group | Silent Chollima"));
    QCOMPARE(m_file->events().value()[0]->extra.value(key), shown.extra.value(key));
    shown.title = QStringLiteral("edited");
    SUCCEED(m_file->putEvent(shown));
    SUCCEED(m_file->setWithdrawn(list, true));
    QVERIFY(!m_file->event(event.id).value()->extra.contains(key));
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredRecords::additionsJoinTheirEntry()
{
    Event listed = plainEvent(1);
    listed.externalId = QStringLiteral("ofac:1");
    listed.note = QStringLiteral("own");
    ImportWriter::Rows rows;
    rows.addenda.push_back({QStringLiteral("ofac:1"),
                            {{QStringLiteral("KP"), QStringLiteral("address"), QStringLiteral("Pyongyang"), {}}},
                            {QStringLiteral("A. K. A."), QStringLiteral("Other; name")},
                            QStringLiteral("added"),
                            0,
                            1});
    rows.addenda.push_back({QStringLiteral("ofac:2"), {}, {QStringLiteral("nobody")}, {}, 0, 2});
    rows.addenda.push_back({QStringLiteral("ofac:3"), {}, {QStringLiteral("nobody")}, {}, 0, 3});
    const qint64 additions = import(QStringLiteral("alt"), rows);
    QVERIFY2(
        m_file->sources().value()[0].notes.contains(QStringLiteral(
            "Of 3 rows, 3 point at no entry in the case (first: ofac:1); that changes when the list that holds it is "
            "imported")),
        qPrintable(m_file->sources().value()[0].notes.join(u'\n')));
    import(QStringLiteral("sdn"), rowsOf({listed}));
    const EventPtr shown = m_file->events().value().front();
    QCOMPARE(shown->places.size(), 1U);
    QCOMPARE(shown->places[0].name, QStringLiteral("Pyongyang"));
    QCOMPARE(shown->extra[QStringLiteral("aliases")], QStringLiteral("A. K. A.; Other; name"));
    QCOMPARE(shown->note, QStringLiteral("own\nadded"));
    QVERIFY(*m_file->event(shown->id).value() == *shown);

    Event edited = *shown; // an edit keeps the row free of what merely joins it
    edited.title = QStringLiteral("new");
    edited.note = QStringLiteral("my own\nadded");
    SUCCEED(m_file->putEvent(edited));
    QCOMPARE(m_file->event(shown->id).value()->note, QStringLiteral("my own\nadded"));
    SUCCEED(m_file->setWithdrawn(additions, true));
    const EventPtr alone = m_file->event(shown->id).value();
    QCOMPARE(alone->title, QStringLiteral("new"));
    QCOMPARE(alone->note, QStringLiteral("my own"));
    QVERIFY(alone->places.empty() && alone->extra.isEmpty());

    rows.addenda.resize(2); // one of them is in the case by now
    rows.addenda[0].note = QStringLiteral("newer");
    import(QStringLiteral("alt 2"), rows);
    QVERIFY(m_file->sources().value()[2].notes.last().startsWith(
        QStringLiteral("Of 2 rows, 1 points at no entry in the case (first: ofac:2)")));
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredRecords::countsAreOfRecords()
{
    ImportWriter::Rows rows; // seven messages that carry nine routes, and one that could not be read
    for (int i = 0; i < 9; ++i)
        rows.routes.push_back(routeRecord(i));
    rows.read = 8;
    rows.problems.push_back({0, 3, 0, QStringLiteral("cut short"), {}});
    import(QStringLiteral("updates"), rows);
    const Source routes = m_file->sources().value()[0];
    QCOMPARE(routes.accepted, 7);
    QCOMPARE(routes.read, routes.accepted + routes.rejected + routes.duplicate);
    ImportWriter::Rows capture; // queries that came along with flows are not counted
    capture.dns = {dnsRecord(1), dnsRecord(2)};
    capture.dnsAside = true;
    capture.chunks.push_back(encodeChunk(flowBatch(20, 1), 0, 20, 0, false));
    capture.accepted = 20;
    capture.read = 400;
    import(QStringLiteral("capture"), capture);
    QCOMPARE(m_file->sources().value()[1].accepted, 20);
    QCOMPARE(m_file->counts().value().queries, 2);
    ImportWriter::Rows grown;
    grown.dns = {dnsRecord(3)};
    grown.read = 1;
    grown.known = 50;
    import(QStringLiteral("grown"), grown);
    const Source log = m_file->sources().value()[2];
    QCOMPARE(log.read, 51);
    QCOMPARE(log.accepted, 1);
    QCOMPARE(log.duplicate, 50);
}

void TestStoredRecords::headsAreKept()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    SUCCEED(writer->setHead({0, 1234, QByteArray("digest")}));
    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
    const qint64 id = writer->sourceId();
    writer.reset();
    reopen();
    TAKE(heads, m_file->heads());
    QCOMPARE(heads.size(), 1U);
    QCOMPARE(heads[0].source, id);
    QCOMPARE(heads[0].bytes, 1234);
    QCOMPARE(heads[0].digest, QByteArray("digest"));
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->setWithdrawn(heads[0].source, true));
    QVERIFY(m_file->heads().value().empty());
}

void TestStoredRecords::changesOutsideAreFound_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const char* sql :
         {"UPDATE route SET at = at + 1 WHERE id = 2", "DELETE FROM route WHERE id = 2",
          "UPDATE route SET prefix = zeroblob(16) WHERE id = 1", "UPDATE dns_query SET name = 'x' WHERE id = 1",
          "DELETE FROM dns_query", "UPDATE source_member SET asn = 7", "DELETE FROM source_member",
          "UPDATE actor SET country = 'US'", "UPDATE actor_alias SET name = 'x' WHERE ordinal = 1",
          "DELETE FROM actor_alias WHERE ordinal = 1", "UPDATE addendum SET entry = 'ofac:2'", "DELETE FROM addendum",
          "DELETE FROM record_block", "UPDATE source_head SET bytes = 4", "DELETE FROM source_head",
          "UPDATE event_merge SET state = 0", "DELETE FROM event_merge",
          "INSERT INTO event_merge VALUES('x', 'y', '', 0, 1)",
          "DELETE FROM route; DELETE FROM dns_query; DELETE FROM source_member; DELETE FROM actor_alias;"
          "DELETE FROM actor; DELETE FROM addendum; DELETE FROM record_block"})
        QTest::newRow(sql) << QByteArray(sql);
}

void TestStoredRecords::changesOutsideAreFound()
{
    QFETCH(QByteArray, sql);
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    ImportWriter::Rows rows = blockRows(1, 0, 0);
    rows.addenda.push_back({QStringLiteral("ofac:1"), {}, {QStringLiteral("name")}, {}, 0, 101});
    SUCCEED(writer->write(0, rows));
    SUCCEED(writer->setHead({0, 3, QByteArray("abc")}));
    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
    SUCCEED(m_file->mergeEvents({{plainEvent(101).id, plainEvent(102).id, {}, 0, false}}));
    QCOMPARE(failures(m_file->verify({})), QStringList());
    writer.reset();
    m_file.reset();
    QCOMPARE(RawDatabase(m_path).run(sql), QString());
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
    QVERIFY(!failures(file->verify({})).isEmpty());
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestStoredRecords)
#include "tst_storedrecords.moc"
