// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/flowsql.h"

#include "models/flows/resolver.h"

#include <algorithm>

namespace tideline {

namespace {

/// Does that end of the flow belong to the members? An AS is that of the network tables, or else the record's.
QByteArray memberSql(const std::vector<SubjectMember>& members, const QByteArray& side)
{
    std::vector<QByteArray> parts;
    std::vector<bool> isDone(members.size(), false);
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (isDone[i])
            continue;
        // Members of the same time share one set.
        std::vector<Prefix> prefixes;
        std::vector<std::uint32_t> asns;
        for (std::size_t j = i; j < members.size(); ++j) {
            if (members[j].valid != members[i].valid)
                continue;
            isDone[j] = true;
            if (members[j].prefix)
                prefixes.push_back(*members[j].prefix);
            else if (members[j].asn != 0)
                asns.push_back(members[j].asn);
        }
        const QByteArray asn = "if(" + side + "_asn = 0," + side + "_as," + side + "_asn)";
        parts.push_back(
            sqlAnd({sqlWithin(members[i].valid), sqlOr({sqlInPrefixes(side, prefixes), sqlInNumbers(asn, asns)})}));
    }
    return sqlOr(parts);
}

QByteArray belongsSql(const std::vector<SubjectMember>& members)
{
    return '(' + memberSql(members, "src") + " != " + memberSql(members, "dst") + ')';
}

/// "multiIf(c, 'x', …, otherwise)".
QByteArray firstOf(const std::vector<std::pair<QByteArray, QByteArray>>& cases, const QByteArray& otherwise)
{
    if (cases.empty())
        return otherwise;
    QByteArray text = "multiIf(";
    for (const auto& [condition, value] : cases)
        text += condition + ',' + value + ',';
    return text + otherwise + ')';
}

/// The most specific prefix that holds, the first of several.
QByteArray prefixSql(std::vector<SubjectMember> members, const QByteArray& address)
{
    std::erase_if(members, [](const SubjectMember& member) { return !member.prefix; });
    std::stable_sort(members.begin(), members.end(), [](const SubjectMember& a, const SubjectMember& b) {
        return a.prefix->length > b.prefix->length;
    });
    std::vector<std::pair<QByteArray, QByteArray>> cases;
    for (const SubjectMember& member : members)
        cases.emplace_back(sqlAnd({sqlWithin(member.valid), sqlInPrefixes(address, {*member.prefix})}),
                           sqlText(member.prefix->toString()));
    return firstOf(cases, "'unknown'");
}

/// The record's texts that a rule's list means: without regard to case, and the empty one is "unknown".
QByteArray textSql(const QByteArray& column, const QStringList& wanted, const std::vector<QString>& known)
{
    std::vector<QString> names;
    for (const QString& text : wanted)
        names.push_back(nameOf(text.toLower()));
    std::vector<QString> found;
    for (const QString& text : known) {
        if (std::find(names.begin(), names.end(), nameOf(text.toLower())) != names.end())
            found.push_back(text);
    }
    return sqlIn(column, found);
}

void addName(std::vector<QString>& names, const QString& text)
{
    if (std::find(names.begin(), names.end(), nameOf(text)) == names.end())
        names.push_back(nameOf(text));
}

} // namespace

FlowSql::FlowSql(const Attribution& attribution, const FlowTexts& texts, Shape shape)
    : m_attribution(attribution), m_texts(texts), m_shape(shape)
{}

QByteArray FlowSql::codes(std::size_t view, const QByteArray& condition, const QByteArray& localIsDst) const
{
    const auto code = [&](int direction) {
        return "toUInt32(" + QByteArray::number(qulonglong(view) * 4 + qulonglong(direction)) + " + 2 * " + localIsDst +
               ')';
    };
    const QByteArray made = '[' + code(0) + (m_shape.byDirection ? ',' + code(1) : QByteArray()) + ']';
    return "if(" + condition + ',' + made + ",emptyArrayUInt32())";
}

QByteArray FlowSql::arrayJoin() const
{
    std::vector<QByteArray> arrays;
    const Subject* subject = m_shape.subject;
    if (!m_shape.bySubject) {
        if (subject)
            arrays.push_back(codes(0, belongsSql(subject->members), memberSql(subject->members, "dst")));
        else if (m_shape.byDirection)
            return " ARRAY JOIN [toUInt32(0), toUInt32(1)] AS code";
        else
            return {};
    } else {
        std::vector<QByteArray> named;
        for (std::size_t i = 0; i < m_attribution.subjects.size(); ++i) {
            const Members& members = m_attribution.subjects[i].members;
            named.push_back(belongsSql(members));
            const QByteArray condition = subject ? sqlAnd({named.back(), belongsSql(subject->members)}) : named.back();
            arrays.push_back(codes(i, condition, memberSql(subject ? subject->members : members, "dst")));
        }
        if (!subject)
            arrays.push_back(codes(m_attribution.subjects.size(), "NOT " + sqlOr(named), "0"));
    }
    QByteArray all = arrays.front();
    for (std::size_t i = 1; i < arrays.size(); ++i)
        all += ',' + arrays[i];
    return " ARRAY JOIN " + (arrays.size() > 1 ? "arrayConcat(" + all + ')' : all) + " AS code";
}

QByteArray FlowSql::localIsDst() const
{
    return m_shape.subject || m_shape.bySubject ? "bitTest(code,1)" : "0";
}

QByteArray FlowSql::choose(const QByteArray& ifSrc, const QByteArray& ifDst) const
{
    const QByteArray isDst = localIsDst();
    return isDst == "0" ? ifSrc : "if(" + isDst + ',' + ifDst + ',' + ifSrc + ')';
}

QByteArray FlowSql::asn() const
{
    const QByteArray known = choose("dst_asn", "src_asn");
    return "if(" + known + " = 0," + choose("dst_as", "src_as") + ',' + known + ')';
}

QByteArray FlowSql::ruleCondition(const Rule& rule) const
{
    std::vector<QByteArray> parts{sqlWithin(rule.valid)};
    if (!rule.localPrefixes.empty())
        parts.push_back(sqlInPrefixes(local(), rule.localPrefixes));
    if (!rule.peerPrefixes.empty())
        parts.push_back(sqlInPrefixes(peer(), rule.peerPrefixes));
    if (!rule.peerAsns.empty())
        parts.push_back(sqlInNumbers(asn(), rule.peerAsns));
    if (!rule.nextAs.empty())
        parts.push_back(sqlInNumbers("next_as", rule.nextAs));
    if (!rule.exporters.isEmpty())
        parts.push_back(textSql("exporter", rule.exporters, m_texts.exporters));
    if (!rule.services.isEmpty())
        parts.push_back(textSql("service", rule.services, m_texts.services));
    if (!rule.protocols.empty())
        parts.push_back(sqlInNumbers("protocol", rule.protocols));
    std::vector<QByteArray> ports;
    for (const PortRange& range : rule.ports)
        ports.push_back("(port >= " + QByteArray::number(range.from) + " AND port <= " + QByteArray::number(range.to) +
                        ')');
    if (!ports.empty())
        parts.push_back(sqlOr(ports));
    return sqlAnd(parts);
}

/// What no rule names is unknown; a service is then called what the log calls it.
QByteArray FlowSql::label(RuleSet set) const
{
    const QByteArray unnamed = set == RuleSet::Service ? "if(service = '','unknown',service)" : "'unknown'";
    std::vector<std::pair<QByteArray, QByteArray>> cases;
    for (const Rule& rule : m_attribution.rules) {
        if (rule.set != set)
            continue;
        const QString name = nameOf(rule.label);
        cases.emplace_back(ruleCondition(rule), name == u"unknown" ? unnamed : sqlText(name));
    }
    return firstOf(cases, unnamed);
}

FlowSql::Members FlowSql::pooledMembers() const
{
    Members all;
    for (const Subject& subject : m_attribution.subjects)
        all.insert(all.end(), subject.members.begin(), subject.members.end());
    return all;
}

QByteArray FlowSql::prefix() const
{
    if (m_shape.subject)
        return prefixSql(m_shape.subject->members, local());
    if (!m_shape.bySubject)
        return prefixSql(pooledMembers(), local());
    std::vector<std::pair<QByteArray, QByteArray>> views;
    for (std::size_t i = 0; i < m_attribution.subjects.size(); ++i)
        views.emplace_back(view() + " = " + QByteArray::number(qulonglong(i)),
                           prefixSql(m_attribution.subjects[i].members, local()));
    return firstOf(views, prefixSql(pooledMembers(), local()));
}

QByteArray FlowSql::subjectName() const
{
    std::vector<std::pair<QByteArray, QByteArray>> views;
    for (std::size_t i = 0; i < m_attribution.subjects.size(); ++i)
        views.emplace_back(view() + " = " + QByteArray::number(qulonglong(i)),
                           sqlText(nameOf(m_attribution.subjects[i].name)));
    return firstOf(views, "'unknown'");
}

QByteArray FlowSql::sourceTitle() const
{
    std::vector<std::pair<QByteArray, QByteArray>> titles;
    for (const Source& source : m_attribution.sources)
        titles.emplace_back("source = " + QByteArray::number(source.id),
                            sqlText(nameOf(tideline::sourceTitle(m_attribution.sources, source.id))));
    return firstOf(titles, "'unknown'");
}

std::vector<QString> FlowSql::labels(RuleSet set) const
{
    std::vector<QString> names{QStringLiteral("unknown")};
    for (const Rule& rule : m_attribution.rules) {
        if (rule.set == set)
            addName(names, rule.label);
    }
    if (set == RuleSet::Service) {
        for (const QString& text : m_texts.services)
            addName(names, text);
    }
    return names;
}

std::vector<QString> FlowSql::prefixes() const
{
    std::vector<QString> names{QStringLiteral("unknown")};
    for (const SubjectMember& member : m_shape.subject ? m_shape.subject->members : pooledMembers()) {
        if (member.prefix)
            addName(names, member.prefix->toString());
    }
    return names;
}

} // namespace tideline
