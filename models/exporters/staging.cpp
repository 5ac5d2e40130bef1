// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/staging.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tideline {

namespace {

Error ioError(const QString& what, const QString& where, int number)
{
    return {ErrorCode::Io, what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(number)), where,
            QStringLiteral("Check the disk, its free space and the permissions")};
}

Error existsError(const QString& target)
{
    return {ErrorCode::BadArgument, QStringLiteral("There is something of this name already"), target,
            QStringLiteral("Choose another name, or move the old one away; an export never replaces anything")};
}

/// Also true for a link that leads nowhere.
bool exists(const QString& path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

int openFolder(const QString& path)
{
    return ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

Result<void> sync(const QString& path, bool isFolder)
{
    const int file =
        isFolder ? openFolder(path) : ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return ioError(QStringLiteral("Cannot open what was written"), path, errno);
    const int failure = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    // Some network file systems cannot flush folders; there is nothing better to be had from them.
    if (failure != 0 && !(isFolder && failure == EINVAL))
        return ioError(QStringLiteral("Cannot flush to the disk"), path, failure);
    return {};
}

Result<void> syncAll(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isDir())
        return sync(path, false);
    QDirIterator entries(path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        if (const auto synced = sync(entries.filePath(), entries.fileInfo().isDir()); !synced)
            return synced;
    }
    return sync(path, true);
}

/// 0 or an errno; EEXIST if the target is there.
int renameWithoutReplacing(const QString& from, const QString& to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (exists(to)) // this file system cannot promise more than a look before
        return EEXIST;
    return ::rename(source.constData(), target.constData()) == 0 ? 0 : errno;
}

QString partialName(const QString& target)
{
    return QStringLiteral("%1.partial-%2")
        .arg(target)
        .arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

/// Removes what an export that was killed left behind: nobody holds its lock any more.
void sweep(const QFileInfo& target)
{
    static const QRegularExpression ours(QStringLiteral("^\\.partial-[0-9a-f]{8}$"));
    const QDir folder = target.dir();
    for (const QString& name : folder.entryList(QDir::Dirs | QDir::Hidden | QDir::NoSymLinks | QDir::NoDotAndDotDot)) {
        if (!name.startsWith(target.fileName()) || !ours.match(name.mid(target.fileName().size())).hasMatch())
            continue;
        const int lock = openFolder(folder.filePath(name));
        if (lock < 0)
            continue;
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0)
            QDir(folder.filePath(name)).removeRecursively();
        ::close(lock);
    }
}

} // namespace

Result<std::unique_ptr<Staging>> Staging::begin(const QString& target)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(target).absoluteFilePath()));
    if (target.isEmpty() || info.fileName().isEmpty())
        return Error{ErrorCode::BadArgument, QStringLiteral("The export has no name"), target,
                     QStringLiteral("Say where to write it")};
    sweep(info);
    if (exists(info.filePath()))
        return existsError(info.filePath());
    if (!info.dir().exists())
        return Error{ErrorCode::NotFound, QStringLiteral("The folder to write into does not exist"), info.path(),
                     QStringLiteral("Make it, or choose another")};
    const QString folder = partialName(info.filePath());
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
        return ioError(QStringLiteral("Cannot write into this folder"), info.path(), errno);
    const int lock = openFolder(folder);
    if (lock >= 0)
        ::flock(lock, LOCK_EX | LOCK_NB);
    return std::unique_ptr<Staging>(new Staging(info.filePath(), folder, lock));
}

Staging::Staging(QString target, QString folder, int lock)
    : m_target(std::move(target)), m_folder(std::move(folder)), m_lock(lock)
{}

Staging::~Staging()
{
    QDir(m_folder).removeRecursively();
    if (m_lock >= 0)
        ::close(m_lock);
}

Result<void> Staging::commit(const QString& name)
{
    const QString built = m_folder + u'/' + name;
    if (const auto synced = syncAll(built); !synced)
        return synced;
    const int failure = renameWithoutReplacing(built, m_target);
    if (failure == EEXIST || failure == ENOTEMPTY)
        return existsError(m_target);
    if (failure != 0)
        return ioError(QStringLiteral("Cannot give the export its name"), m_target, failure);
    return sync(QFileInfo(m_target).path(), true);
}

} // namespace tideline
