// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <mutex>
#include <vector>

namespace tideline {

/// SQLite's way to the disk with faults of our choosing. Registered as the default while the object lives; nothing is
/// really synced, so that a sweep takes seconds.
class FaultyVfs
{
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    /// The n-th call (1-based) that reads or changes a file fails with an I/O error, `sticky`: and all after it.
    void failAt(int call, bool sticky);
    /// Writing beyond this size of a file fails: the disk is full. 0 = no limit.
    void limitSize(qint64 bytes);
    void heal();
    bool hasFailed() const { return m_failed; }

    /// One thing that reached the operating system, for the simulation of a power cut.
    struct Operation
    {
        enum class Kind { Write, Truncate, Sync, Delete, Acknowledge } kind;
        QByteArray file; ///< name without folder
        qint64 offset = 0;
        QByteArray data;
    };
    void startLog();
    std::vector<Operation> stopLog();
    /// What the program under test has been told is stored, put into the log.
    void acknowledge(int number);

    // For the file methods.
    bool strike();
    bool isFull(qint64 end);
    void log(Operation operation);

private:
    mutable std::mutex m_mutex;
    int m_calls = 0;
    int m_failAt = 0;
    bool m_sticky = false;
    bool m_failed = false;
    qint64 m_limit = 0;
    bool m_logging = false;
    std::vector<Operation> m_log;
};

using Files = std::map<QByteArray, QByteArray>;

/// The files as a power cut after `count` operations leaves them: all that was synced, and of the rest of each file
/// nothing, some sectors of 512 bytes, or some whole writes, by `seed`.
Files afterPowerCut(const Files& before, const std::vector<FaultyVfs::Operation>& log, std::size_t count,
                    unsigned seed);

} // namespace tideline
