// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/figure.h"

#include "widgets/charts/barpaint.h"
#include "widgets/charts/heatpaint.h"
#include "widgets/charts/lagpaint.h"
#include "widgets/charts/lollipoppaint.h"
#include "widgets/charts/momentpaint.h"
#include "widgets/charts/moneypaint.h"
#include "widgets/charts/pairpaint.h"
#include "widgets/charts/stackpaint.h"
#include "widgets/charts/steppaint.h"
#include "widgets/charts/usagechart.h"
#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Figure", text);
}

constexpr double margin = 16, titleRoom = 48, footerRoom = 24;

Zone zoneOf(const MeasureResult& result)
{
    const auto zone = Zone::named(result.zone);
    return zone ? *zone : Zone::utc();
}

ChartHits paintUsageFigure(const MeasureResult& result, const FigureOptions& options, QPainter& painter,
                           const QRectF& area)
{
    UsageScene scene;
    scene.data = UsageData::fromResult(result);
    scene.hidden = options.hidden;
    scene.coverage = options.coverage;
    scene.means = windowMeans(scene.data, options.windows);
    scene.markers = options.markers;
    scene.title = measureTitle(result);
    scene.splitBy = options.splitBy;
    scene.bits = options.bits;
    scene.zone = zoneOf(result);
    scene.locale = options.locale;
    const TimeRange range = options.range.value_or(scene.data.span());
    ChartHits hits;
    if (scene.data.bins.empty() || range.isEmpty()) {
        drawTabular(painter, area.center(), tr("Nothing recorded"), options.theme.font(TextRole::Body),
                    options.theme.color(Token::TextDim), Qt::AlignHCenter);
        return hits;
    }
    paintUsage(painter, area, scene, range, options.theme);
    const TimeScale scale{range, std::max(1.0, area.width() - gutterWidth - rightMargin)};
    const auto keys = std::max<std::size_t>(1, std::size_t(scene.data.keys.size()));
    for (std::size_t i = 0; i < scene.data.bins.size(); ++i) {
        const UsageBin& bin = scene.data.bins[i];
        if (!bin.span.overlaps(range))
            continue;
        const double left = std::max(0.0, scale.toX(bin.span.from)),
                     right = std::min(scale.width, scale.toX(bin.span.to));
        hits.push_back(
            {QRectF(area.left() + gutterWidth + left, area.top(), std::max(1.0, right - left), area.height()),
             int(i * keys),
             rangeText(bin.span, scene.zone, scene.locale) + QStringLiteral(": ") +
                 (bin.gap ? tr("no data") : scene.rateText(scene.data.totalRate(bin, scene.hidden)))});
    }
    return hits;
}

ChartHits paintBody(const MeasureResult& result, const FigureOptions& options, QPainter& painter, const QRectF& area)
{
    const Zone zone = zoneOf(result);
    switch (chartKind(result)) {
    case ChartKind::Usage:
        return paintUsageFigure(result, options, painter, area);
    case ChartKind::Steps:
        if (result.table.rows.empty()) {
            drawTabular(painter, area.center(), result.headline.text, options.theme.font(TextRole::Body),
                        options.theme.color(Token::TextDim), Qt::AlignHCenter);
            return {};
        }
        if (const auto data = StepData::fromResult(result, options.coverage))
            return paintSteps(painter, area, *data, options.range.value_or(data->span()), options.markers, zone,
                              options.theme, options.locale, options.byPixel);
        break;
    case ChartKind::HeatMap: {
        HeatData data = HeatData::fromResult(result);
        data.weekend = options.weekend;
        data.officeFrom = options.officeFrom;
        data.officeTo = options.officeTo;
        data.locale = options.locale;
        return paintHeatMap(painter, area, data, options.theme);
    }
    case ChartKind::Bars:
        if (const auto data = BarData::fromResult(result, zone, options.locale))
            return paintBars(painter, area, *data, options.theme);
        break;
    case ChartKind::Pairs:
        if (const auto data = PairData::fromResult(result, options.locale))
            return paintPairs(painter, area, *data, options.theme);
        break;
    case ChartKind::Money:
        if (const auto data = MoneyData::fromResult(result, options.locale))
            return paintMoney(painter, area, *data, options.theme, options.locale);
        break;
    case ChartKind::Lollipops:
        if (const auto data = LollipopData::fromResult(result, zone, options.locale))
            return paintLollipops(painter, area, *data, options.range.value_or(withMargin(data->span())), zone,
                                  options.theme, options.locale);
        break;
    case ChartKind::Stacks:
        if (const auto data = StackData::fromResult(result))
            return paintStacks(painter, area, *data, options.range.value_or(data->span()), zone, options.theme,
                               options.locale);
        break;
    case ChartKind::Moments:
        if (const auto data = MomentData::fromResult(result, options.coverage))
            return paintMoments(painter, area, *data, options.range.value_or(withMargin(data->span())),
                                options.coverage, zone, options.theme, options.locale);
        break;
    case ChartKind::Ratios:
        if (const auto data = RatioData::fromResult(result))
            return paintRatios(painter, area, *data, options.theme);
        break;
    case ChartKind::Lags:
        if (const auto data = LagData::fromResult(result, options.locale))
            return paintLags(painter, area, *data, options.theme, options.locale);
        break;
    case ChartKind::Intervals:
        if (const auto data = IntervalData::fromResult(result, zone, options.locale)) {
            std::optional<TimeRange> all = options.range;
            for (const auto& interval : data->intervals)
                if (!options.range)
                    all = all ? all->united(interval.span) : interval.span;
            if (all)
                return paintIntervals(painter, area, *data, *all, zone, options.theme, options.locale);
        }
        break;
    case ChartKind::Table:
        break;
    }
    return paintTable(painter, area, result.table, zone, options.theme);
}

bool isOneOf(const QString& name, std::initializer_list<const char*> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char* n) { return name == QLatin1StringView(n); });
}

/// Are the rows told apart by year, quarter, month or day? Some may be undated.
bool isByTime(const Table& table)
{
    const int key = table.columnIndex(u"key");
    const auto dated = std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) {
        return timeOfKey(textOf(row[std::size_t(key)]), Zone::utc()).has_value();
    });
    return dated > 0 && 2 * std::size_t(dated) >= table.rows.size();
}

} // namespace

ChartKind chartKind(const MeasureResult& result)
{
    const Table& table = result.table;
    const auto has = [&](QStringView key) { return table.columnIndex(key) >= 0; };
    const bool binned = has(u"start") && has(u"end") && has(u"value");
    if (has(u"weekday") && has(u"hour"))
        return ChartKind::HeatMap;
    if (result.measure == u"volume" || (binned && has(u"covered") && has(u"share")))
        return binned ? ChartKind::Usage : ChartKind::Table;
    if (result.measure == u"event-study" && has(u"lag"))
        return ChartKind::Lags;
    if (binned || (has(u"time") && has(u"cumulative")) || (has(u"at") && has(u"before") && has(u"after")))
        return ChartKind::Steps;
    if (has(u"start") && has(u"end") && has(u"count"))
        return ChartKind::Stacks;
    if (has(u"currency") && (has(u"taken") || has(u"attempted")))
        return has(u"key") && isByTime(table) ? ChartKind::Lollipops : ChartKind::Money;
    if (result.measure == u"cases" && has(u"stated") && has(u"events"))
        return ChartKind::Pairs;
    if ((has(u"key") || has(u"coin")) &&
        ((has(u"per_day") && has(u"per_day_against")) || (has(u"per_day_before") && has(u"per_day_after"))))
        return ChartKind::Pairs;
    if (result.measure == u"first-seen" && has(u"first") && has(u"last"))
        return ChartKind::Moments;
    if (result.measure == u"compare" || (has(u"ratio") && has(u"low")))
        return has(u"ratio") ? ChartKind::Ratios : ChartKind::Table;
    if (isOneOf(result.measure, {"availability", "route-lanes"}) &&
        ((has(u"from") && has(u"to")) || (has(u"first") && has(u"last"))))
        return ChartKind::Intervals;
    const bool named = std::any_of(table.columns.begin(), table.columns.end(),
                                   [](const TableColumn& column) { return column.type == ColumnType::String; });
    if (named && (has(u"value") || has(u"count") || has(u"taken")))
        return ChartKind::Bars;
    return ChartKind::Table;
}

QString measureTitle(const MeasureResult& result)
{
    if (const QString series = result.question.value(QLatin1String("series")).toString();
        result.measure == u"volume" && !series.isEmpty())
        return series;
    static constexpr std::pair<const char*, const char*> titles[] = {
        {"volume", QT_TRANSLATE_NOOP("Figure", "Volume")},
        {"index", QT_TRANSLATE_NOOP("Figure", "Volume as an index")},
        {"compare", QT_TRANSLATE_NOOP("Figure", "Window against window")},
        {"rhythm", QT_TRANSLATE_NOOP("Figure", "Hours of the week")},
        {"routes", QT_TRANSLATE_NOOP("Figure", "Routes")},
        {"services", QT_TRANSLATE_NOOP("Figure", "Services")},
        {"content", QT_TRANSLATE_NOOP("Figure", "Content")},
        {"obfuscation", QT_TRANSLATE_NOOP("Figure", "Obfuscation")},
        {"mining", QT_TRANSLATE_NOOP("Figure", "Mining")},
        {"presence", QT_TRANSLATE_NOOP("Figure", "Presence abroad")},
        {"talkers", QT_TRANSLATE_NOOP("Figure", "Talkers")},
        {"availability", QT_TRANSLATE_NOOP("Figure", "Availability")},
        {"first-seen", QT_TRANSLATE_NOOP("Figure", "First seen")},
        {"losses", QT_TRANSLATE_NOOP("Figure", "Losses")},
        {"ladder", QT_TRANSLATE_NOOP("Figure", "Sanctions ladder")},
        {"tests", QT_TRANSLATE_NOOP("Figure", "Weapons tests")},
        {"cases", QT_TRANSLATE_NOOP("Figure", "Cases by victim country")},
        {"changepoints", QT_TRANSLATE_NOOP("Figure", "Changes of level")},
        {"event-study", QT_TRANSLATE_NOOP("Figure", "Days around events")},
        {"counts", QT_TRANSLATE_NOOP("Figure", "Events")}};
    for (const auto& [name, title] : titles)
        if (result.measure == QLatin1StringView(name))
            return tr(title);
    QString title = result.measure;
    title.replace(u'-', u' ');
    return title.left(1).toUpper() + title.mid(1);
}

ChartHits renderFigure(const MeasureResult& result, const FigureOptions& options, QPainter& painter)
{
    const QRectF page(QPointF(), QSizeF(options.size));
    const Theme& theme = options.theme;
    painter.fillRect(page, theme.color(Token::Surface));
    if (!options.decorated)
        return paintBody(result, options, painter, page.adjusted(4, 4, -4, -4));
    const QFont titleFont = theme.font(TextRole::Title);
    const QString title = options.title.isEmpty() ? measureTitle(result) : options.title;
    drawTabular(painter, {margin, margin + 12}, elidedAtWord(title, titleFont, page.width() - 2 * margin), titleFont,
                theme.color(Token::Text));
    const QFont body = theme.font(TextRole::Secondary);
    drawTabular(painter, {margin, margin + 31}, elidedAtWord(result.headline.text, body, page.width() - 2 * margin),
                body, theme.color(Token::TextDim));
    const ChartHits hits = paintBody(result, options, painter,
                                     page.adjusted(margin, margin + titleRoom, -margin, -footerRoom - margin / 2));
    paintFooter(painter, {margin, page.bottom() - footerRoom, page.width() - 2 * margin, footerRoom},
                options.footer ? *options.footer : FigureFooter::fromResult(result), theme, options.locale);
    return hits;
}

} // namespace tideline
