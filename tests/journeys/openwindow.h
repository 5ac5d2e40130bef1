// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/mainwindow.h"
#include "models/session/importing.h"
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/settings.h"
#include "widgets/theme/plurals.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QStandardPaths>

namespace tideline {

/// A case in a folder of its own, open in the real window.
class OpenWindow : public OpenCase
{
public:
    OpenWindow()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyTheme(*qApp, Theme(Theme::Mode::Light));
        QApplication::installTranslator(&m_plurals);
        window = std::make_unique<MainWindow>(&session, &settings, folder.filePath("founding.tideline"));
        window->resize(1366, 768);
        window->show();
    }
    /// A file with these bytes, as the request has it.
    bool import(const QString& name, const QByteArray& bytes, ImportRequest request = {})
    {
        request.path = write(name, bytes);
        bool isDone = false;
        session.write("import", [&isDone, request](CaseFile& file, const Progress& progress) -> Result<void> {
            const auto report = importFile(file, request, progress);
            isDone = report.ok();
            return report ? Result<void>() : report.error();
        });
        return settle() && isDone;
    }

    Settings settings;
    std::unique_ptr<MainWindow> window;

private:
    EnglishPlurals m_plurals;
};

} // namespace tideline
