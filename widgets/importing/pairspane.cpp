// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/pairspane.h"

#include "models/items/tablemodel.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

constexpr int rowHeight = 25;

QTableView* plainTable(QAbstractItemModel* model, const QString& name)
{
    auto* view = new QTableView;
    view->setModel(model);
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setItemDelegate(new TabularDelegate(view));
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(rowHeight);
    view->horizontalHeader()->setStretchLastSection(true);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return view;
}

QWidget* framed(QWidget* inside)
{
    QFrame* frame = card();
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(inside);
    return frame;
}

QString sourceName(const CaseSnapshot& snapshot, qint64 id)
{
    for (const Source& source : snapshot.allSources) {
        if (source.id == id)
            return source.title.isEmpty() ? source.name : source.title;
    }
    return {};
}

} // namespace

PairsPane::PairsPane(CaseSession* session, ImportList* list, bool ofImport, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_list(list)
    , m_ofImport(ofImport)
    , m_model(new PairModel(session, list, ofImport, this))
    , m_fieldModel(new TableModel(this))
    , m_view(plainTable(m_model, ofImport ? tr("Merged events") : tr("Events that are in the case already")))
    , m_fields(plainTable(m_fieldModel, tr("The chosen pair, field by field")))
    , m_words(wrappedLabel({}, "dim"))
    , m_all(new QPushButton)
    , m_each(new QPushButton)
{
    build();
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PairsPane::showPair);
    connect(m_each, &QPushButton::clicked, this, [this] { m_ofImport ? splitSelected() : toggleSelected(); });
    connect(m_all, &QPushButton::clicked, this, [this] {
        if (m_ofImport)
            undoSplit();
        else
            setAllApart(m_model->keptApart() < m_model->count());
    });
    connect(session, &CaseSession::snapshotChanged, this, &PairsPane::refresh);
    connect(session->undoStack(), &QUndoStack::indexChanged, this, &PairsPane::showState);
    refresh();
}

void PairsPane::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->addWidget(m_words, 1);
    for (QPushButton* button : {m_each, m_all}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    layout->addLayout(row);
    const QList<int> widths{112, 150, 150, 230, 130, 230, 110};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->installEventFilter(this);
    m_fields->setSelectionMode(QAbstractItemView::SingleSelection);
    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(framed(m_view));
    parts->addWidget(framed(m_fields));
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({600, 400});
    layout->addWidget(parts, 1);
}

const Table& PairsPane::fields() const
{
    return m_fieldModel->table();
}

void PairsPane::refresh()
{
    m_model->refresh();
    if (m_model->count() > 0 && !m_view->selectionModel()->hasSelection())
        m_view->selectRow(0);
    showPair();
}

QList<int> PairsPane::selected() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows += index.row();
    return rows;
}

void PairsPane::showPair()
{
    const QList<int> rows = selected();
    Table table;
    if (!rows.isEmpty() && rows.first() < m_model->count() && m_session->isOpen()) {
        const MergedPair& pair = m_model->pair(rows.first());
        const QString file = m_model->index(rows.first(), PairModel::File).data().toString();
        QString known = sourceName(*m_session->snapshot(), pair.event->source);
        if (known.isEmpty())
            known = pair.event->source == 0 ? tr("entered by hand") : tr("a file before this one");
        table = pairFields(pair, known, tr("%1, line %2").arg(file).arg(pair.with->record), m_session->zone());
    }
    m_fieldModel->setTable(std::move(table));
    const QList<int> widths{24, 90, 150, 150};
    for (int i = 0; i < widths.size() && i < m_fieldModel->columnCount(); ++i)
        m_fields->setColumnWidth(i, widths[i]);
    showState();
}

void PairsPane::showState()
{
    const int apart = m_model->keptApart(), all = m_model->count();
    const QList<int> rows = selected();
    const bool writable = m_session->isOpen() && !m_session->isReadOnly() && !m_list->isBusy();
    const auto isSplit = [this](int row) { return row < m_model->count() && m_model->pair(row).split; };
    const bool anyOne = std::any_of(rows.begin(), rows.end(), [&](int row) { return !isSplit(row); });
    if (m_ofImport) {
        m_words->setText(all == 0 ? tr("No event of these files is in another source.")
                                  : tr("The same event from two sources is one event with two sources. Where they "
                                       "disagree (≠), both are kept. Select a pair that is none and split it."));
        m_each->setText(tr("Split into two events"));
        m_each->setEnabled(writable && anyOne);
        m_all->setText(tr("Undo the split"));
        const QUndoStack* undo = m_session->undoStack();
        m_all->setVisible(!m_undoText.isEmpty() && undo->canUndo() && undo->undoText() == m_undoText && apart > 0);
        m_all->setEnabled(writable);
        return;
    }
    m_words->setText(all == 0 ? tr("No event of these files looks like one in the case.")
                              : tr("These look like events that are there already. Ticked pairs become one event with "
                                   "two sources; untick what is not the same. They disagree in %n pair(s).",
                                   nullptr, m_model->disagreeing()));
    m_each->setText(anyOne || rows.isEmpty() ? tr("Keep apart") : tr("Merge"));
    m_each->setEnabled(!m_list->isBusy() && !rows.isEmpty());
    m_all->setText(apart < all ? tr("Keep all apart") : tr("Merge all"));
    m_all->setEnabled(!m_list->isBusy());
    m_all->setVisible(all > 1);
    m_each->setVisible(all > 0);
}

void PairsPane::toggleSelected()
{
    const QList<int> rows = selected();
    const bool anyOne = std::any_of(rows.begin(), rows.end(), [this](int row) { return !m_model->pair(row).split; });
    m_model->setApart(rows, anyOne);
}

void PairsPane::setAllApart(bool apart)
{
    QList<int> rows;
    for (int i = 0; i < m_model->count(); ++i)
        rows += i;
    m_model->setApart(rows, apart);
}

void PairsPane::splitSelected()
{
    QStringList ids;
    for (const int row : selected()) {
        if (!m_model->pair(row).split)
            ids += m_model->pair(row).with->id;
    }
    if (ids.isEmpty())
        return;
    m_session->splitEvents(ids);
    m_undoText = m_session->undoStack()->undoText();
}

void PairsPane::undoSplit()
{
    if (m_session->undoStack()->undoText() == m_undoText)
        m_session->undoStack()->undo();
}

/// Space ticks the chosen pairs, whatever column has the cursor.
bool PairsPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view || event->type() != QEvent::KeyPress || m_ofImport ||
        static_cast<QKeyEvent*>(event)->key() != Qt::Key_Space)
        return QWidget::eventFilter(watched, event);
    toggleSelected();
    return true;
}

} // namespace tideline
