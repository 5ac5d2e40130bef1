// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/nfdumpjson.h"

#include "models/importers/jsonlines.h"
#include "models/importers/nfdumprow.h"
#include "models/importers/problems.h"
#include "models/importers/timefield.h"

namespace tideline {

namespace {

struct Key
{
    std::string_view name;
    NfdumpField field;
};
constexpr Key keys[] = {{"first", NfdumpField::Start},
                        {"last", NfdumpField::End},
                        {"in_packets", NfdumpField::InPackets},
                        {"in_bytes", NfdumpField::InBytes},
                        {"out_packets", NfdumpField::OutPackets},
                        {"out_bytes", NfdumpField::OutBytes},
                        {"proto", NfdumpField::Protocol},
                        {"tcp_flags", NfdumpField::Flags},
                        {"src_port", NfdumpField::SrcPort},
                        {"dst_port", NfdumpField::DstPort},
                        {"icmp_type", NfdumpField::IcmpType},
                        {"icmp_code", NfdumpField::IcmpCode},
                        {"src4_addr", NfdumpField::SrcAddr},
                        {"dst4_addr", NfdumpField::DstAddr},
                        {"src6_addr", NfdumpField::SrcAddr},
                        {"dst6_addr", NfdumpField::DstAddr},
                        {"src_addr", NfdumpField::SrcAddr},
                        {"dst_addr", NfdumpField::DstAddr},
                        {"src_as", NfdumpField::SrcAs},
                        {"dst_as", NfdumpField::DstAs},
                        {"next_as", NfdumpField::NextAs},
                        {"prev_as", NfdumpField::PrevAs},
                        {"ip4_router", NfdumpField::Router},
                        {"ip6_router", NfdumpField::Router},
                        {"ip_router", NfdumpField::Router},
                        {"export_sysid", NfdumpField::Exporter},
                        {"aggr_flows", NfdumpField::Flows},
                        {"cnt_flows", NfdumpField::Flows},
                        {"nbar_name", NfdumpField::Application}};

std::optional<NfdumpField> fieldFrom(std::string_view name)
{
    for (const Key& key : keys) {
        if (key.name == name)
            return key.field;
    }
    return std::nullopt;
}

constexpr std::string_view between = " \t\r\n,[]";

/// Behind the object that begins at `open`; npos if it does not end here. A text ends with its line at the latest.
std::size_t objectEnd(std::string_view bytes, std::size_t open)
{
    bool inText = false;
    for (std::size_t i = open + 1; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText) {
            if (c == '\\' && i + 1 < bytes.size() && bytes[i + 1] != '\n')
                ++i;
            else
                inText = c != '"' && c != '\n';
        } else if (c == '"') {
            inText = true;
        } else if (c == '}') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

/// Calls `f(offset, text, isObject)` for each object and each piece that is none.
template <typename F> std::size_t forEachObject(std::string_view bytes, bool last, F&& f)
{
    std::size_t at = 0;
    for (;;) {
        const std::size_t from = bytes.find_first_not_of(between, at);
        if (from == std::string_view::npos)
            return bytes.size();
        if (bytes.substr(from).starts_with("\xEF\xBB\xBF")) { // the mark, also of a file that was appended
            at = from + 3;
            continue;
        }
        if (bytes[from] != '{') {
            const std::size_t open = bytes.find_first_of("{\n", from);
            if (open == std::string_view::npos && !last)
                return at;
            f(from, bytes.substr(from, std::min(open, bytes.size()) - from), false);
            if (open == std::string_view::npos)
                return bytes.size();
            at = open;
            continue;
        }
        const std::size_t end = objectEnd(bytes, from);
        if (end == std::string_view::npos) {
            if (last)
                f(from, bytes.substr(from), true);
            return last ? bytes.size() : at;
        }
        f(from, bytes.substr(from, end - from), true);
        at = end;
    }
}

} // namespace

int NfdumpJsonReader::sniff(std::string_view head, const QString&)
{
    const std::size_t open = head.find_first_not_of(" \t\r\n[\xEF\xBB\xBF");
    if (open == std::string_view::npos || head[open] != '{')
        return 0;
    const std::size_t end = objectEnd(head, open);
    const std::string_view first = head.substr(open, end == std::string_view::npos ? end : end - open);
    const auto has = [first](std::string_view key) { return first.find(key) != std::string_view::npos; };
    const bool addresses = has("\"src4_addr\"") || has("\"src6_addr\"") || has("\"src_addr\"");
    return addresses && has("\"first\"") && has("\"in_bytes\"") ? 98 : 0;
}

Result<void> NfdumpJsonReader::begin(std::string_view head, const ReadOptions& options)
{
    if (head.find('{') == std::string_view::npos && !trimmed(head).starts_with('['))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("There is no JSON object in this file"),
                     {},
                     QStringLiteral("Write it with nfdump -o json or -o ndjson.")};
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    m_zone = zone->value_or(Zone::utc());
    m_zoneGiven = zone->has_value();
    return {};
}

std::size_t NfdumpJsonReader::boundary(std::string_view bytes, bool last) const
{
    return last ? bytes.size() : forEachObject(bytes, false, [](std::size_t, std::string_view, bool) {});
}

ParsedBlock NfdumpJsonReader::parse(const Block& block) const
{
    FlowSink sink;
    NfdumpRow row(m_zone);
    JsonLines json(block.bytes);
    const std::string_view bytes = block.bytes;
    qint64 line = block.firstLine;
    std::size_t counted = 0;
    forEachObject(bytes, true, [&](std::size_t offset, std::string_view text, bool isObject) {
        line += std::count(bytes.begin() + std::ptrdiff_t(counted), bytes.begin() + std::ptrdiff_t(offset), '\n');
        counted = offset;
        ++sink.read;
        row.clear();
        unsigned seen = 0;
        std::string fault = isObject ? "" : "text between the records";
        // What simdjson says of an object in an object that is not closed depends on what follows in memory.
        if (isObject && text.find('{', 1) != std::string_view::npos && jsonDepth(text) > 1)
            fault = "the record is cut, or holds objects as no record of nfdump does";
        std::string broken = !fault.empty() ? "" : json.fields(text, [&](const JsonField& member) {
            const auto field = fieldFrom(member.key);
            if (!field || member.type == JsonField::Type::Null)
                return true;
            if (seen & 1u << unsigned(*field))
                fault = "the field " + std::string(member.key) + " is there twice";
            seen |= 1u << unsigned(*field);
            if (member.type == JsonField::Type::Nested)
                fault = std::string(member.key) + " is not a single value";
            else if (const char* expected = row.set(*field, member.text); expected && fault.empty())
                fault = std::string(member.key) + ": " + notA(member.text, expected);
            return fault.empty();
        });
        if (fault.empty())
            fault = std::move(broken);
        constexpr unsigned addresses = 1u << unsigned(NfdumpField::SrcAddr) | 1u << unsigned(NfdumpField::DstAddr);
        if (fault.empty() && (seen & addresses) != addresses)
            fault = "a record without addresses";
        if (fault.empty()) {
            if (const char* wrong = row.finish())
                fault = wrong;
        }
        if (fault.empty())
            sink.append(row.row(), std::uint64_t(line));
        else
            sink.reject(std::uint64_t(line), 0, std::move(fault), text);
    });
    sink.ambiguous = row.ambiguous();
    const bool guessedZone = row.sawLocalTimes() && !m_zoneGiven;
    ParsedBlock parsed = flowBlock(std::move(sink));
    if (guessedZone)
        parsed.notes << QStringLiteral("times are the exporter's local time without zone; they were read as UTC, "
                                       "set zone to change that");
    return parsed;
}

} // namespace tideline
