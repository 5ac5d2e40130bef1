// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/measuring.h"
#include "widgets/charts/figure.h"

namespace tideline {

/// What every figure of a case shares: windows, coverage, calendar, footer. Screen, export and command line use this.
FigureOptions figureOptions(const MeasureResult& result, const CaseSnapshot& snapshot, const QSize& size);

/// Events worth a vertical in a usage chart: starred ones first, then network changes and nuclear tests, at most
/// `most`.
std::vector<EventMarker> chartMarkers(const std::vector<EventPtr>& events, const std::vector<Annotation>& annotations,
                                      int most = 6);

} // namespace tideline
