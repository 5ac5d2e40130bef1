// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/auditlog.h"
#include "models/store/opening.h"
#include "models/store/readerpool.h"
#include "models/store/transaction.h"

#include <atomic>
#include <mutex>

namespace tideline {

Micros systemClock();

/// An open case: what CaseFile and its import writers share. Writing goes through one connection under a mutex; each
/// reading call has a connection and a snapshot of its own, so that a long import or VACUUM does not hold it up.
class CaseCore
{
public:
    CaseCore(const QString& path, OpenedCase opened, CaseFile::Clock clock);
    ~CaseCore();

    const QString& path() const { return m_path; }
    const QString& readOnlyReason() const { return m_opened.readOnlyReason; }
    bool isReadOnly() const { return !m_opened.readOnlyReason.isEmpty(); }
    int schemaVersion() const { return m_opened.schemaVersion; }
    Micros now() const;

    /// One committed transaction and exactly one audit row: `f(transaction)` writes and returns the row's detail.
    /// It reports its own failures through the connection's latch.
    template <typename F> Result<void> change(const QString& action, F&& f)
    {
        return write([&](const Transaction& transaction) {
            const QJsonObject detail = f(transaction);
            audit(transaction, action, detail);
        });
    }
    /// One committed transaction without an audit row, for steps of an import.
    template <typename F> Result<void> write(F&& f)
    {
        const std::scoped_lock guard(m_mutex);
        if (auto refused = refuseToWrite(); !refused)
            return refused;
        Transaction transaction(*m_opened.database);
        f(std::as_const(transaction));
        auto committed = transaction.commit();
        if (committed)
            ++m_changes;
        return committed;
    }
    void audit(const Transaction& transaction, const QString& action, const QJsonObject& detail) const;

    /// `f(database)` in a snapshot of its own.
    template <typename T, typename F> Result<T> read(F&& f) const
    {
        return withReader<T>([&](Database& database) -> Result<T> {
            T value;
            {
                const Snapshot snapshot(database);
                value = f(database);
            }
            if (auto error = database.takeError())
                return *error;
            return value;
        });
    }

    /// The same for what hands on row by row.
    template <typename F> Result<void> stream(F&& f) const
    {
        const auto done = read<bool>([&](Database& database) {
            f(database);
            return true;
        });
        return done ? Result<void>() : Result<void>(done.error());
    }
    /// `f(database)` -> Result<T> with a read connection, outside of any transaction.
    template <typename T, typename F> Result<T> withReader(F&& f) const
    {
        if (!m_opened.manyReaders)
            return withOwner<T>(f);
        auto lease = m_readers.take();
        if (!lease)
            return lease.error();
        return f(**lease);
    }
    /// `f(database)` -> Result<T> with the connection that writes.
    template <typename T, typename F> Result<T> withOwner(F&& f) const
    {
        const std::scoped_lock guard(m_mutex);
        return f(*m_opened.database);
    }
    Result<void> refuseToWrite() const;

    /// Grows with every commit of this program.
    quint64 changes() const { return m_changes; }

private:
    QString m_path;
    OpenedCase m_opened;
    CaseFile::Clock m_clock;
    mutable std::mutex m_mutex;
    mutable ReaderPool m_readers;
    std::atomic<quint64> m_changes = 0;
};

} // namespace tideline
