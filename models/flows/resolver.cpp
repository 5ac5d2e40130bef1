// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/resolver.h"

namespace tideline {

namespace {

const Source* sourceOf(const std::vector<Source>& sources, qint64 id)
{
    const auto found =
        std::find_if(sources.begin(), sources.end(), [id](const Source& source) { return source.id == id; });
    return found == sources.end() ? nullptr : &*found;
}

QString plainTitle(const Source& source)
{
    return source.title.isEmpty() ? source.name : source.title;
}

} // namespace

QString sourceTitle(const std::vector<Source>& sources, qint64 id)
{
    const Source* source = sourceOf(sources, id);
    if (!source)
        return {};
    const QString title = plainTitle(*source);
    const bool isTwice = std::any_of(sources.begin(), sources.end(),
                                     [&](const Source& other) { return other.id != id && plainTitle(other) == title; });
    return isTwice ? QStringLiteral("%1 (%2)").arg(title).arg(id) : title;
}

Resolver::Resolver(AttributionPtr attribution, const ResolverWants& wants, const Subject* subject, TextPool& texts)
    : m_attribution(std::move(attribution)), m_wants(wants), m_texts(texts)
{
    addMembers(subject);
    for (const RuleSet set : allRuleSets) {
        if (wants.sets[std::size_t(set)])
            m_rules[std::size_t(set)].emplace(set, m_attribution->rules, m_classes, m_segments, texts);
    }
    m_classes.build();
    m_segments.build();
    findColumns();
    if (wants.country) {
        for (const Network& network : m_attribution->networks.networks())
            m_countries.push_back(texts.intern(network.country));
    }
}

void Resolver::addMembers(const Subject* subject)
{
    if (subject)
        m_members.emplace().add(*subject, m_classes, m_segments, m_texts);
    if (m_wants.prefix && !subject) {
        for (const Subject& each : m_attribution->subjects)
            m_pooled.add(each, m_classes, m_segments, m_texts);
    }
    if (!m_wants.bySubject)
        return;
    for (const Subject& each : m_attribution->subjects) {
        m_subjects.push_back({m_texts.intern(each.name), {}});
        m_subjects.back().members.add(each, m_classes, m_segments, m_texts);
    }
}

void Resolver::findColumns()
{
    bool usesAsns = m_wants.asn || (m_members && m_members->usesAsns());
    for (const NamedMembers& each : m_subjects)
        usesAsns |= each.members.usesAsns();
    for (const auto& rules : m_rules) {
        if (!rules)
            continue;
        m_columns.add(rules->columns());
        usesAsns |= rules->usesAsns();
    }
    if (m_wants.set(RuleSet::Service))
        m_columns.add(FlowColumn::Service);
    m_usesNetworks = usesAsns || m_wants.country;
    if (usesAsns)
        m_columns.add({FlowColumn::SrcAs, FlowColumn::DstAs});
    if (m_usesNetworks || !m_classes.isEmpty())
        m_columns.add({FlowColumn::Src, FlowColumn::Dst, FlowColumn::Addresses});
}

std::uint32_t Resolver::sourceText(qint64 source) const
{
    return m_texts.intern(sourceTitle(m_attribution->sources, source));
}

QStringList Resolver::sourceNames(qint64 id) const
{
    QStringList names{QString::number(id)};
    if (const Source* source = sourceOf(m_attribution->sources, id))
        names << source->name << source->title << sourceTitle(m_attribution->sources, id);
    return names;
}

} // namespace tideline
