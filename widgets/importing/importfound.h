// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/importlist.h"

namespace tideline {

/// What a job brings back from its thread.
struct ImportList::Found
{
    std::optional<Error> error;
    Recognised recognised;
    std::vector<Candidate> candidates;
    QByteArray head;
    MappedHead mapped;
    std::optional<RawTable> table;
    FileKind kind = FileKind::Events; ///< of the table
    ReadOptions options;              ///< complete: with the columns of values
    QString sheet;
    QStringList sheets;
    QList<Recipe> recipes;
    QStringList files; ///< of folders

    void readTable(const QString& path, const QString& format, ReadOptions given, std::optional<FileKind> wanted);
};

/// "events-csv" or "series-csv": tables whose columns a person maps.
bool isTableFormat(const QString& format);

} // namespace tideline
