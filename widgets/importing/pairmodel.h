// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "widgets/importing/importlist.h"

#include <QAbstractTableModel>

namespace tideline {

/// Events that two sources have. Before the import they can be ticked off one by one, which keeps them two events;
/// afterwards the first column says what they are now.
class PairModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { One, InCase, InFile, Disagrees, When, By, File, ColumnCount };

    PairModel(CaseSession* session, ImportList* list, bool ofImport, QObject* parent = nullptr);

    void refresh();
    int count() const { return int(m_rows.size()); }
    int disagreeing() const;
    int keptApart() const;
    const MergedPair& pair(int row) const { return m_rows[std::size_t(row)].pair; }
    void setApart(const QList<int>& rows, bool apart); ///< before the import

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        int file = 0;
        MergedPair pair;
    };
    QString text(const Row& row, int column) const;

    CaseSession* m_session;
    ImportList* m_list;
    bool m_ofImport;
    std::vector<Row> m_rows;
};

/// Both events side by side: a mark (≠ where they say different things), field, as in the case, as in the file.
Table pairFields(const MergedPair& pair, const QString& caseSource, const QString& fileSource, const Zone& zone);

} // namespace tideline
