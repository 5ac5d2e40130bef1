// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/recordmodel.h"
#include "widgets/theme/text.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QTableView;
class QToolButton;

namespace tideline {

/// Shows what is wrong with a cell beside its text, and offers a column's choices while it is edited.
class RecordDelegate : public TabularDelegate
{
    Q_OBJECT

public:
    using TabularDelegate::TabularDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// A small list that is edited in place: Insert adds a row, Delete removes one, Alt+Up and Alt+Down move it.
class RecordTable : public QWidget
{
    Q_OBJECT

public:
    /// `what`: one row, for the button and screen readers ("source").
    RecordTable(std::vector<RecordColumn> columns, const QString& title, const QString& what,
                QWidget* parent = nullptr);

    RecordModel* model() const { return m_model; }
    QTableView* view() const { return m_view; }
    void setOrdered(bool ordered); ///< shows buttons that move rows
    void setVisibleRows(int rows); ///< height
    QHBoxLayout* buttons() const { return m_buttons; }

public slots:
    void addRow();
    void removeRow();
    void moveRow(int by);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    RecordModel* m_model;
    QTableView* m_view;
    QHBoxLayout* m_buttons;
    QPushButton* m_add;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
};

} // namespace tideline
