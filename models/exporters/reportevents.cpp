// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/counted.h"
#include "models/core/timetext.h"
#include "models/exporters/markdown.h"
#include "models/exporters/report.h"

#include <QHash>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

struct CategoryMark
{
    const char* category;
    const char* symbol;
    const char* style;
};
constexpr CategoryMark categoryMarks[] = {{"hack", "#mark-diamond", "mark hack"},
                                          {"sanction", "#mark-square", "mark sanction"},
                                          {"missile test", "#mark-triangle", "mark missile"},
                                          {"nuclear test", "#mark-hexagon", "mark nuclear"},
                                          {"network change", "#mark-bowtie", "mark network"},
                                          {"policy", "#mark-disc", "mark policy"}};
constexpr CategoryMark otherMark{"", "#mark-pentagon", "mark other"};

/// What the tables of events look up.
struct EventIndex
{
    QHash<QString, int> rows;  ///< event id -> number of its row
    QHash<QString, int> notes; ///< event id -> how many annotations with text or tags
    QHash<QString, bool> stars;
    QHash<qint64, const Source*> sources;
};

EventIndex indexOf(const ExportContent& content)
{
    EventIndex index;
    for (const EventPtr& event : content.events)
        index.rows.insert(event->id, int(index.rows.size()) + 1);
    for (const Annotation& annotation : content.annotations) {
        if (annotation.eventId.isEmpty())
            continue;
        index.stars[annotation.eventId] |= annotation.starred;
        index.notes[annotation.eventId] += !annotation.text.isEmpty() || !annotation.tags.isEmpty();
    }
    for (const Source& source : content.sources)
        index.sources.insert(source.id, &source);
    return index;
}

/// One or two texts: a span whose ends read the same at this precision is one.
QString spanText(const EventTime& time, const Zone& zone, bool withOffset)
{
    const bool isDate = time.precision <= Precision::Day;
    // A date is shown as it was in its own zone, here as everywhere (timeText does the same).
    const auto own = isDate ? Zone::named(time.zone) : Result<Zone>(zone);
    const Zone& shown = own ? *own : zone;
    const auto at = [&](Micros utc) {
        const QString text = timeText(utc, time.precision, shown);
        return withOffset && !isDate ? text + u' ' + shown.offsetText(utc) : text;
    };
    const QString from = at(time.range->from);
    const QString to = at(std::max(time.range->from, time.range->to - 1));
    return from == to ? from : from + u"\n– "_s + to;
}

void writeMark(HtmlWriter& html, const Event& event)
{
    const CategoryMark* mark = &otherMark;
    for (const CategoryMark& known : categoryMarks) {
        if (event.category == QLatin1String(known.category))
            mark = &known;
    }
    const QString style = QString::fromLatin1(mark->style) + (event.verified ? QString() : u" hollow"_s);
    html.open("svg", {{"class", style}, {"viewBox", u"-6 -6 12 12"_s}, {"aria-hidden", u"true"_s}});
    html.open("use", {{"href", QString::fromLatin1(mark->symbol)}}).close().close();
}

QString claimText(const Claim& claim)
{
    QStringList words{claim.quantity, claim.kind, claim.value.toString(), claim.unit};
    words.removeAll(QString());
    QString text = words.join(u' ');
    if (!claim.claimedBy.isEmpty())
        text += u", says "_s + claim.claimedBy;
    if (!claim.asOf.isEmpty())
        text += u" ("_s + claim.asOf + u')';
    return text;
}

QString placesText(const Event& event)
{
    QStringList texts;
    for (const Place& place : event.places) {
        QStringList words{place.country, place.name, place.role};
        words.removeAll(QString());
        texts.append(words.join(u", "_s));
    }
    return texts.join(u"; "_s);
}

QString moneyText(const Money& money)
{
    const TableColumn column{u"amount"_s, {}, ColumnType::MoneyAmount, money.currency};
    return cellText(money.amount, column, Zone::utc(), true) + u' ' + moneyKindName(money.kind);
}

void writeLine(HtmlWriter& html, const QString& name, const QString& text)
{
    if (!text.isEmpty())
        html.open("p").element("b", name).literal(" ").text(text).close();
}

void writeTitleCell(HtmlWriter& html, const Event& event, const EventIndex& index)
{
    html.open("td", {{"class", u"what"_s}});
    html.element("strong", event.title);
    if (index.stars.value(event.id))
        html.literal(" ").element("span", u"★"_s, {{"class", u"star"_s}, {"title", u"starred"_s}});
    if (const int notes = index.notes.value(event.id); notes > 0)
        html.literal(" ").element("a", counted(notes, "note"),
                                  {{"href", u"#annotations"_s}, {"class", u"badge neutral"_s}});
    if (!event.verified)
        html.literal(" ").element("span", u"unverified"_s, {{"class", u"badge warning"_s}});
    html.open("div", {{"class", u"detail"_s}});
    if (!event.note.isEmpty())
        html.element("p", event.note);
    for (const Claim& claim : event.claims)
        writeLine(html, u"Stated:"_s, claimText(claim));
    writeLine(html, u"Places:"_s, placesText(event));
    writeLine(html, u"Channels:"_s, event.channels.join(u", "_s));
    writeLine(html, u"Tags:"_s, event.tags.join(u", "_s));
    for (auto extra = event.extra.begin(); extra != event.extra.end(); ++extra)
        writeLine(html, extra.key() + u':', *extra);
    html.close().close();
}

void writeOriginCell(HtmlWriter& html, const Event& event, const EventIndex& index)
{
    html.open("td", {{"class", u"origin"_s}});
    for (const Citation& citation : event.citations)
        html.element("p", citation.text);
    const Source* source = index.sources.value(event.source);
    QString origin = source ? source->name : event.source > 0 ? u"source %1"_s.arg(event.source) : u"entered by hand"_s;
    if (event.record > 0)
        origin += u", line "_s + QString::number(event.record);
    html.element("p", origin, {{"class", u"file"_s}});
    if (source && source->simulated)
        writeSimulatedBadge(html);
    html.close();
}

void writeWhoCell(HtmlWriter& html, const Event& event)
{
    html.open("td").element("p", event.actor);
    if (!event.target.isEmpty())
        html.element("p", u"→ "_s + event.target, {{"class", u"dim"_s}});
    if (!event.countries.isEmpty())
        html.element("p", event.countries.join(u", "_s), {{"class", u"dim"_s}});
    html.close();
}

void writeEventRow(const ReportContext& report, const Event& event, const EventIndex& index)
{
    HtmlWriter& html = report.html;
    html.open("tr", {{"id", u"event-%1"_s.arg(index.rows.value(event.id))}});
    if (event.time.isDated()) {
        html.open("td", {{"class", u"time"_s}}).text(spanText(event.time, Zone::utc(), false));
        html.element("p", precisionName(event.time.precision), {{"class", u"dim"_s}}).close();
        html.element("td", spanText(event.time, report.zone, true), {{"class", u"time"_s}});
    }
    html.open("td", {{"class", u"category"_s}});
    writeMark(html, event);
    html.text(event.category);
    if (!event.subtype.isEmpty())
        html.element("p", event.subtype, {{"class", u"dim"_s}});
    html.close();
    writeTitleCell(html, event, index);
    writeWhoCell(html, event);
    html.open("td", {{"class", u"number"_s}});
    for (const Money& money : event.amounts)
        html.element("p", moneyText(money));
    html.close();
    html.element("td", certaintyName(event.certainty));
    writeOriginCell(html, event, index);
    html.close().literal("\n");
}

void writeEventTable(const ReportContext& report, const EventIndex& index, bool dated)
{
    HtmlWriter& html = report.html;
    html.open("div", {{"class", u"scroll"_s}}).open("table", {{"class", u"events"_s}}).open("thead").open("tr");
    const auto column = [&html](const QString& title, const QString& style) {
        html.element("th", title, {{"class", style}});
    };
    if (dated) {
        column(u"UTC, precision"_s, u"when"_s);
        column(u"Local (%1)"_s.arg(report.zone.name()), u"local"_s);
    }
    column(u"Category"_s, u"kind"_s);
    column(u"Event"_s, u"what"_s);
    column(u"Actor and target"_s, u"who"_s);
    column(u"Amounts"_s, u"number sum"_s);
    column(u"Certainty"_s, u"sure"_s);
    column(u"Sources"_s, u"from"_s);
    html.close().close().open("tbody").literal("\n");
    for (const EventPtr& event : report.content.events) {
        if (event->time.isDated() == dated)
            writeEventRow(report, *event, index);
    }
    html.close().close().close().literal("\n");
}

void writeAnnotation(const ReportContext& report, const Annotation& annotation, const EventIndex& index)
{
    HtmlWriter& html = report.html;
    html.open("article", {{"class", u"panel annotation"_s}}).open("h3");
    const int row = index.rows.value(annotation.eventId);
    if (annotation.eventId.isEmpty())
        html.text(reportPeriod(annotation.period, report.zone) + u" · "_s + report.zone.name());
    else if (row > 0)
        html.element("a", report.content.events[std::size_t(row) - 1]->title, {{"href", u"#event-%1"_s.arg(row)}});
    else
        html.text(u"An event outside this export ("_s + annotation.eventId + u')');
    if (annotation.starred)
        html.literal(" ").element("span", u"★"_s, {{"class", u"star"_s}, {"title", u"starred"_s}});
    html.close();
    html.open("div", {{"class", u"markdown"_s}});
    writeMarkdown(html, annotation.text);
    html.close();
    html.open("p", {{"class", u"byline"_s}});
    for (const QString& tag : annotation.tags)
        html.element("span", tag, {{"class", u"badge neutral"_s}}).literal(" ");
    html.text(annotation.author);
    html.text(u" · written "_s + timeText(annotation.createdAt, Precision::Second, Zone::utc()) + u" UTC"_s);
    if (annotation.changedAt != annotation.createdAt)
        html.text(u", changed "_s + timeText(annotation.changedAt, Precision::Second, Zone::utc()) + u" UTC"_s);
    html.close().close().literal("\n");
}

} // namespace

void writeReportEvents(const ReportContext& report)
{
    const std::vector<EventPtr>& events = report.content.events;
    const EventIndex index = indexOf(report.content);
    const auto undated =
        std::count_if(events.begin(), events.end(), [](const EventPtr& e) { return !e->time.isDated(); });
    const qint64 dated = qint64(events.size()) - undated;
    report.html.open("section");
    writeHeading(report, "events", u"Events"_s, countText(qint64(events.size())));
    if (events.empty())
        report.html.element("p", u"No event passes the filter and the period."_s, {{"class", u"empty"_s}});
    if (dated > 0)
        writeEventTable(report, index, true);
    if (undated > 0) {
        report.html.element("h3", u"Undated events: %1, in no figure"_s.arg(countText(undated)));
        writeEventTable(report, index, false);
    }
    report.html.close().literal("\n");
}

void writeReportAnnotations(const ReportContext& report)
{
    const std::vector<Annotation>& annotations = report.content.annotations;
    const EventIndex index = indexOf(report.content);
    report.html.open("section");
    writeHeading(report, "annotations", u"Annotations"_s, countText(qint64(annotations.size())));
    if (annotations.empty())
        report.html.element("p", u"No annotation was made."_s, {{"class", u"empty"_s}});
    for (const Annotation& annotation : annotations)
        writeAnnotation(report, annotation, index);
    report.html.close().literal("\n");
}

} // namespace tideline
