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

/// Numbers, from 1, for the values that rules mention; 0 is any other.
class NumberTable
{
public:
    void build(std::vector<std::uint32_t> mentioned);
    std::uint32_t count() const { return m_count; }
    std::uint32_t of(std::uint32_t value) const
    {
        for (std::size_t slot = slotOf(value);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].number == 0 || m_slots[slot].value == value)
                return m_slots[slot].number;
        }
    }

private:
    struct Slot
    {
        std::uint32_t value = 0;
        std::uint32_t number = 0; ///< 0 = free
    };
    std::size_t slotOf(std::uint32_t value) const
    {
        return std::size_t((value * 0x9E3779B97F4A7C15ULL) >> 32) & (m_slots.size() - 1);
    }
    std::vector<Slot> m_slots = std::vector<Slot>(2);
    std::uint32_t m_count = 0;
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
    bool usesAsns() const { return m_asns.count() > 0; }
    bool usesNextAs() const { return m_nextAs.count() > 0; }
    bool usesExporter() const { return m_exporters.count() > 0; }
    bool usesService() const { return m_services.count() > 0; }
    bool usesPort() const { return !m_portClass.empty(); }
    bool usesProtocol() const { return m_usesProtocol; }
    bool usesTime() const { return m_usesTime; }
    bool usesNextAsOnly() const
    {
        return usesNextAs() && !usesLocal() && !usesPeer() && !usesAsns() && !usesExporter() && !usesService() &&
               !usesPort() && !usesProtocol() && !usesTime();
    }
    const ColumnSet& columns() const { return m_columns; } ///< that the rules look at

    /// The label's text number; unknown if no rule holds.
    std::uint32_t match(const RuleFacts& facts, const AddressClasses& classes, const TimeSegments& segments) const;

    // What no rule of the set tells apart has the same number: rows whose numbers are all equal get the same label.
    const NumberTable& asns() const { return m_asns; }
    const NumberTable& nextAs() const { return m_nextAs; }
    const NumberTable& exporters() const { return m_exporters; }
    const NumberTable& services() const { return m_services; }
    std::uint32_t portClass(std::uint16_t port) const { return m_portClass[port]; }
    std::uint32_t portClasses() const { return std::uint32_t(m_portClass.back()) + 1; }

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
    void numberValues();
    void numberPorts();
    void findColumns();
    static bool holds(const CompiledRule& rule, const RuleFacts& facts, const AddressClasses& classes, Micros time);

    std::vector<CompiledRule> m_rules;
    NumberTable m_asns, m_nextAs, m_exporters, m_services; ///< mentioned by any rule
    std::vector<std::uint16_t> m_portClass; ///< ports that no rule tells apart share a number; empty = none mentioned
    ColumnSet m_columns;
    bool m_usesLocal = false, m_usesPeer = false, m_usesProtocol = false, m_usesTime = false;
};

} // namespace tideline
