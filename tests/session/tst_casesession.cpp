// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The open case as the window sees it: edits in order, undo, filters, questions that overtake each other.
#include "models/session/casesession.h"
#include "models/session/facets.h"
#include "models/session/figures.h"
#include "models/session/findings.h"
#include "models/session/founding.h"
#include "models/session/periodsummary.h"
#include "models/session/sourcetext.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUuid>

using namespace tideline;

class TestCaseSession : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void makesACaseAndKeepsEdits();
    void undoesAndRedoesEverything();
    void facetsCountUnderTheOtherConditions();
    void aNewerQuestionWins();
    void findingsSeeChanges();
    void aPeriodAgainstItsBase();
    void everyFigureHasAMeasure();
    void aSecondSessionIsReadOnly();
    void closingWaitsForWhatIsForGood();

private:
    std::unique_ptr<CaseSession> openFounding();
    QTemporaryDir m_folder;
    QString m_founding;
};

void TestCaseSession::initTestCase()
{
    m_founding = m_folder.filePath(QStringLiteral("founding.tideline"));
    QVERIFY(makeFoundingCase(m_founding, 20'000, 3, {}).ok());
}

void TestCaseSession::init() {}

std::unique_ptr<CaseSession> TestCaseSession::openFounding()
{
    auto session = std::make_unique<CaseSession>();
    QSignalSpy opened(session.get(), &CaseSession::opened);
    session->open(m_founding);
    return opened.wait(30'000) ? std::move(session) : nullptr;
}

void TestCaseSession::makesACaseAndKeepsEdits()
{
    const QString path = m_folder.filePath(QStringLiteral("new.tideline"));
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    {
        CaseSession session;
        CaseInfo info;
        info.title = QStringLiteral("New");
        session.create(path, info);
        QTRY_VERIFY(session.isOpen());
        Event event;
        event.id = id;
        event.title = QStringLiteral("By hand");
        session.saveEvent(event);
        QTRY_COMPARE(session.visibleEvents().size(), std::size_t(1));
    }
    CaseSession session;
    session.open(path);
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(session.visibleEvents().front()->id, id);
}

void TestCaseSession::undoesAndRedoesEverything()
{
    auto session = openFounding();
    QVERIFY(session);
    const auto state = [&] {
        const CaseFacts& facts = session->snapshot()->facts;
        QStringList all;
        for (const Window& window : facts.windows)
            all += window.name;
        return QStringLiteral("%1 %2 %3 %4 %5")
            .arg(facts.events.size())
            .arg(facts.annotations.size())
            .arg(all.join(u','), facts.info.title)
            .arg(facts.sources.size());
    };
    QStringList states = {state()};
    const auto step = [&](auto edit) {
        edit();
        const QString before = states.last();
        if (!QTest::qWaitFor([&] { return session->tasks()->running().empty() && state() != before; }, 10'000))
            return false;
        states += state();
        return true;
    };
    QVERIFY(step([&] { session->removeEvent(session->visibleEvents().front()->id); }));
    QVERIFY(step([&] {
        Annotation note = session->newAnnotation();
        note.period = {0, microsPerDay};
        note.text = QStringLiteral("note");
        session->saveAnnotation(note);
    }));
    QVERIFY(step([&] { session->saveWindow({QStringLiteral("W9"), {0, microsPerDay}, {}}); }));
    QVERIFY(step([&] { session->removeWindow(QStringLiteral("W1")); }));
    QVERIFY(step([&] {
        CaseInfo info = session->snapshot()->facts.info;
        info.title = QStringLiteral("Another title");
        session->saveInfo(info);
    }));
    QVERIFY(step([&] { session->setWithdrawn(session->snapshot()->facts.sources.front().id, true); }));
    for (qsizetype i = states.size() - 2; i >= 0; --i) {
        session->undoStack()->undo();
        QTRY_COMPARE(state(), states[i]);
        QTRY_VERIFY(session->tasks()->running().empty());
    }
    for (qsizetype i = 1; i < states.size(); ++i) {
        session->undoStack()->redo();
        QTRY_COMPARE(state(), states[i]);
        QTRY_VERIFY(session->tasks()->running().empty());
    }
    while (session->undoStack()->canUndo()) {
        session->undoStack()->undo();
        QTRY_VERIFY(session->tasks()->running().empty());
    }
    QCOMPARE(state(), states.first());
}

void TestCaseSession::facetsCountUnderTheOtherConditions()
{
    auto session = openFounding();
    QVERIFY(session);
    const CaseFacts& facts = session->snapshot()->facts;
    const Zone zone = session->zone();
    const auto category = [&](const QString& filter) {
        return countFacets(facts, filter, {QStringLiteral("category")}, zone).front();
    };
    qint64 total = 0;
    for (const Facet::Value& value : category({}).values)
        total += value.count;
    QCOMPARE(total, 212);
    Facet facet = category({});
    for (Facet::Value& value : facet.values)
        value.chosen = value.value == u"hack";
    const QString filter = withFacet(QStringLiteral("certainty == high"), facet, zone);
    QVERIFY(!session->setFilterText(filter));
    for (const EventPtr& event : session->visibleEvents())
        QVERIFY(event->category == u"hack" && event->certainty == Certainty::High);
    // Its own condition does not count against a facet, the other one does.
    const Facet again = category(filter);
    const auto sanctions = std::find_if(again.values.begin(), again.values.end(),
                                        [](const Facet::Value& v) { return v.value == u"sanction"; });
    QVERIFY(sanctions->count > 0 && !sanctions->chosen);
    for (Facet::Value& value : facet.values)
        value.chosen = true;
    QCOMPARE(withFacet(filter, facet, zone), QStringLiteral("certainty == high"));
    for (Facet::Value& value : facet.values)
        value.chosen = false;
    QVERIFY(!session->setFilterText(withFacet({}, facet, zone)));
    QVERIFY(session->visibleEvents().empty());
}

void TestCaseSession::aNewerQuestionWins()
{
    auto session = openFounding();
    QVERIFY(session);
    MeasureQuery query(session.get());
    QSignalSpy answered(&query, &MeasureQuery::answered);
    Question slow, fast;
    slow.measure = QStringLiteral("rhythm");
    fast.measure = QStringLiteral("counts");
    for (int i = 0; i < 20; ++i)
        query.ask(slow);
    query.ask(fast);
    QTRY_VERIFY(!query.isBusy());
    QCOMPARE(query.result()->measure, QStringLiteral("counts"));
    QVERIFY(answered.count() == 1);
}

void TestCaseSession::findingsSeeChanges()
{
    auto session = openFounding();
    QVERIFY(session);
    Question question;
    question.measure = QStringLiteral("counts");
    question.byField = QStringLiteral("category");
    const auto result = askMeasure(*session->file(), *session->snapshot(), question, {});
    QVERIFY(result.ok());
    const Finding finding = makeFinding(*result, QStringLiteral("so many"), QStringLiteral("Ada"), 0);
    QCOMPARE(checkFinding(*session->file(), *session->snapshot(), finding, {}).state, FindingState::Same);
    session->removeEvent(session->visibleEvents().front()->id);
    QTRY_COMPARE(session->snapshot()->facts.events.size(), std::size_t(211));
    QCOMPARE(checkFinding(*session->file(), *session->snapshot(), finding, {}).state, FindingState::Changed);
    Finding broken = finding;
    broken.question.measure = QStringLiteral("nosuch");
    QCOMPARE(checkFinding(*session->file(), *session->snapshot(), broken, {}).state, FindingState::CannotCompute);
    session->undoStack()->undo();
    QTRY_COMPARE(session->snapshot()->facts.events.size(), std::size_t(212));
    QTRY_VERIFY(session->tasks()->running().empty());
}

void TestCaseSession::aPeriodAgainstItsBase()
{
    auto session = openFounding();
    QVERIFY(session);
    const CaseFacts& facts = session->snapshot()->facts;
    Question common;
    const auto summary = summarisePeriod(*session->file(), *session->snapshot(), common,
                                         facts.window(QStringLiteral("W4"))->range, QStringLiteral("W1"), {});
    QVERIFY(summary.ok());
    QVERIFY(qAbs(*summary->compare.headline.value - 4.0) < 0.4);
    QVERIFY(summary->lines.size() >= 4);
    QVERIFY(summary->lines[0].ratio.startsWith(u'×'));
}

void TestCaseSession::everyFigureHasAMeasure()
{
    for (const FigureSpec& spec : figureSpecs())
        QVERIFY2(measureNamed(spec.question.measure), qPrintable(spec.id));
    QVERIFY(figureNamed(QStringLiteral("F3")).ok());
    QVERIFY(figureNamed(QStringLiteral("rhythm")).ok());
    QVERIFY(!figureNamed(QStringLiteral("f99")).ok());
}

void TestCaseSession::aSecondSessionIsReadOnly()
{
    auto first = openFounding();
    QVERIFY(first && !first->isReadOnly());
    auto second = openFounding();
    QVERIFY(second && second->isReadOnly());
    QVERIFY(!second->readOnlyReason().isEmpty());
    QSignalSpy failed(second.get(), &CaseSession::failed);
    second->removeEvent(second->visibleEvents().front()->id);
    QCOMPARE(failed.count(), 1);
}

void TestCaseSession::closingWaitsForWhatIsForGood()
{
    const QString path = m_folder.filePath(QStringLiteral("redacted.tideline"));
    CaseSession session;
    CaseInfo info;
    info.title = QStringLiteral("New");
    session.create(path, info);
    QTRY_VERIFY(session.isOpen());
    Event event;
    event.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    event.title = QStringLiteral("tok-secret");
    session.saveEvent(event);
    QTRY_COMPARE(session.visibleEvents().size(), std::size_t(1));
    session.removeEvent(event.id);
    QTRY_COMPARE(session.visibleEvents().size(), std::size_t(0));
    session.write(QStringLiteral("wait"), [](CaseFile&, const Progress& progress) -> Result<void> {
        while (!progress.cancelled()) // so that all is still to be done when the case is closed
            QThread::msleep(1);
        return {};
    });
    session.redact(event.title);
    session.close();
    for (const char* part : {"", "-wal"}) {
        QFile file(path + QLatin1String(part));
        QVERIFY(file.open(QIODevice::ReadOnly) || *part != 0);
        QVERIFY2(!file.readAll().contains("tok-secret"), part);
    }
}

QTEST_GUILESS_MAIN(TestCaseSession)
#include "tst_casesession.moc"
