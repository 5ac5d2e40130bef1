// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timepoint.h"

#include <algorithm>
#include <vector>

namespace tideline {

/// Time cut where any validity begins or ends: within a segment the same rules and members hold.
class TimeSegments
{
public:
    void addEdges(const TimeRange& valid)
    {
        if (valid.from != TimeRange::beginning())
            m_edges.push_back(valid.from);
        if (valid.to != TimeRange::end())
            m_edges.push_back(valid.to);
    }
    void build()
    {
        std::sort(m_edges.begin(), m_edges.end());
        m_edges.erase(std::unique(m_edges.begin(), m_edges.end()), m_edges.end());
    }
    const std::vector<Micros>& edges() const { return m_edges; }
    std::uint32_t count() const { return std::uint32_t(m_edges.size()) + 1; }
    std::uint32_t at(Micros time) const
    {
        return std::uint32_t(std::upper_bound(m_edges.begin(), m_edges.end(), time) - m_edges.begin());
    }
    /// A time within the segment.
    Micros inside(std::uint32_t segment) const { return segment == 0 ? TimeRange::beginning() : m_edges[segment - 1]; }

private:
    std::vector<Micros> m_edges;
};

} // namespace tideline
