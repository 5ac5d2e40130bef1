// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace tideline {

class MainWindow;

/// What the actions of the main window do: opens dialogs, asks for files, hands the rest to panels and session.
class WindowCommands : public QObject
{
    Q_OBJECT

public:
    explicit WindowCommands(MainWindow* window);

    void openPath(const QString& path);
    void importFiles(const QStringList& paths);

private:
    void connectCase();
    void connectEdit();
    void connectTime();
    void connectMeasure();
    void connectAnnotate();
    void newCase(const std::function<void()>& then);
    void chooseCase();
    void saveCopy();
    void verify();
    void print();
    void rememberRecent();
    void askAuthor();
    void nextPanel();

    MainWindow* m_window;
    QMetaObject::Connection m_goesOn; ///< what a new case is made for, until it is there
};

} // namespace tideline
