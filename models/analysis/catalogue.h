// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/measure.h"

namespace tideline {

// Each measure describes itself in the file that computes it; measures() lists them in this order.
Measure volumeMeasure();
Measure indexMeasure();
Measure compareMeasure();
Measure rhythmMeasure();
Measure routesMeasure();
Measure routeLanesMeasure();
Measure servicesMeasure();
Measure contentMeasure();
Measure obfuscationMeasure();
Measure dnsTunnelMeasure();
Measure miningMeasure();
Measure presenceMeasure();
Measure talkersMeasure();
Measure firstSeenMeasure();
Measure availabilityMeasure();
Measure changepointsMeasure();
Measure eventStudyMeasure();
Measure countsMeasure();
Measure lossesMeasure();
Measure valuationMeasure();
Measure ladderMeasure();
Measure testsMeasure();
Measure casesMeasure();

} // namespace tideline
