// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tablemodel.h"

namespace tideline {

namespace {

struct SortKey
{
    QVariant operator()(std::monostate) const { return {}; }
    QVariant operator()(qint64 value) const { return qlonglong(value); }
    QVariant operator()(double value) const { return value; }
    QVariant operator()(const QString& value) const { return value; }
    QVariant operator()(const Decimal& value) const { return value.toDouble(); }
};

} // namespace

void TableModel::setTable(Table table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

void TableModel::setZone(const Zone& zone)
{
    m_zone = zone;
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
    if (columnCount() > 0)
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    const TableColumn& description = m_table.columns[column];
    const Cell& cell = m_table.rows[static_cast<std::size_t>(index.row())][column];
    switch (role) {
    case Qt::DisplayRole:
        return cellText(cell, description, m_zone);
    case Qt::TextAlignmentRole: {
        const bool isText = description.type == ColumnType::String || description.type == ColumnType::Time;
        return QVariant((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    case SortRole:
        return std::visit(SortKey{}, cell);
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == KeyRole)
        return m_table.columns[static_cast<std::size_t>(section)].key;
    if (role != Qt::DisplayRole)
        return {};
    const TableColumn& column = m_table.columns[static_cast<std::size_t>(section)];
    const QString unit = column.type == ColumnType::Time ? m_zone.name() : column.unit;
    return unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, unit);
}

} // namespace tideline
