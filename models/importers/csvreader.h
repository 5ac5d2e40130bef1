// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvscan.h"
#include "models/importers/reader.h"
#include "models/importers/zonecache.h"

#include <QStringList>

#include <optional>

namespace tideline {

/// One row of a CSV text, cut into fields of UTF-8.
struct CsvRow
{
    qint64 line = 1;
    const std::vector<std::string_view>& fields;
    QString text(int column) const; ///< 0-based; empty beyond the row
};

/// Why a row cannot be taken.
struct CsvFault
{
    int column = 0; ///< 1-based, 0 = the whole row
    QString reason;
};

/// The beginning of a CSV text: how it is written and its first rows.
struct CsvHead
{
    CsvDialect dialect;
    QStringList columns;
    QList<QStringList> rows; ///< up to the number asked for
    qint64 firstDataLine = 2;
};

/// Finds delimiter and encoding where the options do not give them, and reads the first rows. A record that is cut off
/// by the end of the head is left out.
Result<CsvHead> readCsvHead(std::string_view head, const ReadOptions& options, int rows = 200);

/// What all readers of CSV share: dialect, header, record borders and everything that can be wrong with a row's text.
class CsvReader : public Reader
{
public:
    Result<void> begin(std::string_view head, const ReadOptions& options) final;
    std::size_t boundary(std::string_view bytes, bool last) const final;
    ParsedBlock parse(const Block& block) const final;
    qint64 lines(std::string_view bytes) const final;
    std::size_t nextLine(std::string_view bytes) const final;

protected:
    /// Scratch space for one block.
    struct Context
    {
        ParsedBlock& out;
        ZoneCache& zones;
    };
    /// Sees the columns and first rows; finds its fields.
    virtual Result<void> bind(const CsvHead& head, const ReadOptions& options) = 0;
    /// Adds what the row says to `context.out`, or says why not.
    virtual std::optional<CsvFault> row(const CsvRow& row, Context& context) const = 0;

private:
    CsvHead m_head;
};

} // namespace tideline
