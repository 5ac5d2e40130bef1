// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"
#include "models/importers/lines.h"
#include "models/importers/reader.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tideline {

/// The # lines at the top of a Zeek log.
struct ZeekHeader
{
    char separator = '\t';
    std::string setSeparator = ",";
    std::string unset = "-";
    std::string empty = "(empty)";
    std::string path; ///< "conn", "dns" …; empty if not said
    std::vector<std::string> fields;
    std::vector<std::string> types; ///< as many as fields, or none
    std::string fieldsLine;
    bool separatorGiven = false;

    static ZeekHeader read(std::string_view head);
    bool has(std::string_view field) const;
    bool isUnset(std::string_view text) const
    {
        const auto is = [text](const std::string& word) { // most fields differ in their first byte
            return !word.empty() && text.front() == word.front() && text == word;
        };
        return text.empty() || is(unset) || is(empty);
    }
};

/// Some logs begin with a tab or a BOM before their first #.
std::string_view withoutZeekLead(std::string_view line);

/// Fields under other names: `id_orig_h` and `orig_h` as pipelines write `id.orig_h`, and any by the option `map`
/// (Zeek's field -> column of the file).
class ZeekRenames
{
public:
    static ZeekRenames from(const ReadOptions& options);
    std::string_view field(std::string_view column) const;

private:
    std::vector<std::pair<std::string, std::string>> m_fieldByColumn;
};

/// Calls `row(number, line, fields)` for every row and `reject(number, column, reason, line)` for what is none.
/// A further header with the same fields (logs run together) is skipped; one with other fields is rejected.
template <typename Row, typename Reject>
void forEachZeekRow(const ZeekHeader& header, const Block& block, Row&& row, Reject&& reject)
{
    std::vector<std::string_view> fields;
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1)
            line = withoutZeekLead(line);
        if (line.empty())
            return true;
        if (line.front() == '#') {
            if (line.starts_with("#fields") && line != header.fieldsLine)
                reject(number, 0, std::string("the fields change here; split the file and import its parts"), line);
            return true;
        }
        if (line.size() > limits::line) {
            reject(number, 0, std::string("a line of over 4 MiB"), line);
            return true;
        }
        splitFields(line, header.separator, fields);
        if (fields.size() == header.fields.size())
            row(number, line, fields);
        else
            reject(number, 0,
                   std::to_string(fields.size()) + " fields where the header names " +
                       std::to_string(header.fields.size()) + "; the line is cut or belongs to another log",
                   line);
        return true;
    });
}

} // namespace tideline
