// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/exporters/filetree.h"

#include <QString>

#include <functional>

namespace tideline {

/// Writes all files of the tree below `top`/ into a new zip at `path`. The same files give the same bytes: order by
/// name, no times, no owners.
Result<void> writeZip(const FileTree& tree, const QString& top, const QString& path, const Progress& progress);

/// One regular entry of a zip; `read` fills the buffer and gives the number of bytes, 0 at the end, -1 on damage.
struct ZipEntry
{
    QString path;
    bool isFile = true; ///< false: a link or a device; folders are left out
    std::function<qint64(char* to, std::size_t size)> read;
};
/// Calls `visit` for every entry in turn until it returns false. Damage ends the walk and is told in the returned text
/// (empty: none). Fails if the file cannot be opened as a zip.
Result<QString> readZip(const QString& path, const std::function<bool(const ZipEntry&)>& visit);

} // namespace tideline
