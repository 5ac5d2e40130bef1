// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"
#include "widgets/charts/charthit.h"
#include "widgets/theme/theme.h"

#include <QLocale>

#include <optional>

class QPainter;

namespace tideline {

/// In which files are written whatever the desktop speaks: English month names, 1,000.5.
QLocale figureLocale();

std::optional<double> numberOf(const Cell& cell); ///< nothing where it is missing or not finite
QString textOf(const Cell& cell);                 ///< empty where it is no text
/// The first of these columns that the table has, or -1.
int firstColumn(const Table& table, std::initializer_list<const char*> keys);
/// The cell of a row, missing if the column is -1.
const Cell& cellAt(const Table& table, std::size_t row, int column);

/// "1.48 bn", "535 m", "12.2 k", "0": three digits, for people.
QString amountText(double value, const QLocale& locale);
QString moneyText(double value, const QString& currency, const QLocale& locale); ///< "USD 1.48 bn"

/// A logarithmic axis from one power of ten to another. The lower end lies below the least value, so that it has a
/// bar too.
struct LogAxis
{
    int low = 0;
    int high = 1;

    static LogAxis over(double least, double most); ///< both positive; else the axis 1–10
    double part(double value) const;                ///< 0..1, clamped; 0 for what is not positive
    int step(double length) const;                  ///< powers between labels that stand at least 44 px apart
};

/// Squares with names from left to right, for what has no room at its mark; returns where it ends.
double paintKeys(QPainter& painter, QPointF baseline, double right, const QStringList& names,
                 const std::vector<QColor>& colors, const QFont& font, const QColor& text);

} // namespace tideline
