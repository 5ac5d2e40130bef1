// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/faultyvfs.h"

#include <QFileInfo>

#include <random>
#include <sqlite3.h>

namespace tideline {
namespace {

FaultyVfs* current = nullptr; // SQLite knows VFS by name only
sqlite3_vfs shim;
sqlite3_vfs* realVfs = nullptr;

struct ShimFile
{
    sqlite3_file base;
    const char* name; ///< SQLite keeps it as long as the file is open
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    QByteArray shortName() const
    {
        return name ? QFileInfo(QString::fromUtf8(name)).fileName().toUtf8() : QByteArray("temporary");
    }
};

ShimFile* shimOf(sqlite3_file* file)
{
    return reinterpret_cast<ShimFile*>(file);
}

template <auto method, typename... Arguments> int forward(sqlite3_file* file, Arguments... arguments)
{
    sqlite3_file* real = shimOf(file)->real();
    return (real->pMethods->*method)(real, arguments...);
}

int shimClose(sqlite3_file* file)
{
    sqlite3_file* real = shimOf(file)->real();
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

int shimRead(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset)
{
    if (current->strike())
        return SQLITE_IOERR_READ;
    return forward<&sqlite3_io_methods::xRead>(file, to, amount, offset);
}

int shimWrite(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset)
{
    if (current->isFull(offset + amount))
        return SQLITE_FULL;
    if (current->strike())
        return SQLITE_IOERR_WRITE;
    current->log({FaultyVfs::Operation::Kind::Write, shimOf(file)->shortName(), offset,
                  QByteArray(static_cast<const char*>(from), amount)});
    return forward<&sqlite3_io_methods::xWrite>(file, from, amount, offset);
}

int shimTruncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (current->strike())
        return SQLITE_IOERR_TRUNCATE;
    current->log({FaultyVfs::Operation::Kind::Truncate, shimOf(file)->shortName(), size, {}});
    return forward<&sqlite3_io_methods::xTruncate>(file, size);
}

int shimSync(sqlite3_file* file, int)
{
    if (current->strike())
        return SQLITE_IOERR_FSYNC;
    current->log({FaultyVfs::Operation::Kind::Sync, shimOf(file)->shortName(), 0, {}});
    return SQLITE_OK;
}

int shimSectorSize(sqlite3_file*)
{
    return 512;
}

int shimCharacteristics(sqlite3_file*)
{
    return 0; // promises nothing
}

const sqlite3_io_methods methods = {
    2,
    &shimClose,
    &shimRead,
    &shimWrite,
    &shimTruncate,
    &shimSync,
    [](sqlite3_file* file, sqlite3_int64* size) { return forward<&sqlite3_io_methods::xFileSize>(file, size); },
    [](sqlite3_file* file, int lock) { return forward<&sqlite3_io_methods::xLock>(file, lock); },
    [](sqlite3_file* file, int lock) { return forward<&sqlite3_io_methods::xUnlock>(file, lock); },
    [](sqlite3_file* file, int* held) { return forward<&sqlite3_io_methods::xCheckReservedLock>(file, held); },
    [](sqlite3_file* file, int op, void* argument) {
        return forward<&sqlite3_io_methods::xFileControl>(file, op, argument);
    },
    &shimSectorSize,
    &shimCharacteristics,
    [](sqlite3_file* file, int page, int size, int extend, void volatile** to) {
        return forward<&sqlite3_io_methods::xShmMap>(file, page, size, extend, to);
    },
    [](sqlite3_file* file, int offset, int n, int flags) {
        return forward<&sqlite3_io_methods::xShmLock>(file, offset, n, flags);
    },
    [](sqlite3_file* file) { shimOf(file)->real()->pMethods->xShmBarrier(shimOf(file)->real()); },
    [](sqlite3_file* file, int remove) { return forward<&sqlite3_io_methods::xShmUnmap>(file, remove); },
    nullptr,
    nullptr,
};

int shimOpen(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    ShimFile* shimFile = shimOf(file);
    shimFile->base.pMethods = nullptr;
    shimFile->name = name;
    shimFile->real()->pMethods = nullptr;
    if (current->strike())
        return SQLITE_CANTOPEN;
    const int code = realVfs->xOpen(realVfs, name, shimFile->real(), flags, outFlags);
    if (shimFile->real()->pMethods)
        shimFile->base.pMethods = &methods;
    return code;
}

int shimDelete(sqlite3_vfs*, const char* name, int)
{
    if (current->strike())
        return SQLITE_IOERR_DELETE;
    current->log({FaultyVfs::Operation::Kind::Delete, QFileInfo(QString::fromUtf8(name)).fileName().toUtf8(), 0, {}});
    return realVfs->xDelete(realVfs, name, 0);
}

} // namespace

FaultyVfs::FaultyVfs()
{
    realVfs = sqlite3_vfs_find(nullptr);
    shim = *realVfs;
    shim.pNext = nullptr;
    shim.zName = "faulty";
    shim.szOsFile = int(sizeof(ShimFile)) + realVfs->szOsFile;
    shim.xOpen = &shimOpen;
    shim.xDelete = &shimDelete;
    current = this;
    sqlite3_vfs_register(&shim, 1);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&shim);
    sqlite3_vfs_register(realVfs, 1);
    current = nullptr;
}

void FaultyVfs::failAt(int call, bool sticky)
{
    const std::scoped_lock guard(m_mutex);
    m_calls = 0;
    m_failAt = call;
    m_sticky = sticky;
    m_failed = false;
}

void FaultyVfs::limitSize(qint64 bytes)
{
    const std::scoped_lock guard(m_mutex);
    m_limit = bytes;
    m_failed = false;
}

void FaultyVfs::heal()
{
    const std::scoped_lock guard(m_mutex);
    m_failAt = 0;
    m_limit = 0;
}

void FaultyVfs::startLog()
{
    const std::scoped_lock guard(m_mutex);
    m_logging = true;
    m_log.clear();
}

std::vector<FaultyVfs::Operation> FaultyVfs::stopLog()
{
    const std::scoped_lock guard(m_mutex);
    m_logging = false;
    return std::move(m_log);
}

void FaultyVfs::acknowledge(int number)
{
    log({Operation::Kind::Acknowledge, {}, number, {}});
}

bool FaultyVfs::strike()
{
    const std::scoped_lock guard(m_mutex);
    if (m_failAt == 0)
        return false;
    ++m_calls;
    const bool fails = m_calls == m_failAt || (m_sticky && m_calls > m_failAt);
    m_failed = m_failed || fails;
    return fails;
}

bool FaultyVfs::isFull(qint64 end)
{
    const std::scoped_lock guard(m_mutex);
    const bool full = m_limit > 0 && end > m_limit;
    m_failed = m_failed || full;
    return full;
}

void FaultyVfs::log(Operation operation)
{
    const std::scoped_lock guard(m_mutex);
    if (m_logging && !operation.file.endsWith("-shm"))
        m_log.push_back(std::move(operation));
}

namespace {

constexpr qsizetype sector = 512;

void apply(QByteArray& file, const FaultyVfs::Operation& operation)
{
    if (operation.kind == FaultyVfs::Operation::Kind::Truncate) {
        file.resize(operation.offset, '\0');
        return;
    }
    const qsizetype end = operation.offset + operation.data.size();
    if (file.size() < end)
        file.resize(end, '\0');
    std::copy(operation.data.begin(), operation.data.end(), file.begin() + operation.offset);
}

/// Only some of the sectors that a write touches reach the disk.
void applySectors(QByteArray& file, const FaultyVfs::Operation& operation, std::mt19937& random)
{
    if (operation.kind == FaultyVfs::Operation::Kind::Truncate) {
        if (random() % 2)
            apply(file, operation);
        return;
    }
    for (qsizetype done = 0; done < operation.data.size();) {
        const qsizetype at = operation.offset + done;
        const qsizetype length = qMin(sector - at % sector, operation.data.size() - done);
        if (random() % 2)
            apply(file, {operation.kind, {}, at, operation.data.mid(done, length)});
        done += length;
    }
}

} // namespace

Files afterPowerCut(const Files& before, const std::vector<FaultyVfs::Operation>& log, std::size_t count, unsigned seed)
{
    using Kind = FaultyVfs::Operation::Kind;
    Files files = before;
    std::map<QByteArray, std::vector<const FaultyVfs::Operation*>> pending;
    for (std::size_t i = 0; i < count; ++i) {
        const FaultyVfs::Operation& operation = log[i];
        if (operation.kind == Kind::Acknowledge)
            continue;
        std::vector<const FaultyVfs::Operation*>& open = pending[operation.file];
        if (operation.kind == Kind::Delete) {
            files.erase(operation.file);
            open.clear();
        } else if (operation.kind == Kind::Sync) {
            for (const FaultyVfs::Operation* write : open)
                apply(files[operation.file], *write);
            open.clear();
        } else {
            open.push_back(&operation);
        }
    }
    std::mt19937 random(seed);
    for (const auto& [name, writes] : pending) {
        const unsigned mode = random() % 3;
        for (const FaultyVfs::Operation* write : writes) {
            if (mode == 1)
                applySectors(files[name], *write, random);
            else if (mode == 2 && random() % 2)
                apply(files[name], *write);
        }
    }
    return files;
}

} // namespace tideline
