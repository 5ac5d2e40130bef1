// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/memberset.h"
#include "models/flows/rulematcher.h"

#include <array>
#include <optional>

namespace tideline {

/// What a question wants to know of a flow beyond its own columns.
struct ResolverWants
{
    std::array<bool, std::size(allRuleSets)> sets{};
    bool country = false;
    bool asn = false;
    bool prefix = false;
    bool bySubject = false; ///< which subjects a flow belongs to
    bool& set(RuleSet which) { return sets[std::size_t(which)]; }
};

/// An attribution compiled for one question: address classes, time segments, members and rules, with all names as
/// numbers. Immutable once made; shared by the threads of the question.
class Resolver
{
public:
    Resolver(AttributionPtr attribution, const ResolverWants& wants, const Subject* subject, TextPool& texts);

    TextPool& texts() const { return m_texts; }
    const ResolverWants& wants() const { return m_wants; }
    const AddressClasses& classes() const { return m_classes; }
    const TimeSegments& segments() const { return m_segments; }
    /// Of the question's subject; null without one.
    const MemberSet* members() const { return m_members ? &*m_members : nullptr; }
    /// Of all subjects together: gives prefixes where the question has no subject.
    const MemberSet& pooled() const { return m_pooled; }

    struct NamedMembers
    {
        std::uint32_t text = 0;
        MemberSet members;
    };
    const std::vector<NamedMembers>& subjects() const { return m_subjects; } ///< filled when wanted

    const RuleMatcher* rules(RuleSet set) const
    {
        const auto& matcher = m_rules[std::size_t(set)];
        return matcher ? &*matcher : nullptr;
    }
    bool usesNetworks() const { return m_usesNetworks; }
    bool usesTime() const { return m_segments.count() > 1; }
    const NetworkTable& networks() const { return m_attribution->networks; }
    std::uint32_t countryText(std::size_t network) const { return m_countries[network]; }
    /// How the import is called, and everything a filter may call it.
    std::uint32_t sourceText(qint64 source) const;
    QStringList sourceNames(qint64 source) const;

    /// Columns that wants, subject and rules need.
    const ColumnSet& columns() const { return m_columns; }

private:
    void addMembers(const Subject* subject);
    void findColumns();

    AttributionPtr m_attribution;
    ResolverWants m_wants;
    TextPool& m_texts;
    AddressClasses m_classes;
    TimeSegments m_segments;
    std::optional<MemberSet> m_members;
    MemberSet m_pooled;
    std::vector<NamedMembers> m_subjects;
    std::array<std::optional<RuleMatcher>, std::size(allRuleSets)> m_rules;
    std::vector<std::uint32_t> m_countries; ///< per network
    bool m_usesNetworks = false;
    ColumnSet m_columns;
};

/// What people read as the name of an import; imports of the same name are told apart by their number.
QString sourceTitle(const std::vector<Source>& sources, qint64 id);

} // namespace tideline
