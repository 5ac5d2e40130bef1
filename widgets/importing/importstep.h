// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tideline {

/// One page of the import window.
class ImportStep : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;    ///< question at the top
    virtual QString subtitle() const = 0; ///< what it is about
    virtual QString summary() const = 0;  ///< under the step's name at the left
    virtual QString action() const = 0;   ///< on the button that goes on
    virtual bool isComplete() const = 0;
    virtual void enter() {}                       ///< called whenever it is shown
    virtual QWidget* corner() { return nullptr; } ///< stands beside the title

signals:
    void changed();
};

} // namespace tideline
