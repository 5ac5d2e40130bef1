// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "widgets/theme/marks.h"
#include "widgets/timeline/lanelayout.h"
#include "widgets/timeline/timegestures.h"
#include "widgets/timeline/timepanel.h"

#include <QHash>
#include <QSet>

namespace tideline {

/// What they did: a lane for each category, with marks, spans, clusters and labels; notes on periods as brackets above.
class EventLanes : public TimePanel
{
    Q_OBJECT
public:
    explicit EventLanes(TimeAxis* axis, QWidget* parent = nullptr);

    void setEvents(const std::vector<EventPtr>& events);
    void setAnnotations(const std::vector<Annotation>& annotations);
    void setWindows(const std::vector<Window>& windows);
    void setMarks(const CategoryMarks& marks);

    int laneCount() const { return int(m_lanes.size()); }
    /// Height for a given height of an ordinary lane; the lane with most events is taller.
    int heightFor(int laneHeight) const;
    QSize sizeHint() const override { return {600, heightFor(35)}; }
    QSize minimumSizeHint() const override { return {400, heightFor(22)}; }
    TimeGestures* gestures() const { return m_gestures; }

    /// Selects the previous or next event by time (of all lanes) and brings it into view.
    void step(int direction);
    /// The marks as drawn, for tests and for hit tests.
    const std::vector<LaneLayout>& layouts() const;
    QRectF laneRect(int lane) const;

signals:
    void eventActivated(const QString& id);      ///< clicked or Enter
    void eventsListed(const QStringList& ids);   ///< a cluster or density column was clicked
    void annotationActivated(const QString& id); ///< a bracket was clicked

protected:
    void paintPanel(QPainter& painter, const Theme& theme) override;
    QString describe() const override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Hit
    {
        int lane = -1;
        std::vector<int> events; ///< indices, by time
        TimeRange extent;
        QString annotation;
    };
    Hit hitAt(QPointF position) const;
    void activate(QPointF position);
    bool zoomInto(QPointF position);
    void rebuild();
    void ensureLayout() const;
    int tallLane() const { return m_tallLane; }
    int fullestLane() const;
    int selectedIndex() const;
    QString tipFor(const Hit& hit) const;
    void selectInLane(int direction);
    LaneRows rows(int lane) const;
    double pointY(int lane) const;
    double spanY(int lane) const;

    void paintBackground(QPainter& painter, const Theme& theme);
    void paintBrackets(QPainter& painter, const Theme& theme);
    void paintGutter(QPainter& painter, const Theme& theme, int lane);
    void paintLane(QPainter& painter, const Theme& theme, int lane);
    void paintPills(QPainter& painter, const Theme& theme, int lane);
    void paintLabels(QPainter& painter, const Theme& theme, int lane);
    void paintColumns(QPainter& painter, const Theme& theme, int lane);

    std::vector<EventPtr> m_events;
    std::vector<Annotation> m_annotations;
    std::vector<Window> m_windows;
    QSet<QString> m_starred;
    QHash<QString, int> m_indexOfId;
    std::vector<std::pair<Micros, int>> m_byTime; ///< every dated event, for stepping
    CategoryMarks m_marks;
    std::vector<Lane> m_lanes;
    int m_tallLane = 0;
    mutable std::vector<LaneLayout> m_layouts;
    mutable TimeScale m_layoutScale;
    mutable bool m_layoutStale = true;
    mutable QHash<QString, double> m_textWidths;
    TimeGestures* m_gestures;
};

} // namespace tideline
