// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/commandpalette.h"

#include "widgets/theme/parts.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

constexpr int paletteWidth = 560;
constexpr int shownRows = 12;
constexpr int rowHeight = 30;

QString plainText(QString text)
{
    text.remove(u'&');
    text.remove(QStringLiteral("…"));
    return text.trimmed();
}

/// Title left, shortcut right.
class ActionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const Theme theme = Theme::of(option.widget);
        painter->setFont(theme.font(TextRole::Secondary));
        painter->setPen(theme.color(Token::TextDim));
        painter->drawText(option.rect.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(ActionModel::ShortcutRole).toString());
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight};
    }
};

} // namespace

namespace {

/// Letters taken as early as they come, from `at` on.
int scoreFrom(const QString& pattern, const QString& text, qsizetype at)
{
    int score = 0, run = 0;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        const qsizetype found = text.indexOf(wanted, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        const bool begins = found == 0 || !text[found - 1].isLetterOrNumber();
        run = found == at ? run + 1 : 0;
        score += 1 + (begins ? 6 : 0) + 3 * run - int(std::min<qsizetype>(found - at, 4));
        at = found + 1;
    }
    return std::max(score, 0);
}

} // namespace

int fuzzyScore(const QString& pattern, const QString& text)
{
    if (pattern.trimmed().isEmpty())
        return 0;
    int best = -1;
    const QChar first = pattern.trimmed().front();
    for (qsizetype at = text.indexOf(first, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(first, at + 1, Qt::CaseInsensitive))
        best = std::max(best, scoreFrom(pattern, text, at));
    return best;
}

QString ActionModel::titleOf(const QAction* action)
{
    const QString own = plainText(action->text());
    for (const QObject* object : action->associatedObjects()) {
        const auto* menu = qobject_cast<const QMenu*>(object);
        const QString title = menu ? plainText(menu->title()) : QString();
        if (!title.isEmpty())
            return QStringLiteral("%1: %2").arg(title, own);
    }
    return own;
}

void ActionModel::setActions(const QList<QAction*>& actions)
{
    m_actions.clear();
    for (QAction* action : actions) {
        const bool usable = !action->isSeparator() && !action->menu() && !plainText(action->text()).isEmpty();
        if (usable && !m_actions.contains(action))
            m_actions += action;
    }
    filter();
}

void ActionModel::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    filter();
}

void ActionModel::filter()
{
    beginResetModel();
    QList<std::pair<int, QPointer<QAction>>> scored;
    for (const QPointer<QAction>& action : m_actions) {
        const int score = action ? fuzzyScore(m_pattern, titleOf(action)) : -1;
        if (score >= 0)
            scored += {score + (action->isEnabled() ? 0 : -1000), action};
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_shown.clear();
    for (const auto& entry : scored)
        m_shown += entry.second;
    endResetModel();
}

QAction* ActionModel::actionAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? m_shown[row].data() : nullptr;
}

int ActionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ActionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QAction* action = m_shown[index.row()];
    if (!action)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(action);
    case Qt::DecorationRole:
        return action->icon();
    case ShortcutRole:
        if (const QString obstacle = action->property("obstacle").toString(); !obstacle.isEmpty())
            return obstacle; // says more than a key that does nothing
        return action->shortcut().toString(QKeySequence::NativeText);
    case EnabledRole:
        return action->isEnabled();
    default:
        return {};
    }
}

Qt::ItemFlags ActionModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const QAction* action = actionAt(index.row());
    return action && action->isEnabled() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                         : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

CommandPalette::CommandPalette(QWidget* window)
    : QDialog(window, Qt::Popup | Qt::FramelessWindowHint)
    , m_model(new ActionModel(this))
    , m_field(new QLineEdit)
    , m_list(new QListView)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    m_model->setActions(window->findChildren<QAction*>() + window->actions());
    m_field->setPlaceholderText(tr("What do you want to do?"));
    m_field->setAccessibleName(tr("Search for a command"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ActionDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    setFixedSize(paletteWidth, shownRows * rowHeight + 60);
    setAutoFillBackground(true);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setPattern(text);
        m_list->setCurrentIndex(m_model->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { run(index.row()); });
    m_list->setCurrentIndex(m_model->index(0, 0));
    const QPoint corner = window->mapToGlobal(QPoint((window->width() - width()) / 2, 80));
    move(corner);
    m_field->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentIndex().row();
    const int last = m_model->rowCount() - 1;
    if (key == Qt::Key_Down || key == Qt::Key_PageDown)
        m_list->setCurrentIndex(m_model->index(std::min(last, row + (key == Qt::Key_Down ? 1 : shownRows)), 0));
    else if (key == Qt::Key_Up || key == Qt::Key_PageUp)
        m_list->setCurrentIndex(m_model->index(std::max(0, row - (key == Qt::Key_Up ? 1 : shownRows)), 0));
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        run(row);
    else
        return QDialog::eventFilter(watched, event);
    return true;
}

void CommandPalette::run(int row)
{
    const QPointer<QAction> action = m_model->actionAt(row);
    if (!action || !action->isEnabled())
        return;
    accept();
    // After this popup is gone, so that what the action opens gets the focus.
    QTimer::singleShot(0, action, [action] { action->trigger(); });
}

} // namespace tideline
