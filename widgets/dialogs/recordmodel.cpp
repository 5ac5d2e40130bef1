// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/recordmodel.h"

#include "widgets/theme/text.h"

namespace tideline {

RecordModel::RecordModel(std::vector<RecordColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{}

void RecordModel::setRows(const QList<QStringList>& rows)
{
    beginResetModel();
    m_rows = rows;
    for (QStringList& row : m_rows)
        row.resize(columnCount());
    endResetModel();
}

bool RecordModel::saysNothing(const QStringList& row) const
{
    for (int i = 0; i < row.size(); ++i) {
        const QString text = row[i].trimmed();
        if (!text.isEmpty() && text != m_columns[std::size_t(i)].initial)
            return false;
    }
    return true;
}

QList<QStringList> RecordModel::records() const
{
    QList<QStringList> found;
    for (const QStringList& row : m_rows) {
        if (saysNothing(row))
            continue;
        QStringList texts;
        for (const QString& text : row)
            texts += text.trimmed();
        found += texts;
    }
    return found;
}

QString RecordModel::problemAt(int row, int column) const
{
    const RecordColumn& description = m_columns[std::size_t(column)];
    if (saysNothing(m_rows[row]))
        return {};
    const QString text = m_rows[row][column].trimmed();
    if (description.onlyChoices && !description.choices.contains(text))
        return tr("One of: %1").arg(description.choices.join(QStringLiteral(", ")));
    return description.problem ? description.problem(text) : QString();
}

QString RecordModel::firstProblem() const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            const QString problem = problemAt(row, column);
            if (!problem.isEmpty())
                return tr("Row %1, %2: %3").arg(row + 1).arg(m_columns[std::size_t(column)].title.toLower(), problem);
        }
    }
    return {};
}

void RecordModel::setProblem(int column, std::function<QString(const QString&)> problem)
{
    m_columns[std::size_t(column)].problem = std::move(problem);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, column), index(rowCount() - 1, column));
}

int RecordModel::addRow()
{
    const int at = rowCount();
    QStringList row;
    for (const RecordColumn& column : m_columns)
        row += column.initial;
    beginInsertRows({}, at, at);
    m_rows += row;
    endInsertRows();
    return at;
}

bool RecordModel::swapRows(int a, int b)
{
    if (a < 0 || b < 0 || a >= rowCount() || b >= rowCount() || a == b)
        return false;
    m_rows.swapItemsAt(a, b);
    emit dataChanged(index(std::min(a, b), 0), index(std::max(a, b), columnCount() - 1));
    emit edited();
    return true;
}

int RecordModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RecordModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QString& text = m_rows[index.row()][index.column()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case SortRole:
        return text;
    case ProblemRole:
        return problemAt(index.row(), index.column());
    case Qt::ToolTipRole: {
        const QString problem = problemAt(index.row(), index.column());
        return plainToolTip(problem.isEmpty() ? text : problem);
    }
    case Qt::AccessibleDescriptionRole:
        return problemAt(index.row(), index.column());
    default:
        return {};
    }
}

bool RecordModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    m_rows[index.row()][index.column()] = value.toString();
    // The problems of the whole row depend on whether it says anything.
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), columnCount() - 1));
    emit edited();
    return true;
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Vertical)
        return section < rowCount() ? QVariant(section + 1) : QVariant();
    return section < columnCount() ? QVariant(m_columns[std::size_t(section)].title) : QVariant();
}

Qt::ItemFlags RecordModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
}

bool RecordModel::removeRows(int row, int count, const QModelIndex& parent)
{
    if (parent.isValid() || row < 0 || count <= 0 || row + count > rowCount())
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    emit edited();
    return true;
}

} // namespace tideline
