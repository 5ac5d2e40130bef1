// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/jsonscan.h"
#include "models/importers/limits.h"
#include "models/importers/lines.h"

#include <simdjson.h>
#include <string>
#include <string_view>

namespace tideline {

/// How deep arrays and objects nest in JSON text (a scalar is 0); no recursion.
int jsonDepth(std::string_view json);

/// Reads lines that hold one JSON object each. Not to be shared between threads.
class JsonLines
{
public:
    /// `bytes` outlive this reader.
    explicit JsonLines(std::string_view bytes) : m_bytes(bytes) {}

    /// Calls `row(number, line)` for every line that is not empty; it may call `fields` for its line.
    template <typename Row> void forEach(qint64 firstLine, Row&& row)
    {
        forEachLine(m_bytes, firstLine, [&](qint64 number, std::string_view line) {
            if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
                line.remove_prefix(3);
            if (line.find_first_not_of(" \t") != std::string_view::npos)
                row(number, line);
            return true;
        });
    }

    /// Calls `f(field)` for every member in order, until it returns false; views live until the next call.
    /// Empty, or what is wrong with the line.
    template <typename F> std::string fields(std::string_view line, F&& f)
    {
        namespace json = simdjson::ondemand;
        if (line.size() > limits::line)
            return "a line of over 4 MiB";
        if (m_scan.scan(line)) {
            eachScanned(m_scan.members(), f);
            return {};
        }
        json::document document;
        json::object object;
        if (const auto error = m_parser.iterate(copied(line, m_line)).get(document))
            return describe(error);
        if (const auto error = document.get_object().get(object))
            return error == simdjson::INCORRECT_TYPE ? "the line is not a JSON object" : describe(error);
        bool stopped = false;
        std::string fault = eachMember(object, f, stopped);
        if (stopped || !fault.empty())
            return fault;
        const char* location = nullptr; // out of bounds = nothing follows
        return document.current_location().get(location) ? std::string() : std::string("text after the JSON object");
    }

    /// The same for the text of a Nested field: the members of an object, or the elements of an array, which have no
    /// key. May be called while `fields` goes on, but not from within itself; views live until the next call.
    template <typename F> std::string nested(std::string_view text, F&& f)
    {
        namespace json = simdjson::ondemand;
        if (const auto members = m_scan.membersOf(text); members.first) {
            eachScanned(members, f);
            return {};
        }
        json::document document;
        if (const auto error = m_inner.iterate(padded(text)).get(document))
            return describe(error);
        bool stopped = false;
        if (!text.empty() && text.front() == '{') {
            json::object object;
            if (const auto error = document.get_object().get(object))
                return describe(error);
            return eachMember(object, f, stopped);
        }
        json::array array;
        if (const auto error = document.get_array().get(array))
            return describe(error);
        for (auto element : array) {
            JsonField field;
            json::value value;
            auto error = element.get(value);
            if (!error)
                error = readValue(value, field);
            if (error)
                return describe(error);
            if (!f(field))
                return {};
        }
        return {};
    }

private:
    template <typename F> static void eachScanned(const JsonScan::Members& members, F& f)
    {
        for (const JsonField& field : members) {
            if (!f(field))
                return;
        }
    }
    using Entry = simdjson::simdjson_result<simdjson::ondemand::field>;
    template <typename F> static std::string eachMember(simdjson::ondemand::object& object, F& f, bool& stopped)
    {
        int members = 0;
        for (auto entry : object) {
            JsonField field;
            if (const auto error = readField(entry, field); error != simdjson::SUCCESS)
                return describe(error);
            if (field.type == JsonField::Type::Nested && nestsTooDeep(field.text))
                return "JSON nested deeper than 64";
            field.place = members;
            if (++members > limits::columns)
                return "more than 2,000 members";
            if (field.text.size() > limits::field)
                return "a field of over 1 MiB";
            if (!f(field)) {
                stopped = true;
                return {};
            }
        }
        return {};
    }
    /// simdjson reads a little beyond the end, and what it says of broken text depends on what stands there: always
    /// blanks, so that a line is the same wherever a block ends.
    static simdjson::padded_string_view copied(std::string_view text, std::string& place);
    /// What is nested in such a copy is read there, so that views into it stay.
    simdjson::padded_string_view padded(std::string_view text);
    static bool nestsTooDeep(std::string_view json);
    static simdjson::error_code readField(Entry& entry, JsonField& field);
    static simdjson::error_code readValue(simdjson::ondemand::value& value, JsonField& field);
    static std::string describe(simdjson::error_code error);

    std::string_view m_bytes;
    std::string m_line, m_nested; ///< copies with blanks behind them
    JsonScan m_scan;
    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::parser m_inner; ///< for what is nested, while the line is still being read
};

} // namespace tideline
