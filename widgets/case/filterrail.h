// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace tideline {

class FilterPanel;

/// The filter panel folded to 36 px: a button that unfolds it, and the mark of each category as a switch.
class FilterRail : public QWidget
{
    Q_OBJECT

public:
    explicit FilterRail(FilterPanel* panel, QWidget* parent = nullptr);

    QToolButton* unfold() const { return m_unfold; }
    QToolButton* mark(const QString& category) const { return m_marks.value(category); }

signals:
    void unfoldRequested();

private:
    void refresh();
    QToolButton* addMark(const QString& category);

    FilterPanel* m_panel;
    QVBoxLayout* m_layout;
    QToolButton* m_unfold;
    QMap<QString, QToolButton*> m_marks;
};

} // namespace tideline
