// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/zone.h"

#include <QMap>
#include <QWidget>

#include <vector>

namespace tideline {

/// How many rows fall where on the time axis, stacked by category: bars as wide as a bin of the axis.
struct EffectBars
{
    TimeRange span;
    std::vector<Micros> edges;
    QMap<QString, std::vector<int>> counts; ///< category -> one number for each bin
    int highest = 0;
    int undated = 0;
    int total = 0;
};
EffectBars effectBars(const std::vector<Event>& events, const Zone& zone);
EffectBars effectBars(const std::vector<SeriesPoint>& points, const Zone& zone);

/// A small picture of what an import will put on the axis.
class EffectPlot : public QWidget
{
    Q_OBJECT

public:
    explicit EffectPlot(QWidget* parent = nullptr);

    void setBars(const EffectBars& bars, const Zone& zone);
    QSize sizeHint() const override { return {320, 92}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    EffectBars m_bars;
    Zone m_zone;
};

} // namespace tideline
