// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/importers/recognition.h"
#include "models/session/eventmerging.h"
#include "models/session/knownrows.h"
#include "models/session/mergerehearsal.h"
#include "models/store/casefile.h"

namespace tideline {

/// What a file would bring, from a dry run: for those of the files that come after it.
struct Rehearsal
{
    QString name;
    QString sha256;
    std::shared_ptr<const RowKeys> keys;
    std::shared_ptr<const RehearsedFile> events; ///< null if there are none
};
using RehearsalPtr = std::shared_ptr<const Rehearsal>;

/// One file to import and what the user said about it.
struct ImportRequest
{
    QString path;
    QString format;      ///< empty = by content
    ReadOptions options; ///< override what recognising suggests
    bool dryRun = false; ///< read and count everything, write nothing
    bool simulated = false;
    QString title;                   ///< of the source; empty = the file's name
    KeptApart apart;                 ///< pairs that a dry run showed and that are to stay two events
    std::vector<RehearsalPtr> after; ///< of a dry run: files that will be imported before this one
};

/// What came of one file. read = accepted + rejected + duplicates.
struct ImportReport
{
    QString path;
    Source source;                  ///< counts, hash, span, notes; id 0 for a dry run
    bool alreadyKnown = false;      ///< the very same file is in the case: nothing was added
    QString why;                    ///< how the format was recognised
    std::vector<Problem> problems;  ///< the first 20
    std::vector<MergedPair> merged; ///< events that other sources have too; of a dry run: that would be merged
    RehearsalPtr rehearsal;         ///< of a dry run
};
QJsonObject toJson(const ImportReport& report);

/// What would read the file, and with which options. `head` is the start of its (first) content, decompressed.
struct Inspection
{
    Recognised recognised;
    QByteArray head;
};
Result<Inspection> inspectFile(const QString& path);

/// What to import, in order: folders are walked (regular files, sorted); files that lean on others of their set (OFAC's
/// further names, addresses and remarks) come after all others.
QStringList filesToImport(const QStringList& paths);

/// Reads, hashes and parses one file into the case. Of a log that an earlier source holds the beginning of, only the
/// rest is taken; the records that are known count as duplicates. Events that other sources have too are merged with
/// theirs once the import is complete. Invisible until complete; a cancelled or failed import leaves
/// nothing. Runs in the calling thread, parses on all cores.
Result<ImportReport> importFile(CaseFile& file, const ImportRequest& request, const Progress& progress);
/// Goes on with an import that was interrupted; blocks already committed are not written again.
Result<ImportReport> resumeImport(CaseFile& file, const PendingImport& pending, const Progress& progress);

/// Where records lie, as intervals: quarter hours that hold a record, joined over silences of up to `joinOver`.
class CoverageBuilder
{
public:
    void add(Micros time);
    void merge(const CoverageBuilder& other);
    std::vector<TimeRange> intervals(Micros joinOver = microsPerDay) const;

private:
    std::vector<qint64> m_quarters; ///< sorted, unique after `settle`
    void settle();
};

} // namespace tideline
