// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/jsonlines.h"

#include <algorithm>
#include <functional>

namespace tideline {

namespace {

std::string_view withoutBlanks(std::string_view token)
{
    const std::size_t end = token.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view() : token.substr(0, end + 1);
}

/// simdjson checks numbers only when asked to convert them.
bool isJsonNumber(std::string_view text)
{
    return !text.empty() && jsonNumberLength(text) == text.size();
}

} // namespace

int jsonDepth(std::string_view json)
{
    int depth = 0, deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

simdjson::padded_string_view JsonLines::padded(std::string_view text)
{
    for (const std::string* place : {&m_line, &m_nested}) {
        const std::less_equal<const char*> notAfter;
        const char* const end = place->data() + place->size();
        if (notAfter(place->data(), text.data()) && notAfter(text.data() + text.size(), end) &&
            std::size_t(end - text.data()) >= text.size() + simdjson::SIMDJSON_PADDING)
            return simdjson::padded_string_view(text, std::size_t(end - text.data()));
    }
    return copied(text, m_nested);
}

simdjson::padded_string_view JsonLines::copied(std::string_view text, std::string& place)
{
    place.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    place.assign(text);
    place.append(simdjson::SIMDJSON_PADDING, ' ');
    return simdjson::padded_string_view(place.data(), text.size(), place.size());
}

bool JsonLines::nestsTooDeep(std::string_view json)
{
    // Brackets are counted first, which is much faster than to look into the strings.
    const auto brackets = std::count_if(json.begin(), json.end(), [](char c) { return (c | 0x20) == '{'; });
    return brackets >= limits::jsonDepth && jsonDepth(json) >= limits::jsonDepth;
}

simdjson::error_code JsonLines::readField(Entry& entry, JsonField& field)
{
    namespace json = simdjson::ondemand;
    if (const auto error = entry.error())
        return error;
    if (const auto error = entry.unescaped_key().get(field.key))
        return error;
    json::value value;
    if (const auto error = entry.value().get(value))
        return error;
    return readValue(value, field);
}

simdjson::error_code JsonLines::readValue(simdjson::ondemand::value& value, JsonField& field)
{
    namespace json = simdjson::ondemand;
    json::json_type type;
    if (const auto error = value.type().get(type))
        return error;
    switch (type) {
    case json::json_type::string:
        field.type = JsonField::Type::String;
        return value.get_string().get(field.text);
    case json::json_type::number: {
        field.type = JsonField::Type::Number;
        // The text is kept, so that neither 64-bit integers nor microseconds go through a double. Consumed by raw_json.
        field.text = withoutBlanks(value.raw_json_token());
        if (!isJsonNumber(field.text))
            return simdjson::NUMBER_ERROR;
        std::string_view consumed;
        return simdjson::to_json_string(value).get(consumed);
    }
    case json::json_type::boolean: {
        field.type = JsonField::Type::Bool;
        bool truth = false;
        const auto error = value.get_bool().get(truth);
        field.text = truth ? "true" : "false";
        return error;
    }
    case json::json_type::null: {
        bool isNull = false; // "nan" begins like it
        field.type = JsonField::Type::Null;
        return value.is_null().get(isNull) || !isNull ? simdjson::N_ATOM_ERROR : simdjson::SUCCESS;
    }
    case json::json_type::array:
    case json::json_type::object: {
        field.type = JsonField::Type::Nested;
        const auto error = simdjson::to_json_string(value).get(field.text);
        field.text = withoutBlanks(field.text);
        return error;
    }
    }
    return simdjson::INCORRECT_TYPE;
}

std::string JsonLines::describe(simdjson::error_code error)
{
    if (error == simdjson::UTF8_ERROR)
        return "the line is not UTF-8; give the file's encoding or convert it";
    if (error == simdjson::STRING_ERROR)
        return "a string with a broken escape or a lone surrogate";
    if (error == simdjson::EMPTY || error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT || error == simdjson::UNCLOSED_STRING)
        return "the line does not end with the end of its JSON object; it is cut or has more text";
    if (error == simdjson::NUMBER_ERROR)
        return "a number that JSON does not allow";
    return "not JSON: " + std::string(simdjson::error_message(error));
}

} // namespace tideline
