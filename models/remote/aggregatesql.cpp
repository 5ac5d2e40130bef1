// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/aggregatesql.h"

#include "models/core/flowbatch.h"
#include "models/remote/filtersql.h"
#include "models/remote/remotetext.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t firstKey = 11; ///< the cells before it are bin, count, sums, spans and distinct addresses

Error unreadable()
{
    return {ErrorCode::BadInput, RemoteText::tr("The server's sums cannot be read"), {}, {}};
}

/// Nothing where there is no such country.
std::optional<QString> keyText(Dimension dimension, const QByteArray& cell, const std::vector<QString>& countries)
{
    switch (dimension) {
    case Dimension::Country: {
        const qulonglong number = cell.toULongLong();
        return number < countries.size() ? std::optional(countries[number]) : std::nullopt;
    }
    case Dimension::Direction:
        return cell == "1" ? QStringLiteral("in") : QStringLiteral("out");
    case Dimension::Protocol:
        return QString::fromStdString(protocolName(cell.toInt()));
    case Dimension::Asn:
        return cell == "0" ? QStringLiteral("unknown") : QStringLiteral("AS") + QString::fromLatin1(cell);
    case Dimension::Peer:
    case Dimension::Local: {
        IpAddress address;
        std::copy_n(cell.begin(), std::min<qsizetype>(cell.size(), 16), address.bytes.begin());
        return address.toString();
    }
    default:
        return QString::fromUtf8(cell);
    }
}

} // namespace

AggregateSql::AggregateSql(const FlowQuestion& question, const FlowSql& flows, const std::vector<Micros>& edges)
    : m_question(question), m_figures(question.figures), m_flows(flows), m_bin(binSql(edges).value_or("0"))
{
    if (question.top > 0)
        m_figures.add(FlowFigures::of(question.topOf));
}

bool AggregateSql::isBy(const FlowQuestion& question, Dimension dimension)
{
    return std::find(question.by.begin(), question.by.end(), dimension) != question.by.end();
}

bool AggregateSql::needsNetworks(const FlowQuestion& question)
{
    return isBy(question, Dimension::Country) || isBy(question, Dimension::Asn);
}

bool AggregateSql::usesAsns(const std::vector<Subject>& subjects)
{
    return std::any_of(subjects.begin(), subjects.end(), [](const Subject& subject) {
        return std::any_of(subject.members.begin(), subject.members.end(),
                           [](const SubjectMember& member) { return !member.prefix; });
    });
}

QByteArray AggregateSql::keySql(Dimension dimension) const
{
    switch (dimension) {
    case Dimension::Direction:
        return m_flows.directionIn();
    case Dimension::Protocol:
        return "protocol";
    case Dimension::Port:
        return "port";
    case Dimension::Service:
        return m_flows.label(RuleSet::Service);
    case Dimension::Content:
        return m_flows.label(RuleSet::Content);
    case Dimension::Route:
        return m_flows.label(RuleSet::Route);
    case Dimension::Coin:
        return m_flows.label(RuleSet::Coin);
    case Dimension::Obfuscation:
        return m_flows.label(RuleSet::Obfuscation);
    case Dimension::Peer:
        return m_flows.peer();
    case Dimension::Local:
        return m_flows.local();
    case Dimension::Country:
        return m_flows.country();
    case Dimension::Asn:
        return m_flows.asn();
    case Dimension::Prefix:
        return m_flows.prefix();
    case Dimension::Source:
        return m_flows.sourceTitle();
    case Dimension::Subject:
        return m_flows.subjectName();
    case Dimension::Exporter:
        return "if(exporter = '','unknown',exporter)";
    }
    return "''";
}

QByteArray AggregateSql::select() const
{
    // With the direction as a key a row of a flow has only what went that way, and the flow itself counts where the
    // side that started it sends.
    const bool isSplit = isByDirection();
    const QByteArray isIn = m_flows.directionIn();
    const auto sum = [&](const QByteArray& value, bool isOfIn) {
        if (!isSplit)
            return ", sum(" + value + ')';
        return ", sum(if(" + isIn + ',' + (isOfIn ? value + ",toUInt64(0)" : "toUInt64(0)," + value) + "))";
    };
    QByteArray sql = "SELECT toUInt32(" + m_bin + ") AS bin, count()";
    sql += m_figures.bytes ? sum(m_flows.choose("src_bytes", "dst_bytes"), false) +
                                 sum(m_flows.choose("dst_bytes", "src_bytes"), true)
                           : QByteArray(", 0, 0");
    sql += m_figures.packets ? sum(m_flows.choose("src_packets", "dst_packets"), false) +
                                   sum(m_flows.choose("dst_packets", "src_packets"), true)
                             : QByteArray(", 0, 0");
    const QByteArray started = "if(" + m_flows.localIsDst() + " = " + isIn + ",flows,toUInt32(0))";
    sql += m_figures.flows ? ", sum(" + (isSplit ? started : QByteArray("flows")) + ')' : QByteArray(", 0");
    sql += m_figures.times ? ", min(start), max(start)" : ", 0, 0";
    sql += m_question.countPeers ? ", uniqExact(" + m_flows.peer() + ')' : QByteArray(", 0");
    sql += m_question.countLocals ? ", uniqExact(" + m_flows.local() + ')' : QByteArray(", 0");
    for (std::size_t i = 0; i < m_question.by.size(); ++i)
        sql += ", " + keySql(m_question.by[i]) + " AS key" + QByteArray::number(qulonglong(i));
    return sql;
}

QByteArray AggregateSql::tail() const
{
    QByteArray sql;
    if (isByDirection()) {
        const QByteArray isIn = m_flows.directionIn();
        const QByteArray out = '(' + m_flows.choose("src_bytes", "dst_bytes") + " != 0 OR " +
                               m_flows.choose("src_packets", "dst_packets") + " != 0)";
        const QByteArray in = '(' + m_flows.choose("dst_bytes", "src_bytes") + " != 0 OR " +
                              m_flows.choose("dst_packets", "src_packets") + " != 0)";
        sql += " AND (" + m_flows.localIsDst() + " = " + isIn + " OR if(" + isIn + ',' + in + ',' + out + "))";
    }
    sql += " GROUP BY bin";
    for (std::size_t i = 0; i < m_question.by.size(); ++i)
        sql += ", key" + QByteArray::number(qulonglong(i));
    return sql;
}

Result<void> AggregateSql::read(QByteArray answer, int firstBin, std::vector<FlowAggregate::Row>& rows) const
{
    const std::vector<QString> countries =
        isBy(m_question, Dimension::Country) ? m_flows.countries() : std::vector<QString>();
    TsvRows table(std::move(answer));
    std::vector<QByteArray> cells;
    while (table.next(cells)) {
        if (cells.size() != firstKey + m_question.by.size())
            break;
        if (cells[1] == "0") // sums over nothing
            continue;
        FlowAggregate::Row row;
        row.bin = firstBin + cells[0].toInt();
        row.sums = {cells[2].toULongLong(), cells[3].toULongLong(), cells[4].toULongLong(), cells[5].toULongLong(),
                    cells[6].toULongLong()};
        row.first = cells[7].toLongLong();
        row.last = cells[8].toLongLong();
        row.peers = cells[9].toULongLong();
        row.locals = cells[10].toULongLong();
        for (std::size_t i = 0; i < m_question.by.size(); ++i) {
            const auto key = keyText(m_question.by[i], cells[firstKey + i], countries);
            if (!key)
                return unreadable();
            row.keys.append(*key);
        }
        rows.push_back(std::move(row));
    }
    if (table.atEnd() && (cells.empty() || cells.size() == firstKey + m_question.by.size()))
        return {};
    return unreadable();
}

} // namespace tideline
