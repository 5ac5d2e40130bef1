// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace tideline {

class ImportList;
class ImportStep;
class MapStep;
class MessageStrip;
class StepButton;

/// Files into the case, in five steps: choose, recognise, map columns, check, import. Nothing is written before the
/// last. Does not block the window behind it; an import goes on when this is closed.
class ImportWindow : public QDialog
{
    Q_OBJECT

public:
    enum Step { Choose, Recognise, Map, Check, Import };

    explicit ImportWindow(CaseSession* session, QWidget* parent = nullptr);

    /// Files or folders, as dropped on the main window. Goes to step 2.
    void addFiles(const QStringList& paths);
    ImportList* list() const { return m_list; }
    Step step() const;
    MapStep* mapStep() const { return m_map; }
    ImportStep* page(Step step) const { return m_steps[step]; }

public slots:
    void next();
    void back();
    void goTo(int step);

    void done(int result) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* rail();
    QWidget* footer();
    void refresh();
    bool isSkipped(int step) const;
    bool canGoTo(int step) const;

    CaseSession* m_session;
    ImportList* m_list;
    MapStep* m_map;
    QList<ImportStep*> m_steps;
    QList<StepButton*> m_buttons;
    QStackedWidget* m_stack;
    QLabel* m_title;
    QLabel* m_subtitle;
    QWidget* m_corner;
    QLabel* m_promise;
    MessageStrip* m_strip;
    QLabel* m_status;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_next;
    int m_reached = 0;
};

} // namespace tideline
