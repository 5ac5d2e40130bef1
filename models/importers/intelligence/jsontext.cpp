// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/jsontext.h"

namespace tideline {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

bool isJsonNumberText(std::string_view word)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < word.size() && isDigit(word[at]))
            ++at;
        return at - from;
    };
    at += word.starts_with('-');
    const std::size_t whole = at, length = digits();
    if (length == 0 || (length > 1 && word[whole] == '0'))
        return false;
    if (at < word.size() && word[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
        ++at;
        at += at < word.size() && (word[at] == '+' || word[at] == '-');
        if (digits() == 0)
            return false;
    }
    return at == word.size();
}

int hexUnit(std::string_view digits)
{
    if (digits.size() != 4)
        return -1;
    int value = 0;
    for (const char c : digits) {
        const char letter = char(c | 0x20);
        if (isDigit(c))
            value = value * 16 + (c - '0');
        else if (letter >= 'a' && letter <= 'f')
            value = value * 16 + (letter - 'a' + 10);
        else
            return -1;
    }
    return value;
}

} // namespace tideline
