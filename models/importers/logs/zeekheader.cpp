// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeekheader.h"

#include "models/importers/flowtext.h"
#include "models/importers/lines.h"

#include <algorithm>

namespace tideline {

namespace {

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

std::vector<std::string> cut(std::string_view line, char separator)
{
    std::vector<std::string_view> parts;
    splitFields(line, separator, parts);
    return {parts.begin(), parts.end()};
}

} // namespace

ZeekHeader ZeekHeader::read(std::string_view head)
{
    ZeekHeader header;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        line = withoutZeekLead(line);
        std::string_view value;
        if (line.empty() || line.front() != '#')
            return header.fields.empty(); // a log may be cut in front of its header
        if (headerValue(line, "separator", value)) {
            header.separator = separatorFrom(value);
            header.separatorGiven = true;
        } else if (headerValue(line, "set_separator", value)) {
            header.setSeparator = value;
        } else if (headerValue(line, "unset_field", value)) {
            header.unset = value;
        } else if (headerValue(line, "empty_field", value)) {
            header.empty = value;
        } else if (headerValue(line, "path", value)) {
            header.path = value;
        } else if (headerValue(line, "fields", value) && header.fields.empty()) {
            header.fieldsLine = line;
            header.fields = cut(value, header.separator);
        } else if (headerValue(line, "types", value) && header.types.empty()) {
            header.types = cut(value, header.separator);
        }
        return true;
    });
    if (header.types.size() != header.fields.size())
        header.types.clear();
    return header;
}

bool ZeekHeader::has(std::string_view field) const
{
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::string_view withoutZeekLead(std::string_view line)
{
    const std::size_t at = line.find('#');
    if (at == std::string_view::npos || at > 4)
        return line;
    const std::string_view lead = line.substr(0, at);
    return lead.find_first_not_of("\t \xEF\xBB\xBF") == std::string_view::npos ? line.substr(at) : line;
}

ZeekRenames ZeekRenames::from(const ReadOptions& options)
{
    ZeekRenames renames;
    const QJsonObject map = options.value(QStringLiteral("map")).toObject();
    for (auto it = map.begin(); it != map.end(); ++it) {
        const QJsonValue column = it->isObject() ? it->toObject().value(QStringLiteral("column")) : it.value();
        if (column.isString())
            renames.m_fieldByColumn.emplace_back(column.toString().toStdString(), it.key().toStdString());
    }
    return renames;
}

std::string_view ZeekRenames::field(std::string_view column) const
{
    for (const auto& [name, field] : m_fieldByColumn) {
        if (name == column)
            return field;
    }
    static constexpr std::string_view dotted[] = {"id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p"};
    if (column.starts_with("id_"))
        column.remove_prefix(3);
    else if (!column.starts_with("orig_") && !column.starts_with("resp_"))
        return column;
    for (const std::string_view name : dotted) {
        if (column == name.substr(3))
            return name;
    }
    return column;
}

} // namespace tideline
