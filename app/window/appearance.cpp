// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/appearance.h"

#include "app/window/mainwindow.h"
#include "widgets/dialogs/settings.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timeaxis.h"
#include "widgets/views/timelinepage.h"

#include <QApplication>

namespace tideline {

void applyAppearance(QApplication& app, const Settings& settings)
{
    // The desktop's own palette is asked once, before ours replaces it.
    static const Theme desktop = Theme::ofPalette(app.palette());
    const QString wanted = settings.theme();
    const Theme::Mode mode = wanted == u"dark"    ? Theme::Mode::Dark
                             : wanted == u"light" ? Theme::Mode::Light
                             : desktop.isDark()   ? Theme::Mode::Dark
                                                  : Theme::Mode::Light;
    applyTheme(app, Theme(mode, settings.fontScale()));
}

void bindAppearance(QApplication& app, Settings* settings, MainWindow* window)
{
    const auto apply = [&app, settings, window] {
        applyAppearance(app, *settings);
        window->timeline()->axis()->setMotion(settings->animates());
        window->timeline()->setBits(settings->countsBits());
        CaseSession* session = window->session();
        if (session->isOpen() && !settings->shownZone().isEmpty())
            session->setZone(settings->shownZone());
    };
    QObject::connect(settings, &Settings::changed, window, apply);
    QObject::connect(window->session(), &CaseSession::opened, window, apply);
    apply();
}

} // namespace tideline
