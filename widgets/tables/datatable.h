// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QSortFilterProxyModel;

namespace tideline {

/// A table as all of ours are: sortable, copied as TSV, columns chosen from the header's menu and remembered.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    /// `name`: under which the choice of columns is kept, and what screen readers say.
    DataTable(const QString& name, const QString& title, QWidget* parent = nullptr);

    /// The model as it is; sorting goes through a proxy by `sortRole`.
    void setSource(QAbstractItemModel* model, int sortRole);
    QSortFilterProxyModel* proxy() const { return m_proxy; }
    /// Columns that show until the user says otherwise; empty = all.
    void setDefaultColumns(const QList<int>& shown);
    /// This column takes what the others leave, until the user gives it a width of their own. -1: none.
    void setWideColumn(int column);

    /// The selected cells (all of the visible columns where rows are selected), tab-separated, with the header.
    QString selectionAsTsv() const;

public slots:
    void copySelection();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitWideColumn();
    void chooseColumns(const QPoint& at);
    void restoreColumns();
    QString keyOf(int column) const; ///< stable name, by the model's first user role of the header

    QString m_name;
    QList<int> m_shown;
    int m_wide = -1;
    bool m_isFitting = false;
    QSortFilterProxyModel* m_proxy;
};

} // namespace tideline
