// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/rulematcher.h"

#include <algorithm>
#include <bit>

namespace tideline {

namespace {

void sortOut(std::vector<std::uint32_t>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool has(const std::vector<std::uint32_t>& ascending, std::uint32_t value)
{
    return std::binary_search(ascending.begin(), ascending.end(), value);
}

/// Texts of rules and logs are compared without regard to case.
std::vector<std::uint32_t> textNumbers(const QStringList& texts, TextPool& pool)
{
    std::vector<std::uint32_t> numbers;
    for (const QString& text : texts)
        numbers.push_back(pool.intern(text.toLower()));
    sortOut(numbers);
    return numbers;
}

} // namespace

RuleMatcher::RuleMatcher(RuleSet set, const std::vector<Rule>& rules, AddressClasses& classes, TimeSegments& segments,
                         TextPool& texts)
{
    for (const Rule& rule : rules) {
        if (rule.set == set)
            m_rules.push_back(compile(rule, classes, segments, texts));
    }
    numberValues();
    numberPorts();
    findColumns();
}

RuleMatcher::CompiledRule RuleMatcher::compile(const Rule& rule, AddressClasses& classes, TimeSegments& segments,
                                               TextPool& texts)
{
    CompiledRule compiled;
    compiled.label = texts.intern(rule.label);
    if (!rule.localPrefixes.empty())
        compiled.local = classes.addList(rule.localPrefixes);
    if (!rule.peerPrefixes.empty())
        compiled.peer = classes.addList(rule.peerPrefixes);
    compiled.asns = rule.peerAsns;
    sortOut(compiled.asns);
    compiled.nextAs = rule.nextAs;
    sortOut(compiled.nextAs);
    compiled.exporters = textNumbers(rule.exporters, texts);
    compiled.services = textNumbers(rule.services, texts);
    compiled.ports = rule.ports;
    compiled.protocols = rule.protocols;
    compiled.valid = rule.valid;
    segments.addEdges(rule.valid);

    m_usesLocal |= compiled.local >= 0;
    m_usesPeer |= compiled.peer >= 0;
    m_usesProtocol |= !compiled.protocols.empty();
    m_usesTime |= rule.valid != TimeRange::all();
    return compiled;
}

void NumberTable::build(std::vector<std::uint32_t> mentioned)
{
    sortOut(mentioned);
    m_count = std::uint32_t(mentioned.size());
    m_slots.assign(std::bit_ceil(mentioned.size() * 2 + 2), {});
    for (std::uint32_t i = 0; i < m_count; ++i) {
        std::size_t slot = slotOf(mentioned[i]);
        while (m_slots[slot].number != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = {mentioned[i], i + 1};
    }
}

void RuleMatcher::numberValues()
{
    const auto number = [this](std::vector<std::uint32_t> CompiledRule::*values, NumberTable& table) {
        std::vector<std::uint32_t> all;
        for (const CompiledRule& rule : m_rules)
            all.insert(all.end(), (rule.*values).begin(), (rule.*values).end());
        table.build(std::move(all));
    };
    number(&CompiledRule::asns, m_asns);
    number(&CompiledRule::nextAs, m_nextAs);
    number(&CompiledRule::exporters, m_exporters);
    number(&CompiledRule::services, m_services);
}

void RuleMatcher::numberPorts()
{
    std::vector<bool> isEdge(65'537, false);
    bool any = false;
    for (const CompiledRule& rule : m_rules) {
        for (const PortRange& range : rule.ports) {
            isEdge[range.from] = true;
            isEdge[std::size_t(range.to) + 1] = true;
            any = true;
        }
    }
    if (!any)
        return;
    m_portClass.resize(65'536);
    std::uint16_t number = 0;
    for (std::size_t port = 0; port < m_portClass.size(); ++port) {
        number = std::uint16_t(number + (port > 0 && isEdge[port]));
        m_portClass[port] = number;
    }
}

void RuleMatcher::findColumns()
{
    if (m_usesLocal || m_usesPeer || usesAsns())
        m_columns.add({FlowColumn::Src, FlowColumn::Dst, FlowColumn::Addresses});
    if (usesAsns())
        m_columns.add({FlowColumn::SrcAs, FlowColumn::DstAs});
    if (usesNextAs())
        m_columns.add(FlowColumn::NextAs);
    if (usesExporter())
        m_columns.add(FlowColumn::Exporter);
    if (usesService())
        m_columns.add(FlowColumn::Service);
    if (!m_portClass.empty())
        m_columns.add({FlowColumn::SrcPort, FlowColumn::DstPort});
    if (m_usesProtocol)
        m_columns.add(FlowColumn::Protocol);
}

bool RuleMatcher::holds(const CompiledRule& rule, const RuleFacts& facts, const AddressClasses& classes, Micros time)
{
    const auto portIn = [&facts](const PortRange& range) { return facts.port >= range.from && facts.port <= range.to; };
    return (rule.local < 0 || classes.contains(facts.localClass, rule.local)) &&
           (rule.peer < 0 || classes.contains(facts.peerClass, rule.peer)) &&
           (rule.asns.empty() || has(rule.asns, facts.peerAsn)) &&
           (rule.nextAs.empty() || has(rule.nextAs, facts.nextAs)) &&
           (rule.exporters.empty() || has(rule.exporters, facts.exporter)) &&
           (rule.services.empty() || has(rule.services, facts.service)) &&
           (rule.ports.empty() || std::any_of(rule.ports.begin(), rule.ports.end(), portIn)) &&
           (rule.protocols.empty() ||
            std::find(rule.protocols.begin(), rule.protocols.end(), facts.protocol) != rule.protocols.end()) &&
           rule.valid.contains(time);
}

std::uint32_t RuleMatcher::match(const RuleFacts& facts, const AddressClasses& classes,
                                 const TimeSegments& segments) const
{
    const Micros time = segments.inside(facts.segment);
    for (const CompiledRule& rule : m_rules) {
        if (holds(rule, facts, classes, time))
            return rule.label;
    }
    return TextPool::unknown;
}

} // namespace tideline
