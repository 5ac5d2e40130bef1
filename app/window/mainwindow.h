// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/actions.h"
#include "models/session/casesession.h"

#include <QMainWindow>

class QStackedWidget;
class QToolBar;

namespace tideline {

class DetailsPanel;
class FilterBar;
class FilterPanel;
class FilterRail;
class FindingsView;
class MessageStrip;
class PendingImportsBar;
class RhythmView;
class Settings;
class StartPage;
class StatusLine;
class TablePanel;
class TimelinePage;

/// Places the panels and the actions; what they do lives in the panels, the session and WindowCommands.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(CaseSession* session, Settings* settings, const QString& foundingPath);

    Actions& actions() { return m_actions; }
    TimelinePage* timeline() const { return m_timeline; }
    TablePanel* tables() const { return m_tables; }
    DetailsPanel* details() const { return m_details; }
    FilterBar* filterBar() const { return m_filterBar; }
    FindingsView* findings() const { return m_findings; }
    MessageStrip* messages() const { return m_messages; }
    QStackedWidget* views() const { return m_views; }
    CaseSession* session() const { return m_session; }
    Settings* settings() const { return m_settings; }
    QString foundingPath() const { return m_foundingPath; }
    void showView(QWidget* view);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

signals:
    void filesDropped(const QStringList& paths);

private:
    void placeCentre();
    void placeDocks();
    void placeToolBar();
    void placeMenus();
    void connectPanels();
    void refresh();
    void updateTitle();
    void showTwin(const MeasureResult& result);
    void placeRail(); ///< shown while the filter panel is not
    void fold();      ///< small windows: icons only, filter folded

    CaseSession* m_session;
    Settings* m_settings;
    QString m_foundingPath;
    Actions m_actions;
    StartPage* m_start;
    QWidget* m_desk = nullptr;
    FilterBar* m_filterBar;
    MessageStrip* m_messages;
    PendingImportsBar* m_pending;
    QStackedWidget* m_views;
    TimelinePage* m_timeline;
    RhythmView* m_rhythm;
    FindingsView* m_findings;
    FilterPanel* m_filterPanel;
    FilterRail* m_filterRail;
    DetailsPanel* m_details;
    TablePanel* m_tables;
    StatusLine* m_status;
    QToolBar* m_toolBar = nullptr;
    QToolBar* m_railBar = nullptr;
    QDockWidget* m_filterDock = nullptr;
    QDockWidget* m_detailsDock = nullptr;
    QDockWidget* m_tablesDock = nullptr;
    QHash<int, QWidget*> m_viewOf; ///< by ActionId
};

} // namespace tideline
