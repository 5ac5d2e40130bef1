// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/zone.h"

#include <QAbstractTableModel>

namespace tideline {

/// Any Table as rows: the twin of a chart, flows, problems.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// KeyRole, of headers: the stable name of a column.
    enum Role { KeyRole = Qt::UserRole, SortRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(Table table);
    void setZone(const Zone& zone);
    const Table& table() const { return m_table; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Table m_table;
    Zone m_zone;
};

} // namespace tideline
