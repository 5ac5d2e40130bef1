// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/rangemap.h"

namespace tideline {

bool increment(IpAddress& address)
{
    for (std::size_t i = 16; i-- > 0;) {
        if (++address.bytes[i] != 0)
            return true;
    }
    return false;
}

void RangeMap::append(const IpAddress& from, std::int32_t value)
{
    const std::int32_t before = m_values.empty() ? none : m_values.back();
    if (value == before)
        return;
    m_edges.push_back(from);
    m_values.push_back(value);
}

std::int32_t RangeMap::find(const IpAddress& address) const
{
    const auto after = std::upper_bound(m_edges.begin(), m_edges.end(), address, isBelow);
    return after == m_edges.begin() ? none : m_values[std::size_t(after - m_edges.begin()) - 1];
}

void RangeMap::findSorted(const std::vector<IpAddress>& addresses, std::vector<std::int32_t>& values) const
{
    values.resize(addresses.size());
    std::size_t next = 0; // first edge above the previous address
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        // Gallop: neighbouring addresses mostly share a piece or lie in one nearby.
        std::size_t step = 1;
        std::size_t low = next;
        while (low + step <= m_edges.size() && !isBelow(addresses[i], m_edges[low + step - 1])) {
            low += step;
            step *= 2;
        }
        const std::size_t high = std::min(low + step, m_edges.size());
        next = std::size_t(std::upper_bound(m_edges.begin() + std::ptrdiff_t(low),
                                            m_edges.begin() + std::ptrdiff_t(high), addresses[i], isBelow) -
                           m_edges.begin());
        values[i] = next == 0 ? none : m_values[next - 1];
    }
}

} // namespace tideline
