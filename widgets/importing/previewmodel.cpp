// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/previewmodel.h"

#include "widgets/theme/text.h"

#include <QLocale>

namespace tideline {

namespace {
constexpr int cellLength = 90;
} // namespace

void PreviewModel::setTable(const RawTable& table)
{
    beginResetModel();
    m_names = table.names();
    m_rows = table.rows.mid(0, rowsShown);
    m_isNumber.clear();
    for (const PreviewColumn& column : table.columns)
        m_isNumber += column.look == ColumnLook::Number;
    m_used = QList<bool>(m_names.size(), false);
    m_whenEmpty.clear();
    m_problems.clear();
    endResetModel();
}

void PreviewModel::setMeaning(const ColumnMapping& mapping, const std::vector<Problem>& problems)
{
    m_used = QList<bool>(m_names.size(), false);
    m_whenEmpty = QStringList(m_names.size());
    for (int column = 0; column < std::min(m_names.size(), mapping.columns.size()); ++column) {
        m_used[column] = !mapping.columns[column].isEmpty();
        for (const ColumnMapping::Rule& rule : mapping.columns[column]) {
            if (!rule.whenEmpty.isEmpty())
                m_whenEmpty[column] = rule.whenEmpty;
        }
    }
    m_problems.clear();
    for (const Problem& problem : problems)
        m_problems.insert(problem.line, problem);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int PreviewModel::rowOfLine(qint64 line) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].line == line)
            return row;
    }
    return -1;
}

QString PreviewModel::problemAt(int row, int column) const
{
    const auto problem = m_problems.constFind(m_rows[row].line);
    if (problem == m_problems.constEnd())
        return {};
    return problem->column == column || column == 0 ? problem->reason : QString();
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_names.size()) + 1;
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PreviewRow& row = m_rows[index.row()];
    const int column = index.column() - 1;
    const QString text = column < 0 ? QLocale().toString(row.line) : row.cells.value(column);
    switch (role) {
    case Qt::DisplayRole:
        if (text.isEmpty() && column >= 0 && m_used.value(column))
            return m_whenEmpty.value(column).isEmpty() ? tr("empty") : tr("empty → %1").arg(m_whenEmpty[column]);
        return text.simplified().left(cellLength);
    case Qt::ToolTipRole: {
        const QString problem = problemAt(index.row(), index.column());
        return plainToolTip(problem.isEmpty() ? text : problem);
    }
    case Qt::TextAlignmentRole:
        return QVariant((column < 0 || m_isNumber.value(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleDescriptionRole:
    case ProblemRole:
        return problemAt(index.row(), index.column());
    case EmptyRole:
        return column >= 0 && text.isEmpty() && m_used.value(column) && m_whenEmpty.value(column).isEmpty();
    case UsedRole:
        return column < 0 || m_used.value(column);
    default:
        return {};
    }
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return section == 0 ? tr("line") : m_names[section - 1];
}

} // namespace tideline
