// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/rulematcher.h"

#include <algorithm>

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

/// Place of a value among those mentioned, from 1; 0 if it is none of them.
std::uint64_t numberOf(const std::vector<std::uint32_t>& mentioned, std::uint32_t value)
{
    const auto found = std::lower_bound(mentioned.begin(), mentioned.end(), value);
    return found != mentioned.end() && *found == value ? std::uint64_t(found - mentioned.begin()) + 1 : 0;
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
    sortOut(m_asns);
    sortOut(m_nextAs);
    sortOut(m_exporters);
    sortOut(m_services);
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

    const auto mention = [](std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& some) {
        all.insert(all.end(), some.begin(), some.end());
    };
    mention(m_asns, compiled.asns);
    mention(m_nextAs, compiled.nextAs);
    mention(m_exporters, compiled.exporters);
    mention(m_services, compiled.services);
    m_usesLocal |= compiled.local >= 0;
    m_usesPeer |= compiled.peer >= 0;
    m_usesProtocol |= !compiled.protocols.empty();
    m_usesTime |= rule.valid != TimeRange::all();
    return compiled;
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
    if (!m_nextAs.empty())
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

RuleMatcher::Key RuleMatcher::key(const RuleFacts& facts) const
{
    Key key;
    // Each part has room for far more than a question can have: 2^24 classes, 2^21 of whatever is mentioned.
    if (m_usesLocal)
        key.sides = std::uint64_t(facts.localClass) << 32;
    if (m_usesPeer)
        key.sides |= facts.peerClass;
    if (m_usesTime)
        key.origin = std::uint64_t(facts.segment) << 42;
    if (!m_asns.empty())
        key.origin |= numberOf(m_asns, facts.peerAsn) << 21;
    if (!m_nextAs.empty())
        key.origin |= numberOf(m_nextAs, facts.nextAs);
    if (!m_exporters.empty())
        key.kind = numberOf(m_exporters, facts.exporter) << 44;
    if (!m_services.empty())
        key.kind |= numberOf(m_services, facts.service) << 24;
    if (!m_portClass.empty())
        key.kind |= std::uint64_t(m_portClass[facts.port]) << 8;
    if (m_usesProtocol)
        key.kind |= facts.protocol;
    return key;
}

void LabelMemo::insert(const RuleMatcher::Key& key, std::uint32_t label)
{
    if (++m_used * 2 > m_slots.size()) {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& slot : old) {
            if (slot.label == missing)
                continue;
            std::size_t at = slotOf(slot.key);
            while (m_slots[at].label != missing)
                at = (at + 1) & (m_slots.size() - 1);
            m_slots[at] = slot;
        }
    }
    std::size_t at = slotOf(key);
    while (m_slots[at].label != missing)
        at = (at + 1) & (m_slots.size() - 1);
    m_slots[at] = {key, label};
}

} // namespace tideline
