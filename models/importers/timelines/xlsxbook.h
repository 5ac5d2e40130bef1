// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/timelines/tabletext.h"
#include "models/importers/timelines/xlsxcells.h"

#include <QMap>

namespace tideline {

/// The sheets of an .xlsx workbook (ECMA-376) as texts. Formulas give the value that was saved with them.
class XlsxBook
{
public:
    static Result<XlsxBook> open(std::string_view bytes);

    struct Sheet
    {
        QString name;
        QString part; ///< "xl/worksheets/sheet1.xml"; empty if it is no sheet of cells
    };
    const std::vector<Sheet>& sheets() const { return m_sheets; }
    /// Rows that hold something, with their number in the sheet. `bytes` as given to `open`.
    Result<TableRows> rows(std::string_view bytes, const Sheet& sheet) const;

private:
    Result<void> readWorkbook(const QMap<QString, QByteArray>& parts);
    Result<void> readStrings(const QByteArray& xml);
    Result<void> readStyles(const QByteArray& xml);
    std::vector<Sheet> m_sheets;
    QStringList m_strings;
    std::vector<CellFormat> m_formats; ///< by style of a cell
    bool m_since1904 = false;
};

} // namespace tideline
