// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tideline {

/// What the number format of a cell says about its number.
enum class CellFormat { Plain, Date, DateTime, Clock };

/// By the id of a built-in format (ECMA-376 part 1, 18.8.30), or by the code of a format of the workbook's own.
CellFormat formatOf(int builtIn);
CellFormat formatOf(const QString& code);

/// The number of a cell as text: "3.4" for 3.3999999999999999, and times as ISO 8601. `since1904`: the workbook counts
/// days from 1904-01-01; else from 1900, with the 29 February that 1900 never had.
QString numberText(const QString& stored, CellFormat format, bool since1904);

/// "AB12" → 27; -1 if it names no column.
int columnOf(const QString& reference);

/// "_x000D_" → the character it stands for.
QString unescaped(const QString& text);

} // namespace tideline
