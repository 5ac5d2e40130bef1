// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"

#include <algorithm>

namespace tideline {

namespace {

__extension__ using Wide = unsigned __int128;

Wide numberOf(const IpAddress& address)
{
    Wide number = 0;
    for (const std::uint8_t byte : address.bytes)
        number = (number << 8) | byte;
    return number;
}

} // namespace

NetworkTable::NetworkTable(std::vector<Network> networks) : m_networks(std::move(networks))
{
    build(std::vector<int>(m_networks.size(), 0));
}

NetworkTable::NetworkTable(const std::vector<std::vector<Network>>& tables)
{
    std::vector<int> tableOf;
    for (std::size_t table = 0; table < tables.size(); ++table) {
        m_networks.insert(m_networks.end(), tables[table].begin(), tables[table].end());
        tableOf.resize(m_networks.size(), int(table));
    }
    build(tableOf);
}

void NetworkTable::build(const std::vector<int>& tableOf)
{
    std::vector<RangeMap::Range> ranges;
    std::vector<Wide> widths;
    ranges.reserve(m_networks.size());
    widths.reserve(m_networks.size());
    for (std::size_t i = 0; i < m_networks.size(); ++i) {
        ranges.push_back({m_networks[i].first, m_networks[i].last, std::int32_t(i)});
        widths.push_back(numberOf(m_networks[i].last) - numberOf(m_networks[i].first));
    }
    m_pieces = RangeMap(ranges, [&](std::int32_t a, std::int32_t b) {
        const auto i = std::size_t(a), j = std::size_t(b);
        if (tableOf[i] != tableOf[j])
            return tableOf[i] > tableOf[j];
        if (widths[i] != widths[j])
            return widths[i] < widths[j];
        return a > b;
    });
}

const Network* NetworkTable::find(const IpAddress& address) const
{
    const std::int32_t index = m_pieces.find(address);
    return index == RangeMap::none ? nullptr : &m_networks[std::size_t(index)];
}

const Subject* Attribution::subject(const QString& name) const
{
    const auto found =
        std::find_if(subjects.begin(), subjects.end(), [&](const Subject& subject) { return subject.name == name; });
    return found == subjects.end() ? nullptr : &*found;
}

} // namespace tideline
