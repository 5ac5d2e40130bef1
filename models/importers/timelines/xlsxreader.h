// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/limits.h"
#include "models/importers/timelines/xlsxbook.h"

namespace tideline {

/// A sheet of an .xlsx workbook, read as the CSV of the same columns would be: the sheet that the option `sheet` names
/// (by name, or by number from 1), or the first that is a table of events or of numbers over time.
class XlsxReader : public TableReader
{
public:
    std::size_t recordLimit() const override
    {
        return limits::document;
    } ///< packed; what it holds has limits of its own
    static int sniff(std::string_view head, const QString& fileName);

protected:
    Result<Table> table(std::string_view bytes) const override;

private:
    Result<std::optional<Table>> sheetTable(const XlsxBook& book, std::string_view bytes,
                                            const XlsxBook::Sheet& sheet) const;
};

} // namespace tideline
