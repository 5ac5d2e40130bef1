// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/rollup.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace tideline {

namespace {

QDataStream& operator<<(QDataStream& out, const IpAddress& address)
{
    out.writeRawData(reinterpret_cast<const char*>(address.bytes.data()), int(address.bytes.size()));
    return out;
}

void write(QDataStream& out, const std::optional<Prefix>& prefix)
{
    out << prefix.has_value();
    if (prefix)
        out << prefix->first << prefix->length;
}

void write(QDataStream& out, const TimeRange& range)
{
    out << qint64(range.from) << qint64(range.to);
}

template <typename T> void write(QDataStream& out, const std::vector<T>& numbers)
{
    out << quint64(numbers.size());
    for (const T number : numbers)
        out << quint64(number);
}

void write(QDataStream& out, const ExpressionPtr& expression)
{
    out << (expression != nullptr);
    if (!expression)
        return;
    out << int(expression->kind) << int(expression->op)
        << (expression->field ? QByteArray(expression->field->name) : QByteArray());
    out << quint64(expression->values.size());
    for (const QueryValue& value : expression->values) {
        out << value.text << value.number << (value.regex ? value.regex->pattern() : QString())
            << (value.regex ? int(value.regex->patternOptions()) : 0);
        write(out, value.time);
        write(out, value.prefix);
    }
    out << quint64(expression->children.size());
    for (const ExpressionPtr& child : expression->children)
        write(out, child);
}

void write(QDataStream& out, const Rule& rule)
{
    out << int(rule.set) << rule.label << rule.exporters << rule.services;
    for (const auto* prefixes : {&rule.localPrefixes, &rule.peerPrefixes}) {
        out << quint64(prefixes->size());
        for (const Prefix& prefix : *prefixes)
            write(out, std::optional(prefix));
    }
    write(out, rule.peerAsns);
    write(out, rule.nextAs);
    write(out, rule.protocols);
    out << quint64(rule.ports.size());
    for (const PortRange& ports : rule.ports)
        out << ports.from << ports.to;
    write(out, rule.valid);
}

/// Everything of an attribution that may change an answer.
QByteArray digest(const Attribution& attribution)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    for (const Subject& subject : attribution.subjects) {
        out << subject.name << quint64(subject.members.size());
        for (const SubjectMember& member : subject.members) {
            write(out, member.prefix);
            out << member.asn;
            write(out, member.valid);
        }
    }
    out << quint64(attribution.rules.size());
    for (const Rule& rule : attribution.rules)
        write(out, rule);
    for (const Source& source : attribution.sources)
        out << source.id << source.name << source.title;
    const auto& networks = attribution.networks.networks();
    out << quint64(networks.size());
    for (const Network& network : networks)
        out << network.first << network.last << network.country << network.asn;
    write(out, attribution.networks.pieces().values()); // which of them wins where
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

bool hasRollups(const FlowQuestion& question)
{
    if (question.countPeers || question.countLocals)
        return false;
    // With keys of many values there would be as many rows as flows.
    return std::none_of(question.by.begin(), question.by.end(), [](Dimension dimension) {
        return dimension == Dimension::Peer || dimension == Dimension::Local || dimension == Dimension::Port ||
               dimension == Dimension::Asn;
    });
}

} // namespace

QByteArray RollupStore::fingerprint(const AttributionPtr& attribution)
{
    const std::lock_guard lock(m_mutex);
    if (m_attribution != attribution) {
        m_fingerprint = digest(*attribution);
        m_attribution = attribution;
    }
    return m_fingerprint;
}

QByteArray rollupKey(const FlowQuestion& question, const AttributionPtr& attribution, RollupStore& store)
{
    if (!hasRollups(question))
        return {};
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << QByteArray("rollup 1") << store.fingerprint(attribution) << question.subject;
    for (const Dimension dimension : question.by)
        out << int(dimension);
    out << -1;
    write(out, restrictedTo(question.where, Domain::Flows));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace tideline
