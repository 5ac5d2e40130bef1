// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../timeline/samplecase.h"
#include "widgets/charts/figure.h"
#include "widgets/charts/figurechart.h"
#include "widgets/charts/heatpaint.h"
#include "widgets/charts/momentpaint.h"
#include "widgets/charts/pairpaint.h"
#include "widgets/charts/stackpaint.h"
#include "widgets/charts/steppaint.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace tideline;

namespace {

MeasureResult base(const char* measure, std::vector<TableColumn> columns)
{
    MeasureResult r;
    r.measure = QString::fromLatin1(measure);
    r.zone = QStringLiteral("Asia/Pyongyang");
    r.question = {{"subject", "North Korea"}, {"where", "port == 443"}};
    r.sources = {{QStringLiteral("simulated flows, seed 7"), {}, true}};
    r.table.columns = std::move(columns);
    r.headline.text = QStringLiteral("+300 % (×4.0)");
    return r;
}

MeasureResult rhythm()
{
    MeasureResult r = base("rhythm", {{"weekday", "Weekday", ColumnType::Integer, {}},
                                      {"hour", "Hour", ColumnType::Integer, {}},
                                      {"value", "Volume", ColumnType::Number, "B"},
                                      {"covered_hours", "Covered", ColumnType::Number, "h"},
                                      {"per_hour", "Per hour", ColumnType::Number, "B"}});
    for (int d = 1; d <= 7; ++d)
        for (int h = 0; h < 24; ++h) {
            const double v =
                0.15 + (d < 6 ? 1.25 * (std::exp(-(h - 10.0) * (h - 10) / 6.5) + std::exp(-(h - 15.0) * (h - 15) / 8.8))
                              : 0.4);
            const bool missing = d == 7 && h == 3;
            r.table.rows.push_back(
                {qint64(d), qint64(h), missing ? Cell() : Cell(v * 4e8), 40.0, missing ? Cell() : Cell(v * 1e7)});
        }
    return r;
}

MeasureResult services()
{
    MeasureResult r = base("services", {{"rank", "Rank", ColumnType::Integer, {}},
                                        {"service", "Service", ColumnType::String, {}},
                                        {"value", "Volume", ColumnType::Number, "B"},
                                        {"share", "Share", ColumnType::Share, {}}});
    const char* names[] = {"https", "video", "dns", "mail", "a service <b>& co</b>", "games", "ssh"};
    double value = 4e12;
    for (int i = 0; i < 7; ++i, value /= 2)
        r.table.rows.push_back({qint64(i + 1), QString::fromLatin1(names[i]), value, value / 8e12});
    return r;
}

MeasureResult compare()
{
    MeasureResult r = base("compare", {{"role", "Role", ColumnType::String, {}},
                                       {"window", "Window", ColumnType::String, {}},
                                       {"per_day", "Per covered day", ColumnType::Number, "B"},
                                       {"ratio", "Ratio", ColumnType::Number, "x"},
                                       {"low", "Low", ColumnType::Number, "x"},
                                       {"high", "High", ColumnType::Number, "x"}});
    r.table.rows = {{QStringLiteral("window"), QStringLiteral("W4"), 2.48e9, 4.0, 3.8, 4.2},
                    {QStringLiteral("against"), QStringLiteral("W1"), 0.62e9, Cell(), Cell(), Cell()}};
    return r;
}

MeasureResult index()
{
    MeasureResult r = base("index", {{"start", "Start", ColumnType::Time, {}},
                                     {"end", "End", ColumnType::Time, {}},
                                     {"value", "Index", ColumnType::Number, {}},
                                     {"covered", "Covered", ColumnType::Share, {}}});
    for (int i = 0; i < 36; ++i) {
        const Micros from = sample::at("2017-01-01") + i * 30 * microsPerDay;
        r.table.rows.push_back({qint64(from), qint64(from + 30 * microsPerDay),
                                i % 11 > 8 ? Cell() : Cell(100 + 8.0 * i + (i % 3) * 20), 1.0});
    }
    return r;
}

MeasureResult outages()
{
    MeasureResult r = base("availability", {{"from", "From", ColumnType::Time, {}},
                                            {"to", "To", ColumnType::Time, {}},
                                            {"duration", "Duration", ColumnType::Duration, "s"},
                                            {"kind", "Kind", ColumnType::String, {}}});
    for (int i = 0; i < 9; ++i) {
        const Micros from = sample::at("2019-01-01") + i * i * 3 * microsPerDay;
        r.table.rows.push_back({qint64(from), qint64(from + (i + 1) * microsPerHour), 3600.0 * (i + 1),
                                i % 3 ? QStringLiteral("silent") : QStringLiteral("drop")});
    }
    return r;
}

MeasureResult compareByKey()
{
    MeasureResult r = base("compare", {{"rank", "Rank", ColumnType::Integer, {}},
                                       {"key", "Service", ColumnType::String, {}},
                                       {"per_day", "Per covered day", ColumnType::Number, "B"},
                                       {"per_day_against", "Per covered day, base", ColumnType::Number, "B"},
                                       {"ratio", "Ratio", ColumnType::Number, "x"},
                                       {"low", "Low", ColumnType::Number, "x"},
                                       {"high", "High", ColumnType::Number, "x"}});
    r.question = {{"subject", "North Korea"}, {"window", "W4"}, {"against", "W1"}};
    r.table.rows = {{qint64(1), QStringLiteral("Alibaba"), 213e6, 11.7e6, 18.19, 17.26, 19.26},
                    {qint64(2), QStringLiteral("dns"), 24.8e6, 0.0, Cell(), Cell(), Cell()},
                    {qint64(3), QStringLiteral("Facebook"), 0.9e6, 39e6, 0.023, 0.02, 0.03}};
    return r;
}

MeasureResult cases()
{
    MeasureResult r = base("cases", {{"rank", "Rank", ColumnType::Integer, {}},
                                     {"country", "Victim country", ColumnType::String, {}},
                                     {"events", "Events of the case", ColumnType::Integer, "events"},
                                     {"stated", "Cases stated", ColumnType::Integer, "cases"}});
    r.headline.text = QStringLiteral("35 stated, 30 located");
    r.table.rows = {{qint64(1), QStringLiteral("KR"), qint64(19), qint64(10)},
                    {qint64(2), QStringLiteral("CR"), qint64(0), qint64(1)},
                    {qint64(3), QStringLiteral("unknown"), qint64(5), Cell()}};
    return r;
}

MeasureResult ladder()
{
    MeasureResult r = base("ladder", {{"time", "Time", ColumnType::Time, {}},
                                      {"key", "Subtype", ColumnType::String, {}},
                                      {"title", "Title", ColumnType::String, {}},
                                      {"cumulative", "Steps so far", ColumnType::Integer, "events"},
                                      {"cumulative_key", "Of this kind", ColumnType::Integer, "events"}});
    r.table.rows = {
        {qint64(sample::at("2006-07-15")), QStringLiteral("UN"), QStringLiteral("1695"), qint64(1), qint64(1)},
        {qint64(sample::at("2010-08-30")), QStringLiteral("US"), QStringLiteral("13551"), qint64(2), qint64(1)},
        {qint64(sample::at("2013-03-07")), QStringLiteral("UN"), QStringLiteral("2094"), qint64(3), qint64(2)}};
    return r;
}

MeasureResult tests()
{
    MeasureResult r = base("tests", {{"start", "Start", ColumnType::Time, {}},
                                     {"end", "End", ColumnType::Time, {}},
                                     {"key", "Category", ColumnType::String, {}},
                                     {"count", "Events", ColumnType::Integer, "events"}});
    const char* edges[] = {"2017-01-01", "2017-04-01", "2017-07-01", "2017-10-01", "2018-01-01"};
    for (int i = 0; i < 4; ++i)
        for (const char* key : {"missile test", "nuclear test"})
            r.table.rows.push_back({qint64(sample::at(edges[i])), qint64(sample::at(edges[i + 1])),
                                    QString::fromLatin1(key),
                                    qint64(key[0] == 'm' ? 2 * i
                                           : i == 2      ? 1
                                                         : 0)});
    return r;
}

MeasureResult firstSeen()
{
    MeasureResult r = base("first-seen", {{"first", "First", ColumnType::Time, {}},
                                          {"key", "Service", ColumnType::String, {}},
                                          {"last", "Last", ColumnType::Time, {}},
                                          {"value", "Volume", ColumnType::Number, "B"}});
    r.table.rows = {
        {qint64(sample::at("2017-04-01")), QStringLiteral("web"), qint64(sample::at("2019-11-01")), 4e9},
        {qint64(sample::at("2017-12-03")), QStringLiteral("mail"), qint64(sample::at("2019-11-01")), 2e9},
        {qint64(sample::at("2019-05-04")), QStringLiteral("mining"), qint64(sample::at("2019-11-01")), 1e9}};
    return r;
}

MeasureResult changes()
{
    MeasureResult r = base("changepoints", {{"at", "New level from", ColumnType::Time, {}},
                                            {"before", "Level before", ColumnType::Number, "USD"},
                                            {"after", "Level after", ColumnType::Number, "USD"},
                                            {"ratio", "Ratio", ColumnType::Number, "x"},
                                            {"low", "Low (95 %)", ColumnType::Number, "x"},
                                            {"high", "High (95 %)", ColumnType::Number, "x"}});
    r.question.insert("series", "BTC · close (USD)");
    r.question.insert("from", "2017-01-01T00:00:00Z");
    r.question.insert("to", "2019-01-01T00:00:00Z");
    r.table.rows = {{qint64(sample::at("2017-06-01")), 1100.0, 2600.0, 2.36, 2.1, 2.6},
                    {qint64(sample::at("2017-12-01")), 2600.0, 14000.0, 5.4, 4.8, 6.0},
                    {qint64(sample::at("2018-02-01")), 14000.0, 8000.0, 0.57, 0.5, 0.65}};
    return r;
}

MeasureResult aroundEvents()
{
    std::vector<TableColumn> columns = {{"lag", "Days after", ColumnType::Integer, "d"}};
    for (const char* key : {"ratio", "low", "high", "placebo_low", "placebo_high"})
        columns.push_back({QString::fromLatin1(key), QStringLiteral("Level over usual"), ColumnType::Number, "x"});
    columns.push_back({"p", "p", ColumnType::Share, {}});
    MeasureResult r = base("event-study", columns);
    for (int lag = -7; lag <= 7; ++lag) {
        const double ratio = lag == 0 || lag == 1 ? 1.5 : 1 + 0.01 * (lag % 3);
        r.table.rows.push_back({qint64(lag), lag == 5 ? Cell() : Cell(ratio), lag == 5 ? Cell() : Cell(ratio * 0.93),
                                lag == 5 ? Cell() : Cell(ratio * 1.07), 0.95, 1.06, 0.2});
    }
    return r;
}

MeasureResult presence()
{
    MeasureResult r = base("presence", {{"rank", "Rank", ColumnType::Integer, {}},
                                        {"country", "Country", ColumnType::String, {}},
                                        {"value", "Volume", ColumnType::Number, "B"},
                                        {"share", "Share", ColumnType::Share, {}},
                                        {"hosts", "Hosts", ColumnType::Integer, {}},
                                        {"present", "Presence", ColumnType::String, {}}});
    r.table.rows = {{qint64(1), QStringLiteral("CN"), 3.6e11, 0.32, qint64(1119), QStringLiteral("yes")},
                    {qint64(2), QStringLiteral("NL"), 7.1e10, 0.06, qint64(94), QStringLiteral("no")}};
    return r;
}

} // namespace

Q_DECLARE_METATYPE(tideline::MeasureResult)

class TestFigure : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QDir().mkpath(QStringLiteral(TIDELINE_BINARY_DIR "/pictures"));
        applyTheme(*qApp, Theme());
    }

    void everyMeasureFindsItsChart_data()
    {
        QTest::addColumn<MeasureResult>("result");
        QTest::addColumn<int>("kind");
        QTest::newRow("volume") << sample::volume() << int(ChartKind::Usage);
        QTest::newRow("rhythm") << rhythm() << int(ChartKind::HeatMap);
        QTest::newRow("services") << services() << int(ChartKind::Bars);
        QTest::newRow("compare") << compare() << int(ChartKind::Ratios);
        QTest::newRow("compare by service") << compareByKey() << int(ChartKind::Pairs);
        QTest::newRow("cases") << cases() << int(ChartKind::Pairs);
        QTest::newRow("ladder") << ladder() << int(ChartKind::Steps);
        QTest::newRow("tests") << tests() << int(ChartKind::Stacks);
        QTest::newRow("first seen") << firstSeen() << int(ChartKind::Moments);
        QTest::newRow("presence") << presence() << int(ChartKind::Bars);
        QTest::newRow("index") << index() << int(ChartKind::Steps);
        QTest::newRow("changes of level") << changes() << int(ChartKind::Steps);
        QTest::newRow("around events") << aroundEvents() << int(ChartKind::Lags);
        QTest::newRow("availability") << outages() << int(ChartKind::Intervals);
        QTest::newRow("nothing") << base("volume", {}) << int(ChartKind::Table);
    }
    void everyMeasureFindsItsChart()
    {
        QFETCH(MeasureResult, result);
        QFETCH(int, kind);
        QCOMPARE(int(chartKind(result)), kind);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            FigureOptions options;
            options.size = {960, 480};
            options.theme = Theme(mode);
            options.windows = sample::windows();
            options.splitBy = QStringLiteral("by upstream");
            options.title = QStringLiteral("A claim in one line");
            const QString name = QStringLiteral(TIDELINE_BINARY_DIR "/pictures/figure-%1-%2.png")
                                     .arg(QString::fromLatin1(QTest::currentDataTag()),
                                          mode == Theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
            QVERIFY(savePng(result, options, name, 1).ok());
            QCOMPARE(QImage(name).size(), options.size);

            // What everybody who only has the picture must be able to read.
            const QByteArray svg = svgOf(result, options);
            QXmlStreamReader xml(svg);
            QString text;
            while (!xml.atEnd()) {
                if (xml.readNext() == QXmlStreamReader::Characters)
                    text += xml.text();
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QVERIFY(QSvgRenderer(svg).isValid());
            QVERIFY(text.contains(QStringLiteral("A claim in one line")));
            QVERIFY(text.contains(QStringLiteral("Asia/Pyongyang")));
            QVERIFY(text.contains(QStringLiteral("Simulated")));
            QVERIFY(
                text.contains(result.question.value(QLatin1String("series")).toString(QStringLiteral("North Korea"))));
        }
    }

    void footerSaysEverything()
    {
        const FigureFooter footer = FigureFooter::fromResult(services());
        QCOMPARE(
            footer.text(),
            QStringLiteral("Source: simulated flows, seed 7 · North Korea · Asia/Pyongyang · filter: port == 443"));
        QVERIFY(footer.simulated);
        MeasureResult sketch = services();
        sketch.share = 0.0625;
        QVERIFY(FigureFooter::fromResult(sketch).text().startsWith(
            QStringLiteral("First picture, of 6 % of the flows; the rest is being counted · Source: ")));
    }

    void vectorsAreCutByGeometry()
    {
        FigureOptions options;
        options.size = {960, 480};
        options.range = TimeRange{sample::at("2019-03-10"), sample::at("2019-03-12T12:00")};
        QXmlStreamReader xml(svgOf(sample::volume(), options));
        int rectangles = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"rect")
                continue;
            ++rectangles;
            const double x = xml.attributes().value(QLatin1String("x")).toDouble(),
                         w = xml.attributes().value(QLatin1String("width")).toDouble();
            QVERIFY(x >= -0.5 && x + w <= 960.5);
        }
        QVERIFY(rectangles >= 9);
    }

    void filesByEnding()
    {
        QTemporaryDir folder;
        for (const char* name : {"f.png", "f.svg", "f.pdf"}) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QVERIFY(saveFigure(services(), {}, path).ok());
            QVERIFY(QFileInfo(path).size() > 500);
        }
        QCOMPARE(saveFigure(services(), {}, folder.filePath(QStringLiteral("f.doc"))).error().code,
                 ErrorCode::BadArgument);
        QCOMPARE(saveFigure(services(), {}, folder.filePath(QStringLiteral("no/such/f.svg"))).error().code,
                 ErrorCode::Io);
    }

    /// The level holds over the asked time, and its axis carries the unit of what was measured.
    void changesOfLevelAreSteps()
    {
        const auto data = StepData::fromResult(changes());
        QVERIFY(data);
        QCOMPARE(data->valueTitle, QStringLiteral("Level"));
        QCOMPARE(data->unit, QStringLiteral("USD"));
        QCOMPARE(data->series.size(), std::size_t(1));
        const auto& steps = data->series[0].steps;
        QCOMPARE(steps.size(), std::size_t(4));
        QCOMPARE(steps[0].span, (TimeRange{sample::at("2017-01-01T00:00"), sample::at("2017-06-01")}));
        QCOMPARE(*steps[0].value, 1100.0);
        QCOMPARE(steps[3].span, (TimeRange{sample::at("2018-02-01"), sample::at("2019-01-01T00:00")}));
        QCOMPARE(*steps[3].value, 8000.0);
        const TimeRange gap{sample::at("2017-08-01"), sample::at("2017-09-01")};
        const auto cut =
            StepData::fromResult(changes(), {{sample::at("2017-02-01"), gap.from}, {gap.to, sample::at("2030-01-01")}});
        const auto& parts = cut->series[0].steps;
        QCOMPARE(parts.size(), std::size_t(5));
        QCOMPARE(parts[0].span, (TimeRange{sample::at("2017-02-01"), sample::at("2017-06-01")}));
        QCOMPARE(parts[1].span, (TimeRange{sample::at("2017-06-01"), gap.from}));
        QCOMPARE(parts[2].span, (TimeRange{gap.to, sample::at("2017-12-01")}));
        QCOMPARE(*parts[2].value, 2600.0);
        MeasureResult none = changes();
        none.table.rows.clear();
        none.headline.text = QStringLiteral("no change of level found");
        QVERIFY(svgOf(none, {}).contains("no change of level found"));
    }

    void picturesAreTheSameTwice() { QCOMPARE(svgOf(rhythm(), {}), svgOf(rhythm(), {})); }

    void picturesDoNotDependOnTheDesktop()
    {
        const QLocale before;
        QByteArray first, second;
        for (const auto& result : {sample::volume(), rhythm(), compareByKey(), ladder(), tests(), firstSeen()})
            first += svgOf(result, {});
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        for (const auto& result : {sample::volume(), rhythm(), compareByKey(), ladder(), tests(), firstSeen()})
            second += svgOf(result, {});
        QLocale::setDefault(before);
        QVERIFY(first == second);
        QVERIFY(first.contains("Jul"));
    }

    void nothingIsCutAtTheEdges()
    {
        for (const auto& result : {services(), compareByKey(), cases(), ladder(), tests(), firstSeen(), presence(),
                                   changes(), aroundEvents()})
            for (const QSize size : {QSize(1200, 600), QSize(340, 300)}) {
                FigureOptions options;
                options.size = size;
                options.decorated = false;
                QXmlStreamReader xml(svgOf(result, options));
                while (!xml.atEnd())
                    if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"text") {
                        const double x = xml.attributes().value(QLatin1String("x")).toDouble();
                        QVERIFY2(x >= -1 && x < size.width(),
                                 qPrintable(QStringLiteral("%1 %2").arg(result.measure).arg(x)));
                    }
            }
    }

    void pairsHaveBothWindowsAndTheirRatio()
    {
        const auto data = PairData::fromResult(compareByKey(), figureLocale());
        QVERIFY(data);
        QCOMPARE(data->ownTitle, QStringLiteral("W4"));
        QCOMPARE(data->baseTitle, QStringLiteral("W1"));
        QVERIFY(data->log); // 213 MB beside 0.9 MB
        QCOMPARE(data->rows[0].ratio, ratioText(18.19));
        QCOMPARE(data->rows[0].interval, QStringLiteral("×17–×19"));
        QCOMPARE(data->rows[1].ratio, QStringLiteral("no base"));
        const auto stated = PairData::fromResult(cases(), figureLocale());
        QVERIFY(stated && !stated->log);
        QCOMPARE(stated->rows[0].label, QStringLiteral("South Korea (KR)"));
        QCOMPARE(stated->rows[0].baseText, QStringLiteral("10")); // stated first, then the events of the case
        QCOMPARE(stated->rows[0].ownText, QStringLiteral("19"));
        QVERIFY(stated->keepsLast);
        QCOMPARE(stated->rows[2].label, QStringLiteral("not located"));
        QVERIFY(stated->rows[2].baseText.isEmpty());
    }

    void laddersHoldTheirHeight()
    {
        const auto data = StepData::fromResult(ladder());
        QVERIFY(data);
        QCOMPARE(data->series.size(), std::size_t(3));
        QCOMPARE(data->series[0].name, QStringLiteral("all"));
        QCOMPARE(data->series[1].name, QStringLiteral("UN"));
        QCOMPARE(data->series[0].steps[0].span.to, sample::at("2010-08-30"));
        QCOMPARE(data->series[1].steps[0].span.to, sample::at("2013-03-07")); // until the next of its kind
        QCOMPARE(data->series[0].steps.back().span.to, data->series[2].steps.back().span.to);
        QCOMPARE(*data->series[0].steps.back().value, 3.0);
    }

    void stacksCountInWholeEvents()
    {
        const auto data = StackData::fromResult(tests());
        QVERIFY(data);
        QCOMPARE(data->bins.size(), std::size_t(4));
        QCOMPARE(data->bins[2].total(), 5.0);
        QCOMPARE(data->largest(data->span()), 6.0);
        QCOMPARE(data->bins[2].rows[1], 5);
        QCOMPARE(countAxis(1).step, 1.0);
        QCOMPARE(countAxis(6).step, 2.0);
    }

    void whatBeganWithTheRecordingIsUnsure()
    {
        const std::vector<TimeRange> coverage = {{sample::at("2017-04-01"), sample::at("2017-07-07")},
                                                 {sample::at("2017-12-01"), sample::at("2018-03-16")},
                                                 {sample::at("2018-03-16"), sample::at("2019-11-02")}};
        const auto data = MomentData::fromResult(firstSeen(), coverage);
        QVERIFY(data);
        QVERIFY(data->moments[0].unsure);
        QVERIFY(data->moments[1].unsure); // two days after a gap
        QVERIFY(!data->moments[2].unsure);
    }

    void narrowHeatMapsFoldTheirSums()
    {
        const HeatData data = HeatData::fromResult(rhythm());
        using Sums = HeatLayout::Sums;
        QCOMPARE(int(HeatLayout::of({0, 0, 560, 300}, data).rowSums), int(Sums::Bars));
        QCOMPARE(int(HeatLayout::of({0, 0, 330, 300}, data).rowSums), int(Sums::Numbers));
        QCOMPARE(int(HeatLayout::of({0, 0, 240, 300}, data).rowSums), int(Sums::None));
        for (const double width : {240.0, 330.0, 560.0}) {
            const HeatLayout layout = HeatLayout::of({0, 0, width, 300}, data);
            QVERIFY(layout.cell(6, 23).right() + layout.rightRoom <= width + 0.01);
        }
        HeatMap map;
        FigureChart chart;
        QVERIFY(2 * map.minimumSizeHint().width() <= 700 && 2 * map.sizeHint().width() <= 700);
        QVERIFY(2 * chart.sizeHint().width() <= 700);
    }

    void sharesOfTheWeekAddUp()
    {
        const HeatData data = HeatData::fromResult(rhythm());
        double sum = 0;
        for (const auto& row : data.cells)
            for (const auto& cell : row)
                sum += cell.value_or(0);
        QVERIFY(std::abs(sum - 100) < 1e-9);
        QVERIFY(!data.cells[6][3]);
        QVERIFY(data.cellText(6, 3).contains(QStringLiteral("no data")));
        const HeatData same = HeatData::ratio(data, data);
        QCOMPARE(*same.cells[0][10], 1.0);
        QCOMPARE(heatStep(same, heatSteps(same, 1), 1.0), 3);
        QCOMPARE(heatStep(same, heatSteps(same, 1), 5.0), 6);
        QCOMPARE(heatStep(same, heatSteps(same, 1), 0.1), 0);
    }

    void arrowsMoveOverTheCells()
    {
        HeatMap map;
        map.setData(HeatData::fromResult(rhythm()));
        map.resize(560, 300);
        map.show();
        QVERIFY(map.accessibleDescription().contains(QStringLiteral("highest at")));
        QTest::keyClick(&map, Qt::Key_Right);
        QCOMPARE(map.currentRow(), 0);
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Down);
        QCOMPARE(map.currentRow(), 25);
        QVERIFY(map.accessibleDescription().contains(map.currentText()));
        QSignalSpy activated(&map, &FigureChart::rowActivated);
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QTest::keyClick(&map, Qt::Key_Escape);
        QCOMPARE(map.currentRow(), -1);
    }

    void barsAnswerToKeysAndClicks()
    {
        FigureChart chart;
        chart.resize(500, 300);
        chart.setResult(services());
        chart.show();
        QTest::keyClick(&chart, Qt::Key_Down);
        QTest::keyClick(&chart, Qt::Key_Down);
        QCOMPARE(chart.currentRow(), 1);
        QSignalSpy activated(&chart, &FigureChart::rowActivated);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, {250, 4 + 12});
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toInt(), 0);
        chart.setResult({});
        QCOMPARE(chart.currentRow(), -1);
    }
};

QTEST_MAIN(TestFigure)
#include "tst_figure.moc"
