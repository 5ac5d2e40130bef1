// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/columnmapping.h"
#include "widgets/importing/filepreview.h"

#include <QAbstractTableModel>
#include <QHash>

namespace tideline {

/// The first rows of a file as they stand in it: line, then its cells. Rows that will be rejected say why.
class PreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { ProblemRole = Qt::UserRole, EmptyRole, UsedRole, NumberRole };
    static constexpr int rowsShown = 500;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const RawTable& table);
    /// What the columns mean, and what stands for their empty cells; `problems` by line, with the column they name (0 =
    /// the row).
    void setMeaning(const ColumnMapping& mapping, const std::vector<Problem>& problems);
    int rowOfLine(qint64 line) const; ///< -1 if it is not shown
    qint64 lineOfRow(int row) const { return row >= 0 && row < m_rows.size() ? m_rows[row].line : 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString problemAt(int row, int column) const;

    QStringList m_names;
    QList<bool> m_isNumber;
    QList<PreviewRow> m_rows;
    QList<bool> m_used;
    QStringList m_whenEmpty;
    QHash<qint64, Problem> m_problems;
};

} // namespace tideline
