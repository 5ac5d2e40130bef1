// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/predicate.h"

#include <cstring>
#include <string_view>

namespace tideline {

namespace {

class AllOf final : public Predicate
{
public:
    explicit AllOf(std::vector<std::unique_ptr<Predicate>> parts) : m_parts(std::move(parts)) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        for (const auto& part : m_parts) {
            if (!std::memchr(mask.data(), 1, mask.size()))
                return;
            part->narrow(view, mask);
        }
    }

private:
    std::vector<std::unique_ptr<Predicate>> m_parts;
};

class AnyOf final : public Predicate
{
public:
    explicit AnyOf(std::vector<std::unique_ptr<Predicate>> parts) : m_parts(std::move(parts)) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        // Each part looks only at what no part before it took.
        m_open = mask;
        std::fill(mask.begin(), mask.end(), std::uint8_t(0));
        for (const auto& part : m_parts) {
            m_taken = m_open;
            part->narrow(view, m_taken);
            for (std::size_t row = 0; row < mask.size(); ++row) {
                mask[row] |= m_taken[row];
                m_open[row] &= std::uint8_t(!m_taken[row]);
            }
        }
    }

private:
    std::vector<std::unique_ptr<Predicate>> m_parts;
    RowMask m_open, m_taken;
};

class NoneOf final : public Predicate
{
public:
    explicit NoneOf(std::unique_ptr<Predicate> part) : m_part(std::move(part)) {}
    void narrow(FlowView& view, RowMask& mask) override
    {
        m_taken = mask;
        m_part->narrow(view, m_taken);
        for (std::size_t row = 0; row < mask.size(); ++row)
            mask[row] &= std::uint8_t(!m_taken[row]);
    }

private:
    std::unique_ptr<Predicate> m_part;
    RowMask m_taken;
};

void addTermNeeds(std::string_view field, ColumnSet& columns, ResolverWants& wants)
{
    using enum FlowColumn;
    struct Need
    {
        std::string_view field;
        ColumnSet columns;
    };
    static const Need needs[] = {
        {"time", {Start}},
        {"duration", {Duration}},
        {"src", {Src, Addresses}},
        {"dst", {Dst, Addresses}},
        {"peer", {Src, Dst, Addresses}},
        {"local", {Src, Dst, Addresses}},
        {"country", {Src, Dst, Addresses}},
        {"prefix", {Src, Dst, Addresses}},
        {"asn", {Src, Dst, Addresses, SrcAs, DstAs}},
        {"src_port", {SrcPort}},
        {"dst_port", {DstPort}},
        {"port", {SrcPort, DstPort}},
        {"protocol", {Protocol}},
        {"bytes", {SrcBytes, DstBytes}},
        {"bytes_in", {SrcBytes, DstBytes}},
        {"bytes_out", {SrcBytes, DstBytes}},
        {"packets", {SrcPackets, DstPackets}},
        {"flows", {Flows}},
        {"exporter", {Exporter}},
        {"label", {Service}},
        {"next_as", {NextAs}},
        {"state", {State}},
    };
    for (const Need& need : needs) {
        if (need.field == field)
            columns.add(need.columns);
    }
    wants.country |= field == "country";
    wants.asn |= field == "asn";
    wants.prefix |= field == "prefix";
    for (const RuleSet set : allRuleSets)
        wants.set(set) |= ruleSetName(set) == QLatin1StringView(field.data(), qsizetype(field.size()));
}

TimeRange termRange(const Expression& term)
{
    const TimeRange& time = term.values.front().time;
    switch (term.op) {
    case CompareOp::Equal:
        return time;
    case CompareOp::Less:
        return {TimeRange::beginning(), time.from};
    case CompareOp::LessEqual:
        return {TimeRange::beginning(), time.to};
    case CompareOp::Greater:
        return {time.to, TimeRange::end()};
    case CompareOp::GreaterEqual:
        return {time.from, TimeRange::end()};
    default:
        return TimeRange::all();
    }
}

} // namespace

std::unique_ptr<Predicate> compilePredicate(const ExpressionPtr& expression)
{
    if (!expression)
        return nullptr;
    std::vector<std::unique_ptr<Predicate>> parts;
    for (const ExpressionPtr& child : expression->children)
        parts.push_back(compilePredicate(child));
    switch (expression->kind) {
    case Expression::Kind::And:
        return std::make_unique<AllOf>(std::move(parts));
    case Expression::Kind::Or:
        return std::make_unique<AnyOf>(std::move(parts));
    case Expression::Kind::Not:
        return std::make_unique<NoneOf>(std::move(parts.front()));
    default:
        return compileTerm(*expression);
    }
}

void addNeeds(const ExpressionPtr& expression, ColumnSet& columns, ResolverWants& wants)
{
    if (!expression)
        return;
    if (expression->field)
        addTermNeeds(expression->field->name, columns, wants);
    for (const ExpressionPtr& child : expression->children)
        addNeeds(child, columns, wants);
}

TimeRange impliedRange(const ExpressionPtr& expression)
{
    TimeRange range = TimeRange::all();
    if (!expression)
        return range;
    if (expression->kind == Expression::Kind::And) {
        for (const ExpressionPtr& child : expression->children)
            range = range.intersected(impliedRange(child));
    } else if (expression->kind == Expression::Kind::Compare && expression->field->type == FieldType::Time) {
        range = termRange(*expression);
    }
    return range;
}

} // namespace tideline
