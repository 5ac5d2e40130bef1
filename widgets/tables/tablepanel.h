// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QTabWidget>

class QLabel;

namespace tideline {

class DataTable;
class EventModel;
class TableModel;

/// Below the charts: events, flows, the numbers of the chart, and rejected rows. Follows the session.
class TablePanel : public QTabWidget
{
    Q_OBJECT

public:
    explicit TablePanel(CaseSession* session, QWidget* parent = nullptr);

    /// The twin of the chart that is shown.
    void setChartData(const MeasureResult& result);
    void showChartData();
    void showUndated(); ///< selects the events without a date
    /// The period that the flows tab lists: the brush, or what is visible.
    void setPeriod(const TimeRange& period);
    DataTable* eventTable() const { return m_events; }

signals:
    void eventActivated(const QString& id);

private:
    QWidget* page(DataTable* table, QLabel* line);
    void refreshEvents();
    void refreshFlows();
    void refreshProblems();
    void showSelection();
    void updateTitles();

    CaseSession* m_session;
    EventModel* m_eventModel;
    TableModel* m_flowModel;
    TableModel* m_chartModel;
    TableModel* m_problemModel;
    DataTable* m_events;
    DataTable* m_flows;
    DataTable* m_chart;
    DataTable* m_problems;
    QLabel* m_flowLine;
    QLabel* m_chartLine;
    TimeRange m_period = TimeRange::all();
    QString m_chartTitle;
    quint64 m_flowGeneration = 0;
    bool m_flowsStale = true;
};

} // namespace tideline
