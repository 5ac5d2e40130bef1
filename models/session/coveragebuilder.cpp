// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/importing.h"

#include <algorithm>

namespace tideline {

namespace {
constexpr Micros quarter = 15 * microsPerMinute;
// Sorting now and then keeps the list as small as the span, however many records there are.
constexpr std::size_t settleAt = 1 << 16;
} // namespace

void CoverageBuilder::add(Micros time)
{
    const qint64 index = time / quarter - (time % quarter < 0 ? 1 : 0);
    if (!m_quarters.empty() && m_quarters.back() == index)
        return;
    m_quarters.push_back(index);
    if (m_quarters.size() % settleAt == 0)
        settle();
}

void CoverageBuilder::settle()
{
    std::sort(m_quarters.begin(), m_quarters.end());
    m_quarters.erase(std::unique(m_quarters.begin(), m_quarters.end()), m_quarters.end());
}

void CoverageBuilder::merge(const CoverageBuilder& other)
{
    m_quarters.insert(m_quarters.end(), other.m_quarters.begin(), other.m_quarters.end());
    settle();
}

std::vector<TimeRange> CoverageBuilder::intervals(Micros joinOver) const
{
    CoverageBuilder sorted = *this;
    sorted.settle();
    std::vector<TimeRange> result;
    for (const qint64 index : sorted.m_quarters) {
        const TimeRange range{index * quarter, (index + 1) * quarter};
        if (!result.empty() && range.from - result.back().to <= joinOver)
            result.back().to = range.to;
        else
            result.push_back(range);
    }
    return result;
}

} // namespace tideline
