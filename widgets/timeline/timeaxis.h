// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "widgets/timeline/timescale.h"

#include <QObject>
#include <QTimer>
#include <QVariantAnimation>

#include <optional>
#include <vector>

namespace tideline {

/// What all panels over time share: the visible range, the cursor, the brush, the selected event and the zone.
class TimeAxis : public QObject
{
    Q_OBJECT
public:
    explicit TimeAxis(QObject* parent = nullptr);

    TimeRange range() const { return m_range; }
    TimeRange fullRange() const { return m_full; }
    std::optional<Micros> cursor() const { return m_cursor; }
    std::optional<TimeRange> brush() const { return m_brush; }
    QString selection() const { return m_selection; }
    const Zone& zone() const { return m_zone; }
    bool canGoBack() const { return m_at > 0 || m_unremembered; }
    bool canGoForward() const { return m_at + 1 < m_history.size(); }

    void setFullRange(const TimeRange& range);
    void setZone(const Zone& zone);
    void setCursor(std::optional<Micros> time);
    void setBrush(std::optional<TimeRange> range);
    void setSelection(const QString& eventId);
    void setMotion(bool on) { m_motion = on; }

    /// Moves at once; a burst of moves becomes one step of history.
    void setRange(const TimeRange& range);
    /// A jump: animated over 180 ms where motion is on, and a step of history.
    void jumpTo(const TimeRange& range);
    void fit() { jumpTo(withMargin(m_full)); }
    void goBack();
    void goForward();
    void showStart(); ///< same width, at the beginning of everything
    void showEnd();
    /// Pans as little as needed to bring the time into view.
    void reveal(Micros time);

signals:
    void rangeChanged(const tideline::TimeRange& range);
    void fullRangeChanged();
    void cursorChanged(std::optional<tideline::Micros> time);
    void brushChanged(std::optional<tideline::TimeRange> range);
    void selectionChanged(const QString& eventId);
    void zoneChanged();
    void historyChanged();

private:
    void apply(const TimeRange& range);
    void remember();

    TimeRange m_range{0, microsPerDay};
    TimeRange m_full{0, microsPerDay};
    std::optional<Micros> m_cursor;
    std::optional<TimeRange> m_brush;
    QString m_selection;
    Zone m_zone;
    std::vector<TimeRange> m_history;
    std::size_t m_at = 0;
    bool m_unremembered = false;
    bool m_motion = true;
    QTimer m_settled;
    QVariantAnimation m_jump;
    TimeRange m_jumpFrom, m_jumpTo;
};

} // namespace tideline
