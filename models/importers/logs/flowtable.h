// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/importers/flowtext.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"

#include <string>

namespace tideline {

/// How a table of flows is written, found in its head.
struct FlowTable
{
    char separator = ',';
    std::string header;             ///< the line of titles, repeated ones are skipped; empty if there is none
    std::vector<int> fieldAt;       ///< the reader's field by column, -1 = not used
    bool endsWithSeparator = false; ///< rows do, which makes no column
};

/// The columns by `field(title)`, an optional; a field that is there twice counts the first time. Returns a mask of the
/// fields found.
template <typename Find> std::uint32_t bindColumns(FlowTable& table, std::string_view header, Find&& find)
{
    std::vector<std::string_view> titles;
    std::uint32_t seen = 0;
    table.header = header;
    table.fieldAt.clear();
    table.endsWithSeparator = header.ends_with(table.separator) && table.separator != ' ';
    if (table.endsWithSeparator)
        header.remove_suffix(1);
    splitFields(header, table.separator, titles);
    for (const std::string_view title : titles) {
        const auto field = find(trimmed(title));
        const bool fresh = field && !(seen & 1u << unsigned(*field));
        table.fieldAt.push_back(fresh ? int(*field) : -1);
        seen |= fresh ? 1u << unsigned(*field) : 0u;
    }
    return seen;
}

/// The first line with something in it, without a byte order mark.
inline std::string_view firstFullLine(std::string_view head)
{
    std::string_view found;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        found = line;
        return trimmed(line).empty();
    });
    return found;
}

/// A local time into UTC; remembers what a note has to say.
class LocalClock
{
public:
    explicit LocalClock(const Zone& zone) : m_zone(zone), m_isUtc(zone.periods().size() <= 1 && zone.offsetAt(0) == 0)
    {}
    bool parse(std::string_view text, Micros& micros)
    {
        ClockText clock;
        const char mark = text.size() > 4 && text[4] == '/' ? '/' : '-';
        if (!m_clock.parse(text, clock, mark))
            return false;
        micros = clock.local;
        if (clock.hasZone || m_isUtc)
            return true;
        const Zone::Resolved resolved = m_zone.toUtc(clock.local);
        micros = resolved.utc;
        ambiguous = ambiguous || resolved.ambiguous || resolved.missing;
        return micros >= earliestTime && micros < latestTime;
    }
    bool ambiguous = false;

private:
    Zone m_zone;
    ClockParser m_clock;
    bool m_isUtc;
};

/// Reads rows by `Row`: clear(), set(field, text) → nullptr or what the text should have been, finish() → nullptr or
/// what is wrong with the row, row().
template <typename Row>
void parseFlowTable(const FlowTable& table, std::string_view bytes, qint64 firstLine, Row& row, FlowSink& sink)
{
    std::vector<std::string_view> fields;
    const auto reject = [&](qint64 line, int column, std::string reason, std::string_view text) {
        ++sink.read;
        sink.reject(std::uint64_t(line), column, std::move(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line) {
        std::string_view cut = line;
        if (table.endsWithSeparator && cut.ends_with(table.separator))
            cut.remove_suffix(1);
        splitFields(cut, table.separator, fields);
        if (fields.size() != table.fieldAt.size())
            return reject(number, 0,
                          std::to_string(fields.size()) + " fields where " + std::to_string(table.fieldAt.size()) +
                              " are expected; the line is cut or belongs to another list",
                          line);
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (table.fieldAt[i] < 0)
                continue;
            const std::string_view text = trimmed(fields[i]);
            if (const char* expected = row.set(table.fieldAt[i], text))
                return reject(number, int(i) + 1, notA(text, expected), line);
        }
        if (const char* fault = row.finish())
            return reject(number, 0, fault, line);
        ++sink.read;
        sink.append(row.row(), std::uint64_t(number));
    };
    forEachLine(bytes, firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        if (trimmed(line).empty() || (!table.header.empty() && trimmed(line) == trimmed(table.header)))
            return true;
        if (line.size() > limits::line)
            reject(number, 0, "a line of over 4 MiB", line);
        else
            parseRow(number, line);
        return true;
    });
}

} // namespace tideline
