// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/flows/addressclasses.h"
#include "models/flows/decodedchunk.h"
#include "models/flows/textpool.h"
#include "models/flows/timesegments.h"

namespace tideline {

/// What a rule looks at. The port is that of the service, peer and local as the question sees the flow.
struct RuleFacts
{
    std::uint32_t localClass = 0;
    std::uint32_t peerClass = 0;
    std::uint32_t peerAsn = 0;
    std::uint32_t nextAs = 0;
    std::uint16_t port = 0;
    std::uint8_t protocol = 0;
    std::uint32_t segment = 0;
    std::uint32_t exporter = 0; ///< text numbers; unknown when empty
    std::uint32_t service = 0;
};

/// One set of rules, compiled. The first rule that holds gives the label.
class RuleMatcher
{
public:
    RuleMatcher(RuleSet set, const std::vector<Rule>& rules, AddressClasses& classes, TimeSegments& segments,
                TextPool& texts);

    bool isEmpty() const { return m_rules.empty(); }
    bool usesLocal() const { return m_usesLocal; }
    bool usesPeer() const { return m_usesPeer; }
    bool usesAsns() const { return !m_asns.empty(); }
    bool usesExporter() const { return !m_exporters.empty(); }
    bool usesService() const { return !m_services.empty(); }
    const ColumnSet& columns() const { return m_columns; } ///< that the rules look at

    /// The label's text number; unknown if no rule holds.
    std::uint32_t match(const RuleFacts& facts, const AddressClasses& classes, const TimeSegments& segments) const;

    /// Rows with equal keys get the same label: everything that no rule of the set mentions is left out.
    struct Key
    {
        std::uint64_t sides = 0;  ///< classes of the addresses
        std::uint64_t origin = 0; ///< time and AS numbers
        std::uint64_t kind = 0;   ///< texts, port, protocol
        bool operator==(const Key&) const = default;
    };
    Key key(const RuleFacts& facts) const;

private:
    struct CompiledRule
    {
        std::uint32_t label = 0;
        int local = -1; ///< list of AddressClasses
        int peer = -1;
        std::vector<std::uint32_t> asns, nextAs, exporters, services; ///< ascending; empty = any
        std::vector<PortRange> ports;
        std::vector<std::uint8_t> protocols;
        TimeRange valid;
    };
    CompiledRule compile(const Rule& rule, AddressClasses& classes, TimeSegments& segments, TextPool& texts);
    void numberPorts();
    void findColumns();
    static bool holds(const CompiledRule& rule, const RuleFacts& facts, const AddressClasses& classes, Micros time);

    std::vector<CompiledRule> m_rules;
    std::vector<std::uint32_t> m_asns, m_nextAs, m_exporters, m_services; ///< mentioned by any rule, ascending
    std::vector<std::uint16_t> m_portClass; ///< ports that no rule tells apart share a number; empty = none mentioned
    ColumnSet m_columns;
    bool m_usesLocal = false, m_usesPeer = false, m_usesProtocol = false, m_usesTime = false;
};

/// The labels found so far by one thread: open addressing, since it is asked for every row.
class LabelMemo
{
public:
    static constexpr std::uint32_t missing = 0xffffffff;
    LabelMemo() : m_slots(1024) {}

    std::uint32_t find(const RuleMatcher::Key& key) const
    {
        for (std::size_t slot = slotOf(key);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].label == missing || m_slots[slot].key == key)
                return m_slots[slot].label;
        }
    }
    void insert(const RuleMatcher::Key& key, std::uint32_t label);

private:
    struct Slot
    {
        RuleMatcher::Key key;
        std::uint32_t label = missing;
    };
    std::size_t slotOf(const RuleMatcher::Key& key) const
    {
        std::uint64_t x = (key.sides ^ (key.origin * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
        x = ((x ^ (x >> 32)) + key.kind) * 0x94D049BB133111EBULL;
        return std::size_t(x ^ (x >> 32)) & (m_slots.size() - 1);
    }
    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
};

} // namespace tideline
