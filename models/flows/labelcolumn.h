// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/resolvedchunk.h"

namespace tideline {

class FlowView;

/// The labels that one set of rules gives to the rows of a tile. What the rules look at is packed into a key, column by
/// column; each key is matched against the rules once.
class LabelColumn
{
public:
    LabelColumn(const RuleMatcher& rules, const Resolver& resolver);
    /// One label a row, as a text's number; unknown where no rule holds.
    void fill(FlowView& view, std::vector<std::uint32_t>& labels);

private:
    /// Up to 128 bits; rules can speak of no more than that in any case that fits into memory.
    struct Key
    {
        std::uint64_t low = 0, high = 0;
        bool operator==(const Key&) const = default;
    };
    struct Slot
    {
        Key key;
        std::uint32_t label = missing;
    };
    static constexpr std::uint32_t missing = 0xffffffff;

    template <typename Fact> void pack(std::uint32_t count, Fact fact);
    void packFacts(FlowView& view);
    bool fillByNextAs(FlowView& view, std::vector<std::uint32_t>& labels);
    std::uint32_t match(FlowView& view, std::size_t row) const;
    std::uint32_t& place(const Key& key);
    std::size_t slotOf(const Key& key) const;

    const RuleMatcher& m_rules;
    const Resolver& m_resolver;
    std::vector<std::uint64_t> m_low, m_high; ///< keys of the tile
    int m_bits = 0;                           ///< packed so far
    std::vector<std::uint32_t> m_direct;      ///< labels by short keys
    std::vector<Slot> m_slots;                ///< labels by long ones: open addressing
    std::size_t m_used = 0;
    std::uint64_t m_serial = 0;
    std::vector<std::uint32_t> m_ofCode; ///< labels of the chunk's neighbouring ASes
};

} // namespace tideline
