// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/table.h"
#include "models/importers/preview.h"
#include "models/importers/recipe.h"

namespace tideline {

/// What a file holds: itself, or one entry of an archive.
struct FileContent
{
    QString name;
    Recognised recognised;
};

/// The beginning of one content, read by the reader that will import it.
struct FileSample
{
    QList<FileContent> contents; ///< of the file, the first 200
    bool moreContents = false;   ///< there are further ones
    ParsedBlock rows;            ///< of the content asked for
    FileKind kind = FileKind::Events;
    bool whole = false; ///< the content was read to its end
    bool capture = false;
};

struct SampleRequest
{
    QString path;
    int content = 0; ///< index in `FileSample::contents`
    QString format;  ///< empty: by content
    ReadOptions options;
    qint64 records = 20'000;             ///< reading stops behind the block that reaches it …
    std::size_t bytes = 4 * 1024 * 1024; ///< … or this size
};

/// Reads the beginning of a file as an import would, in the calling thread. Formats that are read in order and whole
/// documents included; of the former, what is still open at the end of the sample is shown and not blamed.
Result<FileSample> readSample(const SampleRequest& request, const Progress& progress);

/// The table inside a workbook or another document (see `holdsTable`).
Result<TableHead> tableInFile(const QString& path, const QString& format, const ReadOptions& options);

/// Rows of one kind, as they will stand in the case, each with its line or record number.
struct SampleTable
{
    QString title; ///< "Flows"
    qint64 total = 0;
    Table table; ///< the first `most`
};
/// One for each kind of rows that is there, the most telling first. `zone`: in which dates of events are written.
std::vector<SampleTable> sampleTables(const ParsedBlock& rows, const Zone& zone, std::size_t most);
/// line, column, reason, text
Table problemTable(const std::vector<Problem>& problems, std::size_t most);

} // namespace tideline
