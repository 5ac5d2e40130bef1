// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstring>
#include <string_view>

namespace tideline {

/// How many LF there are.
qint64 countNewlines(std::string_view bytes);

/// Calls `f(number, line)` for every line of `bytes`, without its line end (LF or CRLF), until it returns false.
template <typename F> void forEachLine(std::string_view bytes, qint64 firstLine, F&& f)
{
    for (std::size_t at = 0; at < bytes.size(); ++firstLine) {
        const void* const hit = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
        const std::size_t end = hit ? std::size_t(static_cast<const char*>(hit) - bytes.data()) : bytes.size();
        std::string_view line = bytes.substr(at, end - at);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (!f(firstLine, line))
            return;
        at = end + 1;
    }
}

} // namespace tideline
