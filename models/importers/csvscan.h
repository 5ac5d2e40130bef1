// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/textcodec.h"

#include <QtGlobal>

#include <cstddef>
#include <string_view>

namespace tideline {

/// What quotes do: Strict refuses a stray one, Lax takes it as it is, None knows no quotes at all.
enum class Quotes { Strict, Lax, None };

struct CsvDialect
{
    char delimiter = ',';
    Quotes quotes = Quotes::Strict;
    Encoding encoding = Encoding::Utf8;
    bool operator==(const CsvDialect&) const = default;
};

/// Where one record of a CSV text lies, in code units. Records end at LF, CRLF or CR outside quotes.
struct CsvExtent
{
    enum class State {
        Whole,
        Open,    ///< no end yet: more text is needed
        Unclosed ///< a quote is not closed within 1 MiB or before the end: the record is cut at the line end after it
    };
    State state = State::Open;
    std::size_t length = 0; ///< without the line end
    std::size_t end = 0;    ///< where the next record begins
};

/// The record that begins at `at` of scan text (see textcodec). `last`: nothing follows the text.
CsvExtent csvExtent(std::string_view text, std::size_t at, const CsvDialect& dialect, bool last);

/// Code units of `bytes` that make whole records, in bytes.
std::size_t csvBoundary(std::string_view bytes, const CsvDialect& dialect, bool last);

/// Line ends in scan text: LF, or CR where no LF follows.
qint64 countLineEnds(std::string_view text);

/// The delimiter that cuts the first records into the same number of columns, of , ; tab and |.
char guessDelimiter(std::string_view text, Quotes quotes);

} // namespace tideline
