// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"
#include "models/store/migrations.h"

#include <QLockFile>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

namespace tideline {

/// What a file gives away without being opened: the live case file is opened by SQLite alone, since closing any other
/// handle on it would drop this process's locks.
struct FileFacts
{
    bool writable = false;   ///< the file and its folder
    bool pendingLog = false; ///< a non-empty "-wal" or "-journal" lies beside it
    bool network = false;    ///< a file system that programs on several machines share
};
Result<FileFacts> inspectCaseFile(const QString& path);

/// A case that is open by the recipe of reliability.md, section 2.
struct OpenedCase
{
    std::unique_ptr<QTemporaryDir> copy; ///< where the case had to be copied to be readable; goes last
    std::unique_ptr<QLockFile> lock;     ///< held while writing is allowed
    std::unique_ptr<Database> database;
    QString readOnlyReason; ///< empty: writable
    int schemaVersion = 0;
    bool manyReaders = true;           ///< more connections may be opened for reading
    Access readers = Access::ReadOnly; ///< how
};

struct OpeningOptions
{
    bool write = true;
    bool exclusive = false;                        ///< fail rather than fall back to reading
    std::optional<bool> network;                   ///< for tests; otherwise asked of the file system
    const std::vector<Migration>* steps = nullptr; ///< for tests; otherwise `migrations()`
};

Result<OpenedCase> openCase(const QString& path, const OpeningOptions& options);
/// A new file with the schema and what `fill` writes, in one transaction. The path must be free; it is again on
/// failure.
Result<OpenedCase> createCase(const QString& path, const std::function<void(const Transaction&)>& fill);

/// "tideline (pid 123) on host"
QString lockHolder(const QLockFile& lock);
/// The lock file beside a case.
inline QString lockPath(const QString& path)
{
    return path + QStringLiteral(".lock");
}

} // namespace tideline
