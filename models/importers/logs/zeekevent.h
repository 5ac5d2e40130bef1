// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"
#include "models/importers/reader.h"

namespace tideline {

/// One row of a Zeek log while it becomes an event.
class ZeekEventRow
{
public:
    explicit ZeekEventRow(std::string_view path) : m_usualPath(path) {}
    void clear();
    void setPath(std::string_view path) { m_path = path; }
    std::string_view path() const { return m_path; }
    bool setTime(std::string_view text); ///< false: it is none
    bool hasTime() const { return m_hasTime; }
    /// A field of a tab-separated log, by its type in Zeek's words.
    void setTyped(std::string_view name, std::string_view type, std::string_view text, std::string_view setSeparator);
    /// A member of a JSON record; false: it was there already.
    bool setJson(std::string_view name, const JsonField& member, JsonLines& lines);
    /// Adds the event; false: it has no time.
    bool finish(ParsedBlock& out, qint64 number);
    void note(ParsedBlock& out) const; ///< what is to be said of the block

private:
    std::string m_usualPath, m_path, m_text, m_part;
    Event m_event;
    ClockParser m_clock;
    bool m_hasTime = false, m_nearEpoch = false;
};

} // namespace tideline
