// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/zeekjson.h"

#include "models/importers/jsonlines.h"
#include "models/importers/problems.h"
#include "models/importers/zeekrow.h"

#include <algorithm>

namespace tideline {

int ZeekJsonReader::sniff(std::string_view head, const QString&)
{
    int lines = 0, good = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty())
            return true;
        const auto has = [line](std::string_view key) { return line.find(key) != std::string_view::npos; };
        const bool peers =
            (has("\"id.orig_h\"") && has("\"id.resp_h\"")) || (has("\"id_orig_h\"") && has("\"id_resp_h\""));
        good += line.find('{') < 4 && peers && has("\"proto\"") &&
                (has("\"conn_state\"") || has("\"orig_pkts\"") || has("\"_path\":\"conn\""));
        return ++lines < 8;
    });
    return lines > 0 && good * 2 > lines ? 95 : 0;
}

Result<void> ZeekJsonReader::begin(std::string_view, const ReadOptions& options)
{
    m_renames = ZeekRenames::from(options);
    return {};
}

std::size_t ZeekJsonReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekJsonReader::parse(const Block& block) const
{
    FlowSink sink;
    sink.expect(block.bytes, block.spare);
    ZeekRow row;
    JsonLines lines(block.bytes);
    KeyMemory keys;
    const auto meaningOf = [this](std::string_view key) {
        const auto field = zeekFieldFromName(m_renames.field(key));
        return field ? int(*field) : -1;
    };
    lines.forEach(block.firstLine, [&](qint64 number, std::string_view line) {
        ++sink.read;
        row.clear();
        unsigned seen = 0;
        std::string fault;
        std::string broken = lines.fields(line, [&](const JsonField& member) {
            const int field = keys.meaning(member, meaningOf);
            if (field < 0 || member.type == JsonField::Type::Null)
                return true;
            if (seen & 1u << unsigned(field)) {
                fault = "the field " + std::string(member.key) + " is there twice";
                return false;
            }
            seen |= 1u << unsigned(field);
            if (member.type == JsonField::Type::Nested)
                fault = std::string(member.key) + " is not a single value";
            else if (const char* expected = row.set(ZeekField(field), member.text))
                fault = std::string(member.key) + ": " + notA(member.text, expected);
            return fault.empty();
        });
        if (fault.empty())
            fault = std::move(broken);
        if (fault.empty()) {
            if (const char* missing = row.finish())
                fault = std::string(missing) + " is not set";
        }
        if (fault.empty())
            sink.append(row.row(), std::uint64_t(number));
        else
            sink.reject(std::uint64_t(number), 0, std::move(fault), line);
    });
    return flowBlock(std::move(sink));
}

} // namespace tideline
