// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view Trends on a case that has only usage series, through the real window: choose a series, see its changes and
// the days around events, pin one.
#include "models/session/findings.h"
#include "tests/journeys/openwindow.h"
#include "widgets/charts/figurechart.h"
#include "widgets/views/seriesbox.h"
#include "widgets/views/trendsview.h"

#include <QAction>
#include <QDir>
#include <QInputDialog>
#include <QLineEdit>

using namespace tideline;

class TestTrendsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void startsWithASeries();
    void followsTheChoice();
    void typedWordsPickOne();
    void eventsAreThoseOfTheFilter();
    void pinsWhatItShows();
    void trafficSaysWhatIsMissing();

private:
    CaseSession* session() { return &m_open.session; }
    bool shows(const FigureCard* card, const QString& series)
    {
        return QTest::qWaitFor([&] {
            return card->result() && card->result()->question.value(QLatin1String("series")).toString() == series;
        });
    }
    void choose(const QString& name)
    {
        m_view->of()->setCurrentText(name);
        emit m_view->of()->lineEdit()->editingFinished();
    }

    OpenWindow m_open;
    MainWindow* m_window = m_open.window.get();
    TrendsView* m_view = nullptr;
};

/// Prices that triple after 100 of 200 days and are half as high again on the days of events.
static QByteArray prices(const QList<int>& events)
{
    QByteArray rows = "Symbol,Date,High,Low,Open,Close,Volume,Marketcap\n";
    for (int day = 0; day < 200; ++day) {
        const double level = (day % 2 == 0 ? 45 : 55) * (day < 100 ? 1 : 3) * (events.contains(day) ? 1.5 : 1);
        rows += "XMR," + QDate(2019, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1() + " 23:59:59,70,30," +
                QByteArray::number(day + 1) + ',' + QByteArray::number(level) + ",1000,5\n";
    }
    return rows;
}

void TestTrendsView::initTestCase()
{
    const QList<int> days = {20, 41, 62, 83, 125, 146, 167};
    QByteArray events = "date,title,category\n2019-03-01,Sold,policy\n";
    for (const int day : days)
        events += QDate(2019, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1() + ",Launch,missile test\n";
    QVERIFY(m_open.import("tests.csv", events) && m_open.import("prices.csv", prices(days)));
    QCOMPARE(session()->snapshot()->series.size(), 6);
    m_window->actions()[ActionId::ViewTrends]->trigger();
    m_view = qobject_cast<TrendsView*>(m_window->views()->currentWidget());
    QVERIFY(m_view);
}

/// There is no traffic to show, so the first series is.
void TestTrendsView::startsWithASeries()
{
    QCOMPARE(m_view->of()->count(), 7);
    QCOMPARE(m_view->of()->itemText(0), QStringLiteral("Traffic"));
    QCOMPARE(m_view->of()->currentText(), QStringLiteral("XMR · close (USD)"));
    QVERIFY(shows(m_view->changes(), QStringLiteral("XMR · close (USD)")));
    QVERIFY(shows(m_view->aroundEvents(), QStringLiteral("XMR · close (USD)")));
    const Table& changes = m_view->changes()->result()->table;
    QCOMPARE(changes.rows.size(), std::size_t(1));
    QCOMPARE(changes.columns[std::size_t(changes.columnIndex(u"after"))].unit, QStringLiteral("USD"));
    QVERIFY(m_view->aroundEvents()->result()->headline.value.value_or(0) > 1.2);
    QCOMPARE(m_view->changes()->result()->sources.at(0).name, QStringLiteral("prices.csv"));
    QDir().mkpath(QStringLiteral(TIDELINE_BINARY_DIR "/pictures"));
    for (const QSize size : {QSize(2560, 1440), QSize(1366, 768), QSize(1024, 640)}) {
        m_window->resize(size);
        QTest::qWait(200); // the docks settle
        QVERIFY(m_window->grab().save(QStringLiteral(TIDELINE_BINARY_DIR "/pictures/trends-%1.png").arg(size.width())));
        QVERIFY(m_view->of()->isVisible());
    }
}

void TestTrendsView::followsTheChoice()
{
    choose(QStringLiteral("XMR · open (USD)"));
    QVERIFY(shows(m_view->changes(), QStringLiteral("XMR · open (USD)")));
    QVERIFY(m_view->changes()->result()->table.rows.size() > 1);
}

void TestTrendsView::typedWordsPickOne()
{
    choose(QStringLiteral("close xmr"));
    QVERIFY(shows(m_view->changes(), QStringLiteral("XMR · close (USD)")));
    choose(QStringLiteral("xmr"));
    QTRY_VERIFY(!m_view->changes()->result());
    QVERIFY(m_view->changes()->chart()->accessibleDescription().contains(QStringLiteral("any of 6 series")));
    choose(QStringLiteral("XMR · close (USD)"));
    QVERIFY(shows(m_view->changes(), QStringLiteral("XMR · close (USD)")));
}

void TestTrendsView::eventsAreThoseOfTheFilter()
{
    QVERIFY(!session()->setFilterText(QStringLiteral("category == policy")));
    QTRY_COMPARE(m_view->aroundEvents()->result()
                     ? m_view->aroundEvents()->result()->question.value(QLatin1String("events")).toString()
                     : QString(),
                 QStringLiteral("category == policy"));
    QVERIFY(!session()->setFilterText({}));
    QTRY_VERIFY(m_view->aroundEvents()->result() && m_view->aroundEvents()
                                                        ->result()
                                                        ->question.value(QLatin1String("events"))
                                                        .toString()
                                                        .contains(QStringLiteral("missile")));
}

void TestTrendsView::pinsWhatItShows()
{
    emit m_view->pinRequested(*m_view->changes()->result());
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("It tripled"));
    dialog->accept();
    QVERIFY(m_open.settle());
    const auto findings = loadFindings(*session()->file());
    QVERIFY(findings && findings->size() == 1);
    QCOMPARE(findings->front().question.series, QStringLiteral("XMR · close (USD)"));
    QCOMPARE(checkFinding(*session()->file(), *session()->snapshot(), findings->front(), {}).state, FindingState::Same);
}

void TestTrendsView::trafficSaysWhatIsMissing()
{
    choose(QStringLiteral("Traffic"));
    QTRY_VERIFY(!m_view->changes()->result());
    QVERIFY(m_view->changes()->chart()->accessibleDescription().contains(QStringLiteral("no flows")));
}

QTEST_MAIN(TestTrendsView)
#include "tst_trendsview.moc"
