// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/samples.h"

#include <QJsonArray>
#include <QTemporaryDir>

namespace tideline {

/// What a case keeps: every value back as it was put, each change with one row in the log.
class TestCaseFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_file.reset(); }

    void caseHasItsCoverSheet();
    void eventComesBackWithEveryField();
    void eventsAreInOrder();
    void eventIsReplacedAndRemoved();
    void badEventsAreRefused();
    void annotationsComeBack();
    void windowsComeBack();
    void subjectsComeBack();
    void rulesKeepTheirOrder();
    void networksAreReplacedByName();
    void documentsComeBack();
    void everyChangeHasOneAuditRow();
    void auditSaysWhoAndWhen();
    void fingerprintFollowsTheContent();
    void copyIsTheSameCase();
    void compactKeepsEverything();
    void verifyIsContent();

private:
    void reopen();

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<CaseFile> m_file;
    Micros m_now = 0;
};

void TestCaseFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("a b#1?.tideline"));
    m_now = 1'700'000'000'123'456;
    TAKE(created, CaseFile::create(m_path, caseInfo(), [this] { return m_now++; }));
    m_file = std::move(created);
}

void TestCaseFile::reopen()
{
    m_file.reset();
    TAKE(opened, CaseFile::open(m_path, OpenMode::ReadWrite));
    m_file = std::move(opened);
    QVERIFY2(!m_file->isReadOnly(), qPrintable(m_file->readOnlyReason()));
}

void TestCaseFile::caseHasItsCoverSheet()
{
    QCOMPARE(m_file->path(), m_path);
    QCOMPARE(m_file->schemaVersion(), 2);
    TAKE(info, m_file->info());
    QVERIFY(info == caseInfo());
    info.title = QStringLiteral("Other");
    info.author = QStringLiteral("Eve");
    SUCCEED(m_file->setInfo(info));
    reopen();
    TAKE(again, m_file->info());
    QVERIFY(again == info);
    m_file.reset();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a b#1?.tideline")});
    FAIL_WITH(CaseFile::create(m_path, {}), ErrorCode::BadArgument);
}

void TestCaseFile::eventComesBackWithEveryField()
{
    const Event event = fullEvent(QStringLiteral("e1"));
    SUCCEED(m_file->putEvent(event));
    Event undated;
    undated.id = QStringLiteral("e2");
    SUCCEED(m_file->putEvent(undated));
    reopen();
    TAKE(first, m_file->event(QStringLiteral("e1")));
    QCOMPARE(first->note, event.note);
    QCOMPARE(first->extra, event.extra);
    QVERIFY(*first == event);
    TAKE(all, m_file->events());
    QCOMPARE(all.size(), 2U);
    QVERIFY(*all[0] == event);
    QVERIFY(*all[1] == undated);
    FAIL_WITH(m_file->event(QStringLiteral("e3")), ErrorCode::NotFound);
}

void TestCaseFile::eventsAreInOrder()
{
    for (const int number : {5, 1, 3}) {
        Event event = plainEvent(number);
        SUCCEED(m_file->putEvent(event));
        event.id = QStringLiteral("twin-%1").arg(number);
        SUCCEED(m_file->putEvent(event));
    }
    Event undated;
    undated.id = QStringLiteral("a");
    SUCCEED(m_file->putEvent(undated));
    TAKE(events, m_file->events());
    QStringList ids;
    for (const EventPtr& event : events)
        ids << event->id;
    QCOMPARE(ids.join(u' '), QStringLiteral("event-00001 twin-1 event-00003 twin-3 event-00005 twin-5 a"));
    QVERIFY(events[0]->countries == QStringList{QStringLiteral("KP")});
}

void TestCaseFile::eventIsReplacedAndRemoved()
{
    Event event = fullEvent(QStringLiteral("e1"));
    SUCCEED(m_file->putEvent(event));
    event.title = QStringLiteral("New");
    event.claims.clear();
    event.countries = {QStringLiteral("US")};
    SUCCEED(m_file->putEvent(event));
    TAKE(changed, m_file->event(event.id));
    QVERIFY(*changed == event);
    SUCCEED(m_file->removeEvent(event.id));
    TAKE(none, m_file->events());
    QVERIFY(none.empty());
    FAIL_WITH(m_file->removeEvent(event.id), ErrorCode::NotFound);
    TAKE(audit, m_file->audit());
    QCOMPARE(audit.size(), 4U); // create, put, put, remove; the failed one left nothing
    QCOMPARE(audit[2].detail[QStringLiteral("fields")].toObject()[QStringLiteral("title")].toArray().at(1).toString(),
             QStringLiteral("New"));
}

void TestCaseFile::badEventsAreRefused()
{
    FAIL_WITH(m_file->putEvent({}), ErrorCode::BadArgument);
    Event reversed = plainEvent(1);
    reversed.time.range = TimeRange{5, 5};
    FAIL_WITH(m_file->putEvent(reversed), ErrorCode::BadArgument);
    Event stray = plainEvent(1);
    stray.source = 99;
    FAIL_WITH(m_file->putEvent(stray), ErrorCode::BadArgument);
    SUCCEED(m_file->putEvent(plainEvent(1))); // and the case goes on working
}

void TestCaseFile::annotationsComeBack()
{
    const Annotation one = fullAnnotation(QStringLiteral("n1"));
    Annotation two = fullAnnotation(QStringLiteral("n0"));
    two.eventId.clear();
    two.createdAt = 50;
    two.starred = false;
    SUCCEED(m_file->putAnnotation(one));
    SUCCEED(m_file->putAnnotation(two));
    reopen();
    TAKE(annotations, m_file->annotations());
    QCOMPARE(annotations.size(), 2U);
    QVERIFY(annotations[0] == two);
    QVERIFY(annotations[1] == one);
    Annotation bare;
    bare.id = QStringLiteral("n2");
    SUCCEED(m_file->putAnnotation(bare));
    SUCCEED(m_file->removeAnnotation(one.id));
    FAIL_WITH(m_file->removeAnnotation(one.id), ErrorCode::NotFound);
    TAKE(left, m_file->annotations());
    QCOMPARE(left.size(), 2U);
    QCOMPARE(left[1].author, QStringLiteral("Bob"));
    QVERIFY(left[1].createdAt > 0);
}

void TestCaseFile::windowsComeBack()
{
    const Window late{QStringLiteral("A"), {10, 20}, QStringLiteral("n")};
    const Window early{QStringLiteral("B"), {1, 2}, {}};
    SUCCEED(m_file->putWindow(late));
    SUCCEED(m_file->putWindow(early));
    TAKE(windows, m_file->windows());
    QVERIFY((windows == std::vector<Window>{early, late}));
    SUCCEED(m_file->putWindow({QStringLiteral("A"), {0, 1}, {}}));
    SUCCEED(m_file->removeWindow(QStringLiteral("B")));
    FAIL_WITH(m_file->removeWindow(QStringLiteral("B")), ErrorCode::NotFound);
    TAKE(left, m_file->windows());
    QVERIFY((left == std::vector<Window>{{QStringLiteral("A"), {0, 1}, {}}}));
}

void TestCaseFile::subjectsComeBack()
{
    const Subject subject = fullSubject(QStringLiteral("North Korea"));
    Subject other;
    other.name = QStringLiteral("A");
    SUCCEED(m_file->putSubject(subject));
    SUCCEED(m_file->putSubject(other));
    SUCCEED(m_file->putSubject(subject));
    reopen();
    TAKE(subjects, m_file->subjects());
    QVERIFY((subjects == std::vector<Subject>{other, subject}));
    SUCCEED(m_file->removeSubject(QStringLiteral("A")));
    FAIL_WITH(m_file->removeSubject(QStringLiteral("A")), ErrorCode::NotFound);
}

void TestCaseFile::rulesKeepTheirOrder()
{
    Rule bare;
    bare.set = RuleSet::Route;
    bare.label = QStringLiteral("z");
    const std::vector<Rule> rules = {fullRule(QStringLiteral("b")), bare, fullRule(QStringLiteral("a"))};
    SUCCEED(m_file->setRules(rules));
    reopen();
    TAKE(stored, m_file->rules());
    QVERIFY(stored == rules);
    SUCCEED(m_file->setRules({bare}));
    TAKE(left, m_file->rules());
    QVERIFY(left == std::vector<Rule>{bare});
}

void TestCaseFile::networksAreReplacedByName()
{
    const auto network = [](const char* from, const char* to, const char* country) {
        return Network{*IpAddress::parse(from), *IpAddress::parse(to), QString::fromLatin1(country), 4'294'967'295U,
                       QStringLiteral("name")};
    };
    const Network a = network("1.0.0.0", "1.0.0.255", "AU");
    const Network b = network("2001:db8::", "2001:db8::ffff", "");
    const Network c = network("2.0.0.0", "2.255.255.255", "FR");
    SUCCEED(m_file->putNetworks(QStringLiteral("one"), QStringLiteral("2024-01"), {a, b}));
    SUCCEED(m_file->putNetworks(QStringLiteral("two"), QStringLiteral("2024-02"), {c}));
    TAKE(networks, m_file->networks());
    QVERIFY((networks == std::vector<std::vector<Network>>{{a, b}, {c}}));
    SUCCEED(m_file->putNetworks(QStringLiteral("one"), QStringLiteral("2025-01"), {c, a}));
    TAKE(replaced, m_file->networks());
    QVERIFY((replaced == std::vector<std::vector<Network>>{{c, a}, {c}}));
}

void TestCaseFile::documentsComeBack()
{
    const QJsonObject content{{QStringLiteral("a"), 1}, {QStringLiteral("b"), QStringLiteral("ü")}};
    SUCCEED(m_file->putDocument({QStringLiteral("recipe"), QStringLiteral("r2"), content}));
    SUCCEED(m_file->putDocument({QStringLiteral("recipe"), QStringLiteral("r1"), {}}));
    SUCCEED(m_file->putDocument({QStringLiteral("finding"), QStringLiteral("r1"), {}}));
    TAKE(recipes, m_file->documents(QStringLiteral("recipe")));
    QCOMPARE(recipes.size(), 2U);
    QCOMPARE(recipes[1].name, QStringLiteral("r2"));
    QCOMPARE(recipes[1].content, content);
    SUCCEED(m_file->removeDocument(QStringLiteral("recipe"), QStringLiteral("r2")));
    FAIL_WITH(m_file->removeDocument(QStringLiteral("recipe"), QStringLiteral("r2")), ErrorCode::NotFound);
}

void TestCaseFile::everyChangeHasOneAuditRow()
{
    const std::vector<std::pair<QString, std::function<Result<void>()>>> changes = {
        {QStringLiteral("case.edit"), [&] { return m_file->setInfo(caseInfo()); }},
        {QStringLiteral("event.put"), [&] { return m_file->putEvent(plainEvent(1)); }},
        {QStringLiteral("event.remove"), [&] { return m_file->removeEvent(plainEvent(1).id); }},
        {QStringLiteral("annotation.put"), [&] { return m_file->putAnnotation(fullAnnotation(QStringLiteral("n"))); }},
        {QStringLiteral("annotation.remove"), [&] { return m_file->removeAnnotation(QStringLiteral("n")); }},
        {QStringLiteral("window.put"),
         [&] {
             return m_file->putWindow({QStringLiteral("w"), {1, 2}, {}});
         }},
        {QStringLiteral("window.remove"), [&] { return m_file->removeWindow(QStringLiteral("w")); }},
        {QStringLiteral("subject.put"), [&] { return m_file->putSubject(fullSubject(QStringLiteral("s"))); }},
        {QStringLiteral("subject.remove"), [&] { return m_file->removeSubject(QStringLiteral("s")); }},
        {QStringLiteral("rules.set"), [&] { return m_file->setRules({fullRule(QStringLiteral("r"))}); }},
        {QStringLiteral("networks.put"), [&] { return m_file->putNetworks(QStringLiteral("t"), {}, {}); }},
        {QStringLiteral("recipe.put"),
         [&] {
             return m_file->putDocument({QStringLiteral("recipe"), {}, {}});
         }},
        {QStringLiteral("recipe.remove"), [&] { return m_file->removeDocument(QStringLiteral("recipe"), {}); }},
        {QStringLiteral("export"), [&] { return m_file->logAction(QStringLiteral("export"), {}); }},
        {QStringLiteral("case.compact"), [&] { return m_file->compact({}); }},
    };
    std::size_t expected = 1;
    for (const auto& [action, change] : changes) {
        SUCCEED(change());
        TAKE(audit, m_file->audit());
        QCOMPARE(audit.size(), ++expected);
        QCOMPARE(audit.back().action, action);
    }
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestCaseFile::auditSaysWhoAndWhen()
{
    m_now = 1'000;
    SUCCEED(m_file->logAction(QStringLiteral("export"), {{QStringLiteral("to"), QStringLiteral("x.zip")}}));
    TAKE(audit, m_file->audit());
    QCOMPARE(audit.size(), 2U);
    QCOMPARE(audit[0].at, 1'700'000'000'123'456);
    QCOMPARE(audit[0].action, QStringLiteral("case.create"));
    QCOMPARE(audit[1].sequence, 2); // the order is that of the log, not of the clock
    QCOMPARE(audit[1].at, 1'000);
    QCOMPARE(audit[1].offset, QStringLiteral("+00:00"));
    QCOMPARE(audit[1].author, QStringLiteral("Bob"));
    QCOMPARE(audit[1].detail[QStringLiteral("to")].toString(), QStringLiteral("x.zip"));
    QCOMPARE(audit[1].hash.size(), 64);
}

void TestCaseFile::fingerprintFollowsTheContent()
{
    const auto fingerprint = [&] { return m_file->dataFingerprint().value(); };
    const QString empty = fingerprint();
    QCOMPARE(empty.size(), 64);
    SUCCEED(m_file->putEvent(plainEvent(1)));
    const QString one = fingerprint();
    QVERIFY(one != empty);
    SUCCEED(m_file->putAnnotation(fullAnnotation(QStringLiteral("n")))); // no measure reads it
    QCOMPARE(fingerprint(), one);
    SUCCEED(m_file->removeEvent(plainEvent(1).id));
    QCOMPARE(fingerprint(), empty);
    SUCCEED(m_file->putEvent(plainEvent(1)));
    QCOMPARE(fingerprint(), one);
    QStringList seen{empty, one};
    const auto mustBeNew = [&] {
        QVERIFY(!seen.contains(fingerprint()));
        seen << fingerprint();
    };
    SUCCEED(m_file->putSubject(fullSubject(QStringLiteral("s"))));
    mustBeNew();
    SUCCEED(m_file->setRules({fullRule(QStringLiteral("r"))}));
    mustBeNew();
    SUCCEED(m_file->putWindow({QStringLiteral("w"), {1, 2}, {}}));
    mustBeNew();
    SUCCEED(m_file->putNetworks(QStringLiteral("t"), {}, {Network()}));
    mustBeNew();
    const Source source = importSample(*m_file, QStringLiteral("f"), 10, 5, 1);
    mustBeNew();
    const QString before = seen[seen.size() - 2];
    SUCCEED(m_file->setWithdrawn(source.id, true));
    QCOMPARE(fingerprint(), before);
    SUCCEED(m_file->setWithdrawn(source.id, false));
    QCOMPARE(fingerprint(), seen.back());
}

void TestCaseFile::copyIsTheSameCase()
{
    importSample(*m_file, QStringLiteral("f"), 10, 5, 1);
    SUCCEED(m_file->putEvent(fullEvent(QStringLiteral("e1"))));
    const QString copy = m_folder->filePath(QStringLiteral("copy.tideline"));
    SUCCEED(m_file->saveCopy(copy, {}));
    QVERIFY(!QFile::exists(copy + QStringLiteral("-wal")));
    FAIL_WITH(m_file->saveCopy(m_path, {}), ErrorCode::BadArgument);
    TAKE(opened, CaseFile::open(copy, OpenMode::ReadWrite));
    QCOMPARE(failures(opened->verify({})), QStringList());
    QCOMPARE(opened->dataFingerprint().value(), m_file->dataFingerprint().value());
    QCOMPARE(opened->audit().value().size(), m_file->audit().value().size());
    FAIL_WITH(m_file->saveCopy(copy, {}), ErrorCode::Busy); // somebody works in it
    std::atomic<bool> stop = true;
    FAIL_WITH(m_file->saveCopy(m_folder->filePath(QStringLiteral("c2.tideline")), Progress({}, &stop)),
              ErrorCode::Cancelled);
    opened.reset();
    SUCCEED(m_file->saveCopy(copy, {})); // over an old copy
    const QStringList names = QDir(m_folder->path()).entryList({QStringLiteral("*partial*"), QStringLiteral("c2*")});
    QCOMPARE(names, QStringList());
}

void TestCaseFile::compactKeepsEverything()
{
    const Source source = importSample(*m_file, QStringLiteral("f"), 10, 5, 1);
    const QString before = m_file->dataFingerprint().value();
    SUCCEED(m_file->compact({}));
    QCOMPARE(m_file->dataFingerprint().value(), before);
    QCOMPARE(failures(m_file->verify({})), QStringList());
    TAKE(chunks, m_file->chunks(TimeRange::all()));
    QCOMPARE(chunks.size(), 1U);
    QCOMPARE(chunks[0].source, source.id);
}

void TestCaseFile::verifyIsContent()
{
    importSample(*m_file, QStringLiteral("f"), 10, 5, 1);
    SUCCEED(m_file->putNetworks(QStringLiteral("t"), {}, {Network()}));
    SUCCEED(m_file->putEvent(fullEvent(QStringLiteral("e1"))));
    TAKE(checks, m_file->verify({}));
    QStringList names;
    for (const Check& check : checks) {
        QVERIFY2(check.ok, qPrintable(check.name + check.detail));
        names << check.name;
    }
    QCOMPARE(names.join(u','), QStringLiteral("structure,integrity,references,tables,networks,imported rows,events,"
                                              "flows,audit chain,audit details"));
    std::atomic<bool> stop = true;
    FAIL_WITH(m_file->verify(Progress({}, &stop)), ErrorCode::Cancelled);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestCaseFile)
#include "tst_casefile.moc"
