// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace tideline {

/// A condition as a pill: a click edits it, its × removes it.
class Chip : public QFrame
{
    Q_OBJECT

public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);

signals:
    void clicked();
    void removed();
};

} // namespace tideline
