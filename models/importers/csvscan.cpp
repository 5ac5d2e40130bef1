// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/csvscan.h"

#include "models/importers/limits.h"
#include "models/importers/lines.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace tideline {

namespace {

constexpr std::size_t none = std::string_view::npos;

/// The next delimiter or line end; std::find_first_of would look up every byte in the set.
std::size_t nextStop(std::string_view text, std::size_t at, char delimiter)
{
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == delimiter || c == '\n' || c == '\r')
            return at;
    }
    return none;
}

std::size_t lineEndAt(std::string_view text, std::size_t at)
{
    return nextStop(text, at, '\n');
}

/// The record ends at the line end `hit`; npos = at the end of the text.
CsvExtent endingAt(std::string_view text, std::size_t at, std::size_t hit, CsvExtent::State state, bool last)
{
    if (hit == none)
        return last ? CsvExtent{state, text.size() - at, text.size()} : CsvExtent{};
    const bool carriageReturn = text[hit] == '\r';
    if (carriageReturn && hit + 1 == text.size() && !last)
        return {}; // an LF may follow
    const bool pair = carriageReturn && hit + 1 < text.size() && text[hit + 1] == '\n';
    return {state, hit - at, hit + (pair ? 2u : 1u)};
}

enum class Closing { Closed, TooFar, Missing };

/// After the opening quote at `open`: where the field goes on behind its closing quote.
Closing closingQuote(std::string_view text, std::size_t open, const CsvDialect& dialect, std::size_t& after)
{
    const std::size_t limit = std::min(text.size(), open + 1 + limits::field);
    std::size_t at = open + 1;
    while (at < limit) {
        const void* const hit = std::memchr(text.data() + at, '"', limit - at);
        if (!hit)
            break;
        const std::size_t quote = std::size_t(static_cast<const char*>(hit) - text.data());
        const char next = quote + 1 < text.size() ? text[quote + 1] : '\n';
        if (next == '"') {
            at = quote + 2;
            continue;
        }
        // What follows a closing quote is the parser's business; a lax one goes on with the quoted field.
        if (dialect.quotes == Quotes::Lax && next != dialect.delimiter && next != '\n' && next != '\r') {
            at = quote + 1;
            continue;
        }
        after = quote + 1;
        return Closing::Closed;
    }
    return limit == text.size() && text.size() < open + 1 + limits::field ? Closing::Missing : Closing::TooFar;
}

/// Number of fields of the record, by the scanner's rules.
int fieldCount(std::string_view record, const CsvDialect& dialect)
{
    int fields = 1;
    for (std::size_t at = 0; at <= record.size();) {
        if (at < record.size() && record[at] == '"' && dialect.quotes != Quotes::None)
            if (closingQuote(record, at, dialect, at) != Closing::Closed)
                break;
        at = record.find(dialect.delimiter, at);
        if (at == none)
            break;
        ++fields;
        ++at;
    }
    return fields;
}

} // namespace

CsvExtent csvExtent(std::string_view text, std::size_t at, const CsvDialect& dialect, bool last)
{
    for (std::size_t field = at + scanMark(text, at, dialect.encoding);;) {
        std::size_t from = field;
        if (field < text.size() && text[field] == '"' && dialect.quotes != Quotes::None) {
            switch (closingQuote(text, field, dialect, from)) {
            case Closing::Closed:
                break;
            case Closing::Missing:
                if (!last)
                    return {};
                [[fallthrough]];
            case Closing::TooFar:
                return endingAt(text, at, lineEndAt(text, field), CsvExtent::State::Unclosed, last);
            }
            // The byte after a quote decides whether it closes: wait for it.
            if (from == text.size() && !last)
                return {};
        }
        const std::size_t stop = nextStop(text, from, dialect.delimiter);
        if (stop == none || text[stop] != dialect.delimiter)
            return endingAt(text, at, stop, CsvExtent::State::Whole, last);
        field = stop + 1;
    }
}

std::size_t csvBoundary(std::string_view bytes, const CsvDialect& dialect, bool last)
{
    if (last)
        return bytes.size();
    std::string storage;
    const std::string_view text = scanText(bytes, dialect.encoding, storage);
    std::size_t at = 0;
    while (at < text.size()) {
        const CsvExtent extent = csvExtent(text, at, dialect, false);
        if (extent.state == CsvExtent::State::Open)
            break;
        at = extent.end;
    }
    return at * unitSize(dialect.encoding);
}

qint64 countLineEnds(std::string_view text)
{
    qint64 count = countNewlines(text);
    for (std::size_t at = text.find('\r'); at != none; at = text.find('\r', at + 1))
        count += at + 1 == text.size() || text[at + 1] != '\n';
    return count;
}

char guessDelimiter(std::string_view text, Quotes quotes)
{
    constexpr int looked = 20;
    char best = ',';
    int bestColumns = 1;
    double bestShare = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        const CsvDialect dialect{candidate, quotes, Encoding::Utf8};
        int columns = 0, rows = 0, same = 0;
        for (std::size_t at = 0; at < text.size() && rows < looked;) {
            const CsvExtent extent = csvExtent(text, at, dialect, true);
            if (extent.length > 0) {
                const int fields = fieldCount(text.substr(at, extent.length), dialect);
                columns = rows == 0 ? fields : columns;
                same += fields == columns;
                ++rows;
            }
            at = extent.end;
        }
        // The last record of the head may be cut.
        const double share = rows > 1 ? double(std::min(rows - 1, same)) / (rows - 1) : 1;
        if (columns > 1 && (share > bestShare || (share == bestShare && columns > bestColumns))) {
            best = candidate;
            bestColumns = columns;
            bestShare = share;
        }
    }
    return best;
}

} // namespace tideline
