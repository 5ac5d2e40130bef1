// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/predicate.h"
#include "models/query/termtest.h"

#include <algorithm>
#include <string_view>

namespace tideline {

namespace {

/// Every term below is decided per dictionary entry or name, and rows only look the answer up.
void lookUp(const std::vector<std::uint32_t>& index, const std::vector<std::uint8_t>& answers, RowMask& mask)
{
    for (std::size_t row = 0; row < mask.size(); ++row)
        mask[row] &= answers[index[row]];
}

/// Addresses in networks: in the sorted dictionary each network is one run.
class AddressTerm final : public Predicate
{
public:
    explicit AddressTerm(const Expression& term) : m_term(term) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        if (m_serial != view.chunk().serial()) {
            m_serial = view.chunk().serial();
            decide(view.columns().addresses);
        }
        if (m_runs.size() == 1)
            return inRun(index(view), m_runs.front(), mask);
        lookUp(index(view), m_answers, mask);
    }

private:
    struct Run
    {
        std::uint32_t from = 0, size = 0;
    };
    void decide(const AddressColumn& addresses)
    {
        m_runs.clear();
        for (const QueryValue& value : m_term.values) {
            IpAddress after = value.prefix->last();
            const std::size_t from = addresses.lowerBound(value.prefix->first);
            const std::size_t to = increment(after) ? addresses.lowerBound(after) : addresses.size();
            m_runs.push_back({std::uint32_t(from), std::uint32_t(to - from)});
        }
        if (m_runs.size() == 1)
            return;
        m_answers.assign(addresses.size(), isNegated(m_term));
        for (const Run& run : m_runs)
            std::fill_n(m_answers.begin() + run.from, run.size, std::uint8_t(!isNegated(m_term)));
    }
    void inRun(const std::vector<std::uint32_t>& index, const Run& run, RowMask& mask) const
    {
        const bool negated = isNegated(m_term);
        for (std::size_t row = 0; row < mask.size(); ++row)
            mask[row] &= std::uint8_t((index[row] - run.from < run.size) != negated);
    }
    const std::vector<std::uint32_t>& index(FlowView& view) const
    {
        const std::string_view name = m_term.field->name;
        return name == "src"    ? view.columns().src
               : name == "dst"  ? view.columns().dst
               : name == "peer" ? view.peer()
                                : view.local();
    }
    const Expression m_term;
    std::uint64_t m_serial = 0;
    std::vector<Run> m_runs;
    std::vector<std::uint8_t> m_answers; ///< per entry, where there are several networks
};

/// Texts that the record itself carries.
class RecordTextTerm final : public Predicate
{
public:
    explicit RecordTextTerm(const Expression& term) : m_term(term) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        const std::string_view name = m_term.field->name;
        const DecodedChunk& columns = view.columns();
        const TextColumn& texts = name == "state"      ? columns.state
                                  : name == "exporter" ? columns.exporter
                                                       : columns.service;
        if (m_serial != view.chunk().serial()) {
            m_serial = view.chunk().serial();
            m_answers.clear();
            for (const std::string& text : texts.dictionary)
                m_answers.push_back(textMatches(m_term, QString::fromStdString(text)));
        }
        lookUp(texts.index, m_answers, mask);
    }

private:
    const Expression m_term;
    std::uint64_t m_serial = 0;
    std::vector<std::uint8_t> m_answers; ///< per entry of the chunk at hand
};

/// Names by number, each decided once.
class NameAnswers
{
public:
    template <typename Decide> bool of(std::uint32_t text, Decide decide)
    {
        constexpr std::uint8_t notAsked = 2;
        if (text >= m_answers.size())
            m_answers.resize(std::size_t(text) + 64, notAsked);
        if (m_answers[text] == notAsked)
            m_answers[text] = decide();
        return m_answers[text];
    }

private:
    std::vector<std::uint8_t> m_answers;
};

/// Labels that rules give.
class LabelTerm final : public Predicate
{
public:
    LabelTerm(const Expression& term, RuleSet set) : m_term(term), m_set(set) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        const TextPool& texts = view.chunk().resolver().texts();
        const std::vector<std::uint32_t>& labels = view.labels(m_set);
        for (std::size_t row = 0; row < mask.size(); ++row) {
            if (!mask[row])
                continue;
            const std::uint32_t label = labels[row];
            mask[row] = m_answers.of(label, [&] { return textMatches(m_term, texts.text(label)); });
        }
    }

private:
    const Expression m_term;
    RuleSet m_set;
    NameAnswers m_answers;
};

class CountryTerm final : public Predicate
{
public:
    explicit CountryTerm(const Expression& term) : m_term(term) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        if (m_serial != view.chunk().serial()) {
            m_serial = view.chunk().serial();
            const TextPool& texts = view.chunk().resolver().texts();
            m_ofEntry.clear();
            for (const std::uint32_t country : view.chunk().country())
                m_ofEntry.push_back(m_answers.of(country, [&] { return textMatches(m_term, texts.text(country)); }));
        }
        lookUp(view.peer(), m_ofEntry, mask);
    }

private:
    const Expression m_term;
    NameAnswers m_answers;
    std::uint64_t m_serial = 0;
    std::vector<std::uint8_t> m_ofEntry; ///< of the chunk at hand
};

/// == is the very prefix, `in` anything inside the network; a local address without prefix is "unknown".
class PrefixTerm final : public Predicate
{
public:
    explicit PrefixTerm(const Expression& term) : m_term(term) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        const TextPool& texts = view.chunk().resolver().texts();
        const std::vector<std::uint32_t>& prefixes = view.prefix();
        for (std::size_t row = 0; row < mask.size(); ++row)
            mask[row] &= std::uint8_t(m_answers.of(prefixes[row], [&] { return decide(texts.text(prefixes[row])); }));
    }

private:
    bool decide(const QString& text) const
    {
        const auto prefix = Prefix::parse(text);
        const bool found = std::any_of(m_term.values.begin(), m_term.values.end(), [&](const QueryValue& value) {
            if (!prefix || !value.prefix)
                return prefix.has_value() == value.prefix.has_value();
            return m_term.kind == Expression::Kind::In
                       ? value.prefix->contains(prefix->first) && prefix->length >= value.prefix->length
                       : *prefix == *value.prefix;
        });
        return found != isNegated(m_term);
    }
    const Expression m_term;
    NameAnswers m_answers;
};

class ProtocolTerm final : public Predicate
{
public:
    explicit ProtocolTerm(const Expression& term)
    {
        for (int protocol = 0; protocol < 256; ++protocol)
            m_answers[std::size_t(protocol)] = textMatches(term, QString::fromStdString(protocolName(protocol)));
    }
    void narrow(FlowView& view, RowMask& mask) override
    {
        for (std::size_t row = 0; row < mask.size(); ++row)
            mask[row] &= m_answers[view.columns().protocol[row]];
    }

private:
    std::array<std::uint8_t, 256> m_answers;
};

class DirectionTerm final : public Predicate
{
public:
    explicit DirectionTerm(const Expression& term) : m_out(textMatches(term, u"out")), m_in(textMatches(term, u"in")) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        for (std::size_t row = 0; row < mask.size(); ++row)
            mask[row] &= std::uint8_t(view.isLocalDst(row) ? m_in : m_out);
    }

private:
    bool m_out, m_in;
};

/// The import, the same for a whole chunk; any of its names will do.
class SourceTerm final : public Predicate
{
public:
    explicit SourceTerm(const Expression& term) : m_term(term) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        const ResolvedChunk& chunk = view.chunk();
        if (!anyTextMatches(m_term, chunk.resolver().sourceNames(chunk.columns().info.source)))
            std::fill(mask.begin(), mask.end(), std::uint8_t(0));
    }

private:
    const Expression m_term;
};

} // namespace

std::unique_ptr<Predicate> compileTerm(const Expression& term)
{
    if (auto number = compileNumberTerm(term))
        return number;
    const std::string_view name = term.field->name;
    if (const auto set = ruleSetFromName(QString::fromLatin1(term.field->name)))
        return std::make_unique<LabelTerm>(term, *set);
    if (name == "prefix")
        return std::make_unique<PrefixTerm>(term);
    if (term.field->type == FieldType::Address)
        return std::make_unique<AddressTerm>(term);
    if (name == "country")
        return std::make_unique<CountryTerm>(term);
    if (name == "protocol")
        return std::make_unique<ProtocolTerm>(term);
    if (name == "direction")
        return std::make_unique<DirectionTerm>(term);
    if (name == "source")
        return std::make_unique<SourceTerm>(term);
    return std::make_unique<RecordTextTerm>(term);
}

} // namespace tideline
