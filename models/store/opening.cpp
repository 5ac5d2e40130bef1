// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/opening.h"

#include "models/store/durable.h"
#include "models/store/storetext.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tideline {
namespace {

bool isNetworkFileSystem(const QString& path)
{
    const QByteArray type = QStorageInfo(QFileInfo(path).absolutePath()).fileSystemType();
    static constexpr std::array types = {"nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"};
    return std::any_of(types.begin(), types.end(), [&](const char* name) { return type.startsWith(name); });
}

bool isFilled(const QString& path)
{
    const QFileInfo file(path);
    return file.exists() && file.size() > 0;
}

Error refusal(const QString& path, ErrorCode code, const QString& what, const QString& remedy = {})
{
    return {code, what, path, remedy};
}

/// Takes the lock beside the case. Otherwise says in `reason` why not.
std::unique_ptr<QLockFile> takeLock(const QString& path, QString& reason)
{
    auto lock = std::make_unique<QLockFile>(lockPath(path));
    lock->setStaleLockTime(0); // never by age; a holder that died on this machine is noticed by its process id
    if (lock->tryLock(0))
        return lock;
    if (lock->error() == QLockFile::LockFailedError)
        reason = StoreText::tr("held by %1").arg(lockHolder(*lock));
    else
        reason = StoreText::tr("the folder cannot be written");
    return nullptr;
}

/// Reads the header fields; the connection is still forbidden to write.
Result<int> recognise(Database& database)
{
    const qint64 application = database.number("PRAGMA application_id");
    const qint64 version = database.number("PRAGMA user_version");
    if (auto error = database.takeError())
        return *error;
    if (application != caseApplicationId || version < 1)
        return refusal(database.path(), ErrorCode::BadInput, StoreText::tr("This is not a Tideline case"));
    return int(version);
}

Result<int> minReader(Database& database)
{
    const QString value = database.text("SELECT value FROM meta WHERE key = 'min_reader'");
    if (auto error = database.takeError())
        return *error;
    return value.toInt();
}

/// Refuses what Tideline never makes; what is only missing leaves the case readable. An older case is held against the
/// steps of its own version, before anything is run in it.
Result<QString> judgeSchema(Database& database, const std::vector<Migration>& steps, int version)
{
    std::vector<Migration> own = steps;
    std::erase_if(own, [version](const Migration& step) { return step.version > version; });
    const auto difference = compareSchema(database, own);
    if (!difference)
        return difference.error();
    if (!difference->foreign.isEmpty()) {
        return refusal(database.path(), ErrorCode::Corrupt,
                       StoreText::tr("The case holds what Tideline never makes: %1")
                           .arg(difference->foreign.join(QStringLiteral(", "))),
                       StoreText::tr("Do not trust this file; go back to a copy of your own."));
    }
    for (const QString& object : difference->missing) {
        if (object.startsWith(QLatin1String("table ")))
            return refusal(database.path(), ErrorCode::Corrupt, StoreText::tr("The case lacks the %1").arg(object));
    }
    if (difference->missing.isEmpty())
        return QString();
    return StoreText::tr("its structure was altered: it lacks %1").arg(difference->missing.join(QStringLiteral(", ")));
}

/// Read-only media with a log that still holds rows: a copy of all parts, recovered there.
Result<std::unique_ptr<QTemporaryDir>> copyWithLog(const QString& path)
{
    auto folder = std::make_unique<QTemporaryDir>();
    const QString target = folder->filePath(QStringLiteral("case.tideline"));
    bool copied = folder->isValid() && QFile::copy(path, target);
    for (const QString& side : {QStringLiteral("-wal"), QStringLiteral("-journal")}) {
        if (isFilled(path + side))
            copied = copied && QFile::copy(path + side, target + side);
    }
    if (!copied)
        return refusal(path, ErrorCode::Io,
                       StoreText::tr("The case cannot be read where it is, nor copied from there"));
    for (const QString& side : {QString(), QStringLiteral("-wal"), QStringLiteral("-journal")})
        QFile::setPermissions(target + side, QFile::ReadOwner | QFile::WriteOwner);
    return folder;
}

Result<OpenedCase> openForReading(const QString& path, const FileFacts& facts, const QString& reason,
                                  const OpeningOptions& options)
{
    const std::vector<Migration>& steps = options.steps ? *options.steps : migrations();
    OpenedCase opened;
    opened.readOnlyReason = reason;
    opened.readers = facts.pendingLog ? Access::ReadOnly : facts.writable ? Access::QueryOnly : Access::Immutable;
    auto database = Database::open(path, opened.readers);
    if (!database)
        return database.error();
    auto version = recognise(**database);
    if (!version && facts.pendingLog && facts.writable) { // a rollback journal that only a writer can play back
        opened.readers = Access::QueryOnly;
        database = Database::open(path, opened.readers);
        if (!database)
            return database.error();
        version = recognise(**database);
    } else if (!version && facts.pendingLog) {
        database.value().reset();
        auto folder = copyWithLog(path);
        if (!folder)
            return folder.error();
        opened.copy = std::move(*folder);
        opened.readers = Access::QueryOnly;
        database = Database::open(opened.copy->filePath(QStringLiteral("case.tideline")), opened.readers);
        if (!database)
            return database.error();
        version = recognise(**database);
    }
    if (!version)
        return version.error();
    opened.database = std::move(*database);
    opened.schemaVersion = *version;

    const int ours = schemaVersionOf(steps);
    if (*version > ours) {
        const auto needed = minReader(*opened.database);
        if (!needed)
            return needed.error();
        if (*needed > ours) {
            return refusal(path, ErrorCode::TooNew,
                           StoreText::tr("The case was written by a newer Tideline (schema %1; this program knows %2)")
                               .arg(*version)
                               .arg(ours),
                           StoreText::tr("Open it with the newer program."));
        }
        opened.readOnlyReason = StoreText::tr("written by a newer Tideline");
        return opened;
    }
    const auto judged = judgeSchema(*opened.database, steps, *version);
    if (!judged)
        return judged.error();
    if (!judged->isEmpty())
        opened.readOnlyReason = *judged;
    if (*version < ours) { // read what it would become, in a copy
        opened.copy = std::make_unique<QTemporaryDir>();
        const QString target = opened.copy->filePath(QStringLiteral("case.tideline"));
        if (auto copied = vacuumInto(*opened.database, target, {}); !copied)
            return copied.error();
        auto copy = Database::open(target, Access::ReadWrite);
        if (!copy)
            return copy.error();
        (*copy)->exec("PRAGMA query_only=OFF");
        if (auto migrated = migrate(**copy, steps); !migrated)
            return migrated.error();
        (*copy)->exec("PRAGMA query_only=ON");
        opened.database = std::move(*copy);
        opened.readers = Access::QueryOnly;
        opened.schemaVersion = ours;
    }
    return opened;
}

/// Makes an opened connection the owner's: version, schema, journal.
Result<void> becomeOwner(OpenedCase& opened, const FileFacts& facts, const OpeningOptions& options)
{
    const std::vector<Migration>& steps = options.steps ? *options.steps : migrations();
    const bool network = options.network.value_or(facts.network);
    Database& database = *opened.database;
    database.beginWriting(network);
    opened.manyReaders = !network;
    opened.readers = Access::ReadOnly;
    if (opened.schemaVersion < schemaVersionOf(steps)) {
        if (auto kept = backUp(database, opened.schemaVersion, {}); !kept)
            return kept.error();
        if (auto migrated = migrate(database, steps); !migrated)
            return migrated;
        opened.schemaVersion = schemaVersionOf(steps);
    }
    database.allowTriggers(true); // the log's own: the schema has been compared
    return database.outcome();
}

} // namespace

Result<FileFacts> inspectCaseFile(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::lstat(name.constData(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return refusal(path, ErrorCode::NotFound, StoreText::tr("There is no such case"));
        return refusal(path, ErrorCode::Io, QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (S_ISLNK(status.st_mode)) {
        return refusal(path, ErrorCode::BadArgument, StoreText::tr("This is a link, not a case"),
                       StoreText::tr("Open the file it points to: %1").arg(QFileInfo(path).symLinkTarget()));
    }
    if (!S_ISREG(status.st_mode))
        return refusal(path, ErrorCode::BadInput, StoreText::tr("This is not a file"));
    if (status.st_size < 512)
        return refusal(path, ErrorCode::BadInput, StoreText::tr("This is not a Tideline case: it is too short"));
    const auto may = [](const QByteArray& what, int how) {
        return ::faccessat(AT_FDCWD, what.constData(), how, AT_EACCESS) == 0;
    };
    if (!may(name, R_OK))
        return refusal(path, ErrorCode::Io, StoreText::tr("You may not read this case"));

    FileFacts facts;
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    facts.writable = may(name, W_OK) && may(folder, W_OK);
    facts.pendingLog = isFilled(path + QStringLiteral("-wal")) || isFilled(path + QStringLiteral("-journal"));
    facts.network = isNetworkFileSystem(path);
    return facts;
}

QString lockHolder(const QLockFile& lock)
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return StoreText::tr("another program");
    return StoreText::tr("%1 (pid %2) on %3").arg(program).arg(pid).arg(host);
}

Result<OpenedCase> openCase(const QString& path, const OpeningOptions& options)
{
    const auto facts = inspectCaseFile(path);
    if (!facts)
        return facts.error();
    QString reason;
    std::unique_ptr<QLockFile> lock;
    if (!options.write)
        reason = StoreText::tr("opened for reading only");
    else if (!facts->writable)
        reason = StoreText::tr("the file or its folder cannot be written");
    else
        lock = takeLock(path, reason);
    if (!lock) {
        if (options.write && options.exclusive) {
            return refusal(path, facts->writable ? ErrorCode::Busy : ErrorCode::ReadOnly,
                           StoreText::tr("The case cannot be changed now: %1").arg(reason));
        }
        return openForReading(path, *facts, reason, options);
    }

    const std::vector<Migration>& steps = options.steps ? *options.steps : migrations();
    OpenedCase opened;
    auto database = Database::open(path, Access::ReadWrite);
    if (!database)
        return database.error();
    opened.database = std::move(*database);
    if (facts->pendingLog)
        opened.database->leaveLogOnClose(true); // until the file is known to be ours
    const auto version = recognise(*opened.database);
    if (!version)
        return version.error();
    opened.schemaVersion = *version;
    QString altered;
    if (*version <= schemaVersionOf(steps)) {
        const auto judged = judgeSchema(*opened.database, steps, *version);
        if (!judged)
            return judged.error();
        altered = *judged;
    }
    if (*version > schemaVersionOf(steps) || !altered.isEmpty()) {
        opened.database.reset();
        lock.reset();
        if (options.exclusive && !altered.isEmpty())
            return refusal(path, ErrorCode::Corrupt, StoreText::tr("The case cannot be changed: %1").arg(altered));
        return openForReading(path, *facts, altered, options);
    }
    opened.database->leaveLogOnClose(false);
    opened.lock = std::move(lock);
    if (auto owned = becomeOwner(opened, *facts, options); !owned)
        return owned.error();
    return opened;
}

Result<OpenedCase> createCase(const QString& path, const std::function<void(const Transaction&)>& fill)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(path).constData(), &status) == 0) {
        return refusal(path, ErrorCode::BadArgument, StoreText::tr("There is a file of this name already"),
                       StoreText::tr("Choose another name, or open it."));
    }
    if (!QFileInfo(QFileInfo(path).absolutePath()).isDir())
        return refusal(path, ErrorCode::NotFound, StoreText::tr("The folder does not exist"));
    OpenedCase opened;
    QString reason;
    opened.lock = takeLock(path, reason);
    if (!opened.lock)
        return refusal(path, ErrorCode::Io, StoreText::tr("No case can be made here: %1").arg(reason));
    auto database = Database::open(path, Access::ReadWrite, true);
    if (!database)
        return database.error();
    opened.database = std::move(*database);
    opened.database->exec("PRAGMA page_size = 8192");
    opened.database->beginWriting(isNetworkFileSystem(path));
    opened.manyReaders = !isNetworkFileSystem(path);
    opened.readers = Access::ReadOnly;
    auto made = migrate(*opened.database, migrations(), fill);
    if (!made) {
        opened.database.reset();
        for (const char* side : {"", "-wal", "-shm", "-journal"})
            QFile::remove(path + QLatin1String(side)); // made by this call, and closed again
        return made.error();
    }
    opened.schemaVersion = schemaVersionOf(migrations());
    return opened;
}

} // namespace tideline
