// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/dialogs/opencase.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/importwindow.h"
#include "widgets/importing/mapstep.h"
#include "widgets/importing/recognisestep.h"
#include "widgets/importing/reportstep.h"
#include "widgets/importing/samplepane.h"
#include "widgets/theme/plurals.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

namespace tideline {

// How tests walk through the import window.

/// As the program starts: its theme, and plurals that people read.
inline void dress()
{
    static EnglishPlurals plurals;
    applyTheme(*qApp, Theme());
    QApplication::installTranslator(&plurals);
}

inline QString sampleFile(const char* name)
{
    return QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + QLatin1String(name);
}

/// The button that goes on, once it can be pressed.
inline bool press(ImportWindow* window)
{
    auto* button = window->findChild<QPushButton*>("importNext");
    if (!QTest::qWaitFor([button] { return button->isEnabled(); }, 20'000))
        return false;
    button->click();
    return true;
}

/// Shows the window at the mapping of one file that is read as `format`.
inline bool goToMapping(ImportWindow* window, const QString& path, const char* format)
{
    const auto isInspected = [window] { return !window->list()->isInspecting(); };
    window->show();
    window->addFiles({path});
    if (!QTest::qWaitFor(isInspected))
        return false;
    window->list()->setFormat(0, QLatin1String(format));
    return QTest::qWaitFor(isInspected) && press(window) && window->step() == ImportWindow::Map;
}

inline RecogniseStep* recogniseStep(ImportWindow* window)
{
    return qobject_cast<RecogniseStep*>(window->page(ImportWindow::Recognise));
}

inline ReportStep* reportStep(ImportWindow* window, ImportWindow::Step step)
{
    return qobject_cast<ReportStep*>(window->page(step));
}

inline bool settled(ImportWindow* window)
{
    return QTest::qWaitFor(
        [window] { return !window->list()->isInspecting() && recogniseStep(window)->sample()->isSettled(); }, 30'000);
}

inline bool waitForEffect(ImportWindow* window)
{
    return QTest::qWaitFor([window] { return window->mapStep()->isSettled(); }, 20'000);
}

inline bool goTo(ImportWindow* window, ImportWindow::Step step)
{
    if (!settled(window))
        return false;
    window->goTo(step);
    return window->step() == step && QTest::qWaitFor([window] { return !window->list()->isBusy(); }, 60'000);
}

/// Through all steps to the end.
inline bool runAll(ImportWindow* window)
{
    while (window->step() != ImportWindow::Import) {
        if (!settled(window) || !press(window) ||
            !QTest::qWaitFor([window] { return !window->list()->isBusy(); }, 60'000))
            return false;
    }
    return QTest::qWaitFor([window] { return !window->list()->isBusy(); }, 60'000);
}

/// As a person does in a box; false if there is no such choice.
inline bool choose(QComboBox* box, const QVariant& data)
{
    const int at = box->findData(data);
    if (at < 0)
        return false;
    box->setCurrentIndex(at);
    emit box->activated(at);
    return true;
}

inline QComboBox* boxNamed(QWidget* parent, const char* name)
{
    for (auto* box : parent->findChildren<QComboBox*>()) {
        if (box->accessibleName() == QLatin1String(name))
            return box;
    }
    return nullptr;
}

inline QLineEdit* fieldNamed(QWidget* parent, const char* name)
{
    for (auto* field : parent->findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QLatin1String(name))
            return field;
    }
    return nullptr;
}

} // namespace tideline
