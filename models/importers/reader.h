// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/actor.h"
#include "models/core/addendum.h"
#include "models/core/case.h"
#include "models/core/dnsrecord.h"
#include "models/core/event.h"
#include "models/core/flowbatch.h"
#include "models/core/result.h"
#include "models/core/route.h"
#include "models/core/zone.h"
#include "models/importers/limits.h"

#include <QJsonObject>

#include <memory>
#include <string_view>
#include <vector>

namespace tideline {

/// What the rows of a file mainly are; some formats bring others along (a capture: flows and DNS queries).
enum class FileKind { Events, Flows, Series, Dns, Routes, Subjects, Actors };
QString fileKindName(FileKind kind);

/// How a file is to be read: given on the command line (`--set key=value`), by a recipe, or in the import window.
/// Known keys: zone, dates (ymd, mdy, dmy), two_digit_years, decimal (. or ,), delimiter, encoding (several between
/// bars are tried in turn), unit, bin (start, middle or within), bin_width, epoch (seconds, ms, us, ns or any), map
/// (object: field -> column or {"column","const","values","split","text"}, see mapping.h), missing (array of texts that
/// mean "no data"), quotes (strict, lax or none), header (none), sheet (of a workbook), identity (fields that make the
/// id), odd_times (keep: an end before the start is no fault), at (of a table of one moment), sampling (1 in N),
/// clock_offset (seconds that the clock was ahead), kind, recipe (name of the recipe used). `begin` is also told the
/// file's name as "file_name".
using ReadOptions = QJsonObject;

/// A prefix or an AS that a delegation file gives to somebody: it joins the subject of that name.
struct NamedMember
{
    QString subject;
    SubjectMember member;
};

/// What one block of a file became. Rows keep their order.
struct ParsedBlock
{
    FlowBatch flows;
    /// `id` is set to a UUID derived from the event's own fields (see eventid.h): the same row read from two files, or
    /// twice from one, has the same id, and the store keeps it once.
    std::vector<Event> events;
    std::vector<SeriesPoint> points; ///< several may share one record; a record without any value is a problem
    std::vector<DnsRecord> dns;
    std::vector<RouteRecord> routes;
    std::vector<NamedMember> members; ///< several may share one record
    std::vector<Actor> actors;
    std::vector<Addendum> addenda;
    std::vector<Problem> problems; ///< rejected rows, one for each
    qint64 read = 0;               ///< records seen: accepted + rejected
    qint64 joined = 0;             ///< accepted records that completed the row of an earlier one instead of being one
    bool more = false;             ///< of `end`: it has more to hand out and is asked again
    QStringList notes;             ///< said once per file, e.g. "times near 1970: relative to the capture's start"

    /// What a reader keeps between `parseAhead` and `settle`.
    struct Unsettled
    {
        virtual ~Unsettled() = default;
    };
    std::shared_ptr<Unsettled> unsettled;
};

/// A piece of a file that begins and ends at record borders.
struct Block
{
    std::string_view bytes;
    qint64 firstLine = 1;       ///< 1-based line of the first byte
    FlowBatch* spare = nullptr; ///< without rows: its memory may be taken for those of the answer
};

/// Reads one format. After `begin`, `boundary` and `parse` are const and called from several threads; a format whose
/// records lean on earlier ones (captures, templates, streamed XML) is read in order instead, or settled in order.
/// Knows no SQL, no window and no threads of its own.
class Reader
{
public:
    virtual ~Reader() = default;
    virtual FileKind kind() const = 0;
    /// Sees the first bytes of the file (up to 256 KiB, or all of it): header, columns, dialect.
    virtual Result<void> begin(std::string_view head, const ReadOptions& options) = 0;
    /// How many of the bytes make whole records (bytes begin at a record border); 0 = more needed.
    /// `last`: nothing follows.
    virtual std::size_t boundary(std::string_view bytes, bool last) const = 0;
    virtual ParsedBlock parse(const Block& block) const = 0;

    /// True: blocks go to `parseNext` one after another, then comes `end`.
    virtual bool inOrder() const { return false; }
    virtual ParsedBlock parseNext(const Block& block) { return parse(block); }
    /// True, of a format in order: only some of its records lean on others. Then several threads may call `parseAhead`,
    /// and `settle`, which sees one block after another, makes of its answer what `parseNext` gives.
    virtual bool settles() const { return false; }
    virtual ParsedBlock parseAhead(const Block&) const { return {}; }
    virtual void settle(const Block&, ParsedBlock&) {}
    virtual ParsedBlock end() { return {}; } ///< what only the end of the file settles: flows still open, orphans
    /// Bytes of the longest record (see `boundary`); what is longer is rejected and skipped.
    virtual std::size_t recordLimit() const { return limits::line; }
    /// What to do about a longer one; empty: nothing that would help.
    virtual QString longRecordRemedy() const { return {}; }
    /// `read` counts packets, so that accepted (flows) and rejected do not add up to it.
    virtual bool isCapture() const { return false; }

    /// Line ends in bytes, for `Block::firstLine`.
    virtual qint64 lines(std::string_view bytes) const;
    /// Where the first line that begins in the bytes begins; 0 = none. Used behind a record that is over the limit.
    virtual std::size_t nextLine(std::string_view bytes) const;
    /// Records seen in one direction only (NetFlow).
    virtual bool oneWay() const { return false; }
};

/// One readable format.
struct Format
{
    QString name; ///< "zeek-conn-tsv", for --format and JSON
    FileKind kind;
    QString title;                                                ///< for people
    QString description;                                          ///< one sentence
    int (*sniff)(std::string_view head, const QString& fileName); ///< 0 = no … 100 = certainly, by content
    std::unique_ptr<Reader> (*make)();
};
const std::vector<Format>& formats();
const Format* formatNamed(const QString& name); ///< nullptr if there is none

/// The best format for the content, with why; null if none is sure enough.
struct Recognised
{
    const Format* format = nullptr;
    int confidence = 0;
    ReadOptions options; ///< what the built-in recipe or the sniffing suggests
    QString why;         ///< "Zeek header with ts, id.orig_h …"
};
Recognised recognise(std::string_view head, const QString& fileName);

} // namespace tideline
