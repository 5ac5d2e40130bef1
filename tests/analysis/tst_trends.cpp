// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/lagstudy.h"
#include "models/analysis/pelt.h"
#include "models/analysis/statistics.h"
#include "tests/analysis/tinyflows.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace tideline;

/// Changes of level and studies of events: exact searches against exhaustive ones, a published series, planted steps.
class TestTrends : public QObject
{
    Q_OBJECT

private slots:
    void nile();
    void everySegmentationWasConsidered();
    void noiseKnowsItsCorrelation();
    void plantedStepIsFound();
    void weekIsNoChange();
    void nothingToFind();
    void plantedEffectOfEvents();
    void eventsWithoutEffect();
    void eventStudySaysWhatItLeftOut();
};

/// A value in -1 … 1 that is the same on every machine.
static double noise(SplitMix64& random)
{
    return double(random.next() >> 11) / double(1ULL << 52) - 1;
}

static double costOf(const std::vector<double>& values, std::size_t from, std::size_t to)
{
    double mean = 0, cost = 0;
    for (std::size_t i = from; i < to; ++i)
        mean += values[i] / double(to - from);
    for (std::size_t i = from; i < to; ++i)
        cost += (values[i] - mean) * (values[i] - mean);
    return cost;
}

/// The yearly flow of the Nile at Aswan 1871 to 1970 (Cobb 1978): the dam and the climate of 1898 are its one change.
void TestTrends::nile()
{
    const std::vector<double> flow = {
        1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994, 1020, 960,  1180,
        799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,  874, 694,  940,  833,
        701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,  1120, 1100, 832, 764,  821,  768,
        845,  864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984, 897,  822,  1010,
        771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,  848,  890,  744,  749, 838,  1050, 918,
        986,  797,  923,  975,  815,  1020, 906,  901,  1170, 912,  746,  919,  718,  714, 740};
    QCOMPARE(flow.size(), std::size_t(100));
    const double penalty = 3 * 125.0 * 125.0 * std::log(100.0);
    const auto changes = levelChanges(flow, penalty, 2);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(1871 + int(changes.front().at), 1899);
    QVERIFY(changes.front().gain > 1);
}

void TestTrends::everySegmentationWasConsidered()
{
    SplitMix64 random(7);
    for (int round = 0; round < 200; ++round) {
        const std::size_t n = 4 + random.below(40), least = 1 + random.below(4);
        std::vector<double> values;
        double level = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (random.below(8) == 0)
                level += 3 * noise(random);
            values.push_back(level + noise(random));
        }
        const double penalty = 0.2 + double(random.below(100)) / 25;
        // Optimal partitioning without pruning (Jackson et al. 2005).
        std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
        best[0] = -penalty;
        for (std::size_t end = least; end <= n; ++end) {
            for (std::size_t start = 0; start + least <= end; ++start)
                best[end] = std::min(best[end], best[start] + costOf(values, start, end) + penalty);
        }
        double own = -penalty;
        std::size_t from = 0;
        auto changes = levelChanges(values, penalty, least);
        changes.push_back({n, 0});
        for (const LevelChange& change : changes) {
            QVERIFY(change.at - from >= least);
            own += costOf(values, from, change.at) + penalty;
            from = change.at;
        }
        QVERIFY2(own <= best[n] + 1e-9,
                 qPrintable(QStringLiteral("round %1: %2 over %3").arg(round).arg(own).arg(best[n])));
    }
}

void TestTrends::noiseKnowsItsCorrelation()
{
    SplitMix64 random(11);
    std::vector<double> white, leaning;
    double last = 0;
    for (int i = 0; i < 20'000; ++i) {
        // Twelve uniform numbers: near enough to normal, variance 4.
        double value = 0;
        for (int k = 0; k < 12; ++k)
            value += noise(random);
        white.push_back(value + (i > 9'000 ? 50 : 0));
        last = 0.5 * last + value;
        leaning.push_back(last);
    }
    QVERIFY(std::abs(noiseAround(white).variance - 4) < 0.4);
    QVERIFY(noiseAround(white).correlation < 0.05);
    QVERIFY(std::abs(noiseAround(leaning).correlation - 0.5) < 0.05);
    QVERIFY(std::abs(noiseAround(leaning).variance - 16) < 2.5); // 4 / (1 - 0.5)²
    QCOMPARE(noiseAround({}).variance, 0.0);
}

/// One flow at noon of each day from 2019-01-01 on.
static TinyFlowStore dailyStore(const std::vector<double>& volumes)
{
    TinyFlowStore store;
    const Micros first = at("2019-01-01T12:00:00Z");
    for (std::size_t day = 0; day < volumes.size(); ++day) {
        if (volumes[day] > 0)
            store.flows.push_back({first + Micros(day) * microsPerDay, std::uint64_t(volumes[day]), 0, {}});
    }
    return store;
}

static CaseFacts daysFrom2019(std::size_t days)
{
    return factsWith({{at("2019-01-01T00:00:00Z"), at("2019-01-01T00:00:00Z") + Micros(days) * microsPerDay}});
}

/// Usual traffic with a week in it.
static std::vector<double> usualDays(std::size_t days, std::uint64_t seed)
{
    SplitMix64 random(seed);
    std::vector<double> volumes;
    for (std::size_t day = 0; day < days; ++day)
        volumes.push_back((day % 7 < 5 ? 1'000'000 : 400'000) * std::exp(0.1 * noise(random)));
    return volumes;
}

void TestTrends::plantedStepIsFound()
{
    auto volumes = usualDays(300, 3);
    for (std::size_t day = 120; day < volumes.size(); ++day)
        volumes[day] *= 2;
    volumes[200] = 0; // an outage is no change of level
    const TinyFlowStore store = dailyStore(volumes);
    const auto result = runMeasure(questionOf("changepoints"), daysFrom2019(300), store, {});
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(result->table.rows.size(), std::size_t(1));
    QCOMPARE(std::get<qint64>(cell(*result, 0, "at")), qint64(at("2019-05-01T00:00:00Z")));
    QVERIFY(std::abs(number(*result, 0, "ratio") - 2) < 0.1);
    QVERIFY(number(*result, 0, "low") < 2 && number(*result, 0, "high") > 2);
    QCOMPARE(qint64(number(*result, 0, "bins")), qint64(179));
    QVERIFY(result->notes.join(u' ').contains(QStringLiteral("penalty")));
    QVERIFY(result->notes.join(u' ').contains(QStringLiteral("1 bin without traffic")));
}

void TestTrends::weekIsNoChange()
{
    const TinyFlowStore store = dailyStore(usualDays(200, 4));
    const auto result = runMeasure(questionOf("changepoints"), daysFrom2019(200), store, {});
    QVERIFY(result);
    QCOMPARE(result->table.rows.size(), std::size_t(0));
    QCOMPARE(*result->headline.value, 0.0);
}

void TestTrends::nothingToFind()
{
    const TinyFlowStore store = dailyStore({5, 5, 5});
    const auto result = runMeasure(questionOf("changepoints"), daysFrom2019(3), store, {});
    QVERIFY(result);
    QVERIFY(result->table.rows.empty());
    QVERIFY(result->notes.join(u' ').contains(QStringLiteral("nothing can be told")));
}

static EventPtr eventOn(const char* time, const char* category = "missile test")
{
    Event event;
    event.id = QString::fromLatin1(time);
    event.title = QStringLiteral("test");
    event.category = QString::fromLatin1(category);
    event.time = *parseTime(QString::fromLatin1(time), Zone::utc());
    return std::make_shared<const Event>(event);
}

static const char* const eventDates[] = {"2019-02-10", "2019-03-14", "2019-04-20", "2019-05-27", "2019-07-02",
                                         "2019-08-09", "2019-09-12", "2019-10-21", "2019-11-26", "2019-12-29"};

void TestTrends::plantedEffectOfEvents()
{
    auto volumes = usualDays(400, 5);
    CaseFacts facts = daysFrom2019(400);
    for (const char* date : eventDates) {
        const auto day = std::size_t((at(date) - at("2019-01-01")) / microsPerDay);
        volumes[day] *= 1.5;
        volumes[day + 1] *= 1.5;
        facts.events.push_back(eventOn(date));
    }
    const TinyFlowStore store = dailyStore(volumes);
    const auto result = runMeasure(questionOf("event-study"), facts, store, {});
    QVERIFY2(result, result ? "" : qPrintable(result.error().what));
    QCOMPARE(result->table.rows.size(), std::size_t(15));
    for (std::size_t row = 0; row < 15; ++row) {
        const double lag = number(*result, row, "lag"), ratio = number(*result, row, "ratio");
        QCOMPARE(lag, double(row) - 7);
        QCOMPARE(number(*result, row, "events"), 10.0);
        QVERIFY(std::abs(ratio - (lag == 0 || lag == 1 ? 1.5 : 1.0)) < 0.12);
        QVERIFY(number(*result, row, "placebo_low") < 1 && number(*result, row, "placebo_high") > 1);
        QVERIFY(number(*result, row, "placebo_high") < 1.1);
        if (lag == 0 || lag == 1)
            QVERIFY(number(*result, row, "p") < 0.001 && number(*result, row, "low") > 1.2);
    }
    QVERIFY(std::abs(*result->headline.value - 1.5) < 0.12);
    QVERIFY(result->notes.join(u' ').contains(QStringLiteral("these events stand outside")));
    const auto again = runMeasure(questionOf("event-study"), facts, store, {});
    QCOMPARE(toJson(*again), toJson(*result));
}

void TestTrends::eventsWithoutEffect()
{
    CaseFacts facts = daysFrom2019(400);
    for (const char* date : eventDates)
        facts.events.push_back(eventOn(date));
    const TinyFlowStore store = dailyStore(usualDays(400, 6));
    const auto result = runMeasure(questionOf("event-study"), facts, store, {});
    QVERIFY(result);
    QVERIFY(std::abs(*result->headline.value - 1) < 0.1);
    QVERIFY(
        result->notes.join(u' ').contains(QStringLiteral("An effect smaller than that cannot be told from chance")));
}

void TestTrends::eventStudySaysWhatItLeftOut()
{
    CaseFacts facts = daysFrom2019(200);
    facts.events = {eventOn("2019-03-14"), eventOn("2019-05"), eventOn("2018-01-05"), eventOn("2019-04-02", "hack")};
    const TinyFlowStore store = dailyStore(usualDays(200, 8));
    const auto result = runMeasure(questionOf("event-study"), facts, store, {});
    QVERIFY(result);
    const QString notes = result->notes.join(u' ');
    QVERIFY(notes.contains(QStringLiteral("1 event on 1 day counted")));
    QVERIFY(notes.contains(QStringLiteral("1 event outside the asked time left out")));
    QVERIFY(notes.contains(QStringLiteral("1 event whose day is not known left out")));
    // One event: no interval is feigned.
    QVERIFY(!result->headline.interval);
    Question none = questionOf("event-study");
    none.events = QStringLiteral("category == sanction");
    const auto refused = runMeasure(none, facts, store, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains(QStringLiteral("no event that the filter picks")));
}

QTEST_APPLESS_MAIN(TestTrends)
#include "tst_trends.moc"
