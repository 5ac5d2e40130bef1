// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/zeektsv.h"

#include "models/importers/limits.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"
#include "models/importers/zeekrow.h"

#include <algorithm>

namespace tideline {

namespace {

/// Some logs begin with a tab or a BOM before their first #.
std::string_view withoutLead(std::string_view line)
{
    const std::size_t at = line.find('#');
    if (at == std::string_view::npos || at > 4)
        return line;
    const std::string_view lead = line.substr(0, at);
    return lead.find_first_not_of("\t \xEF\xBB\xBF") == std::string_view::npos ? line.substr(at) : line;
}

bool isHeader(std::string_view line)
{
    return !line.empty() && line.front() == '#';
}

/// "\x09" → tab.
char separatorFrom(std::string_view text)
{
    text = trimmed(text);
    const auto hex = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    };
    if (text.size() == 4 && text[0] == '\\' && text[1] == 'x' && hex(text[2]) >= 0 && hex(text[3]) >= 0)
        return char(hex(text[2]) * 16 + hex(text[3]));
    return text.size() == 1 ? text[0] : '\t';
}

/// What stands after the name of a header line; false if it is another one.
bool headerValue(std::string_view line, std::string_view name, std::string_view& value)
{
    if (line.size() <= name.size() + 1 || line.substr(1, name.size()) != name)
        return false;
    value = line.substr(name.size() + 2);
    return true;
}

} // namespace

int ZeekTsvReader::sniff(std::string_view head, const QString&)
{
    bool separator = false, addresses = false, counters = false, path = false, otherPath = false;
    int lines = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (++lines > 40)
            return false;
        line = withoutLead(line);
        std::string_view value;
        separator = separator || line.starts_with("#separator");
        if (headerValue(line, "path", value))
            (value == "conn" ? path : otherPath) = true;
        if (headerValue(line, "fields", value)) {
            addresses = value.find("id.orig_h") != std::string_view::npos;
            counters = value.find("conn_state") != std::string_view::npos ||
                       value.find("orig_pkts") != std::string_view::npos ||
                       value.find("orig_bytes") != std::string_view::npos;
        }
        return true;
    });
    // A log that says it is conn needs no more; one without its path must have what only conn has.
    if (!addresses || otherPath || (!path && !counters))
        return 0;
    return separator && path ? 100 : 90;
}

Result<void> ZeekTsvReader::begin(std::string_view head, const ReadOptions&)
{
    m_fieldAt.clear();
    std::vector<std::string_view> names;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        line = withoutLead(line);
        std::string_view value;
        if (headerValue(line, "separator", value))
            m_separator = separatorFrom(value);
        else if (headerValue(line, "unset_field", value))
            m_unset = value;
        else if (headerValue(line, "empty_field", value))
            m_empty = value;
        else if (headerValue(line, "fields", value)) {
            m_fieldsLine = line;
            splitFields(value, m_separator, names);
        }
        return names.empty();
    });
    if (names.empty() || names.size() > std::size_t(limits::columns))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This Zeek log has no line #fields in its head"),
                     {},
                     QStringLiteral("Give the log with its header lines, or import it as JSON.")};
    unsigned seen = 0;
    for (const std::string_view name : names) {
        const auto field = zeekFieldFromName(name);
        m_fieldAt.push_back(field ? int(*field) : -1);
        if (field && (seen & 1u << unsigned(*field)))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The field %1 is there twice").arg(problemText(name)),
                         QStringLiteral("line #fields"),
                         {}};
        seen |= field ? 1u << unsigned(*field) : 0u;
    }
    for (const ZeekField field : {ZeekField::Ts, ZeekField::OrigHost, ZeekField::RespHost}) {
        if (!(seen & 1u << unsigned(field)))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("This Zeek log has no field %1").arg(QLatin1String(zeekFieldName(field))),
                         QStringLiteral("line #fields"), QStringLiteral("Only conn.log can be read as flows.")};
    }
    return {};
}

std::size_t ZeekTsvReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekTsvReader::parse(const Block& block) const
{
    FlowSink sink;
    std::vector<std::string_view> fields;
    ZeekRow row;
    const auto reject = [&](qint64 line, int column, std::string reason, std::string_view text) {
        ++sink.read;
        sink.reject(std::uint64_t(line), column, std::move(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line) {
        splitFields(line, m_separator, fields);
        if (fields.size() != m_fieldAt.size())
            return reject(number, 0,
                          std::to_string(fields.size()) + " fields where the header names " +
                              std::to_string(m_fieldAt.size()) + "; the line is cut or belongs to another log",
                          line);
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const std::string_view text = fields[i];
            if (m_fieldAt[i] < 0 || text.empty() || text == m_unset || text == m_empty)
                continue;
            if (const char* expected = row.set(ZeekField(m_fieldAt[i]), text))
                return reject(number, int(i) + 1, notA(text, expected), line);
        }
        if (const char* missing = row.finish())
            return reject(number, 0, std::string(missing) + " is not set", line);
        ++sink.read;
        sink.append(row.row(), std::uint64_t(number));
    };
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1)
            line = withoutLead(line);
        if (line.empty())
            return true;
        if (isHeader(line)) {
            if (line.starts_with("#fields") && line != m_fieldsLine)
                reject(number, 0, "the fields change here; split the file and import its parts", line);
        } else if (line.size() > limits::line) {
            reject(number, 0, "a line of over 4 MiB", line);
        } else {
            parseRow(number, line);
        }
        return true;
    });
    return flowBlock(std::move(sink));
}

} // namespace tideline
