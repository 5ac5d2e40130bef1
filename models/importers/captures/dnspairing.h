// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/dnsrecord.h"
#include "models/importers/captures/dissector.h"
#include "models/importers/captures/dnsmessage.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace tideline {

/// Brings each question together with its answer, by addresses, ports, id, name and type.
class DnsPairing
{
public:
    /// `size`: of the message in bytes.
    void add(const DnsMessage& message, const PacketFacts& facts, std::size_t size, Micros at, std::uint64_t record,
             std::vector<DnsRecord>& out);
    void closeAll(std::vector<DnsRecord>& out);         ///< those still without an answer
    std::uint64_t unasked() const { return m_unasked; } ///< answers that repeat no question (multicast)

private:
    struct Waiting
    {
        Micros at = 0;
        std::string key;
        std::uint64_t record = 0;
    };
    void giveUp(Micros now, std::vector<DnsRecord>& out);
    void ask(std::string key, DnsRecord record, std::vector<DnsRecord>& out);

    std::unordered_map<std::string, DnsRecord> m_open;
    std::deque<Waiting> m_order;
    std::uint64_t m_unasked = 0;
};

} // namespace tideline
