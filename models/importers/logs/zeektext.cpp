// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeektext.h"

#include "models/importers/problems.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace tideline {

namespace {

bool isOdd(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7F;
}

int hexDigit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

} // namespace

bool zeekTime(std::string_view text, ClockParser& clock, Micros& at)
{
    const bool iso = text.size() > 10 && text[4] == '-';
    if (!iso)
        return parseEpoch(text, at);
    ClockText parsed;
    if (!clock.parse(text, parsed))
        return false;
    at = parsed.local;
    return true;
}

void assignPlain(std::string& to, std::string_view text)
{
    if (std::none_of(text.begin(), text.end(), isOdd)) {
        to.assign(text);
        return;
    }
    to.clear();
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = byte < 0x20 || byte == 0x7F ? 0 : utf8Length(text, at);
        if (length == 0) {
            constexpr char hex[] = "0123456789abcdef";
            to += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
            ++at;
        } else {
            to.append(text.substr(at, length));
            at += length;
        }
    }
}

void assignUnescaped(std::string& to, std::string_view text)
{
    if (text.find('\\') == std::string_view::npos)
        return assignPlain(to, text);
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool hex = text[at] == '\\' && at + 3 < text.size() && text[at + 1] == 'x' &&
                         hexDigit(text[at + 2]) >= 0 && hexDigit(text[at + 3]) >= 0;
        if (hex) {
            bytes += char(hexDigit(text[at + 2]) * 16 + hexDigit(text[at + 3]));
            at += 3;
        } else {
            if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '\\')
                ++at;
            bytes += text[at];
        }
    }
    assignPlain(to, bytes);
}

std::string shortNumber(std::string_view text)
{
    double value = 0;
    const bool whole = text.find_first_of(".eE") == std::string_view::npos;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (whole || error != std::errc() || end != text.data() + text.size() || !(value > -1e15 && value < 1e15))
        return std::string(text);
    char buffer[40];
    const int length = std::snprintf(buffer, sizeof buffer, "%.6f", value);
    std::string number(buffer, std::size_t(length));
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.')
        number.pop_back();
    return number == "-0" ? "0" : number;
}

} // namespace tideline
