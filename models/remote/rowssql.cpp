// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/rowssql.h"

#include "models/remote/remotetext.h"

#include <algorithm>

namespace tideline {

namespace {

Error unreadable()
{
    return {ErrorCode::BadInput, RemoteText::tr("The server's rows cannot be read"), {}, {}};
}

constexpr char columns[] = "source, start, duration, src, dst, src_port, dst_port, protocol, src_bytes, dst_bytes, "
                           "src_packets, dst_packets, flows, next_as, src_as, dst_as, "
                           "if(service_raw = '',service,service_raw), if(state_raw = '',state,state_raw), "
                           "if(exporter_raw = '',exporter,exporter_raw), record";
constexpr std::size_t columnCount = 20;

/// Takes one cell after the other.
class Cells
{
public:
    explicit Cells(const std::vector<QByteArray>& cells) : m_cells(cells) {}
    template <typename Number> void take(std::vector<Number>& column)
    {
        if constexpr (std::is_signed_v<Number>)
            column.push_back(Number(next().toLongLong()));
        else
            column.push_back(Number(next().toULongLong()));
    }
    void take(std::vector<std::string>& column) { column.push_back(next().toStdString()); }
    void take(std::vector<IpAddress>& column)
    {
        const QByteArray& bytes = next();
        IpAddress& address = column.emplace_back();
        std::copy_n(bytes.begin(), std::min<qsizetype>(bytes.size(), 16), address.bytes.begin());
    }
    void take(QStringList& column) { column.append(QString::fromUtf8(next())); }
    /// The text of that number; false if there is none.
    bool take(QStringList& column, const std::vector<QString>& texts)
    {
        const qulonglong number = next().toULongLong();
        if (number >= texts.size())
            return false;
        column.append(texts[number]);
        return true;
    }

private:
    const QByteArray& next() { return m_cells[m_at++]; }
    const std::vector<QByteArray>& m_cells;
    std::size_t m_at = 0;
};

} // namespace

Result<void> RowsSql::readCounts(QByteArray answer)
{
    TsvRows table(std::move(answer));
    std::vector<QByteArray> cells;
    while (table.next(cells)) {
        if (cells.size() != 2)
            return unreadable();
        m_matching[cells[0].toLongLong()] = cells[1].toULongLong();
        m_total += cells[1].toULongLong();
    }
    return {};
}

QByteArray RowsSql::select(const QByteArray& from, std::uint64_t offset, std::uint64_t limit) const
{
    std::vector<qint64> wanted;
    std::uint64_t before = 0, skip = 0;
    for (const ChunkInfo& chunk : m_chunks) {
        const auto found = m_matching.find(chunk.id);
        const std::uint64_t matching = found == m_matching.end() ? 0 : found->second;
        if (matching > 0 && before + matching > offset && before < offset + limit) {
            if (wanted.empty())
                skip = offset - before;
            wanted.push_back(chunk.id);
        }
        before += matching;
    }
    QByteArray order;
    for (const qint64 chunk : wanted)
        order += (order.isEmpty() ? "toInt64(" : ",toInt64(") + QByteArray::number(chunk) + ')';
    return "SELECT " + QByteArray(columns) + ", " + m_flows.localIsDst() + ", " + m_flows.label(RuleSet::Service) +
           ", " + m_flows.label(RuleSet::Route) + ", " + m_flows.country() + from + " AND " +
           sqlInNumbers("chunk", wanted) + " ORDER BY indexOf([" + order + "],chunk), start, position LIMIT " +
           QByteArray::number(qulonglong(skip)) + ',' + QByteArray::number(qulonglong(limit));
}

Result<void> RowsSql::read(QByteArray answer, FlowRows& rows) const
{
    const std::vector<QString> countries = m_flows.countries();
    TsvRows table(std::move(answer));
    std::vector<QByteArray> values;
    while (table.next(values)) {
        if (values.size() != columnCount + 4)
            return unreadable();
        Cells cells(values);
        FlowBatch& batch = rows.batch;
        cells.take(rows.source);
        FlowBatch::forEachColumn(batch, [&cells](const char*, auto& column) { cells.take(column); });
        cells.take(rows.localIsDst);
        cells.take(rows.services);
        cells.take(rows.routes);
        if (!cells.take(rows.countries, countries))
            return unreadable();
    }
    return table.atEnd() ? Result<void>() : Result<void>(unreadable());
}

} // namespace tideline
