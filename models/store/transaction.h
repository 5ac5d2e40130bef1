// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

namespace tideline {

/// A write transaction; functions that write ask for one as proof. Rolled back unless committed.
class Transaction
{
public:
    explicit Transaction(Database& database) : m_database(database) { m_active = m_database.exec("BEGIN IMMEDIATE"); }
    ~Transaction() { rollBack(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Database& database() const { return m_database; }

    /// Commits, or rolls back and returns the first error since the beginning.
    Result<void> commit()
    {
        if (m_active && m_database.exec("COMMIT"))
            m_active = false;
        Result<void> outcome = m_database.outcome();
        rollBack();
        return outcome;
    }
    /// Rolls back; an error that a statement left is more telling than the caller's.
    Error abandon(const Error& error)
    {
        const std::optional<Error> latched = m_database.takeError();
        rollBack();
        return latched ? *latched : error;
    }

private:
    void rollBack()
    {
        if (!m_active)
            return;
        m_active = false;
        const std::optional<Error> before = m_database.takeError();
        if (m_database.inTransaction()) // SQLite has rolled back by itself after some errors
            m_database.exec("ROLLBACK");
        m_database.takeError();
        if (before)
            m_database.fail(*before);
    }

    Database& m_database;
    bool m_active = false;
};

/// A read transaction: every statement in it sees the same state.
class Snapshot
{
public:
    explicit Snapshot(Database& database) : m_database(database) { m_active = m_database.exec("BEGIN"); }
    ~Snapshot()
    {
        if (!m_active)
            return;
        const std::optional<Error> before = m_database.takeError();
        if (m_database.inTransaction())
            m_database.exec("COMMIT");
        if (before) {
            m_database.takeError();
            m_database.fail(*before);
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database& m_database;
    bool m_active = false;
};

} // namespace tideline
