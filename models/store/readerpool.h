// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

#include <memory>
#include <mutex>
#include <vector>

namespace tideline {

/// Read connections to one case, opened as they are needed and kept for the next. Thread-safe.
class ReaderPool
{
public:
    ReaderPool(QString path, Access access) : m_path(std::move(path)), m_access(access) {}

    /// A connection on loan.
    class Lease
    {
    public:
        Lease(ReaderPool& pool, std::unique_ptr<Database> database) : m_pool(&pool), m_database(std::move(database)) {}
        ~Lease()
        {
            if (m_database)
                m_pool->giveBack(std::move(m_database));
        }
        Lease(Lease&&) = default;
        Lease& operator=(Lease&&) = delete;
        Database& operator*() const { return *m_database; }

    private:
        ReaderPool* m_pool;
        std::unique_ptr<Database> m_database;
    };
    Result<Lease> take();

private:
    void giveBack(std::unique_ptr<Database> database);

    QString m_path;
    Access m_access;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Database>> m_idle;
};

} // namespace tideline
