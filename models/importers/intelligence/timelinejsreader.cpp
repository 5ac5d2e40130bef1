// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/timelinejsreader.h"

#include "models/importers/intelligence/dateparts.h"
#include "models/importers/intelligence/eventparts.h"

namespace tideline {

int TimelineJsReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    if (tree.roots().empty())
        return 0;
    const auto events = tree.roots().front()["events"].elements();
    if (events.empty() || !(*events.front())["start_date"].isObject())
        return 0;
    return membersOf(*events.front(), {"text", "media", "unique_id", "group", "end_date", "display_date"}) ? 97 : 80;
}

void TimelineJsReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode& root : tree.roots()) {
        for (const JsonNode* slide : root["events"].elements())
            take(*slide, QStringLiteral("event"), sink);
        for (const JsonNode* era : root["eras"].elements())
            take(*era, QStringLiteral("era"), sink);
        // The title slide has no date and says nothing that happened.
        const JsonNode& title = root["title"]["text"];
        QStringList words{plainText(title["headline"].text()), plainText(title["text"].text())};
        words.removeAll(QString());
        if (!words.isEmpty())
            sink.say(QStringLiteral("title slide: ") + words.join(u' ').simplified().left(1000));
    }
}

void TimelineJsReader::take(const JsonNode& slide, const QString& category, DocumentSink& sink) const
{
    if (!sink.isWhole(slide))
        return;
    if (!slide.isObject()) {
        sink.reject(slide, QStringLiteral("it is no slide but a single value"));
        return;
    }
    Event event;
    EventTime times[2];
    int i = 0;
    for (const char* member : {"start_date", "end_date"}) {
        auto time = timeOfParts(slide[member], m_time.zone);
        if (!time) {
            sink.reject(slide, QStringLiteral("%1: %2").arg(QLatin1String(member), time.error().what));
            return;
        }
        times[i++] = std::move(time).value();
    }
    auto time = joined(times[0], times[1]);
    if (!time) {
        sink.reject(slide, time.error().what);
        return;
    }
    event.time = std::move(time).value();
    event.externalId = slide["unique_id"].text();
    const QString group = slide["group"].text();
    event.category = group.isEmpty() ? category : group;
    const QString headline = slide["text"]["headline"].text(), text = slide["text"]["text"].text();
    event.note = plainText(text);
    setTitle(event, plainText(headline));
    if (event.title.isEmpty())
        setTitle(event, QString(event.note));
    QStringList links = linksIn(headline) + linksIn(text);
    const QString media = slide["media"]["url"].text();
    if (media.startsWith(u"http"))
        addNew(links, media);
    for (const QString& link : links)
        event.citations.push_back({link});
    QSet<QByteArray> skipped{"unique_id", "group", "text.headline", "text.text"};
    for (const char* date : {"start_date.", "end_date."}) {
        for (const char* part : {"year", "month", "day", "hour", "minute", "second", "millisecond"})
            skipped << QByteArray(date) + part;
    }
    addExtras(event, slide, skipped);
    sink.take(std::move(event), slide, plainText(slide["media"]["caption"].text()).section(u'\n', 0, 0).left(200));
}

} // namespace tideline
