// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/markdownincident.h"

#include "models/core/timetext.h"
#include "models/importers/eventrow.h"
#include "models/importers/problems.h"
#include "models/importers/timelines/frontmatter.h"

namespace tideline {

namespace {

/// The addresses of [text](address) links, each once.
QStringList links(const QString& body)
{
    QStringList found;
    for (qsizetype at = body.indexOf(QStringLiteral("](http")); at >= 0;
         at = body.indexOf(QStringLiteral("](http"), at + 1)) {
        const qsizetype from = at + 2;
        qsizetype end = from;
        int open = 0;
        while (end < body.size() && !body[end].isSpace() && (body[end] != u')' || open > 0)) {
            open += body[end] == u'(' ? 1 : body[end] == u')' ? -1 : 0;
            ++end;
        }
        found << body.mid(from, end - from);
    }
    found.removeDuplicates();
    return found;
}

Result<Event> incident(const FrontMatter& matter, const TimeRules& rules, QStringList& notes)
{
    EventRow row(rules, u'.');
    std::optional<QString> fault;
    const auto set = [&](const char* field, const QStringList& values) {
        if (!fault)
            fault = row.set(QLatin1String(field), values);
    };
    set("time", matter.values(u"date"));
    set("title", matter.values(u"title"));
    set("category", {QStringLiteral("hack")});
    set("subtype", matter.values(u"attack-types"));
    set("target", matter.values(u"target-entities"));
    set("channel", matter.values(u"attack-types"));
    set("tag", matter.values(u"tags") + matter.values(u"entity-types"));
    set("note", matter.body.isEmpty() ? QStringList() : QStringList{matter.body});
    set("citation", links(matter.body));
    if (const QString loss = matter.value(u"loss"); Decimal::parse(loss)) {
        set("amount_taken", {loss});
        set("currency", {QStringLiteral("USD")});
    } else if (!loss.isEmpty()) {
        row.setExtra(QStringLiteral("loss"), loss);
        notes << QStringLiteral("the loss is no number (“%1”): it stands in the column “loss”").arg(loss.left(80));
    }
    const QStringList known{QStringLiteral("date"),         QStringLiteral("title"), QStringLiteral("target-entities"),
                            QStringLiteral("attack-types"), QStringLiteral("loss"),  QStringLiteral("tags")};
    for (const auto& [key, values] : matter.fields) {
        if (!known.contains(key))
            row.setExtra(key, values.join(QStringLiteral("; ")));
    }
    if (fault)
        return Error{ErrorCode::BadInput, *fault, {}, {}};
    ZoneCache zones;
    return row.finish(1, zones);
}

} // namespace

int MarkdownIncidentReader::sniff(std::string_view head, const QString&)
{
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    if (!head.starts_with("---\n") && !head.starts_with("---\r\n"))
        return 0;
    const std::string_view block = head.substr(3, std::min<std::size_t>(head.find("\n---", 3), 16'384));
    const auto has = [block](std::string_view key) { return block.find(key) != std::string_view::npos; };
    if (!has("\ndate:") || !has("\ntitle:"))
        return 0;
    return has("\nattack-types:") || has("\ntarget-entities:") || has("\nloss:") ? 96 : 60;
}

ParsedBlock MarkdownIncidentReader::parse(const Block& block) const
{
    ParsedBlock out;
    std::string_view bytes = block.bytes;
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    const auto rules = TimeRules::make(options());
    const std::size_t bad = firstBadUtf8(bytes);
    const bool isText = bad == std::string_view::npos && bytes.find('\0') == std::string_view::npos;
    if (!rules || !isText) {
        rejectDocument(
            out,
            rules ? Error{ErrorCode::BadInput, QStringLiteral("the text is not UTF-8 or holds a NUL byte"), {}, {}}
                  : rules.error(),
            bytes);
        return out;
    }
    const auto matter = readFrontMatter(QString::fromUtf8(bytes.data(), qsizetype(bytes.size())));
    auto event = matter ? incident(matter.value(), rules.value(), out.notes) : Result<Event>(matter.error());
    if (!event) {
        rejectDocument(out, event.error(), bytes);
        return out;
    }
    const QString name = options().value(QStringLiteral("file_name")).toString().section(u'/', -1);
    const QString inside = matter->value(u"date").left(10);
    if (parseTime(name.left(10), Zone::utc()) && name.size() > 10 && name.left(10) != inside)
        out.notes << QStringLiteral("the file name says %1, the text inside %2: the date inside is taken")
                         .arg(name.left(10), inside.isEmpty() ? QStringLiteral("nothing") : inside);
    ++out.read;
    out.events.push_back(std::move(event).value());
    return out;
}

} // namespace tideline
