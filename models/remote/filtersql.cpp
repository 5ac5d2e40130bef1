// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/filtersql.h"

#include "models/core/flowbatch.h"
#include "models/flows/resolver.h"
#include "models/query/termtest.h"
#include "models/remote/numbersql.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace tideline {

namespace {

/// The texts that a term takes, decided here as the language has it.
QByteArray textTerm(const Expression& term, const QByteArray& column, const std::vector<QString>& known)
{
    std::vector<QString> taken;
    std::copy_if(known.begin(), known.end(), std::back_inserter(taken),
                 [&term](const QString& text) { return textMatches(term, text); });
    return sqlIn(column, taken);
}

QByteArray addressTerm(const Expression& term, const QByteArray& column)
{
    std::vector<Prefix> prefixes;
    for (const QueryValue& value : term.values) {
        if (value.prefix)
            prefixes.push_back(*value.prefix);
    }
    return (isNegated(term) ? "NOT " : "") + sqlInPrefixes(column, prefixes);
}

/// == is the very prefix, `in` anything inside the network; a local address without prefix is "unknown".
bool prefixMatches(const Expression& term, const QString& text)
{
    const auto prefix = Prefix::parse(text);
    const bool found = std::any_of(term.values.begin(), term.values.end(), [&](const QueryValue& value) {
        if (!prefix || !value.prefix)
            return prefix.has_value() == value.prefix.has_value();
        return term.kind == Expression::Kind::In
                   ? value.prefix->contains(prefix->first) && prefix->length >= value.prefix->length
                   : *prefix == *value.prefix;
    });
    return found != isNegated(term);
}

QByteArray prefixTerm(const Expression& term, const FlowSql& flows)
{
    std::vector<QString> taken;
    for (const QString& text : flows.prefixes()) {
        if (prefixMatches(term, text))
            taken.push_back(text);
    }
    return sqlIn(flows.prefix(), taken);
}

QByteArray countryTerm(const Expression& term, const FlowSql& flows)
{
    const std::vector<QString> countries = flows.countries();
    std::vector<std::size_t> taken;
    for (std::size_t i = 0; i < countries.size(); ++i) {
        if (textMatches(term, countries[i]))
            taken.push_back(i);
    }
    return sqlInNumbers(flows.country(), taken);
}

QByteArray protocolTerm(const Expression& term)
{
    std::vector<int> taken;
    for (int protocol = 0; protocol < 256; ++protocol) {
        if (textMatches(term, QString::fromStdString(protocolName(protocol))))
            taken.push_back(protocol);
    }
    return sqlInNumbers("protocol", taken);
}

/// Any name of the import will do.
QByteArray sourceTerm(const Expression& term, const FlowSql& flows)
{
    const std::vector<Source>& sources = flows.attribution().sources;
    std::vector<qint64> taken;
    for (const Source& source : sources) {
        if (anyTextMatches(term,
                           {QString::number(source.id), source.name, source.title, sourceTitle(sources, source.id)}))
            taken.push_back(source.id);
    }
    return sqlInNumbers("source", taken);
}

QByteArray termSql(const Expression& term, const FlowSql& flows)
{
    const std::string_view name = term.field->name;
    if (const QByteArray number = numberSql(term, flows); !number.isEmpty())
        return number;
    if (const auto set = ruleSetFromName(QString::fromLatin1(term.field->name)))
        return textTerm(term, flows.label(*set), flows.labels(*set));
    if (name == "prefix")
        return prefixTerm(term, flows);
    if (term.field->type == FieldType::Address)
        return addressTerm(term, name == "src"    ? QByteArray("src")
                                 : name == "dst"  ? QByteArray("dst")
                                 : name == "peer" ? flows.peer()
                                                  : flows.local());
    if (name == "country")
        return countryTerm(term, flows);
    if (name == "protocol")
        return protocolTerm(term);
    if (name == "direction")
        return flows.choose(textMatches(term, u"out") ? "1" : "0", textMatches(term, u"in") ? "1" : "0");
    if (name == "source")
        return sourceTerm(term, flows);
    const FlowTexts& texts = flows.texts();
    return name == "state"      ? textTerm(term, "state", texts.states)
           : name == "exporter" ? textTerm(term, "exporter", texts.exporters)
                                : textTerm(term, "service", texts.services);
}

bool anyField(const ExpressionPtr& expression, std::initializer_list<std::string_view> names)
{
    if (!expression)
        return false;
    if (expression->field && std::find(names.begin(), names.end(), expression->field->name) != names.end())
        return true;
    return std::any_of(expression->children.begin(), expression->children.end(),
                       [&names](const ExpressionPtr& child) { return anyField(child, names); });
}

} // namespace

QByteArray filterSql(const ExpressionPtr& expression, const FlowSql& flows)
{
    if (!expression)
        return "1";
    std::vector<QByteArray> parts;
    for (const ExpressionPtr& child : expression->children)
        parts.push_back(filterSql(child, flows));
    switch (expression->kind) {
    case Expression::Kind::And:
        return sqlAnd(parts);
    case Expression::Kind::Or:
        return sqlOr(parts);
    case Expression::Kind::Not:
        return "NOT (" + parts.front() + ')';
    default:
        return expression->field ? termSql(*expression, flows) : "1";
    }
}

bool needsTexts(const ExpressionPtr& expression, const Attribution& attribution)
{
    return anyField(expression, {"service", "label", "state", "exporter"}) ||
           std::any_of(attribution.rules.begin(), attribution.rules.end(),
                       [](const Rule& rule) { return !rule.services.isEmpty() || !rule.exporters.isEmpty(); });
}

bool needsNetworks(const ExpressionPtr& expression, const Attribution& attribution, const Subject* subject)
{
    return anyField(expression, {"country", "asn"}) ||
           std::any_of(attribution.rules.begin(), attribution.rules.end(),
                       [](const Rule& rule) { return !rule.peerAsns.empty(); }) ||
           (subject && std::any_of(subject->members.begin(), subject->members.end(),
                                   [](const SubjectMember& member) { return !member.prefix; }));
}

std::optional<QByteArray> binSql(const std::vector<Micros>& edges)
{
    if (edges.size() <= 2)
        return "0";
    const std::vector<Micros> inner(edges.begin() + 1, edges.end() - 1);
    if (inner.size() <= fewEdges) {
        QByteArray sum = "0";
        for (const Micros edge : inner)
            sum += " + (start >= " + QByteArray::number(edge) + ')';
        return '(' + sum + ')';
    }
    // All bins are whole numbers of one length: days of a zone of hours, months of days.
    constexpr Micros mostSlots = 200'000;
    Micros length = 0;
    for (std::size_t i = 1; i < inner.size(); ++i)
        length = std::gcd(length, inner[i] - inner[i - 1]);
    const Micros slotCount = (inner.back() - inner.front()) / length;
    if (slotCount > mostSlots)
        return std::nullopt;
    QByteArray bins = "0";
    std::size_t bin = 1;
    for (Micros slot = 0; slot <= slotCount; ++slot) {
        while (bin < inner.size() && inner[bin] <= inner.front() + slot * length)
            ++bin;
        bins += ',' + QByteArray::number(qulonglong(bin));
    }
    const QByteArray first = QByteArray::number(inner.front());
    return "arrayElement([" + bins + "],if(start < " + first + ",1,toUInt32(least(" + QByteArray::number(slotCount) +
           ",intDiv(start - " + first + ',' + QByteArray::number(length) + "))) + 2))";
}

} // namespace tideline
