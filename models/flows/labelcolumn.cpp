// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/labelcolumn.h"

#include "models/flows/flowview.h"

#include <bit>

namespace tideline {

namespace {

constexpr int directBits = 16; ///< keys as short as this are looked up in a table

} // namespace

LabelColumn::LabelColumn(const RuleMatcher& rules, const Resolver& resolver)
    : m_rules(rules), m_resolver(resolver), m_direct(std::size_t(1) << directBits, missing), m_slots(1'024)
{}

/// Makes room for one of `count` numbers and writes each row's into the key.
template <typename Fact> void LabelColumn::pack(std::uint32_t count, Fact fact)
{
    const int bits = int(std::bit_width(count));
    const bool isHigh = m_bits + bits > 64;
    if (isHigh && m_bits < 64)
        m_bits = 64; // no number is cut in two
    const int shift = m_bits - (isHigh ? 64 : 0);
    std::vector<std::uint64_t>& keys = isHigh ? m_high : m_low;
    keys.resize(m_low.size(), 0);
    for (std::size_t row = 0; row < keys.size(); ++row)
        keys[row] |= std::uint64_t(fact(row)) << shift;
    m_bits += bits;
}

void LabelColumn::packFacts(FlowView& view)
{
    const DecodedChunk& columns = view.columns();
    const ResolvedChunk& chunk = view.chunk();
    m_bits = 0;
    m_low.assign(view.rows(), 0);
    m_high.clear();
    if (m_rules.usesPort())
        pack(m_rules.portClasses(),
             [&, ports = chunk.servicePort().data()](std::size_t row) { return m_rules.portClass(ports[row]); });
    if (m_rules.usesNextAs() && columns.nextAsCode) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t as : columns.nextAsTable)
            numbers.push_back(m_rules.nextAs().of(as));
        pack(m_rules.nextAs().count(),
             [number = numbers.data(), code = columns.nextAsCode](std::size_t row) { return number[code[row]]; });
    } else if (m_rules.usesNextAs()) {
        pack(m_rules.nextAs().count(), [&](std::size_t row) { return m_rules.nextAs().of(columns.nextAs[row]); });
    }
    if (m_rules.usesProtocol())
        pack(255, [&](std::size_t row) { return columns.protocol[row]; });
    if (m_rules.usesService()) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t text : chunk.serviceFact())
            numbers.push_back(m_rules.services().of(text));
        pack(m_rules.services().count(), [&](std::size_t row) { return numbers[columns.service.index[row]]; });
    }
    if (m_rules.usesExporter()) {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t text : chunk.exporterFact())
            numbers.push_back(m_rules.exporters().of(text));
        pack(m_rules.exporters().count(), [&](std::size_t row) { return numbers[columns.exporter.index[row]]; });
    }
    if (m_rules.usesTime() && m_resolver.usesTime())
        pack(m_resolver.segments().count(), [&](std::size_t row) { return chunk.segment(row); });
    if (m_rules.usesPeer())
        pack(m_resolver.classes().count(),
             [&, peers = view.peer().data()](std::size_t row) { return chunk.addressClass()[peers[row]]; });
    if (m_rules.usesLocal())
        pack(m_resolver.classes().count(),
             [&, locals = view.local().data()](std::size_t row) { return chunk.addressClass()[locals[row]]; });
    if (m_rules.usesAsns())
        pack(m_rules.asns().count(),
             [&, asns = view.peerAsn().data()](std::size_t row) { return m_rules.asns().of(asns[row]); });
}

std::uint32_t LabelColumn::match(FlowView& view, std::size_t row) const
{
    const DecodedChunk& columns = view.columns();
    const ResolvedChunk& chunk = view.chunk();
    RuleFacts facts;
    if (m_rules.usesLocal())
        facts.localClass = chunk.addressClass()[view.local()[row]];
    if (m_rules.usesPeer())
        facts.peerClass = chunk.addressClass()[view.peer()[row]];
    if (m_rules.usesAsns())
        facts.peerAsn = view.peerAsn()[row];
    if (m_rules.usesNextAs())
        facts.nextAs = columns.nextAsOf(row);
    if (m_rules.usesPort())
        facts.port = chunk.servicePort()[row];
    if (m_rules.usesProtocol())
        facts.protocol = columns.protocol[row];
    if (m_rules.usesExporter())
        facts.exporter = chunk.exporterFact()[columns.exporter.index[row]];
    if (m_rules.usesService())
        facts.service = chunk.serviceFact()[columns.service.index[row]];
    facts.segment = chunk.segment(row);
    return m_rules.match(facts, m_resolver.classes(), m_resolver.segments());
}

std::size_t LabelColumn::slotOf(const Key& key) const
{
    std::uint64_t x = (key.low ^ (key.high * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 32;
    return std::size_t(x) & (m_slots.size() - 1);
}

std::uint32_t& LabelColumn::place(const Key& key)
{
    std::size_t at = slotOf(key);
    while (m_slots[at].label != missing && m_slots[at].key != key)
        at = (at + 1) & (m_slots.size() - 1);
    if (m_slots[at].label == missing && (m_used + 1) * 2 > m_slots.size()) {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        m_used = 0;
        for (const Slot& slot : old) {
            if (slot.label != missing)
                place(slot.key) = slot.label;
        }
        return place(key);
    }
    m_used += m_slots[at].label == missing;
    m_slots[at].key = key;
    return m_slots[at].label;
}

/// Rules that look at the neighbouring AS alone are decided per code.
bool LabelColumn::fillByNextAs(FlowView& view, std::vector<std::uint32_t>& labels)
{
    const std::uint8_t* codes = view.columns().nextAsCode;
    if (!codes || !m_rules.usesNextAsOnly())
        return false;
    if (m_serial != view.chunk().serial()) {
        m_serial = view.chunk().serial();
        m_ofCode.clear();
        RuleFacts facts;
        for (const std::uint32_t as : view.columns().nextAsTable) {
            facts.nextAs = as;
            m_ofCode.push_back(m_rules.match(facts, m_resolver.classes(), m_resolver.segments()));
        }
    }
    const std::uint32_t* ofCode = m_ofCode.data();
    std::uint32_t* out = labels.data();
    for (std::size_t row = 0, rows = labels.size(); row < rows; ++row)
        out[row] = ofCode[codes[row]];
    return true;
}

void LabelColumn::fill(FlowView& view, std::vector<std::uint32_t>& labels)
{
    labels.resize(view.rows());
    if (m_rules.isEmpty()) {
        std::fill(labels.begin(), labels.end(), TextPool::unknown);
        return;
    }
    if (fillByNextAs(view, labels))
        return;
    packFacts(view);
    if (m_bits > 128) {
        for (std::size_t row = 0; row < labels.size(); ++row)
            labels[row] = match(view, row);
        return;
    }
    const bool isShort = m_bits <= directBits;
    Key last;
    std::uint32_t* found = nullptr;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const Key key{m_low[row], m_high.empty() ? 0 : m_high[row]};
        if (isShort)
            found = &m_direct[key.low];
        else if (!found || key != last)
            found = &place(key);
        if (*found == missing)
            *found = match(view, row);
        labels[row] = *found;
        last = key;
    }
}

} // namespace tideline
