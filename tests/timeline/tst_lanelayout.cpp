// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplecase.h"
#include "widgets/timeline/lanelayout.h"

#include <QTest>

using namespace tideline;
using sample::at;

namespace {

EventPtr makeEvent(const QString& id, const char* time, const QString& category = QStringLiteral("hack"),
                   const QString& title = {})
{
    auto e = std::make_shared<Event>();
    e->id = id;
    if (const auto parsed = parseTime(QString::fromLatin1(time), Zone::utc()))
        e->time = *parsed;
    e->category = category;
    e->title = title.isEmpty() ? id : title;
    return e;
}

/// 1 px is a day, from 2019-01-01 on; letters are 6 px wide.
const TimeScale days{{at("2019-01-01"), at("2019-12-27")}, 360};

LaneLayoutOptions options(const std::vector<EventPtr>& events)
{
    LaneLayoutOptions o;
    o.title = [&events](int i) { return events[std::size_t(i)]->title; };
    o.textWidth = [](const QString& text) { return 6.0 * double(text.size()); };
    return o;
}

} // namespace

class TestLaneLayout : public QObject
{
    Q_OBJECT
private slots:
    void lanesInOrderAndUndatedLeftOut()
    {
        auto undated = std::make_shared<Event>();
        undated->category = QStringLiteral("policy");
        const std::vector<EventPtr> events = {makeEvent("a", "2019-02-01", "zebra"),
                                              makeEvent("b", "2019-02-01", "policy"),
                                              makeEvent("c", "2019-02-01", "hack"), undated};
        const auto lanes = makeLanes(events, {});
        QCOMPARE(lanes.size(), std::size_t(3));
        QCOMPARE(lanes[0].category, QStringLiteral("hack"));
        QCOMPARE(lanes[1].category, QStringLiteral("policy"));
        QCOMPARE(lanes[1].points.size(), std::size_t(1));
        QCOMPARE(lanes[2].category, QStringLiteral("zebra"));
    }

    void tooManyCategoriesShareALane()
    {
        std::vector<EventPtr> events;
        for (int i = 0; i < 15; ++i)
            events.push_back(makeEvent(QString::number(i), "2019-02-01", QStringLiteral("kind %1").arg(i)));
        const auto lanes = makeLanes(events, {}, 10);
        QCOMPARE(lanes.size(), std::size_t(10));
        QCOMPARE(lanes.back().others, 6);
        QCOMPARE(lanes.back().points.size(), std::size_t(6));
    }

    void aMonthIsASpanAsLongAsItIs()
    {
        const std::vector<EventPtr> events = {makeEvent("m", "2019-02"), makeEvent("d", "2019-02-01")};
        const auto lanes = makeLanes(events, {});
        QCOMPARE(lanes[0].spans.size(), std::size_t(1));
        QCOMPARE(lanes[0].points.size(), std::size_t(1));
        const LaneLayout layout = layOutLane(lanes[0], days, options(events));
        QCOMPARE(layout.bars.size(), std::size_t(1));
        QCOMPARE(layout.bars[0].left, 31.0);
        QCOMPARE(layout.bars[0].right, 59.0);
        QCOMPARE(layout.marks[0].x, 31.5); // in the middle of its day
        QCOMPARE(layout.visible, 2);
    }

    void marksFartherApartStaySingle()
    {
        const std::vector<EventPtr> events = {makeEvent("a", "2019-02-01"), makeEvent("b", "2019-02-15")};
        const LaneLayout layout = layOutLane(makeLanes(events, {})[0], days, options(events));
        QCOMPARE(layout.marks.size(), std::size_t(2));
        QVERIFY(layout.pills.empty());
    }

    void touchingMarksBecomeAPillFromFirstToLast()
    {
        std::vector<EventPtr> events;
        for (const char* day : {"2019-02-01", "2019-02-11", "2019-02-21", "2019-03-03"})
            events.push_back(makeEvent(QString::fromLatin1(day), day));
        const LaneLayout layout = layOutLane(makeLanes(events, {})[0], days, options(events));
        QVERIFY(layout.marks.empty());
        QCOMPARE(layout.pills.size(), std::size_t(1));
        QCOMPARE(layout.pills[0].count, 4);
        QCOMPARE(layout.pills[0].left, 31.5 - markReach);
        QCOMPARE(layout.pills[0].right, 61.5 + markReach);
    }

    void pillsNeverOverlapAndCountEverything()
    {
        std::vector<EventPtr> events;
        for (int i = 0; i < 300; ++i)
            events.push_back(makeEvent(QStringLiteral("e%1").arg(i, 3, 10, QLatin1Char('0')),
                                       qPrintable(isoUtc(at("2019-01-01") + Micros(i) * i * 7 % 360 * microsPerDay))));
        const auto lanes = makeLanes(events, {});
        const LaneLayout layout = layOutLane(lanes[0], days, options(events));
        std::vector<std::pair<double, double>> extents;
        int count = int(layout.marks.size());
        for (const auto& mark : layout.marks)
            extents.emplace_back(mark.x - markReach, mark.x + markReach);
        for (const auto& pill : layout.pills) {
            extents.emplace_back(pill.left, pill.right);
            count += pill.count;
        }
        QCOMPARE(count, layout.visible);
        std::sort(extents.begin(), extents.end());
        for (std::size_t i = 1; i < extents.size(); ++i)
            QVERIFY(extents[i - 1].second <= extents[i].first);
    }

    void labelsYieldByPriorityAndNeverOverlap()
    {
        std::vector<EventPtr> events;
        for (int i = 0; i < 30; ++i)
            events.push_back(makeEvent(QString::number(i), qPrintable(isoUtc(at("2019-01-05") + i * 10 * microsPerDay)),
                                       "hack", QStringLiteral("Long name %1").arg(i)));
        LaneLayoutOptions o = options(events);
        o.labelsBelow = true;
        o.selectedEvent = 17;
        const auto lanes = makeLanes(events, [](const QString& id) { return id == u"16" || id == u"3"; });
        const LaneLayout layout = layOutLane(lanes[0], days, o);
        QVERIFY(!layout.labels.empty());
        QCOMPARE(lanes[0].points[std::size_t(layout.labels[0].point)].event, 17);
        QVERIFY(layout.labels[0].strong);
        QCOMPARE(lanes[0].points[std::size_t(layout.labels[1].point)].event, 3); // 16 would overlap the selected one
        for (std::size_t a = 0; a < layout.labels.size(); ++a)
            for (std::size_t b = a + 1; b < layout.labels.size(); ++b)
                QVERIFY(layout.labels[a].right + 8 <= layout.labels[b].left ||
                        layout.labels[b].right + 8 <= layout.labels[a].left);
    }

    void labelsBesideFitBeforeTheNextMark()
    {
        const std::vector<EventPtr> events = {
            makeEvent("a", "2019-02-01", "hack", "Sixth nuclear test (large)"),
            makeEvent("b", "2019-06-15", "hack", "Short"),
            makeEvent("c", "2019-07-01", "hack", "No room at all for this long title here of mine")};
        const LaneLayout layout = layOutLane(makeLanes(events, {})[0], days, options(events));
        QCOMPARE(layout.labels.size(), std::size_t(1));
        QCOMPARE(layout.labels[0].text,
                 QStringLiteral("Sixth nuclear test")); // short form: the whole title does not fit
        QVERIFY(layout.labels[0].right <= layout.marks[1].x - markReach);
    }

    void rowsOfALaneNeverOverlap()
    {
        constexpr double ascent = 9, descent = 3;
        for (const bool tall : {false, true})
            for (double height = 20; height <= 90; height += 0.5) {
                const LaneRows rows = LaneRows::of(height, tall, ascent, descent);
                const double marksEnd = rows.pointY + rows.pillHalf, spansBegin = rows.spanY - rows.tickHalf;
                QVERIFY2(rows.pointY - rows.pillHalf >= 0, qPrintable(QString::number(height)));
                QVERIFY2(rows.spanY + rows.tickHalf <= height, qPrintable(QString::number(height)));
                QVERIFY2(marksEnd <= spansBegin + (height < 23 ? 1.5 : 0.01), qPrintable(QString::number(height)));
                if (rows.hasLabelRow) {
                    QVERIFY(tall);
                    QVERIFY2(rows.labelBaseline - ascent >= marksEnd, qPrintable(QString::number(height)));
                    QVERIFY2(rows.labelBaseline + descent <= spansBegin, qPrintable(QString::number(height)));
                } else if (!rows.labelsReachSpans) {
                    QVERIFY(rows.pointY + 4 + descent <= spansBegin);
                }
            }
        QVERIFY(LaneRows::of(58, true, ascent, descent).hasLabelRow);
        QVERIFY(LaneRows::of(43, true, ascent, descent).hasLabelRow);
        QVERIFY(!LaneRows::of(33, true, ascent, descent).hasLabelRow);
        QVERIFY(!LaneRows::of(58, false, ascent, descent).hasLabelRow);
    }

    void labelsBesideYieldToBars()
    {
        const std::vector<EventPtr> events = {makeEvent("a", "2019-02-01", "hack", "A long name of it"),
                                              makeEvent("m", "2019-03", "hack", "A month")};
        const auto lanes = makeLanes(events, {});
        LaneLayoutOptions o = options(events);
        QCOMPARE(layOutLane(lanes[0], days, o).labels.size(), std::size_t(1));
        o.labelsReachSpans = true;
        QVERIFY(layOutLane(lanes[0], days, o).labels.empty());
    }

    void denseLanesBecomeColumns()
    {
        std::vector<EventPtr> events;
        for (int i = 0; i < 5000; ++i)
            events.push_back(makeEvent(QString::number(i), qPrintable(isoUtc(at("2019-01-01") + i * microsPerHour))));
        LaneLayoutOptions o = options(events);
        o.dense = true;
        const LaneLayout layout = layOutLane(makeLanes(events, {})[0], days, o);
        int count = 0;
        for (const auto& column : layout.columns)
            count += column.count;
        QCOMPARE(count, 5000);
        QVERIFY(layout.marks.empty() && layout.pills.empty());
    }

    void aDayGrowsIntoABarWhenItIsWide()
    {
        const std::vector<EventPtr> events = {makeEvent("a", "2019-02-01")};
        const TimeScale close{{at("2019-01-31"), at("2019-02-03")}, 300};
        const LaneLayout layout = layOutLane(makeLanes(events, {})[0], close, options(events));
        QCOMPARE(layout.bars.size(), std::size_t(1));
        QVERIFY(layout.bars[0].ofPoint);
        QCOMPARE(layout.bars[0].left, 100.0);
        QCOMPARE(layout.bars[0].right, 200.0);
        QCOMPARE(layout.visible, 1);
    }
};

QTEST_GUILESS_MAIN(TestLaneLayout)
#include "tst_lanelayout.moc"
