// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QTimer>
#include <QWidget>

namespace tideline {

class SeriesBox;
class TimeAxis;
class TimelineView;
class UsageChart;

/// The view Timeline: event lanes above the usage chart on one axis, kept in step with the session. It asks for the
/// volume of what is visible, in bins that fit, and again when one looks closer. A case with usage series has a box in
/// the chart that chooses one of them in place of the traffic.
class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePage(CaseSession* session, QWidget* parent = nullptr);

    TimeAxis* axis() const { return m_axis; }
    TimelineView* view() const { return m_view; }
    UsageChart* chart() const { return m_chart; }
    SeriesBox* of() const { return m_of; }
    std::optional<Dimension> split() const { return m_split; }
    void setSplit(std::optional<Dimension> dimension);
    void setBits(bool bits);
    const std::optional<MeasureResult>& result() const { return m_volume->result(); }
    bool isBusy() const { return m_volume->isBusy() || m_settled.isActive(); }

signals:
    void measured(const tideline::MeasureResult& result);
    void eventActivated(const QString& id);
    void eventsListed(const QStringList& ids);

private:
    void takeCase();
    void showEvents();
    void askAnew();
    void askVolume(bool anew);
    void askOverview();
    void drawVolume(const MeasureResult& result);
    Question question() const;
    std::optional<TimeRange> span() const;
    QString emptyText(const Error& error) const;

    CaseSession* m_session;
    TimeAxis* m_axis;
    TimelineView* m_view;
    UsageChart* m_chart;
    SeriesBox* m_of;
    MeasureQuery* m_volume;
    MeasureQuery* m_overview;
    QTimer m_settled;
    std::optional<Dimension> m_split = Dimension::Route;
    TimeRange m_asked; ///< range and bin of the running or last question
    Bin m_askedBin = Bin::Day;
    bool m_fresh = false;
};

} // namespace tideline
