// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../timeline/samplecase.h"
#include "widgets/charts/figure.h"
#include "widgets/charts/figurechart.h"

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
        QTest::newRow("index") << index() << int(ChartKind::Steps);
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
            QVERIFY(text.contains(QStringLiteral("North Korea")));
        }
    }

    void footerSaysEverything()
    {
        const FigureFooter footer = FigureFooter::fromResult(services());
        QCOMPARE(
            footer.text(),
            QStringLiteral("Source: simulated flows, seed 7 · North Korea · Asia/Pyongyang · filter: port == 443"));
        QVERIFY(footer.simulated);
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

    void picturesAreTheSameTwice() { QCOMPARE(svgOf(rhythm(), {}), svgOf(rhythm(), {})); }

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
