// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/exporters/exporttables.h"
#include "models/exporters/report.h"
#include "models/exporters/reportzone.h"

#include <QJsonValue>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

bool isNumeric(ColumnType type)
{
    return type != ColumnType::String && type != ColumnType::Time;
}

/// The exact value behind a rounded one; empty where nothing is rounded.
QString exactText(const Cell& cell, const TableColumn& column)
{
    if (const auto* number = std::get_if<double>(&cell))
        return QString::number(*number, 'g', QLocale::FloatingPointShortest);
    const auto* integer = std::get_if<qint64>(&cell);
    return integer && !column.unit.isEmpty() ? QString::number(*integer) : QString();
}

void writeTwinHeader(HtmlWriter& html, const Table& table, const Zone& zone)
{
    html.open("thead").open("tr");
    for (const TableColumn& column : table.columns) {
        QString title = column.title.isEmpty() ? column.key : column.title;
        if (column.type == ColumnType::Time) {
            html.element("th", title + u" (UTC)"_s);
            title += u" ("_s + zone.name() + u')';
        } else if (!column.unit.isEmpty()) {
            title += u" ("_s + (column.unit == u"x" ? u"×"_s : column.unit) + u')';
        }
        html.element("th", title, {{"class", isNumeric(column.type) ? u"number"_s : u"text"_s}});
    }
    html.close().close();
}

void writeTwinCell(HtmlWriter& html, const Cell& cell, const TableColumn& column, const Zone& zone)
{
    if (column.type == ColumnType::Time) {
        const auto* utc = std::get_if<qint64>(&cell);
        const QString offset = utc ? u' ' + zone.offsetText(*utc) : QString();
        html.element("td", cellText(cell, column, Zone::utc()), {{"class", u"time"_s}});
        html.element("td", cellText(cell, column, zone) + offset, {{"class", u"time"_s}});
        return;
    }
    if (!isNumeric(column.type)) {
        html.element("td", cellText(cell, column, zone));
        return;
    }
    const QString exact = exactText(cell, column);
    if (exact.isEmpty())
        html.element("td", cellText(cell, column, zone), {{"class", u"number"_s}});
    else
        html.element("td", cellText(cell, column, zone), {{"class", u"number"_s}, {"title", exact}});
}

void writeTwin(HtmlWriter& html, const Table& table, const Zone& zone, bool isOpen)
{
    if (isOpen)
        html.open("details", {{"open", u"open"_s}});
    else
        html.open("details");
    html.element("summary", table.rows.size() == 1
                                ? u"The numbers, 1 row"_s
                                : u"The numbers, "_s + countText(qint64(table.rows.size())) + u" rows"_s);
    html.open("div", {{"class", u"scroll twin"_s}}).open("table");
    writeTwinHeader(html, table, zone);
    html.open("tbody").literal("\n");
    for (const auto& row : table.rows) {
        html.open("tr");
        for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i)
            writeTwinCell(html, row[i], table.columns[i], zone);
        html.close().literal("\n");
    }
    html.close().close().close().close().literal("\n");
}

/// The text of an instant that the question holds, in the figure's zone.
TimeRange questionRange(const MeasureResult& result, const TimeRange& fallback)
{
    const auto time = [&result](const QString& key, Micros open) {
        const auto range = parseTimeRange(result.question.value(key).toString(), Zone::utc());
        return range ? range->from : open;
    };
    if (!result.question.contains(u"from"_s) && !result.question.contains(u"to"_s))
        return fallback;
    return {time(u"from"_s, TimeRange::beginning()), time(u"to"_s, TimeRange::end())};
}

QString sourcesText(const MeasureResult& result)
{
    QStringList texts;
    for (const auto& source : result.sources)
        texts.append(source.sha256.isEmpty() ? source.name : source.name + u" ("_s + source.sha256.left(12) + u"…)"_s);
    return texts.join(u", "_s);
}

/// What complaint number five of this field asks for: no figure leaves without the context that it was made in.
void writeContext(const ReportContext& report, const MeasureResult& result, const Zone& zone)
{
    const QJsonObject& question = result.question;
    const QString where = question.value(u"where"_s).toString(report.content.where);
    HtmlWriter& html = report.html;
    html.open("dl", {{"class", u"context"_s}});
    writeFact(html, u"Measure"_s, result.measure);
    writeFact(html, u"Subject"_s, question.value(u"subject"_s).toString());
    writeFact(html, u"Window"_s, question.value(u"window"_s).toString());
    writeFact(html, u"Against"_s, question.value(u"against"_s).toString());
    writeFact(html, u"Period"_s, reportPeriod(questionRange(result, report.content.range), zone));
    writeFact(html, u"Zone"_s, zone.name());
    writeFact(html, u"Filter"_s, where.isEmpty() ? u"none"_s : where, !where.isEmpty());
    writeFact(html, u"Events"_s, question.value(u"events"_s).toString(), true);
    writeFact(html, u"Source"_s, sourcesText(result));
    writeFact(html, u"Case"_s, report.content.info.id, true);
    writeFact(html, u"Fingerprint"_s, result.fingerprint.left(16), true);
    html.close().literal("\n");
}

QString intervalText(const MeasureResult::Headline& headline)
{
    if (!headline.interval)
        return {};
    const TableColumn column{u"value"_s, {}, ColumnType::Number, headline.unit};
    const auto [low, high] = *headline.interval;
    return u"95 % interval "_s + cellText(low, column, Zone::utc(), true) + u" to "_s +
           cellText(high, column, Zone::utc(), true);
}

void writeFigure(const ReportContext& report, const ExportFigure& figure, const QString& stem, int number)
{
    HtmlWriter& html = report.html;
    const MeasureResult& result = figure.result;
    const Zone zone = zoneOf(result, report.zone);
    html.open("figure", {{"class", u"panel"_s}, {"id", u"figure-"_s + stem}});
    html.open("figcaption").open("h3");
    html.element("span", u"Figure %1"_s.arg(number), {{"class", u"ordinal"_s}}).literal(" ").text(figure.title);
    if (result.simulated())
        writeSimulatedBadge(html);
    html.close();
    if (!result.headline.text.isEmpty())
        html.element("p", result.headline.text, {{"class", u"headline"_s}});
    if (const QString interval = intervalText(result.headline); !interval.isEmpty())
        html.element("p", interval, {{"class", u"interval"_s}});
    html.close().literal("\n");
    if (!figure.svg.isEmpty()) {
        html.open("div", {{"class", u"paper"_s}});
        html.empty("img", {{"alt", figure.title + u": "_s + result.headline.text},
                           {"src", u"data:image/svg+xml;base64,"_s + QString::fromLatin1(figure.svg.toBase64())}});
        html.close().literal("\n");
    }
    writeContext(report, result, zone);
    if (!result.notes.isEmpty()) {
        html.open("ul", {{"class", u"notes"_s}});
        for (const QString& note : result.notes)
            html.element("li", note);
        html.close().literal("\n");
    }
    writeTwin(html, result.table, zone, figure.svg.isEmpty());
    html.close().literal("\n");
}

} // namespace

void writeReportFigures(const ReportContext& report)
{
    const std::vector<ExportFigure>& figures = report.content.figures;
    report.html.open("section");
    writeHeading(report, "figures", u"Figures"_s);
    if (figures.empty())
        report.html.element("p", u"No figure was exported."_s, {{"class", u"empty"_s}});
    const QStringList stems = figureStems(figures);
    for (std::size_t i = 0; i < figures.size(); ++i)
        writeFigure(report, figures[i], stems[qsizetype(i)], int(i) + 1);
    report.html.close().literal("\n");
}

} // namespace tideline
