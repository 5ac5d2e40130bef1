// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../timeline/samplecase.h"
#include "widgets/charts/charttext.h"
#include "widgets/charts/figure.h"
#include "widgets/charts/lollipoppaint.h"
#include "widgets/charts/moneypaint.h"

#include <QTest>

#include <cmath>

using namespace tideline;
using sample::at;

namespace {

Cell money(const char* text)
{
    const auto amount = Decimal::parse(QString::fromLatin1(text));
    return amount ? Cell(*amount) : Cell();
}

MeasureResult losses(bool byQuarter)
{
    MeasureResult r;
    r.measure = QStringLiteral("losses");
    r.zone = QStringLiteral("Asia/Pyongyang");
    if (byQuarter)
        r.table.columns.push_back({"key", "Quarter", ColumnType::String, {}});
    r.table.columns.push_back({"currency", "Currency", ColumnType::String, {}});
    for (const char* kind : {"attempted", "executed", "taken", "recovered", "outstanding"})
        r.table.columns.push_back({QString::fromLatin1(kind), QString::fromLatin1(kind), ColumnType::MoneyAmount, {}});
    r.table.columns.push_back({"events", "Events", ColumnType::Integer, "events"});
    const auto row = [&](const char* key, const char* currency, Cell attempted, Cell taken, qint64 events) {
        std::vector<Cell> cells;
        if (byQuarter)
            cells.push_back(QString::fromLatin1(key));
        cells.insert(cells.end(), {QString::fromLatin1(currency), attempted, Cell(), taken, Cell(), Cell(), events});
        r.table.rows.push_back(cells);
    };
    row("2016-Q1", "EUR", Cell(), money("13000000"), 2);
    row("2016-Q1", "USD", money("951000000"), money("81000000"), 26);
    if (byQuarter) {
        row("2017", "USD", Cell(), money("7000000"), 1);
        row("undated", "USD", Cell(), money("1"), 1);
    } else {
        row("", "KRW", money("3000000000"), Cell(), 1);
    }
    return r;
}

} // namespace

class TestMoney : public QObject
{
    Q_OBJECT
private slots:
    void amountsInShort_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("billions") << 1475380000.0 << "USD 1.48 bn";
        QTest::newRow("even millions") << 13e6 << "USD 13 m";
        QTest::newRow("hundreds of millions") << 535e6 << "USD 535 m";
        QTest::newRow("rounds up to the next size") << 999.96e6 << "USD 1 bn";
        QTest::newRow("thousands") << 12200.0 << "USD 12.2 k";
        QTest::newRow("small") << 7.0 << "USD 7";
        QTest::newRow("hundreds keep their zeros") << 100.0 << "USD 100";
        QTest::newRow("nothing") << 0.0 << "USD 0";
    }
    void amountsInShort()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(moneyText(value, QStringLiteral("USD"), figureLocale()), text);
    }

    void amountsFollowTheLocale()
    {
        QCOMPARE(amountText(1475380000.0, QLocale(QLocale::German)), QStringLiteral("1,48 bn"));
    }

    void logAxisBracketsItsValues()
    {
        const LogAxis axis = LogAxis::over(1e6, 951e6);
        QCOMPARE(axis.low, 5); // the least value has a bar too
        QCOMPARE(axis.high, 9);
        QCOMPARE(axis.part(1e9), 1.0);
        QCOMPARE(axis.part(1e7), 0.5);
        QCOMPARE(axis.part(0), 0.0);
        QVERIFY(axis.part(1e6) > 0);
        QCOMPARE(LogAxis::over(0, 0).high, 1);
        QCOMPARE(axis.step(400), 1);
        QCOMPARE(axis.step(100), 2);
    }

    void currenciesNeverShareAPanel()
    {
        const auto data = MoneyData::fromResult(losses(false), figureLocale());
        QVERIFY(data);
        QCOMPARE(data->panels.size(), std::size_t(3));
        QCOMPARE(data->panels[0].currency, QStringLiteral("USD")); // most events
        QCOMPARE(data->panels[0].bars.size(), std::size_t(5));
        QCOMPARE(data->panels[0].bars[0].text, QStringLiteral("951 m"));
        QVERIFY(!data->panels[0].bars[1].amount);
        QCOMPARE(data->panels[0].bars[1].text, QStringLiteral("not stated"));
    }

    void panelsFindTheirPlaces()
    {
        const auto data = MoneyData::fromResult(losses(false), figureLocale());
        QVERIFY(data);
        for (const QSizeF& size : {QSizeF(1170, 500), QSizeF(700, 170), QSizeF(320, 200), QSizeF(240, 140)}) {
            const QRectF area({10, 10}, size);
            const auto panels = moneyPanels(area, *data);
            QVERIFY(!panels.empty());
            for (std::size_t i = 0; i < panels.size(); ++i) {
                QVERIFY(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(panels[i]));
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!panels[i].intersects(panels[k]));
            }
        }
        QCOMPARE(moneyPanels({0, 0, 1170, 500}, *data)[0].width(), 1170.0);    // below each other
        QCOMPARE(moneyPanels({0, 0, 700, 170}, *data).size(), std::size_t(3)); // side by side
    }

    void keysAreTimes()
    {
        const auto span = [](const char* key) { return timeOfKey(QString::fromLatin1(key), Zone::utc()); };
        QVERIFY(span("2016-Q4") == (TimeRange{at("2016-10-01"), at("2017-01-01")}));
        QVERIFY(span("2016") == (TimeRange{at("2016-01-01"), at("2017-01-01")}));
        QVERIFY(span("2016-02") == (TimeRange{at("2016-02-01"), at("2016-03-01")}));
        QVERIFY(span("2016-02-29") == (TimeRange{at("2016-02-29"), at("2016-03-01")}));
        for (const char* key : {"undated", "2016-Q5", "2016-13", "2016-00", "", "Lazarus", "20160"})
            QVERIFY(!span(key));
    }

    void sticksOverTime()
    {
        QCOMPARE(int(chartKind(losses(true))), int(ChartKind::Lollipops));
        QCOMPARE(int(chartKind(losses(false))), int(ChartKind::Money));
        const auto data = LollipopData::fromResult(losses(true), Zone::utc(), figureLocale());
        QVERIFY(data);
        QCOMPARE(data->currencies, QStringList({"USD", "EUR"}));
        QCOMPARE(data->sticks.size(), std::size_t(3));
        QCOMPARE(data->unplaced, 1);
        QCOMPARE(data->sticks[1].currency, 0);
        QCOMPARE(*data->sticks[1].attempted, 951e6);
        QCOMPARE(*data->sticks[1].taken, 81e6);
        QCOMPARE(data->sticks[1].text, QStringLiteral("2016-Q1: USD 951 m attempted, USD 81 m taken"));
        QVERIFY(data->span() == (TimeRange{at("2016-01-01"), at("2018-01-01")}));
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
