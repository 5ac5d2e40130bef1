// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/fragments.h"

namespace tideline {

bool Fragments::resolve(PacketFacts& facts, Micros at)
{
    constexpr std::size_t most = 65'536;
    constexpr Micros patience = 60 * microsPerSecond; // RFC 8200, section 4.5
    const Key key{facts.src, facts.dst, facts.fragmentId, facts.protocol};
    if (!facts.laterFragment) {
        if (m_firsts.insert_or_assign(key, First{at, facts.srcPort, facts.dstPort}).second)
            m_order.push_back(key);
        if (m_order.size() > most) {
            m_firsts.erase(m_order.front());
            m_order.pop_front();
        }
        return true;
    }
    const auto found = m_firsts.find(key);
    if (found == m_firsts.end() || at - found->second.at > patience)
        return false;
    facts.srcPort = found->second.srcPort;
    facts.dstPort = found->second.dstPort;
    return true;
}

} // namespace tideline
