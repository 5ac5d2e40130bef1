// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/appearance.h"
#include "app/window/mainwindow.h"
#include "app/window/windowcommands.h"
#include "widgets/dialogs/settings.h"
#include "widgets/theme/plurals.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>

using namespace tideline;

namespace {

QString foundingPath()
{
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/tideline");
    QDir().mkpath(folder);
    return folder + QStringLiteral("/founding.tideline");
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tideline"));
    QApplication::setOrganizationName(QStringLiteral("tideline"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tideline"));
    QApplication::setApplicationVersion(QStringLiteral(TIDELINE_VERSION));

    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Settings settings;
    applyAppearance(app, settings);
    CaseSession session;
    MainWindow window(&session, &settings, foundingPath());
    WindowCommands commands(&window);
    bindAppearance(app, &settings, &window);
    window.resize(1600, 1000);
    window.restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    window.show();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() > 1)
        commands.openPath(arguments.at(1));
    return QApplication::exec();
}
