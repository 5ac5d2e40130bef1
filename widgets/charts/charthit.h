// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

#include <vector>

namespace tideline {

/// A part of a painted chart that stands for a row of its table: for hover, keyboard cursor and descriptions.
struct ChartHit
{
    QRectF area;
    int row = 0;
    QString text;
};
using ChartHits = std::vector<ChartHit>;

} // namespace tideline
