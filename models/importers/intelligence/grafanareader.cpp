// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/grafanareader.h"

#include "models/importers/intelligence/eventparts.h"

namespace tideline {

namespace {

/// The list itself, or wrapped: {"annotations":[…]}.
std::vector<const JsonNode*> annotationsOf(const JsonTree& tree)
{
    std::vector<const JsonNode*> all;
    for (const JsonNode* record : documentRecords(tree)) {
        const JsonNode* const list = record->find("annotations");
        const auto inside = list && list->isArray() ? list->elements() : std::vector<const JsonNode*>{record};
        all.insert(all.end(), inside.begin(), inside.end());
    }
    return all;
}

bool isAnnotation(const JsonNode& node)
{
    return node["time"].type == JsonNode::Type::Number && node["time"].raw.size() >= 12 &&
           (node["tags"].isArray() || node["tags"].type == JsonNode::Type::Null) && membersOf(node, {"text", "tags"});
}

} // namespace

int GrafanaReader::sniff(std::string_view head, const QString&)
{
    const JsonTree tree = documentHead(head);
    const auto annotations = annotationsOf(tree);
    if (annotations.empty() || !isAnnotation(*annotations.front()))
        return 0;
    const bool isSure =
        membersOf(*annotations.front(), {"dashboardUID", "dashboardId", "panelId", "alertId", "timeEnd"});
    return isSure ? 96 : 60;
}

Result<EventTime> GrafanaReader::timeOf(const JsonNode& annotation) const
{
    TimeRules rules = m_time;
    rules.epoch = TimeRules::Epoch::Thousandths;
    EventTime times[2];
    int i = 0;
    for (const char* member : {"time", "timeEnd"}) {
        auto read = readTime(annotation[member].text(), rules.zone, rules);
        if (!read)
            return Error{
                ErrorCode::BadInput, QStringLiteral("%1: %2").arg(QLatin1String(member), read.error().what), {}, {}};
        times[i++] = std::move(read).value();
    }
    // A point has no end, or itself, or 0.
    const bool isPoint = times[0].range && times[1].range && times[0].range->from == times[1].range->from;
    if (isPoint || !times[1].range)
        return times[0];
    return joined(times[0], times[1]);
}

void GrafanaReader::read(const JsonTree& tree, DocumentSink& sink) const
{
    for (const JsonNode* annotation : annotationsOf(tree)) {
        if (!sink.isWhole(*annotation))
            continue;
        if (!annotation->isObject() || annotation->find("time") == nullptr) {
            sink.reject(*annotation, QStringLiteral("the annotation has no time"));
            continue;
        }
        auto time = timeOf(*annotation);
        if (!time) {
            sink.reject(*annotation, time.error().what);
            continue;
        }
        Event event;
        event.time = std::move(time).value();
        event.externalId = (*annotation)["id"].text();
        event.category = QStringLiteral("annotation");
        const QString html = (*annotation)["text"].text();
        setTitle(event, plainText(html));
        event.tags = (*annotation)["tags"].texts();
        event.tags.removeDuplicates();
        for (const QString& link : linksIn(html))
            event.citations.push_back({link});
        addExtras(event, *annotation, {"id", "time", "timeEnd", "text", "tags"});
        QString untitled = (*annotation)["alertName"].text();
        if (untitled.isEmpty())
            untitled = event.tags.isEmpty() ? QStringLiteral("annotation") : event.tags.join(QStringLiteral(", "));
        sink.take(std::move(event), *annotation, untitled);
    }
}

} // namespace tideline
