// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QPushButton>

namespace tideline {

/// A large row that can be pressed: icon, title, and one line that says what will happen.
class BigRow : public QPushButton
{
    Q_OBJECT

public:
    BigRow(const QString& icon, const QString& title, const QString& line, QWidget* parent = nullptr);

    void setPrimary(bool primary);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    QString m_line;
    bool m_primary = false;
};

} // namespace tideline
