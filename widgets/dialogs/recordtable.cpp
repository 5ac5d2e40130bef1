// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/recordtable.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

namespace {

constexpr int rowHeight = 28;

const RecordColumn* columnOf(const QModelIndex& index)
{
    const auto* model = qobject_cast<const RecordModel*>(index.model());
    return model ? &model->columns()[std::size_t(index.column())] : nullptr;
}

QToolButton* iconButton(const QString& icon, const QString& text)
{
    auto* button = new QToolButton;
    button->setIcon(themedIcon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

} // namespace

void RecordDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!index.data(RecordModel::ProblemRole).toString().isEmpty() && !(option.state & QStyle::State_Selected))
        painter->fillRect(option.rect, Theme::of(option.widget).color(Token::DangerFill));
    TabularDelegate::paint(painter, option, index);
}

QWidget* RecordDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const RecordColumn* column = columnOf(index);
    if (column && column->onlyChoices) {
        auto* box = new QComboBox(parent);
        box->addItems(column->choices);
        box->setAccessibleName(column->title);
        return box;
    }
    auto* edit = new QLineEdit(parent);
    if (column) {
        edit->setAccessibleName(column->title);
        if (!column->choices.isEmpty()) {
            auto* completer = new QCompleter(column->choices, edit);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            edit->setCompleter(completer);
        }
    }
    return edit;
}

void RecordDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* box = qobject_cast<QComboBox*>(editor))
        box->setCurrentText(index.data(Qt::EditRole).toString());
    else if (auto* edit = qobject_cast<QLineEdit*>(editor))
        edit->setText(index.data(Qt::EditRole).toString());
}

void RecordDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* box = qobject_cast<QComboBox*>(editor))
        model->setData(index, box->currentText());
    else if (auto* edit = qobject_cast<QLineEdit*>(editor))
        model->setData(index, edit->text());
}

void RecordDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    TabularDelegate::initStyleOption(option, index);
    if (index.data(RecordModel::ProblemRole).toString().isEmpty())
        return;
    const Theme theme = Theme::of(option->widget);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = themedIcon(QStringLiteral("circle-alert"), theme, Token::Danger);
    option->decorationSize = {14, 14};
    option->palette.setColor(QPalette::Text, theme.color(Token::Danger));
    if (option->text.isEmpty())
        option->text = tr("missing");
}

RecordTable::RecordTable(std::vector<RecordColumn> columns, const QString& title, const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_model(new RecordModel(std::move(columns), this))
    , m_view(new QTableView)
    , m_buttons(new QHBoxLayout)
    , m_add(new QPushButton(tr("Add %1").arg(what)))
    , m_remove(iconButton(QStringLiteral("trash-2"), tr("Remove %1").arg(what)))
    , m_up(iconButton(QStringLiteral("chevron-up"), tr("Move up")))
    , m_down(iconButton(QStringLiteral("chevron-down"), tr("Move down")))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RecordDelegate(m_view));
    m_view->setAccessibleName(title);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                            QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const int width = m_model->columns()[std::size_t(i)].width;
        if (width > 0)
            m_view->setColumnWidth(i, width);
        else
            m_view->horizontalHeader()->setSectionResizeMode(i, QHeaderView::Stretch);
    }
    m_view->installEventFilter(this);
    QFrame* frame = card();
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_view);
    setFocusProxy(m_view);

    m_add->setIcon(themedIcon(QStringLiteral("plus")));
    m_add->setAutoDefault(false);
    m_buttons->setSpacing(4);
    m_buttons->addWidget(m_add);
    m_buttons->addWidget(m_remove);
    m_buttons->addWidget(m_up);
    m_buttons->addWidget(m_down);
    m_buttons->addStretch();
    setOrdered(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(frame);
    layout->addLayout(m_buttons);
    connect(m_add, &QPushButton::clicked, this, &RecordTable::addRow);
    connect(m_remove, &QToolButton::clicked, this, &RecordTable::removeRow);
    connect(m_up, &QToolButton::clicked, this, [this] { moveRow(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveRow(1); });
}

void RecordTable::setOrdered(bool ordered)
{
    m_up->setVisible(ordered);
    m_down->setVisible(ordered);
}

void RecordTable::setVisibleRows(int rows)
{
    m_view->setMinimumHeight(rowHeight * (rows + 1));
}

void RecordTable::addRow()
{
    const QModelIndex first = m_model->index(m_model->addRow(), 0);
    m_view->setFocus();
    m_view->setCurrentIndex(first);
    m_view->edit(first);
}

void RecordTable::removeRow()
{
    const int row = m_view->currentIndex().row();
    if (row >= 0)
        m_model->removeRows(row, 1);
}

void RecordTable::moveRow(int by)
{
    const QModelIndex current = m_view->currentIndex();
    if (m_model->swapRows(current.row(), current.row() + by))
        m_view->setCurrentIndex(current.sibling(current.row() + by, current.column()));
}

bool RecordTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool moves = key->modifiers() & Qt::AltModifier && m_up->isVisibleTo(this);
    if (key->key() == Qt::Key_Insert)
        addRow();
    else if (key->key() == Qt::Key_Delete)
        removeRow();
    else if (moves && key->key() == Qt::Key_Up)
        moveRow(-1);
    else if (moves && key->key() == Qt::Key_Down)
        moveRow(1);
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

} // namespace tideline
