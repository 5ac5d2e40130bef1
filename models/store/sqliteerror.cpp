// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/sqliteerror.h"

#include "models/store/storetext.h"

#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

#include <sqlite3.h>

namespace tideline {
namespace {

QString freeSpace(const QString& path)
{
    const QStorageInfo storage(QFileInfo(path).absolutePath());
    return QLocale::c().formattedDataSize(storage.bytesAvailable());
}

ErrorCode codeOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOLFS:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
        return ErrorCode::Io;
    default:
        return ErrorCode::Internal;
    }
}

} // namespace

Error sqliteError(sqlite3* handle, int code, const QString& path)
{
    const QString detail = QString::fromUtf8(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {ErrorCode::Io, StoreText::tr("The disk is full: %1 are free").arg(freeSpace(path)), path,
                StoreText::tr("Free some space and try again; what was stored before is safe.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Busy, StoreText::tr("Another program is using the case (%1)").arg(detail), path,
                StoreText::tr("Close it there, or try again.")};
    case SQLITE_READONLY:
        return {ErrorCode::ReadOnly, StoreText::tr("The case cannot be written (%1)").arg(detail), path, {}};
    case SQLITE_NOTADB:
        return {ErrorCode::BadInput, StoreText::tr("This is not a Tideline case"), path, {}};
    case SQLITE_CORRUPT:
        return {ErrorCode::Corrupt, StoreText::tr("The case file is damaged (%1)").arg(detail), path,
                StoreText::tr("Go back to a copy or a backup, or save a copy of what can still be read.")};
    case SQLITE_INTERRUPT:
        return {ErrorCode::Cancelled, StoreText::tr("Cancelled"), {}, {}};
    case SQLITE_NOMEM:
        return {ErrorCode::Io, StoreText::tr("Not enough memory"), path, {}};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
        return {ErrorCode::Io, StoreText::tr("The case file cannot be read or written (%1)").arg(detail), path,
                StoreText::tr("Check that the disk is connected and that you may write there.")};
    default:
        return {codeOf(code), StoreText::tr("The case file refused a request (%1)").arg(detail), path, {}};
    }
}

} // namespace tideline
