// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/everecord.h"
#include "models/importers/reader.h"

#include <deque>
#include <unordered_map>

namespace tideline {

/// Joins the answers among Suricata's DNS records to their questions: one row for each question. Version 1 writes an
/// answer record for every resource record, versions 2 and 3 one with `answers` and `grouped`. An answer belongs to the
/// oldest question of its flow and DNS id that is open, of the same name if there are several; one whose question the
/// log does not hold is a row of its own. Rows leave in the order of the file, when `window` further ones are there, so
/// that memory stays flat.
class EveDns
{
public:
    static constexpr std::size_t window = 4096;

    /// What one record says, whatever its version.
    struct Message
    {
        bool isAnswer = false;
        int version = 1;
        bool hasFlow = false;
        std::uint64_t key = 0; ///< of its flow and DNS id
        DnsRecord row;
    };
    /// Empty, or the fault.
    static std::string read(EveRecord& record, JsonLines& lines, std::uint64_t number, Message& message);

    void take(Message message);
    /// Adds the rows that are complete; `all`: every row.
    void give(ParsedBlock& out, bool all);
    std::uint64_t joined() const { return m_joined; }

private:
    struct Open
    {
        DnsRecord row;
        std::uint64_t key = 0;
        int answersVersion = 0; ///< 0 = not answered
    };
    Open* question(const Message& message);
    std::deque<Open> m_rows;
    std::uint64_t m_first = 0; ///< number of the first one in m_rows
    std::unordered_multimap<std::uint64_t, std::uint64_t> m_byKey;
    std::uint64_t m_joined = 0;
};

} // namespace tideline
