// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/routing/bgpdump.h"

#include "models/core/timetext.h"
#include "models/importers/flowtext.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"

#include <algorithm>
#include <cctype>

namespace tideline {

namespace {

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

std::optional<Prefix> prefixOf(std::string_view text)
{
    return Prefix::parse(latin(text));
}

bool isTable(std::string_view kind)
{
    return kind == "TABLE_DUMP" || kind == "TABLE_DUMP2";
}

bool isUpdate(std::string_view kind)
{
    return kind == "BGP4MP" || kind == "BGP4MP_ET";
}

/// Empty text, or what is wrong with the line.
std::string readRoute(const std::vector<std::string_view>& fields, RouteRecord& route)
{
    if (fields.size() < 6 || (!isTable(fields[0]) && !isUpdate(fields[0])))
        return "no line of bgpdump -m: type|time|kind|neighbour|AS|prefix|path|…";
    if (!parseEpoch(fields[1], route.at))
        return notA(fields[1], "time");
    const std::string_view kind = fields[2];
    if (kind == "STATE")
        return "a change of the session's state, no route";
    if (isTable(fields[0]))
        route.kind = RouteKind::Table;
    else if (kind == "A" || kind == "W")
        route.kind = kind == "A" ? RouteKind::Announced : RouteKind::Withdrawn;
    else
        return notA(kind, "A, W, B or STATE");
    if (!parseAddress(fields[3], route.peer))
        return notA(fields[3], "address");
    if (!parseUnsigned(fields[4], route.peerAs))
        return notA(fields[4], "AS number");
    const auto prefix = prefixOf(fields[5]);
    if (!prefix)
        return notA(fields[5], "prefix");
    route.prefix = *prefix;
    if (route.kind == RouteKind::Withdrawn)
        return {};
    if (fields.size() < 7)
        return "an announcement without a path";
    setPath(route, std::string(fields[6]));
    return {};
}

bool isComment(std::string_view line)
{
    return line.empty() || line.front() == ';' || line.front() == '#';
}

struct Origin
{
    Prefix prefix;
    std::string_view as;
};

std::optional<Origin> originOf(std::string_view line, std::vector<std::string_view>& fields)
{
    splitFields(line, '\t', fields);
    if (fields.size() == 2) {
        const auto prefix = prefixOf(fields[0]);
        return prefix ? std::optional(Origin{*prefix, fields[1]}) : std::nullopt;
    }
    if (fields.size() != 3)
        return std::nullopt;
    const auto prefix = prefixOf(std::string(fields[0]) + '/' + std::string(fields[1]));
    return prefix ? std::optional(Origin{*prefix, fields[2]}) : std::nullopt;
}

/// CAIDA joins the origins that announce one prefix by '_' and writes sets with ','.
bool isOrigins(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isdigit(c) || c == '_' || c == ',';
    }) && std::isdigit(static_cast<unsigned char>(text.front()));
}

/// "rib.20140513.0600", "routeviews-rv2-20140513-1200": eight digits of a date, four of a time if they follow.
std::optional<Micros> momentIn(std::string_view text)
{
    const auto digits = [&](std::size_t at) {
        std::size_t count = 0;
        while (at + count < text.size() && std::isdigit(static_cast<unsigned char>(text[at + count])))
            ++count;
        return count;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t count = digits(at);
        if (count == 8) {
            const std::string day(text.substr(at, 8));
            QString iso = latin(day.substr(0, 4) + '-' + day.substr(4, 2) + '-' + day.substr(6, 2));
            if (digits(at + 9) == 4)
                iso += QStringLiteral("T%1:%2:00Z").arg(latin(text.substr(at + 9, 2)), latin(text.substr(at + 11, 2)));
            if (const auto time = parseTime(iso, Zone::utc()); time && time->range)
                return time->range->from;
        }
        at += count;
    }
    return std::nullopt;
}

std::string_view firstRow(std::string_view head)
{
    std::string_view row;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (!isComment(line))
            row = line;
        return row.empty();
    });
    return row;
}

} // namespace

int BgpdumpReader::sniff(std::string_view head, const QString&)
{
    std::vector<std::string_view> fields;
    splitFields(head.substr(0, head.find('\n')), '|', fields);
    return fields.size() >= 6 && (isTable(fields[0]) || isUpdate(fields[0])) ? 98 : 0;
}

Result<void> BgpdumpReader::begin(std::string_view, const ReadOptions&)
{
    return {};
}

std::size_t BgpdumpReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock BgpdumpReader::parse(const Block& block) const
{
    ParsedBlock parsed;
    std::vector<std::string_view> fields;
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (line.empty())
            return true;
        ++parsed.read;
        splitFields(line, '|', fields);
        RouteRecord route;
        const std::string broken = readRoute(fields, route);
        route.record = std::uint64_t(number);
        if (broken.empty())
            parsed.routes.push_back(std::move(route));
        else
            addProblem(parsed, number, 0, QString::fromStdString(broken), line);
        return true;
    });
    return parsed;
}

int PrefixOriginReader::sniff(std::string_view head, const QString&)
{
    int good = 0, rows = 0;
    std::vector<std::string_view> fields;
    const std::size_t end = head.find_last_of('\n');
    forEachLine(head.substr(0, end == std::string_view::npos ? head.size() : end), 1,
                [&](qint64, std::string_view line) {
                    if (isComment(line))
                        return true;
                    const auto origin = originOf(line, fields);
                    good += origin && isOrigins(origin->as);
                    return ++rows < 20;
                });
    return rows > 0 && good == rows ? 92 : 0;
}

Result<void> PrefixOriginReader::begin(std::string_view head, const ReadOptions& options)
{
    if (const QString at = options.value(QStringLiteral("at")).toString(); !at.isEmpty()) {
        const auto time = parseTime(at, Zone::utc());
        if (!time || !time->range)
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("“%1” is not a time").arg(at),
                         {},
                         QStringLiteral("Give at=2014-05-13T06:00Z")};
        m_at = time->range->from;
        m_note = QStringLiteral("The table is of %1, as given").arg(isoUtc(m_at));
        return {};
    }
    const std::string_view row = firstRow(head);
    const std::string_view comments = head.substr(0, row.empty() ? head.size() : std::size_t(row.data() - head.data()));
    const std::string name = options.value(QStringLiteral("file_name")).toString().toStdString();
    auto moment = momentIn(comments);
    m_note = QStringLiteral("The table is of the moment that its comments give: %1");
    if (!moment) {
        moment = momentIn(name);
        m_note = QStringLiteral("The table is of the moment that its file name gives: %1");
    }
    if (!moment)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This table of prefixes and origins does not say of when it is"),
                     {},
                     QStringLiteral("Give the moment: --set at=2014-05-13T06:00Z")};
    m_at = *moment;
    m_note = m_note.arg(isoUtc(m_at));
    return {};
}

std::size_t PrefixOriginReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock PrefixOriginReader::parse(const Block& block) const
{
    ParsedBlock parsed;
    parsed.notes = {m_note};
    std::vector<std::string_view> fields;
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (isComment(line))
            return true;
        ++parsed.read;
        const auto origin = originOf(line, fields);
        if (!origin || !isOrigins(origin->as)) {
            addProblem(parsed, number, 0, QStringLiteral("no prefix with its origin AS"), line);
            return true;
        }
        RouteRecord route;
        route.at = m_at;
        route.kind = RouteKind::Table;
        route.prefix = origin->prefix;
        const bool several = origin->as.find_first_of("_,") != std::string_view::npos;
        setPath(route, several ? '{' + std::string(origin->as) + '}' : std::string(origin->as));
        route.record = std::uint64_t(number);
        parsed.routes.push_back(std::move(route));
        return true;
    });
    return parsed;
}

} // namespace tideline
