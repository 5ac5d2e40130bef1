// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/datatable.h"

#include "widgets/theme/text.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace tideline {

namespace {
constexpr int pixelsPerRow = 25;
} // namespace

DataTable::DataTable(const QString& name, const QString& title, QWidget* parent)
    : QTableView(parent), m_name(name), m_proxy(new QSortFilterProxyModel(this))
{
    setObjectName(name);
    setAccessibleName(title);
    setModel(m_proxy);
    setItemDelegate(new TabularDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setSortingEnabled(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(pixelsPerRow);
    QHeaderView* header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(28);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &DataTable::chooseColumns);
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_isFitting)
            return;
        if (column == m_wide)
            setWideColumn(-1);
        fitWideColumn();
    });
}

void DataTable::setSource(QAbstractItemModel* model, int sortRole)
{
    m_proxy->setSortRole(sortRole);
    m_proxy->setSourceModel(model);
    // Until a header is clicked the rows keep the order they came in.
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_proxy->sort(-1);
    restoreColumns();
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::restoreColumns);
}

void DataTable::setDefaultColumns(const QList<int>& shown)
{
    m_shown = shown;
    restoreColumns();
}

void DataTable::setWideColumn(int column)
{
    m_wide = column;
    horizontalHeader()->setStretchLastSection(column < 0);
    fitWideColumn();
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitWideColumn();
}

void DataTable::fitWideColumn()
{
    constexpr int least = 300;
    if (m_wide < 0 || m_isFitting || isColumnHidden(m_wide))
        return;
    int others = 0;
    for (int column = 0; column < model()->columnCount(); ++column)
        others += column == m_wide ? 0 : columnWidth(column); // 0 where hidden
    m_isFitting = true;
    setColumnWidth(m_wide, std::max(least, viewport()->width() - others));
    m_isFitting = false;
}

QString DataTable::keyOf(int column) const
{
    return model()->headerData(column, Qt::Horizontal, Qt::UserRole).toString();
}

void DataTable::restoreColumns()
{
    if (!model() || m_shown.isEmpty())
        return;
    const QStringList saved = QSettings().value(QStringLiteral("tables/%1/columns").arg(m_name)).toStringList();
    for (int column = 0; column < model()->columnCount(); ++column) {
        const bool show = saved.isEmpty() ? m_shown.contains(column) : saved.contains(keyOf(column));
        setColumnHidden(column, !show);
    }
    fitWideColumn();
}

void DataTable::chooseColumns(const QPoint& at)
{
    QMenu menu(this);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setData(column);
    }
    const QAction* chosen = menu.exec(horizontalHeader()->mapToGlobal(at));
    if (!chosen)
        return;
    setColumnHidden(chosen->data().toInt(), !chosen->isChecked());
    fitWideColumn();
    QStringList shown;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (!isColumnHidden(column))
            shown += keyOf(column);
    }
    QSettings().setValue(QStringLiteral("tables/%1/columns").arg(m_name), shown);
}

QString DataTable::selectionAsTsv() const
{
    QHeaderView* header = horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns += column;
    }
    const auto clean = [](QString text) { return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' '); };
    QStringList fields;
    for (const int column : columns)
        fields += clean(model()->headerData(column, Qt::Horizontal).toString());
    QStringList lines = {fields.join(u'\t')};
    QModelIndexList rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        fields.clear();
        for (const int column : columns)
            fields += clean(row.siblingAtColumn(column).data().toString());
        lines += fields.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void DataTable::copySelection()
{
    QApplication::clipboard()->setText(selectionAsTsv());
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy as TSV"), QKeySequence::Copy, this, &DataTable::copySelection);
    menu.addAction(tr("Select all"), this, &DataTable::selectAll);
    menu.exec(event->globalPos());
}

} // namespace tideline
