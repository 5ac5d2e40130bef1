// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/columnmapping.h"
#include "widgets/importing/filepreview.h"

#include <QFrame>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace tideline {

/// The values of one column and what each of them becomes: "Missile Provocation" -> missile test.
class ValuesCard : public QFrame
{
    Q_OBJECT

public:
    explicit ValuesCard(QWidget* parent = nullptr);

    void showMapping(const RawTable& table, const ColumnMapping& mapping);
    QComboBox* column() const { return m_column; }
    QComboBox* cutAt() const { return m_split; }

signals:
    /// An empty `becomes` leaves the value as it is.
    void valueChosen(int column, const QString& field, const QString& value, const QString& becomes);
    /// Where each cell is cut into several values; empty = it is one.
    void splitChosen(int column, const QString& field, const QString& split);
    /// What stands where a cell is empty; empty = nothing.
    void emptyChosen(int column, const QString& field, const QString& text);

private:
    void fillColumns(const RawTable& table, const ColumnMapping& mapping);
    void fillEmpty(const RawTable& table, const ColumnMapping& mapping);
    void fillValues(const RawTable& table, const ColumnMapping& mapping);
    QComboBox* valueBox(int column, const QString& field, const QString& value, const QString& becomes);

    QLabel* m_title;
    QLabel* m_become;
    QComboBox* m_column;
    QLabel* m_splitLabel;
    QComboBox* m_split;
    QLabel* m_emptyLabel;
    QLineEdit* m_empty;
    QLabel* m_emptyRows;
    QLabel* m_hint;
    QWidget* m_rows = nullptr;
    QScrollArea* m_scroll;
    QString m_chosen;    ///< column that a person picked
    QStringList m_shown; ///< column, field and values, to build the rows only when they change
};

} // namespace tideline
