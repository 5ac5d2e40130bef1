// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/durable.h"

#include "models/store/storetext.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tideline {
namespace {

Error ioError(const QString& path)
{
    return {ErrorCode::Io,
            StoreText::tr("The file cannot be written (%1)").arg(QString::fromLocal8Bit(std::strerror(errno))), path,
            StoreText::tr("Check the free space and that you may write there.")};
}

Result<void> sync(const QString& path, int flags)
{
    const int file = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (file < 0)
        return ioError(path);
    const bool synced = ::fsync(file) == 0 || errno == EINVAL; // some file systems cannot sync a folder
    const Error error = synced ? Error{} : ioError(path);
    ::close(file);
    if (!synced)
        return error;
    return {};
}

} // namespace

Result<void> syncFolder(const QString& folder)
{
    return sync(folder, O_RDONLY | O_DIRECTORY);
}

Result<void> syncFileAndFolder(const QString& path)
{
    if (auto file = sync(path, O_RDONLY); !file)
        return file;
    return syncFolder(QFileInfo(path).absolutePath());
}

Result<void> vacuumInto(Database& database, const QString& path, const Progress& progress)
{
    const QString partial =
        path + QStringLiteral(".partial-") + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
    if (!database.vacuum(partial, progress)) {
        const Error error = *database.takeError();
        QFile::remove(partial);
        QFile::remove(partial + QStringLiteral("-journal"));
        return error;
    }
    // No connection of this process has the copy open: touching it drops no lock.
    if (auto synced = sync(partial, O_RDONLY); !synced) {
        QFile::remove(partial);
        return synced;
    }
    if (std::rename(QFile::encodeName(partial).constData(), QFile::encodeName(path).constData()) != 0) {
        const Error error = ioError(path);
        QFile::remove(partial);
        return error;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace tideline
