// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/eventeditor.h"
#include "widgets/dialogs/eventform.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/dialogs/timefield.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace tideline;

namespace {

Event bangladesh()
{
    Event event;
    event.id = "5f0d7c52-0000-4000-8000-000000000002";
    event.title = "Bank of Bangladesh";
    event.category = "hack";
    event.actor = "Lazarus";
    event.time = *parseTime(u"2016-02-04 20:36", *Zone::named("Asia/Dhaka"));
    event.amounts = {{Decimal::fromInteger(951'000'000), "USD", MoneyKind::Attempted, {}},
                     {Decimal::fromInteger(81'000'000), "USD", MoneyKind::Taken, "four transfers"}};
    event.citations = {{"https://example.org/bb"}, {"Hearing, p. 12"}};
    event.places = {{"BD", "victim", "Dhaka", {}}, {"PH", "transit", "Manila", {}}};
    event.claims = {{"amount", "taken", Decimal::fromInteger(101'000'000), "USD", "2016", "press", {}, {}}};
    event.countries = {"BD"};
    event.tags = {"swift"};
    event.extra = {{"ref", "17"}};
    return event;
}

} // namespace

class TestEventEditor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme()); }
    void createsUndoesRedoes();
    void untouchedFormChangesNothing();
    void editsOneField();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void spanAndUndated();
    void statedPrecisionStays();
    void removesUndoably();
    void pictures();
};

void TestEventEditor::createsUndoesRedoes()
{
    OpenCase open;
    QVERIFY(open.session.isOpen());
    QPointer<EventEditor> editor = new EventEditor(&open.session, {});
    editor->show();
    EventForm* form = editor->form();
    QTest::keyClicks(form->title(), "TransTelekom starts");
    form->category()->setCurrentText("network change");
    QTest::keyClicks(form->time()->edit(), "2017-10-01 17:37:51");
    form->amounts()->model()->setRows({{"1,250,000.50", "usd", "taken", ""}});
    form->citations()->model()->setRows({{"https://example.org/1"}, {""}, {"A second source"}});
    QTest::mouseClick(editor->findChild<QPushButton*>("saveEvent"), Qt::LeftButton);
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    const Event event = *open.session.snapshot()->facts.events.front();
    QCOMPARE(event.title, QString("TransTelekom starts"));
    QCOMPARE(event.category, QString("network change"));
    // 17:37:51 in Pyongyang, which was UTC+08:30 then.
    QCOMPARE(isoUtc(event.time.range->from), QString("2017-10-01T09:07:51.000000Z"));
    QCOMPARE(event.time.precision, Precision::Second);
    QCOMPARE(event.amounts.front().amount.toString(), QString("1250000.5"));
    QCOMPARE(event.amounts.front().currency, QString("USD"));
    QCOMPARE(event.citations.size(), std::size_t(2));
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(0));
    open.session.undoStack()->redo();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    QCOMPARE(*open.session.snapshot()->facts.events.front(), event);
}

void TestEventEditor::untouchedFormChangesNothing()
{
    EventForm form({});
    const Event event = bangladesh();
    form.setEvent(event, Zone::utc());
    const auto read = form.event();
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().text()));
    QVERIFY(*read == event);
}

void TestEventEditor::editsOneField()
{
    EventForm form({});
    form.setEvent(bangladesh(), Zone::utc());
    QCOMPARE(form.zone()->zone(), QString("Asia/Dhaka"));
    form.time()->setText("2016-02-05");
    const auto read = form.event();
    QVERIFY(read.ok());
    QCOMPARE(read->time.precision, Precision::Day);
    QCOMPARE(isoUtc(read->time.range->from), QString("2016-02-04T18:00:00.000000Z"));
    Event rest = *read;
    rest.time = bangladesh().time;
    QVERIFY(rest == bangladesh());
}

void TestEventEditor::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("amount");
    QTest::newRow("no title") << ""
                              << "2017"
                              << ""
                              << "";
    QTest::newRow("time that is none") << "t"
                                       << "the day before"
                                       << ""
                                       << "";
    QTest::newRow("ends before it begins") << "t"
                                           << "2017-05"
                                           << "2017-04"
                                           << "";
    QTest::newRow("end without beginning") << "t"
                                           << ""
                                           << "2017-04"
                                           << "";
    QTest::newRow("amount that is no number") << "t"
                                              << "2017"
                                              << ""
                                              << "lots";
}

void TestEventEditor::saysWhatIsWrong()
{
    QFETCH(QString, title);
    QFETCH(QString, time);
    QFETCH(QString, until);
    QFETCH(QString, amount);
    OpenCase open;
    QPointer<EventEditor> editor = new EventEditor(&open.session, {});
    editor->show();
    editor->form()->title()->setText(title);
    editor->form()->time()->setText(time);
    editor->form()->until()->setText(until);
    if (!amount.isEmpty())
        editor->form()->amounts()->model()->setRows({{amount, "USD", "taken", ""}});
    editor->save();
    QVERIFY(editor && editor->isVisible());
    auto* strip = editor->findChild<MessageStrip*>();
    QVERIFY(strip->isVisible());
    QVERIFY(!strip->text().isEmpty());
    QVERIFY(open.settle());
    QVERIFY(open.session.snapshot()->facts.events.empty());
    delete editor;
}

void TestEventEditor::spanAndUndated()
{
    EventForm form({});
    Event fresh;
    fresh.time.zone = "UTC";
    form.setEvent(fresh, Zone::utc());
    form.title()->setText("Sixty days");
    auto undated = form.event();
    QVERIFY(undated.ok());
    QVERIFY(!undated->time.isDated());
    form.time()->setText("2019-05");
    form.until()->setText("2019-06");
    const auto span = form.event();
    QVERIFY(span.ok());
    QCOMPARE(isoUtc(span->time.range->from), QString("2019-05-01T00:00:00.000000Z"));
    QCOMPARE(isoUtc(span->time.range->to), QString("2019-07-01T00:00:00.000000Z"));
    // Opened again, it stands as it was written.
    EventForm again({});
    again.setEvent(*span, Zone::utc());
    QCOMPARE(again.time()->text(), QString("2019-05"));
    QCOMPARE(again.until()->text(), QString("2019-06"));
    QVERIFY(*again.event() == *span);
}

/// A source may say that "2017-10-01" is known to the month only.
void TestEventEditor::statedPrecisionStays()
{
    Event event = bangladesh();
    event.time = *parseTime(u"2017-10", Zone::utc());
    event.time.original = "2017-10-01";
    EventForm form({});
    form.setEvent(event, Zone::utc());
    form.title()->setText("Another title");
    QCOMPARE(form.event()->time, event.time);
}

void TestEventEditor::removesUndoably()
{
    OpenCase open;
    open.session.saveEvent(bangladesh());
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    QPointer<EventEditor> editor = new EventEditor(&open.session, bangladesh().id);
    editor->remove();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(0));
    open.session.undoStack()->undo();
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    QVERIFY(*open.session.snapshot()->facts.events.front() == bangladesh());
}

void TestEventEditor::pictures()
{
    OpenCase open;
    open.session.saveEvent(bangladesh());
    QTRY_COMPARE(open.session.snapshot()->facts.events.size(), std::size_t(1));
    QPointer<EventEditor> editor = new EventEditor(&open.session, bangladesh().id);
    editor->show();
    QVERIFY(takePicture(*editor, "eventeditor"));
    editor->form()->title()->clear();
    editor->form()->until()->setText("2015");
    editor->save();
    QVERIFY(takePicture(*editor, "eventeditor-wrong"));
    delete editor;
}

QTEST_MAIN(TestEventEditor)
#include "tst_eventeditor.moc"
