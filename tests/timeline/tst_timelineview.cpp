// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplecase.h"
#include "widgets/charts/usagechart.h"
#include "widgets/timeline/timelineview.h"

#include <QApplication>
#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace tideline;
using sample::at;

namespace {

const TimeRange threeYears{at("2017-01-01"), at("2020-01-01")};

/// The view with the founding events and made-up traffic, as the main window would set it up.
struct Fixture
{
    TimeAxis axis;
    TimelineView view{&axis};
    UsageChart* chart = new UsageChart(&axis);
    std::vector<EventPtr> events = sample::events();

    explicit Fixture(QSize size = {984, 595})
    {
        axis.setMotion(false);
        if (const auto zone = Zone::named(QStringLiteral("Asia/Pyongyang")))
            axis.setZone(*zone);
        axis.setFullRange({at("2006-01-01"), at("2021-01-01")});
        axis.jumpTo(threeYears);
        view.setEvents(events, events);
        view.setWindows(sample::windows());
        Annotation star;
        star.id = QStringLiteral("n1");
        star.eventId = QStringLiteral("E126");
        star.starred = true;
        Annotation note;
        note.id = QStringLiteral("n2");
        note.period = {at("2017-08-01"), at("2017-11-15")};
        note.text = QStringLiteral("Second path opens");
        view.setAnnotations({star, note});
        const MeasureResult volume = sample::volume();
        chart->setTitle(QStringLiteral("Volume"), QStringLiteral("by upstream"));
        chart->setResult(volume);
        chart->setWindows(sample::windows());
        std::vector<TimeRange> coverage;
        for (const Window& window : sample::windows())
            coverage.push_back(window.range);
        chart->setCoverage(coverage);
        chart->setMarkers({{at("2017-10-01"), QStringLiteral("TransTelekom starts"), QStringLiteral("E126")},
                           {at("2018-05-04"), QStringLiteral("Clocks to +09:00"), {}},
                           {at("2019-05-01"), QStringLiteral("Monero rise"), {}}});
        view.setChart(chart);
        std::vector<OverviewStrip::Amount> amounts;
        for (const UsageBin& bin : chart->scene().data.bins)
            if (!bin.gap)
                amounts.push_back({bin.span, bin.total()});
        view.setUsage(amounts);
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qWarning("not exposed");
    }

    void wheel(int delta, QPointF position, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* lanes = view.lanes();
        QWheelEvent event(position, lanes->mapToGlobal(position), {}, {0, delta}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(lanes, &event);
    }

    double x(const char* time) const { return gutterWidth + view.lanes()->scale().toX(at(time)); }
};

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QDir().mkpath(QStringLiteral(TIDELINE_BINARY_DIR "/pictures"));
        applyTheme(*qApp, Theme(Theme::Mode::Light));
    }

    void wheelZoomsAtTheCursor()
    {
        Fixture f;
        const double x = f.x("2018-06-01");
        f.wheel(120, {x, 100});
        QVERIFY(f.axis.range().length() < threeYears.length());
        QVERIFY(std::abs(f.x("2018-06-01") - x) < 0.5);
    }

    void shiftWheelPans()
    {
        Fixture f;
        f.wheel(120, {400, 100}, Qt::ShiftModifier);
        QCOMPARE(f.axis.range().length(), threeYears.length());
        QVERIFY(f.axis.range().from < threeYears.from);
    }

    void dragPansWithTheMouse()
    {
        Fixture f;
        QTest::mousePress(f.view.lanes(), Qt::LeftButton, {}, {500, 200});
        QTest::mouseMove(f.view.lanes(), {450, 200});
        QTest::mouseMove(f.view.lanes(), {400, 200});
        QTest::mouseRelease(f.view.lanes(), Qt::LeftButton, {}, {400, 200});
        const Micros by = f.axis.range().from - threeYears.from;
        QVERIFY(std::abs(double(by) / (100 * f.view.lanes()->scale().microsPerPixel()) - 1) < 0.01);
        f.axis.goBack();
        QCOMPARE(f.axis.range(), threeYears);
    }

    void shiftDragBrushesAndEscapeClears()
    {
        Fixture f;
        QSignalSpy brushed(&f.view, &TimelineView::brushChanged);
        const QPoint from(int(f.x("2019-05-01")), 150), to(int(f.x("2019-11-02")), 150);
        QTest::mousePress(f.chart, Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(f.chart, (from + to) / 2);
        QTest::mouseMove(f.chart, to);
        QTest::mouseRelease(f.chart, Qt::LeftButton, Qt::ShiftModifier, to);
        QVERIFY(f.axis.brush());
        QVERIFY(std::abs(double(f.axis.brush()->from - at("2019-05-01"))) < 2 * microsPerDay);
        QVERIFY(std::abs(double(f.axis.brush()->to - at("2019-11-02"))) < 2 * microsPerDay);
        QVERIFY(brushed.count() >= 1);
        QTest::keyClick(f.chart, Qt::Key_Escape);
        QVERIFY(!f.axis.brush());
    }

    void keysBrushTooWithoutAMouse()
    {
        Fixture f;
        QTest::keyClick(f.view.lanes(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(f.axis.brush());
        const TimeRange first = *f.axis.brush();
        QTest::keyClick(f.view.lanes(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(f.axis.brush()->to > first.to);
        QTest::keyClick(f.view.lanes(), Qt::Key_Left, Qt::ShiftModifier | Qt::AltModifier);
        QVERIFY(f.axis.brush()->from < first.from);
    }

    void dragOnTheAxisZooms()
    {
        Fixture f;
        auto* strip = f.view.findChild<AxisStrip*>();
        QTest::mousePress(strip, Qt::LeftButton, {}, {int(f.x("2018-01-01")), 15});
        QTest::mouseMove(strip, {int(f.x("2018-04-01")), 15});
        QTest::mouseMove(strip, {int(f.x("2018-07-01")), 15});
        QTest::mouseRelease(strip, Qt::LeftButton, {}, {int(f.x("2018-07-01")), 15});
        QVERIFY(std::abs(double(f.axis.range().from - at("2018-01-01"))) < 3 * microsPerDay);
        QVERIFY(std::abs(double(f.axis.range().to - at("2018-07-01"))) < 3 * microsPerDay);
    }

    void gripsMoveTheBrush()
    {
        Fixture f;
        auto* strip = f.view.findChild<AxisStrip*>();
        f.axis.setBrush(TimeRange{at("2018-01-01"), at("2018-07-01")});
        QTest::mousePress(strip, Qt::LeftButton, {}, {int(f.x("2018-07-01")), 15});
        QTest::mouseMove(strip, {int(f.x("2019-01-01")), 15});
        QTest::mouseRelease(strip, Qt::LeftButton, {}, {int(f.x("2019-01-01")), 15});
        QCOMPARE(f.axis.brush()->from, at("2018-01-01"));
        QVERIFY(std::abs(double(f.axis.brush()->to - at("2019-01-01"))) < 3 * microsPerDay);
        QCOMPARE(f.axis.range(), threeYears);
    }

    void keyboardZoomsPansAndGoesBack()
    {
        Fixture f;
        QTest::keyClick(f.view.lanes(), Qt::Key_Plus);
        QVERIFY(f.axis.range().length() < threeYears.length());
        QTest::keyClick(f.view.lanes(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(f.axis.range(), threeYears);
        QTest::keyClick(f.view.lanes(), Qt::Key_Right);
        QCOMPARE(f.axis.range().from - threeYears.from, threeYears.length() / 10);
        QTest::keyClick(f.view.lanes(), Qt::Key_Home);
        QCOMPARE(f.axis.range().from, at("2006-01-01"));
        QTest::keyClick(f.view.lanes(), Qt::Key_End);
        QCOMPARE(f.axis.range().to, at("2021-01-01"));
    }

    void bracketsStepThroughEvents()
    {
        Fixture f;
        QSignalSpy activated(&f.view, &TimelineView::eventActivated);
        f.axis.setSelection(QStringLiteral("E126"));
        QTest::keyClick(f.view.lanes(), Qt::Key_BracketRight);
        QVERIFY(f.axis.selection() != u"E126");
        QTest::keyClick(f.chart, Qt::Key_BracketLeft);
        QCOMPARE(f.axis.selection(), QStringLiteral("E126"));
        QCOMPARE(activated.count(), 2);
    }

    void doubleClickFitsOnEmptyGround()
    {
        Fixture f;
        QTest::mouseDClick(f.chart, Qt::LeftButton, {}, {500, 100});
        QVERIFY(f.axis.range().from <= at("2006-01-01"));
        QVERIFY(f.axis.range().to >= at("2021-01-01"));
    }

    void aClusterListsItsEvents()
    {
        Fixture f;
        QSignalSpy listed(&f.view, &TimelineView::eventsListed);
        const auto& layouts = f.view.lanes()->layouts();
        for (std::size_t lane = 0; lane < layouts.size(); ++lane) {
            if (layouts[lane].pills.empty())
                continue;
            const auto& pill = layouts[lane].pills.front();
            const QRectF area = f.view.lanes()->laneRect(int(lane));
            const double y = area.height() > 45 ? area.top() + 14 : area.center().y() - 4;
            QTest::mouseClick(f.view.lanes(), Qt::LeftButton, {},
                              {int(gutterWidth + (pill.left + pill.right) / 2), int(y)});
            QCOMPARE(listed.count(), 1);
            QCOMPARE(int(listed.front().front().toStringList().size()), pill.count);
            return;
        }
        QFAIL("three years of real events have clusters");
    }

    void overviewMovesAndResizes()
    {
        Fixture f;
        OverviewStrip* overview = f.view.overview();
        const QRectF box = overview->box();
        QTest::mousePress(overview, Qt::LeftButton, {}, box.center().toPoint());
        QTest::mouseMove(overview, box.center().toPoint() - QPoint(100, 0));
        QTest::mouseRelease(overview, Qt::LeftButton, {}, box.center().toPoint() - QPoint(100, 0));
        QCOMPARE(f.axis.range().length(), threeYears.length());
        QVERIFY(std::abs(overview->box().left() - (box.left() - 100)) < 1.5);
        const QPoint edge(int(overview->box().right()), 20);
        QTest::mousePress(overview, Qt::LeftButton, {}, edge);
        QTest::mouseMove(overview, edge + QPoint(40, 0));
        QTest::mouseRelease(overview, Qt::LeftButton, {}, edge + QPoint(40, 0));
        QVERIFY(f.axis.range().length() > threeYears.length());
    }

    void descriptionsFollowTheData()
    {
        Fixture f;
        f.axis.setSelection(QStringLiteral("E126"));
        QTRY_VERIFY(f.view.lanes()->accessibleDescription().contains(QStringLiteral("TransTelekom")));
        QVERIFY(f.view.lanes()->accessibleDescription().contains(QStringLiteral("Hacks")));
        QVERIFY(f.chart->accessibleDescription().contains(QStringLiteral("Simulated")));
        f.axis.setRange({at("2018-01-01"), at("2018-02-01")});
        QTRY_VERIFY(f.view.lanes()->accessibleDescription().contains(QStringLiteral("2018")));
        for (const QWidget* child : f.view.findChildren<QWidget*>())
            if (child->focusPolicy() != Qt::NoFocus)
                QVERIFY2(!child->accessibleName().isEmpty(), child->metaObject()->className());
    }

    void longCasesBecomeDensity()
    {
        Fixture f;
        std::vector<EventPtr> many;
        for (int i = 0; i < 100'000; ++i) {
            auto event = std::make_shared<Event>(*f.events[std::size_t(i) % f.events.size()]);
            event->id += QString::number(i);
            if (event->time.range) {
                const Micros shift = (i % 4000) * 7 * microsPerHour;
                event->time.range = TimeRange{event->time.range->from + shift, event->time.range->to + shift};
            }
            many.push_back(event);
        }
        f.view.setEvents(many, many);
        int columns = 0;
        for (const auto& layout : f.view.lanes()->layouts())
            columns += int(layout.columns.size());
        QVERIFY(columns > 100);
        f.view.grab().save(QStringLiteral(TIDELINE_BINARY_DIR "/pictures/timeline-dense.png"));
        QBENCHMARK
        {
            f.axis.setRange({f.axis.range().from + microsPerDay, f.axis.range().to + microsPerDay});
            QCoreApplication::processEvents(); // the plot replots from the event loop
            f.view.grab();
        }
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << false << QSize(984, 595);
        QTest::newRow("dark") << true << QSize(984, 595);
        QTest::newRow("small") << false << QSize(1030, 506);
        QTest::newRow("large") << false << QSize(1820, 900);
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        const Theme theme(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        applyTheme(*qApp, theme);
        Fixture f(size);
        f.axis.setSelection(QStringLiteral("E126"));
        f.axis.setBrush(TimeRange{at("2019-04-30T15:00"), at("2019-11-01T15:00")});
        f.axis.setCursor(at("2018-01-26"));
        QTest::qWait(50);
        const QImage picture = f.view.grab().toImage();
        QVERIFY(picture.save(QStringLiteral(TIDELINE_BINARY_DIR "/pictures/timeline-%1.png")
                                 .arg(QString::fromLatin1(QTest::currentDataTag()))));
        // Below the last lane's hairline the gutter of the chart is bare surface.
        QCOMPARE(picture.pixelColor(5, f.chart->y() + 5).name(), theme.color(Token::Surface).name());
        applyTheme(*qApp, Theme(Theme::Mode::Light));
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
