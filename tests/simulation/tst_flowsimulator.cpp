// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/simulation/flowsimulator.h"
#include "tests/simulation/flowtally.h"

#include <QCryptographicHash>
#include <QtTest>

#include <numeric>

using namespace tideline;

class FlowSimulatorTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sameSeedSameFlows();
    void batchSizeDoesNotMatter();
    void otherSeedOtherFlows();
    void countIsExact_data();
    void countIsExact();
    void foundingRatios_data();
    void foundingRatios();
    void randomPlans_data();
    void randomPlans();
    void volumeDoesNotDependOnFlows();
    void clockChangeShiftsTheRhythm();
    void missingNetworkIsNamed();
    void overfullPlanIsRefused();

private:
    SimulationPlan founding() const;
    void compareWithPlan(const SimulationPlan& plan, const std::vector<WindowTally>& sums, Micros change,
                         double moneroFactor);

    FoundingTables m_tables;
    Zone m_zone;
    std::vector<Window> m_windows;
};

namespace {

QByteArray fingerprint(SimulationPlan plan, qsizetype rows, std::uint64_t seed, qint64 flows)
{
    plan.seed = seed;
    plan.flows = flows;
    FlowSimulator simulator(std::move(plan));
    FlowBatch batch;
    // One hash a column: batches of other sizes must give the same columns, and hashing them in turn would not.
    std::map<std::string, QCryptographicHash*> hashes;
    while (simulator.next(batch, rows)) {
        FlowBatch::forEachColumn(batch, [&](const char* name, const auto& column) {
            QCryptographicHash*& hash = hashes[name];
            if (!hash)
                hash = new QCryptographicHash(QCryptographicHash::Sha256);
            using Value = typename std::decay_t<decltype(column)>::value_type;
            for (const Value& value : column) {
                if constexpr (std::is_same_v<Value, std::string>)
                    hash->addData(QByteArray::fromStdString(value + '\n'));
                else
                    hash->addData(QByteArrayView(reinterpret_cast<const char*>(&value), sizeof value));
            }
        });
    }
    QByteArray all;
    for (auto& [name, hash] : hashes) {
        all += hash->result();
        delete hash;
    }
    return QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex();
}

double part(const FlowSums& sums, const QString& label, double total)
{
    const auto found = sums.find(label);
    return found == sums.end() ? 0 : found->second.bytes / total;
}

double days(const SimulationPlan& plan, std::size_t window)
{
    return double(plan.windows[window].window.range.length()) / double(microsPerDay);
}

/// Within `relative` of what is wanted, or within a few flows' worth for tiny shares.
bool isNear(double got, double wanted, double relative, double absolute = 0)
{
    return std::abs(got - wanted) <= relative * wanted + absolute;
}

#define NEAR(got, wanted, relative, absolute, what)                                                                    \
    QVERIFY2(isNear(got, wanted, relative, absolute),                                                                  \
             qPrintable(QStringLiteral("%1: got %2, planned %3").arg(what).arg(got).arg(wanted)))

} // namespace

void FlowSimulatorTest::initTestCase()
{
    m_tables = FoundingTables::load();
    QVERIFY(m_tables.networks.size() > 80);
    QVERIFY(m_tables.rules.size() > 30);
    const auto zone = Zone::named(QStringLiteral("Asia/Pyongyang"));
    QVERIFY(zone.ok());
    m_zone = *zone;
    const auto day = [this](int year, int month, int date) {
        return m_zone.toUtc(CivilTime{year, month, date, 0, 0, 0, 0, 0});
    };
    m_windows = {{QStringLiteral("W1"), {day(2017, 4, 1), day(2017, 7, 7)}, {}},
                 {QStringLiteral("W2"), {day(2017, 12, 1), day(2018, 3, 16)}, {}},
                 {QStringLiteral("W3"), {day(2018, 3, 16), day(2018, 8, 31)}, {}},
                 {QStringLiteral("W4"), {day(2019, 1, 1), day(2019, 11, 2)}, {}}};
}

SimulationPlan FlowSimulatorTest::founding() const
{
    auto plan = foundingPlan(m_tables.networks, m_zone, m_windows);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().text()));
    return *plan;
}

void FlowSimulatorTest::sameSeedSameFlows()
{
    QCOMPARE(fingerprint(founding(), 4096, 7, 20'000), fingerprint(founding(), 4096, 7, 20'000));
}

void FlowSimulatorTest::batchSizeDoesNotMatter()
{
    QCOMPARE(fingerprint(founding(), 1, 7, 3'000), fingerprint(founding(), 65'536, 7, 3'000));
}

void FlowSimulatorTest::otherSeedOtherFlows()
{
    QVERIFY(fingerprint(founding(), 4096, 7, 5'000) != fingerprint(founding(), 4096, 8, 5'000));
}

void FlowSimulatorTest::countIsExact_data()
{
    QTest::addColumn<qint64>("flows");
    for (qint64 flows : {0, 1, 7, 1'000, 123'457})
        QTest::addRow("%lld flows", flows) << flows;
}

void FlowSimulatorTest::countIsExact()
{
    QFETCH(qint64, flows);
    SimulationPlan plan = founding();
    plan.flows = flows;
    FlowSimulator simulator(plan);
    FlowBatch batch;
    qint64 count = 0;
    while (simulator.next(batch, 5'000)) {
        QVERIFY(batch.size() <= 5'000);
        count += qint64(batch.size());
    }
    QCOMPARE(count, flows);
    QVERIFY(batch.empty());
    QVERIFY(!simulator.next(batch, 10));
}

void FlowSimulatorTest::compareWithPlan(const SimulationPlan& plan, const std::vector<WindowTally>& sums, Micros change,
                                        double moneroFactor)
{
    using Labels = QString TrafficKind::*;
    const std::pair<Labels, FlowSums WindowTally::*> sets[] = {{&TrafficKind::service, &WindowTally::service},
                                                               {&TrafficKind::content, &WindowTally::content},
                                                               {&TrafficKind::coin, &WindowTally::coin},
                                                               {&TrafficKind::obfuscation, &WindowTally::obfuscation}};
    for (std::size_t w = 0; w < sums.size(); ++w) {
        const WindowTally& sum = sums[w];
        const SimulatedWindow& planned = plan.windows[w];
        NEAR(sum.bytes / days(plan, w), planned.bytesPerDay, 0.01, 0, planned.window.name + " volume");
        for (std::size_t r = 0; r < plan.routes.size(); ++r)
            NEAR(part(sum.route, plan.routes[r].label, sum.bytes), planned.routeShares[r], 0.01, 0.005,
                 plan.routes[r].label);
        for (const auto& [label, bytes] : sets)
            for (const auto& [name, found] : sum.*bytes) {
                const double wanted =
                    plan.share(w, [&, l = label](const TrafficKind& kind) { return kind.*l == name; });
                // A label that nothing planned would be a flow that the rules read otherwise than it was meant.
                QVERIFY2(wanted > 0, qPrintable(planned.window.name + ": " + name));
                // One flow more or less is up to 11 mean sizes.
                NEAR(found.bytes / sum.bytes, wanted, 0.03 + 12.0 / double(found.flows), 0,
                     planned.window.name + " " + name);
            }
        QCOMPARE(part(sum.country, {}, sum.bytes), 0.0);
        // The rhythm, from bytes that are given back what steady kinds flatten.
        const double steady = plan.share(w, [](const TrafficKind& kind) { return kind.isSteady; });
        double office = 0, wantedOffice = 0, free = 0, wantedFree = 0, all = 0;
        double hours[168] = {};
        for (Micros t = planned.window.range.from; t < planned.window.range.to; t += 15 * microsPerMinute) {
            const CivilTime civil = plan.zone.civil(t);
            hours[(civil.weekday - 1) * 24 + civil.hour] += 0.25;
        }
        const double length = days(plan, w) * 24;
        for (int cell = 0; cell < 168; ++cell)
            all += hours[cell] * planned.rhythm[cell];
        for (int cell = 0; cell < 168; ++cell) {
            const double wanted =
                (1 - steady) * hours[cell] * planned.rhythm[cell] / all + steady * hours[cell] / length;
            const bool isFree = plan.weekend.contains(cell / 24 + 1);
            const bool isOffice = !isFree && cell % 24 >= 9 && cell % 24 < 18;
            office += isOffice ? sum.weekHours[cell] / sum.bytes : 0;
            wantedOffice += isOffice ? wanted : 0;
            free += isFree ? sum.weekHours[cell] / sum.bytes : 0;
            wantedFree += isFree ? wanted : 0;
        }
        NEAR(office, wantedOffice, 0.03 + 3 / std::sqrt(wantedOffice * double(sum.flows)), 0,
             planned.window.name + " office hours");
        NEAR(free, wantedFree, 0.03 + 3 / std::sqrt(wantedFree * double(sum.flows)), 0,
             planned.window.name + " weekend");
        QVERIFY(sum.moneroLocals.size() <= 1);
    }
    const TimeRange last = plan.windows.back().window.range;
    const double after = sums.back().moneroAfter.bytes / double(last.to - change);
    const double before = sums.back().moneroBefore.bytes / double(change - last.from);
    NEAR(after / before, moneroFactor, 0.03 + 4.0 / double(sums.back().moneroBefore.flows), 0,
         QStringLiteral("Monero"));
}

void FlowSimulatorTest::foundingRatios_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed : {7, 1, 2020})
        QTest::addRow("seed %llu", seed) << seed;
}

/// The published figures, written out here by hand and not taken from the plan.
void FlowSimulatorTest::foundingRatios()
{
    QFETCH(quint64, seed);
    SimulationPlan plan = founding();
    plan.seed = seed;
    QString problem;
    const Micros may = m_zone.toUtc(CivilTime{2019, 5, 1, 0, 0, 0, 0, 0});
    const std::vector<WindowTally> sums = tally(plan, m_tables, may, problem);
    QCOMPARE(problem, QString());
    compareWithPlan(plan, sums, may, 10);

    const WindowTally &w1 = sums[0], &w2 = sums[1], &w4 = sums[3];
    NEAR((w4.bytes / 305) / (w1.bytes / 97), 4.0, 0.01, 0, "volume");
    NEAR(part(w1.content, "Gaming", w1.bytes) + part(w1.content, "Streaming", w1.bytes), 0.65, 0.02, 0,
         "games and video");
    QCOMPARE(part(w1.route, "TransTelekom", w1.bytes), 0.0);
    NEAR(part(w2.route, "TransTelekom", w2.bytes), 0.36, 0.02, 0, "TransTelekom early 2018");
    NEAR(part(w4.route, "TransTelekom", w4.bytes), 0.45, 0.02, 0, "TransTelekom 2019");
    const double hidden1 = 1 - part(w1.obfuscation, {}, w1.bytes), hidden2 = 1 - part(w2.obfuscation, {}, w2.bytes);
    QVERIFY(hidden1 < 0.01);
    NEAR(hidden2 / hidden1, 13.0, 0.05, 0, "obfuscation");
    NEAR(part(w1.country, "IN", w1.bytes), 0.20, 0.02, 0, "India");
    NEAR(part(w1.country, "CN", w1.bytes), 0.10, 0.04, 0, "China");
    QVERIFY(w1.hosts["IN"].size() > 300);
    QVERIFY(part(w4.obfuscation, "Own VPN", w4.bytes) > 0 && part(w4.obfuscation, "DNS tunnel", w4.bytes) > 0);
    QCOMPARE(w4.moneroLocals.size(), 1);

    const QStringList order = {"Facebook", "Google", "Baidu", "Instagram", "Alibaba", "Amazon", "Tencent", "Apple"};
    for (int i = 0; i + 1 < order.size(); ++i)
        QVERIFY2(w1.service.at(order[i]).bytes > w1.service.at(order[i + 1]).bytes, qPrintable(order[i]));
    for (std::size_t w = 1; w < 4; ++w) {
        const auto& service = sums[w].service;
        QVERIFY(service.at("Alibaba").bytes > service.at("Tencent").bytes);
        QVERIFY(service.at("Tencent").bytes > service.at("Baidu").bytes);
        for (const char* western : {"Facebook", "Google", "Instagram", "Amazon", "Apple"})
            QVERIFY(part(service, western, sums[w].bytes) < 0.005);
    }
    // Evenings and weekends then, office hours on weekdays later.
    const auto office = [](const WindowTally& sum) {
        double share = 0;
        for (int cell = 0; cell < 5 * 24; ++cell)
            share += cell % 24 >= 9 && cell % 24 < 18 ? sum.weekHours[cell] / sum.bytes : 0;
        return share;
    };
    NEAR(office(w1), 0.16, 0.08, 0, "office hours 2017");
    NEAR(office(w4), 0.58, 0.04, 0, "office hours 2019");
}

void FlowSimulatorTest::randomPlans_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<quint64>("seed");
    const char* zones[] = {"Asia/Pyongyang", "Asia/Tehran", "America/Caracas", "Europe/Berlin"};
    for (quint64 seed = 1; seed <= 8; ++seed)
        QTest::addRow("plan %llu", seed) << QString::fromLatin1(zones[seed % 4]) << seed;
}

void FlowSimulatorTest::randomPlans()
{
    QFETCH(QString, zone);
    QFETCH(quint64, seed);
    auto plan = randomPlan(m_tables.networks, *Zone::named(zone), seed);
    QVERIFY2(plan.ok(), plan.ok() ? "" : qPrintable(plan.error().text()));
    ShareCurve curve;
    for (const TrafficKind& kind : plan->kinds)
        if (kind.coin == QLatin1String("Monero"))
            curve = kind.shares.back();
    QString problem;
    const std::vector<WindowTally> sums = tally(*plan, m_tables, curve.since, problem);
    QCOMPARE(problem, QString());
    compareWithPlan(*plan, sums, curve.since, 1 / curve.before);
}

void FlowSimulatorTest::volumeDoesNotDependOnFlows()
{
    double totals[2] = {};
    for (int i = 0; i < 2; ++i) {
        SimulationPlan plan = founding();
        plan.flows = i ? 100'000 : 20'000;
        FlowSimulator simulator(plan);
        FlowBatch batch;
        while (simulator.next(batch, 10'000)) {
            totals[i] = std::accumulate(batch.srcBytes.begin(), batch.srcBytes.end(), totals[i]);
            totals[i] = std::accumulate(batch.dstBytes.begin(), batch.dstBytes.end(), totals[i]);
        }
    }
    QVERIFY(isNear(totals[1], totals[0], 0.02));
}

/// Window 3 holds the night when Pyongyang went from +08:30 to +09:00: the quiet hour before the day's rise must stay
/// at the same local hour on both sides.
void FlowSimulatorTest::clockChangeShiftsTheRhythm()
{
    SimulationPlan plan = founding();
    plan.windows = {plan.windows[2]};
    plan.windows[0].rhythm = {};
    for (int day = 0; day < 7; ++day)
        plan.windows[0].rhythm[std::size_t(day) * 24 + 10] = 1.0 / 7;
    for (TrafficKind& kind : plan.kinds) {
        kind.shares = {kind.shares[2]};
        kind.isSteady = false;
    }
    plan.flows = 5'000;
    FlowSimulator simulator(plan);
    FlowBatch batch;
    const Micros change = microsFromCivil({2018, 5, 4, 15, 0, 0, 0, 0});
    while (simulator.next(batch, 1'000))
        for (Micros start : batch.start) {
            const Micros first = start < change ? 90 * microsPerMinute : 60 * microsPerMinute; // 10:00 local in UTC
            const Micros inDay = start % microsPerDay;
            QVERIFY(inDay >= first && inDay < first + microsPerHour);
        }
}

void FlowSimulatorTest::missingNetworkIsNamed()
{
    std::vector<Network> few = m_tables.networks;
    std::erase_if(few, [](const Network& network) { return network.name == QLatin1String("Baidu"); });
    const auto plan = foundingPlan(few, m_zone, m_windows);
    QVERIFY(!plan.ok());
    QCOMPARE(plan.error().code, ErrorCode::NotFound);
    QVERIFY(plan.error().what.contains(QLatin1String("Baidu")));
}

void FlowSimulatorTest::overfullPlanIsRefused()
{
    SimulationPlan plan = founding();
    QVERIFY(plan.check().ok());
    plan.kinds.front().shares[2] = {0.9, 0.9};
    QVERIFY(!plan.check().ok());
}

QTEST_GUILESS_MAIN(FlowSimulatorTest)
#include "tst_flowsimulator.moc"
