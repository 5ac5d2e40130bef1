// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/facets.h"

#include <algorithm>
#include <map>

namespace tideline {

namespace {

/// The facet's own condition is the conjunct `field in (…)`.
bool isConditionOn(const QString& conjunct, const QString& field, const Zone& zone, QStringList* chosen = nullptr)
{
    const auto parsed = parseExpression(conjunct, zone);
    if (!parsed || !*parsed || (*parsed)->kind != Expression::Kind::In ||
        QLatin1String((*parsed)->field->name) != field)
        return false;
    if (chosen) {
        for (const QueryValue& value : (*parsed)->values)
            chosen->append(value.text);
    }
    return true;
}

QStringList without(const QStringList& parts, const QString& field, const Zone& zone)
{
    QStringList rest;
    for (const QString& part : parts) {
        if (!isConditionOn(part, field, zone))
            rest += part;
    }
    return rest;
}

QString join(const QStringList& parts)
{
    return parts.join(QStringLiteral(" and "));
}

QString quoted(const QString& value)
{
    QString text = value;
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

QStringList valuesOf(const Event& event, const QString& field)
{
    if (field == u"country")
        return event.countries;
    if (field == u"channel")
        return event.channels;
    if (field == u"tag")
        return event.tags;
    const EventField* known = eventField(field);
    const QString value = known ? known->get(event) : QString();
    return value.isEmpty() ? QStringList() : QStringList(value);
}

Facet countFacet(const CaseFacts& facts, const QStringList& parts, const QString& field, const Zone& zone)
{
    QStringList chosen;
    bool isRestricted = false;
    for (const QString& part : parts)
        isRestricted = isConditionOn(part, field, zone, &chosen) || isRestricted;
    std::map<QString, qint64> counts;
    for (const EventPtr& event : facts.events) {
        for (const QString& value : valuesOf(*event, field))
            counts.emplace(value, 0);
    }
    const auto others = parseExpression(join(without(parts, field, zone)), zone);
    if (others) {
        for (const EventPtr& event : filteredEvents(facts, *others, TimeRange::all(), true)) {
            for (const QString& value : valuesOf(*event, field))
                ++counts[value];
        }
    }
    Facet facet;
    facet.field = field;
    for (const auto& [value, count] : counts)
        facet.values.push_back({value, count, !isRestricted || chosen.contains(value, Qt::CaseInsensitive)});
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const Facet::Value& a, const Facet::Value& b) { return a.count > b.count; });
    return facet;
}

} // namespace

std::vector<Facet> countFacets(const CaseFacts& facts, const QString& filterText, const QStringList& fields,
                               const Zone& zone)
{
    const QStringList parts = conjuncts(filterText, zone);
    std::vector<Facet> facets;
    for (const QString& field : fields)
        facets.push_back(countFacet(facts, parts, field, zone));
    return facets;
}

QString withFacet(const QString& filterText, const Facet& facet, const Zone& zone)
{
    QStringList parts = without(conjuncts(filterText, zone), facet.field, zone);
    QStringList chosen;
    for (const Facet::Value& value : facet.values) {
        if (value.chosen)
            chosen += quoted(value.value);
    }
    if (chosen.size() < static_cast<qsizetype>(facet.values.size())) {
        // "none" must be sayable too: a value that no event has.
        parts += QStringLiteral("%1 in (%2)")
                     .arg(facet.field, chosen.isEmpty() ? QStringLiteral("\"\"") : chosen.join(QStringLiteral(", ")));
    }
    return join(parts);
}

} // namespace tideline
