// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the main screens of the founding case, light and dark, small and large, for the README and for people who look
// before they commit. Everything goes through the real window.
#include "app/window/appearance.h"
#include "app/window/mainwindow.h"
#include "app/window/windowcommands.h"
#include "models/session/founding.h"
#include "widgets/dialogs/settings.h"
#include "widgets/theme/plurals.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timeaxis.h"
#include "widgets/views/timelinepage.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

using namespace tideline;

namespace {

constexpr int patienceMs = 30'000;
constexpr int quietMs = 600; ///< that long without a running question: the picture is complete

/// Lets the window work until nothing is under way.
void settle(const MainWindow& window)
{
    QElapsedTimer total, quiet;
    total.start();
    quiet.start();
    while (total.elapsed() < patienceMs && quiet.elapsed() < quietMs) {
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        if (window.timeline()->isBusy() || !window.session()->tasks()->running().empty())
            quiet.restart();
    }
}

bool shoot(MainWindow& window, const QString& path)
{
    settle(window);
    const bool ok = window.grab().save(path);
    QTextStream(stdout) << path << (ok ? "" : " FAILED") << Qt::endl;
    return ok;
}

/// The state that the pictures show: an event selected, May to November 2019 brushed.
void prepare(MainWindow& window)
{
    CaseSession* session = window.session();
    const auto& events = session->snapshot()->facts.events;
    const auto it =
        std::find_if(events.begin(), events.end(), [](const EventPtr& event) { return event->externalId == u"E126"; });
    if (it != events.end())
        session->selectEvent((*it)->id);
    const Zone zone = session->zone();
    session->setBrush(TimeRange{zone.toUtc({2019, 5, 1}), zone.toUtc({2019, 11, 2})});
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM",
            qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ? qgetenv("QT_QPA_PLATFORM") : QByteArray("offscreen"));
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tideline-shots"));
    QApplication::setOrganizationName(QStringLiteral("tideline-shots"));
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("shots");
    QDir().mkpath(folder);
    const QTemporaryDir scratch;
    applyTheme(app, Theme(Theme::Mode::Light));
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Settings settings;
    CaseSession session;
    MainWindow window(&session, &settings, scratch.filePath(QStringLiteral("founding.tideline")));
    WindowCommands commands(&window);
    bool failed = false;
    QObject::connect(&session, &CaseSession::openFailed, [&failed](const Error& error) {
        QTextStream(stderr) << error.text() << Qt::endl;
        failed = true;
    });
    settings.setValue(SettingId::Author, QStringLiteral("Examiner"));
    session.openFounding(window.foundingPath(), foundingFlows, foundingSeed);
    window.resize(1600, 1000);
    window.show();
    settle(window);
    if (failed || !session.isOpen())
        return 2;
    prepare(window);
    for (const bool isDark : {false, true}) {
        applyTheme(app, Theme(isDark ? Theme::Mode::Dark : Theme::Mode::Light));
        const QString theme = isDark ? QStringLiteral("dark") : QStringLiteral("light");
        const std::pair<QSize, QString> sizes[] = {{{1366, 768}, QStringLiteral("-1366x768")},
                                                   {{2560, 1440}, QStringLiteral("-2560x1440")},
                                                   {{1600, 1000}, QString()}};
        for (const auto& [size, suffix] : sizes) {
            window.resize(size);
            window.actions()[ActionId::ViewTimeline]->trigger();
            failed = !shoot(window, QStringLiteral("%1/main-%2%3.png").arg(folder, theme, suffix)) || failed;
        }
        const std::pair<ActionId, const char*> views[] = {{ActionId::ViewRhythm, "rhythm"},
                                                          {ActionId::ViewRoutes, "routes"},
                                                          {ActionId::ViewMoney, "money"},
                                                          {ActionId::ViewPresence, "presence"},
                                                          {ActionId::ViewTrends, "trends"}};
        for (const auto& [id, name] : views) {
            window.actions()[id]->trigger();
            const QString suffix = isDark ? QStringLiteral("-dark") : QString();
            failed = !shoot(window, QStringLiteral("%1/%2%3.png").arg(folder, QLatin1String(name), suffix)) || failed;
        }
    }
    session.close();
    return failed ? 1 : 0;
}
