// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/dissector.h"

#include <QStringList>

#include <map>

namespace tideline {

/// Counts what of a capture did not become a flow, or not all of it, so that it can be said.
class PacketTally
{
public:
    void add(const CapturedPacket& packet, const PacketFacts& facts);
    void addOrphanFragment() { ++m_orphans; }
    QStringList notes() const;

private:
    std::map<std::uint16_t, std::uint64_t> m_notIp;
    std::map<std::uint32_t, std::uint64_t> m_unlinked;
    std::uint64_t m_cut = 0, m_withoutPorts = 0, m_tunnelled = 0, m_orphans = 0;
};

} // namespace tideline
