// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/report.h"

#include "models/core/timetext.h"

#include <algorithm>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

void writeDocumentHead(HtmlWriter& html, const QString& title)
{
    html.literal("<!DOCTYPE html>\n");
    html.open("html", {{"lang", u"en"_s}}).open("head").literal("\n");
    html.empty("meta", {{"charset", u"utf-8"_s}});
    html.empty("meta", {{"http-equiv", u"Content-Security-Policy"_s},
                        {"content", u"default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
                                    "form-action 'none'"_s}});
    html.empty("meta", {{"name", u"referrer"_s}, {"content", u"no-referrer"_s}});
    html.empty("meta", {{"name", u"viewport"_s}, {"content", u"width=device-width, initial-scale=1"_s}});
    html.empty("meta", {{"name", u"color-scheme"_s}, {"content", u"light dark"_s}});
    html.empty("meta", {{"name", u"generator"_s}, {"content", QStringLiteral("Tideline " TIDELINE_VERSION)}});
    html.literal("\n").element("title", title).literal("\n");
    html.open("style").styleSheet(reportStyle()).close().close().literal("\n");
}

QString titleOf(const CaseInfo& info)
{
    return info.title.isEmpty() ? u"Untitled case"_s : info.title;
}

void writeClassification(HtmlWriter& html, const QString& classification)
{
    if (!classification.isEmpty())
        html.element("p", classification, {{"class", u"classification"_s}});
}

void writeCard(HtmlWriter& html, const char* target, qint64 count, const QString& name)
{
    html.open("a", {{"class", u"card"_s}, {"href", u'#' + QString::fromLatin1(target)}});
    html.element("strong", countText(count)).element("span", name).close();
}

void writeCards(const ReportContext& report)
{
    const ExportContent& content = report.content;
    HtmlWriter& html = report.html;
    html.open("nav", {{"class", u"cards"_s}, {"aria-label", u"Contents"_s}});
    writeCard(html, "figures", qint64(content.figures.size()),
              content.figures.size() == 1 ? u"figure"_s : u"figures"_s);
    writeCard(html, "events", qint64(content.events.size()), content.events.size() == 1 ? u"event"_s : u"events"_s);
    writeCard(html, "annotations", qint64(content.annotations.size()),
              content.annotations.size() == 1 ? u"annotation"_s : u"annotations"_s);
    writeCard(html, "sources", qint64(content.sources.size()),
              content.sources.size() == 1 ? u"source"_s : u"sources"_s);
    writeCard(html, "problems", qint64(content.problems.size()), u"rows not taken"_s);
    html.close().literal("\n");
}

} // namespace

QByteArray htmlReport(const ExportContent& content, const Zone& zone)
{
    HtmlWriter html;
    const ReportContext report{html, content, zone};
    writeDocumentHead(html, titleOf(content.info));
    html.open("body").literal("\n").literal("<div hidden>").styleSheet(reportMarks()).literal("</div>\n");
    writeClassification(html, content.info.classification);
    html.open("main").literal("\n");
    writeReportHead(report);
    writeReportFigures(report);
    writeReportEvents(report);
    writeReportAnnotations(report);
    writeReportFrame(report);
    writeReportSources(report);
    writeReportProblems(report);
    writeReportIntegrity(report);
    html.close().literal("\n");
    writeClassification(html, content.info.classification);
    html.close().literal("\n").close().literal("\n");
    return html.result();
}

void writeReportHead(const ReportContext& report)
{
    const ExportContent& content = report.content;
    HtmlWriter& html = report.html;
    html.open("header", {{"class", u"cover"_s}});
    html.open("p", {{"class", u"eyebrow"_s}}).text(u"Case report"_s);
    if (!content.info.number.isEmpty())
        html.text(u" · "_s + content.info.number);
    if (content.simulated)
        writeSimulatedBadge(html);
    html.close();
    html.element("h1", titleOf(content.info)).literal("\n");
    html.open("dl", {{"class", u"facts"_s}});
    writeFact(html, u"Examiner"_s, content.info.examiner);
    writeFact(html, u"Classification"_s, content.info.classification);
    writeFact(html, u"Period"_s, reportPeriod(content.range, report.zone));
    writeFact(html, u"Filter"_s, content.where.isEmpty() ? u"none"_s : content.where, !content.where.isEmpty());
    writeFact(html, u"Times in"_s, report.zone.name());
    writeFact(html, u"State of"_s, timeText(content.exportedAt, Precision::Second, Zone::utc()) + u" UTC"_s);
    writeFact(html, u"Author"_s, content.info.author);
    writeFact(html, u"Case id"_s, content.info.id, true);
    html.close().literal("\n");
    writeCards(report);
    if (content.simulated) {
        html.open("p", {{"class", u"note simulated"_s}});
        html.element("strong", u"Simulated traffic. "_s);
        html.text(
            u"Flows of the sources marked so were made by a generator, not recorded from a network. Figures drawn "
            "from them carry the badge."_s);
        html.close();
    }
    html.close().literal("\n");
}

void writeSimulatedBadge(HtmlWriter& html)
{
    html.element("span", u"Simulated"_s, {{"class", u"badge simulated"_s}});
}

void writeHeading(const ReportContext& report, const char* id, const QString& title, const QString& count)
{
    report.html.open("h2", {{"id", QString::fromLatin1(id)}}).text(title);
    if (!count.isEmpty())
        report.html.literal(" ").element("span", count, {{"class", u"count"_s}});
    report.html.close().literal("\n");
}

void writeFact(HtmlWriter& html, const QString& name, const QString& value, bool isCode)
{
    if (value.isEmpty())
        return;
    html.open("div").element("dt", name);
    if (isCode)
        html.open("dd").element("code", value).close();
    else
        html.element("dd", value);
    html.close();
}

void writeTextTable(HtmlWriter& html, const QStringList& headers, const std::vector<QStringList>& rows,
                    const std::vector<int>& numeric)
{
    const auto isNumeric = [&numeric](qsizetype column) {
        return std::find(numeric.begin(), numeric.end(), int(column)) != numeric.end();
    };
    const auto cell = [&](const char* tag, qsizetype column, const QString& text) {
        if (isNumeric(column))
            html.element(tag, text, {{"class", u"number"_s}});
        else
            html.element(tag, text);
    };
    html.open("div", {{"class", u"scroll"_s}}).open("table").open("thead").open("tr");
    for (qsizetype i = 0; i < headers.size(); ++i)
        cell("th", i, headers[i]);
    html.close().close().open("tbody").literal("\n");
    for (const QStringList& row : rows) {
        html.open("tr");
        for (qsizetype i = 0; i < row.size(); ++i)
            cell("td", i, row[i]);
        html.close().literal("\n");
    }
    html.close().close().close().literal("\n");
}

QString reportPeriod(const TimeRange& range, const Zone& zone)
{
    const QString from = timeText(range.from, Precision::Minute, zone);
    const QString to = timeText(range.to, Precision::Minute, zone);
    if (from.isEmpty() && to.isEmpty())
        return u"whole span"_s;
    if (from.isEmpty())
        return u"until "_s + to;
    return to.isEmpty() ? u"from "_s + from : from + u" – "_s + to;
}

QString countText(qint64 count)
{
    const TableColumn column{u"count"_s, {}, ColumnType::Integer, {}};
    return cellText(Cell(count), column, Zone::utc());
}

} // namespace tideline
