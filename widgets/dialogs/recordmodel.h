// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <functional>
#include <vector>

namespace tideline {

/// One column of a small list that is edited in place.
struct RecordColumn
{
    QString title;
    int width = 120;     ///< 0 = takes what is left
    QStringList choices; ///< offered; anything else may be typed unless `onlyChoices`
    bool onlyChoices = false;
    /// Why the text cannot be read; empty = it can. Null = anything goes. Empty cells are asked too.
    std::function<QString(const QString&)> problem;
    QString initial; ///< of a new row
};

/// Rows of texts: citations, amounts, members of a subject, windows, rules.
class RecordModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { ProblemRole = Qt::UserRole, SortRole };

    explicit RecordModel(std::vector<RecordColumn> columns, QObject* parent = nullptr);

    void setRows(const QList<QStringList>& rows);
    QList<QStringList> records() const; ///< trimmed, without rows that say nothing
    bool isValid() const { return firstProblem().isEmpty(); }
    QString firstProblem() const; ///< of the rows that say something: "Row 2, Amount: …"
    const std::vector<RecordColumn>& columns() const { return m_columns; }
    void setProblem(int column, std::function<QString(const QString&)> problem);
    int addRow();
    bool swapRows(int a, int b);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool removeRows(int row, int count, const QModelIndex& parent = {}) override;

signals:
    void edited();

private:
    bool saysNothing(const QStringList& row) const;
    QString problemAt(int row, int column) const;

    std::vector<RecordColumn> m_columns;
    QList<QStringList> m_rows;
};

} // namespace tideline
