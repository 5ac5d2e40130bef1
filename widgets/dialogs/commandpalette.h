// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QDialog>
#include <QPointer>
#include <QStyledItemDelegate>

class QAction;
class QLineEdit;
class QListView;

namespace tideline {

/// How well the letters of `pattern` are found in `text`, in this order: more is better, below 0 = not at all. Runs and
/// beginnings of words count more.
int fuzzyScore(const QString& pattern, const QString& text);

/// The actions of a window that match what is typed, the best first.
class ActionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ShortcutRole = Qt::UserRole, EnabledRole };

    using QAbstractListModel::QAbstractListModel;
    void setActions(const QList<QAction*>& actions);
    void setPattern(const QString& pattern);
    QAction* actionAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static QString titleOf(const QAction* action); ///< "Time: Fit"

private:
    void filter();

    QList<QPointer<QAction>> m_actions;
    QList<QPointer<QAction>> m_shown;
    QString m_pattern;
};

/// Ctrl+K: every action of the window, found by a few letters.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    /// Takes the actions of `window` and of its menus, tool bars and panels.
    explicit CommandPalette(QWidget* window);

    QLineEdit* field() const { return m_field; }
    ActionModel* model() const { return m_model; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void run(int row);

    ActionModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
};

} // namespace tideline
