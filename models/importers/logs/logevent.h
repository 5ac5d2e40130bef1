// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"

#include <string>
#include <string_view>

namespace tideline {

/// A record's moment, known to the second or to its fraction; `original` is what was written.
EventTime momentOf(Micros at, std::string_view original);

/// How records of one kind are called: "{key}" stands for a field of `extra`.
struct TitlePattern
{
    std::string_view kind; ///< empty: for all kinds, when those of the kind find nothing
    std::string_view text;
};

/// The first pattern of the kind that finds something, else the peers "A:1 → B:2", else the kind; at most 300
/// characters. `peers` are the keys of address, port, address, port.
QString eventTitle(const Event& event, std::string_view kind, const TitlePattern* patterns, std::size_t count,
                   const QStringList& peers);

void addExtra(Event& event, std::string_view key, const std::string& text); ///< nothing if the text is empty
inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace tideline
