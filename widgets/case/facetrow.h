// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QIcon>

namespace tideline {

/// A line of the filter panel: box, mark, name, count at the right. Space or click toggles, Alt+click shows it alone.
class FacetRow : public QAbstractButton
{
    Q_OBJECT

public:
    FacetRow(const QString& text, const QString& detail, const QIcon& mark, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {180, 24}; }
    QSize minimumSizeHint() const override { return {80, 24}; }

signals:
    void toggledAlone();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QString m_detail;
    QIcon m_mark;
};

} // namespace tideline
