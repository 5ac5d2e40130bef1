// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/result.h"
#include "models/core/table.h"
#include "models/core/zone.h"
#include "widgets/charts/charthit.h"
#include "widgets/charts/charttext.h"
#include "widgets/charts/footer.h"
#include "widgets/charts/usagescene.h"
#include "widgets/theme/theme.h"

#include <QSize>

class QPainter;

namespace tideline {

/// What a figure shows besides the result itself.
struct FigureOptions
{
    QSize size{1200, 640};
    Theme theme;
    QString title;                      ///< empty: from the measure
    std::optional<FigureFooter> footer; ///< unset: from the result
    std::vector<Window> windows;        ///< means of `volume` are drawn for these
    std::vector<EventMarker> markers;
    std::vector<TimeRange> coverage;
    std::optional<TimeRange> range; ///< what is shown of results over time; unset: all of it
    QString splitBy;                ///< "by upstream"
    std::vector<bool> hidden;       ///< series switched off on screen
    QList<int> weekend = {6, 7};
    int officeFrom = 9;
    int officeTo = 18;
    bool bits = false;
    bool decorated = true;           ///< title and footer; off inside a panel that has its own
    bool byPixel = false;            ///< for the screen: reduce to pixels
    QLocale locale = figureLocale(); ///< of numbers and dates: files do not depend on the desktop, widgets set theirs
};

enum class ChartKind {
    Usage,
    Steps,
    HeatMap,
    Bars,
    Pairs,
    Ratios,
    Lags,
    Money,
    Lollipops,
    Stacks,
    Moments,
    Intervals,
    Table
};
/// By the measure's name where that decides it, else by its columns.
ChartKind chartKind(const MeasureResult& result);
/// "Volume", "Hours of the week"…
QString measureTitle(const MeasureResult& result);

/// Paints title, chart and footer into 0,0 – size; exact data, geometry cut by arithmetic so that it is right as
/// vectors. Needs a QGuiApplication for its fonts.
ChartHits renderFigure(const MeasureResult& result, const FigureOptions& options, QPainter& painter);

Result<void> savePng(const MeasureResult& result, const FigureOptions& options, const QString& path, double scale = 2);
Result<void> saveSvg(const MeasureResult& result, const FigureOptions& options, const QString& path);
Result<void> savePdf(const MeasureResult& result, const FigureOptions& options, const QString& path);
/// By the ending of the name.
Result<void> saveFigure(const MeasureResult& result, const FigureOptions& options, const QString& path);
QByteArray svgOf(const MeasureResult& result, const FigureOptions& options);

} // namespace tideline
