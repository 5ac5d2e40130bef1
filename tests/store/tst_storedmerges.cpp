// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storedcase.h"

namespace tideline {

/// Events that are one in several sources.
class TestStoredMerges : public QObject, private StoredCase
{
    Q_OBJECT

private slots:
    void init() { make(); }
    void cleanup() { m_file.reset(); }

    void mergedEventsAreOne();
    void editingAMergedEventChangesItsRowAlone();
    void separatedEventsStaySeparate();
    void longerGroups();
};

void TestStoredMerges::mergedEventsAreOne()
{
    Event a = launch(QStringLiteral("a"), QStringLiteral("Launch of a missile"));
    a.citations = {{QStringLiteral("report 1")}};
    a.actor = QStringLiteral("DPRK");
    Event b = launch(QStringLiteral("b"), QStringLiteral("Rocket fired"));
    b.time.range = TimeRange{a.time.range->from + microsPerHour, a.time.range->from + microsPerHour + microsPerMinute};
    b.time.precision = Precision::Minute;
    b.citations = {{QStringLiteral("report 2")}, {QStringLiteral("report 1")}};
    b.target = QStringLiteral("sea");
    b.note = QStringLiteral("seen");
    b.extra = {{QStringLiteral("range"), QStringLiteral("200 km")}};
    const qint64 first = import(QStringLiteral("list 1"), rowsOf({a}));
    import(QStringLiteral("list 2"), rowsOf({b}));
    const QString apart = m_file->dataFingerprint().value();
    SUCCEED(m_file->mergeEvents({{a.id, b.id, QStringLiteral("same day"), 0, false}}));
    QCOMPARE(m_file->audit().value().back().action, QStringLiteral("event.merge"));
    QVERIFY(m_file->dataFingerprint().value() != apart);
    reopen();
    QCOMPARE(idsOf(m_file->events().value()), QStringList{a.id});
    const Event one = *m_file->events().value().front();
    QCOMPARE(m_file->counts().value().events, 1);
    QCOMPARE(m_file->counts().value().merged, 1);
    QCOMPARE(one.title, a.title);
    QCOMPARE(one.actor, QStringLiteral("DPRK"));
    QCOMPARE(one.target, QStringLiteral("sea"));
    QCOMPARE(one.note, QStringLiteral("seen"));
    QCOMPARE(one.time.precision, Precision::Minute); // the finer time, inside the day
    QVERIFY(one.time.range == b.time.range);
    QVERIFY((one.citations == std::vector<Citation>{{QStringLiteral("report 1")}, {QStringLiteral("report 2")}}));
    QCOMPARE(one.extra[QStringLiteral("disagrees: title")], QStringLiteral("Launch of a missile | Rocket fired"));
    QCOMPARE(one.extra[QStringLiteral("also in")], QStringLiteral("list 2 (b-x)"));
    QCOMPARE(one.extra[QStringLiteral("range")], QStringLiteral("200 km"));
    QVERIFY(*m_file->event(a.id).value() == one);
    QVERIFY(*m_file->event(b.id).value() == one);
    QCOMPARE(m_file->mergedIds().value().value(b.id), a.id);
    QCOMPARE(m_file->separateEvents().value().size(), 2U);
    SUCCEED(m_file->setWithdrawn(first, true)); // the other stands alone then
    QCOMPARE(idsOf(m_file->events().value()), QStringList{b.id});
    QVERIFY(!m_file->events().value().front()->extra.contains(QStringLiteral("also in")));
    QCOMPARE(m_file->counts().value().events, 1);
    FAIL_WITH(m_file->event(a.id), ErrorCode::NotFound);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredMerges::editingAMergedEventChangesItsRowAlone()
{
    Event a = launch(QStringLiteral("a"), QStringLiteral("One"));
    Event b = launch(QStringLiteral("b"), QStringLiteral("Two"));
    b.target = QStringLiteral("sea");
    b.citations = {{QStringLiteral("report 2")}};
    import(QStringLiteral("list 1"), rowsOf({a}));
    import(QStringLiteral("list 2"), rowsOf({b}));
    SUCCEED(m_file->mergeEvents({{a.id, b.id, QStringLiteral("same day"), 0, false}}));
    FAIL_WITH(m_file->removeEvent(a.id), ErrorCode::BadArgument);
    FAIL_WITH(m_file->removeEvent(b.id), ErrorCode::BadArgument);
    Event edited = *m_file->event(a.id).value();
    edited.actor = QStringLiteral("DPRK");
    edited.citations.push_back({QStringLiteral("report 3")});
    SUCCEED(m_file->putEvent(edited));
    QCOMPARE(idsOf(m_file->events().value()), QStringList{a.id});
    QCOMPARE(m_file->event(a.id).value()->target, QStringLiteral("sea"));
    SUCCEED(m_file->splitEvent(a.id));
    const EventPtr own = m_file->event(a.id).value();
    QCOMPARE(own->actor, QStringLiteral("DPRK"));
    QVERIFY(own->target.isEmpty() && own->extra.isEmpty());
    QVERIFY(own->citations == std::vector<Citation>{{QStringLiteral("report 3")}});
    QVERIFY(m_file->event(b.id).value()->citations == b.citations);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredMerges::separatedEventsStaySeparate()
{
    import(QStringLiteral("list 1"), rowsOf({launch(QStringLiteral("a"), QStringLiteral("One"))}));
    import(QStringLiteral("list 2"), rowsOf({launch(QStringLiteral("b"), QStringLiteral("Two"))}));
    FAIL_WITH(m_file->splitEvent(QStringLiteral("a")), ErrorCode::NotFound);
    const std::vector<EventMerge> pair = {
        {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("same day"), 7, false}};
    const QString apart = m_file->dataFingerprint().value();
    SUCCEED(m_file->mergeEvents(pair));
    QVERIFY(m_file->merges().value() == pair);
    SUCCEED(m_file->splitEvent(QStringLiteral("b")));
    QCOMPARE(m_file->audit().value().back().action, QStringLiteral("event.split"));
    QCOMPARE(m_file->events().value().size(), 2U);
    QCOMPARE(m_file->dataFingerprint().value(), apart);
    SUCCEED(m_file->mergeEvents(pair)); // nobody is asked twice
    SUCCEED(m_file->mergeEvents({{QStringLiteral("b"), QStringLiteral("a"), {}, 8, false}}));
    QCOMPARE(m_file->events().value().size(), 2U);
    QVERIFY(m_file->merges().value().at(0).split);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestStoredMerges::longerGroups()
{
    for (const char* id : {"a", "b", "c", "d"})
        import(QString::fromLatin1(id) + u'l', rowsOf({launch(QString::fromLatin1(id), QString::fromLatin1(id))}));
    const auto merge = [](const char* kept, const char* other) {
        return EventMerge{QString::fromLatin1(kept), QString::fromLatin1(other), {}, 0, false};
    };
    SUCCEED(m_file->mergeEvents({merge("a", "b"), merge("c", "d")}));
    QCOMPARE(m_file->counts().value().events, 2);
    SUCCEED(m_file->mergeEvents({merge("b", "c")}));
    QCOMPARE(idsOf(m_file->events().value()), QStringList{QStringLiteral("a")});
    QCOMPARE(m_file->events().value()[0]->extra[QStringLiteral("disagrees: title")], QStringLiteral("a | b | c | d"));
    SUCCEED(m_file->splitEvent(QStringLiteral("b"))); // what hung together through it still does
    QCOMPARE(idsOf(m_file->events().value()), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(m_file->counts().value().events, 2);
    SUCCEED(m_file->splitEvent(QStringLiteral("a")));
    QCOMPARE(m_file->events().value().size(), 4U);
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestStoredMerges)
#include "tst_storedmerges.moc"
