// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/route.h"

#include <charconv>
#include <string_view>

namespace tideline {

namespace {

/// The AS number that is the whole word, 0 where it is a set or no number.
std::uint32_t asNumber(std::string_view word)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() ? number : 0;
}

} // namespace

const char* routeKindName(RouteKind kind)
{
    switch (kind) {
    case RouteKind::Announced:
        return "announced";
    case RouteKind::Withdrawn:
        return "withdrawn";
    case RouteKind::Table:
        return "table";
    }
    return "";
}

void setPath(RouteRecord& route, std::string path)
{
    route.path = std::move(path);
    route.origin = route.upstream = 0;
    std::string_view rest = route.path;
    bool last = true;
    while (!rest.empty()) {
        const std::size_t blank = rest.find_last_of(' ');
        const std::string_view word = blank == std::string_view::npos ? rest : rest.substr(blank + 1);
        rest = blank == std::string_view::npos ? std::string_view() : rest.substr(0, blank);
        if (word.empty())
            continue;
        const std::uint32_t number = asNumber(word);
        if (last) {
            route.origin = number;
            last = false;
        } else if (number != 0 && number != route.origin) {
            route.upstream = number;
            return;
        }
    }
}

} // namespace tideline
