// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of the timeline on usage series, through the real window: an empty case gets one and shows it, another is
// chosen, flows come in, and what is shown is what is pinned.
#include "models/session/findings.h"
#include "tests/journeys/openwindow.h"
#include "widgets/charts/usagechart.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/views/findingsview.h"
#include "widgets/views/seriesbox.h"
#include "widgets/views/timelinepage.h"

#include <QInputDialog>
#include <QLineEdit>

using namespace tideline;

class TestSeriesChart : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void emptyCaseSaysWhatToDo();
    void showsTheFirstSeriesAtOnce();
    void followsTheChoice();
    void looksCloser();
    void pinsWhatItShows();
    void trafficSaysWhatIsMissing();
    void trafficOnceThereIsSome();
    void anotherCaseStartsAnew();

private:
    CaseSession* session() { return &m_open.session; }
    UsageChart* chart() { return m_window->timeline()->chart(); }
    SeriesBox* box() { return m_window->timeline()->of(); }
    QString shown()
    {
        const auto& result = m_window->timeline()->result();
        return result ? result->question.value(QLatin1String("series")).toString() : QStringLiteral("nothing");
    }
    bool isIdle()
    {
        return QTest::qWaitFor([this] { return !m_window->timeline()->isBusy(); });
    }
    void choose(const QString& name)
    {
        box()->setEditText(name);
        emit box()->lineEdit()->editingFinished();
    }

    OpenWindow m_open;
    MainWindow* m_window = m_open.window.get();
};

/// Four days of hours in two places, all of 22 July missing in the first.
static QByteArray connectivity()
{
    QByteArray rows = "iso,id_1,name_1,time_e,time_e_str,lat,lon,connectivity\n";
    const QDateTime first(QDate(2019, 7, 20), QTime(0, 0), QTimeZone::utc());
    for (const QByteArray place : {"Apure", "Zulia"}) {
        for (int hour = 0; hour < 96; ++hour) {
            if (place == "Apure" && hour / 24 == 2)
                continue;
            const QDateTime at = first.addSecs(hour * 3600);
            rows += "VEN,2," + place + ',' + QByteArray::number(at.toSecsSinceEpoch()) + ',' +
                    QLocale::c().toString(at, QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() + ",10.1,-64.7," +
                    (place == "Apure" ? hour < 24 ? "80" : "40" : "60") + '\n';
        }
    }
    return rows;
}

void TestSeriesChart::initTestCase()
{
    const QString path = session()->path();
    session()->close();
    session()->open(path); // now that there is a window
    QTRY_VERIFY(session()->isOpen() && m_open.settle());
}

void TestSeriesChart::emptyCaseSaysWhatToDo()
{
    QTRY_VERIFY2(
        chart()->accessibleDescription().startsWith(QStringLiteral("No traffic and no usage series in this case")),
        qPrintable(chart()->accessibleDescription()));
    QVERIFY(!box()->isVisible());
}

void TestSeriesChart::showsTheFirstSeriesAtOnce()
{
    QVERIFY(m_open.import(QStringLiteral("ven.csv"), connectivity()));
    QTRY_COMPARE(shown(), QStringLiteral("VEN / Apure · connectivity (index 0-100)"));
    QVERIFY(isIdle());
    QVERIFY(box()->isVisible());
    QCOMPARE(box()->count(), 3);
    QCOMPARE(box()->currentText(), shown());
    const UsageScene& scene = chart()->scene();
    QCOMPARE(scene.title, shown());
    QCOMPARE(scene.unit(), QStringLiteral("index 0-100"));
    QCOMPARE(scene.perText(), QString());
    const Micros first = Zone::named(QStringLiteral("America/Caracas"))->toUtc({2019, 7, 20});
    QCOMPARE(m_window->timeline()->result()->question.value(QLatin1String("bin")).toString(), QStringLiteral("hour"));
    QVERIFY2(chart()->textAt(first + 5 * microsPerHour).endsWith(QStringLiteral(": 80.0 index 0-100")),
             qPrintable(chart()->textAt(first + 5 * microsPerHour)));
    QVERIFY(chart()->textAt(first + 60 * microsPerHour).endsWith(QStringLiteral("no data")));
    // The whole series is on the screen, its missing day as a gap.
    QTRY_VERIFY(m_window->timeline()->axis()->range().from <= first &&
                m_window->timeline()->axis()->range().to >= first + 4 * microsPerDay);
    QVERIFY(m_window->timeline()->axis()->range().length() < 6 * microsPerDay);
    const std::vector<TimeRange> gaps = gapsIn({first, first + 4 * microsPerDay}, scene.data, scene.coverage);
    QCOMPARE(gaps, (std::vector<TimeRange>{{first + 2 * microsPerDay, first + 3 * microsPerDay}}));
    const auto means = windowMeans(scene.data, {{QStringLiteral("W"), {first, first + 4 * microsPerDay}, {}}});
    QVERIFY(means.size() == 1 && qFuzzyCompare(means[0].rate, (80.0 + 40 + 40) / 3));
    for (const QSize size : {QSize(1366, 768), QSize(1024, 640)}) {
        m_window->resize(size);
        QVERIFY(takePicture(*m_window, QStringLiteral("serieschart-%1").arg(size.width())));
    }
}

void TestSeriesChart::followsTheChoice()
{
    choose(QStringLiteral("zulia"));
    QTRY_COMPARE(shown(), QStringLiteral("VEN / Zulia · connectivity (index 0-100)"));
    QVERIFY(isIdle());
    QCOMPARE(box()->currentText(), shown());
    QCOMPARE(chart()->scene().title, shown());
    choose(QStringLiteral("ven"));
    QTRY_VERIFY(!m_window->timeline()->result());
    QVERIFY(chart()->accessibleDescription().contains(QStringLiteral("any of 2 series")));
    choose(QStringLiteral("VEN / Apure · connectivity (index 0-100)"));
    QTRY_COMPARE(shown(), box()->currentText());
}

/// Bins never become shorter than the values: two hours are two bins.
void TestSeriesChart::looksCloser()
{
    const TimeRange before = m_window->timeline()->axis()->range();
    const Micros first = Zone::named(QStringLiteral("America/Caracas"))->toUtc({2019, 7, 21});
    m_window->timeline()->axis()->setRange({first, first + 2 * microsPerHour});
    QTest::qWait(200);
    QVERIFY(isIdle());
    QCOMPARE(shown(), box()->currentText());
    QVERIFY(chart()->textAt(first + microsPerHour / 2).endsWith(QStringLiteral(": 40.0 index 0-100")));
    m_window->timeline()->axis()->setRange(before);
    QVERIFY(isIdle());
}

void TestSeriesChart::pinsWhatItShows()
{
    QCOMPARE(shown(), box()->currentText());
    m_window->findings()->pin(*m_window->timeline()->result());
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("It halved"));
    dialog->accept();
    QVERIFY(m_open.settle());
    const auto findings = loadFindings(*session()->file());
    QVERIFY(findings && findings->size() == 1);
    QCOMPARE(findings->front().question.series, shown());
    QCOMPARE(checkFinding(*session()->file(), *session()->snapshot(), findings->front(), {}).state, FindingState::Same);
}

void TestSeriesChart::trafficSaysWhatIsMissing()
{
    choose(QStringLiteral("Traffic"));
    QTRY_VERIFY(!m_window->timeline()->result());
    QVERIFY2(chart()->accessibleDescription().contains(QStringLiteral("Choose one of its usage series")),
             qPrintable(chart()->accessibleDescription()));
}

void TestSeriesChart::trafficOnceThereIsSome()
{
    QVERIFY(m_open.import(QStringLiteral("flows.csv"),
                          "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out\n"
                          "2019-07-20 10:00:00,2019-07-20 10:00:05,5.000,175.45.176.5,8.8.8.8,"
                          "40000,443,TCP,...AP.SF,0,0,10,4000,8,2000,0,0\n"));
    QVERIFY(session()->snapshot()->facts.flowSpan);
    QTRY_COMPARE(shown(), QString());
    QVERIFY(isIdle());
    QCOMPARE(chart()->scene().title, QStringLiteral("Volume"));
    QCOMPARE(chart()->scene().unit(), QStringLiteral("B"));
    QVERIFY(!chart()->scene().perText().isEmpty());
    choose(QStringLiteral("apure"));
    QTRY_COMPARE(shown(), QStringLiteral("VEN / Apure · connectivity (index 0-100)"));
    QVERIFY(isIdle());
    // The filter is of flows and events: a series stays as it is.
    QVERIFY(!session()->setFilterText(QStringLiteral("port == 1")));
    QVERIFY(isIdle());
    QCOMPARE(shown(), QStringLiteral("VEN / Apure · connectivity (index 0-100)"));
    QVERIFY(!m_window->timeline()->result()->question.contains(QLatin1String("where")));
    QVERIFY(!session()->setFilterText({}));
    session()->setQuantity(Quantity::Packets);
    QTRY_COMPARE(shown(), QString());
    session()->setQuantity(Quantity::Bytes);
}

void TestSeriesChart::anotherCaseStartsAnew()
{
    OpenCase other;
    const QString path = other.path();
    other.session.close();
    session()->open(path);
    QTRY_VERIFY(session()->isOpen() && session()->path() == path);
    QTRY_VERIFY(!box()->isVisible());
    QCOMPARE(box()->series(), QString());
}

QTEST_MAIN(TestSeriesChart)
#include "tst_serieschart.moc"
