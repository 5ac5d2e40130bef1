// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "models/core/timepoint.h"
#include "widgets/theme/theme.h"

#include <QLocale>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace tideline {

/// What every figure says of itself, on screen, on paper and in a slide.
struct FigureFooter
{
    QString source;
    QString subject; ///< whose flows, or which series
    std::optional<TimeRange> span;
    QString zone = QStringLiteral("UTC");
    QString filter; ///< empty = "no filter"
    bool simulated = false;
    double share = 1; ///< of the flows, in a first picture

    static FigureFooter fromResult(const MeasureResult& result);
    /// "Source: … · North Korea · 1 Jan 2017 – 31 Dec 2019 · Asia/Pyongyang · no filter"
    QString text(const QLocale& locale = QLocale()) const;
};

/// "First picture, of 6 % of the flows. The rest is being counted."
QString firstPictureText(double share, const QLocale& locale = QLocale());

/// One line at the foot of the area, the Simulated badge at its right; what does not fit is cut at a word, never the
/// badge.
void paintFooter(QPainter& painter, const QRectF& area, const FigureFooter& footer, const Theme& theme,
                 const QLocale& locale = QLocale());

} // namespace tideline
