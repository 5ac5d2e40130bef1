// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/readerpool.h"

namespace tideline {

Result<ReaderPool::Lease> ReaderPool::take()
{
    {
        const std::scoped_lock guard(m_mutex);
        if (!m_idle.empty()) {
            std::unique_ptr<Database> database = std::move(m_idle.back());
            m_idle.pop_back();
            return Lease(*this, std::move(database));
        }
    }
    auto database = Database::open(m_path, m_access);
    if (!database)
        return database.error();
    return Lease(*this, std::move(*database));
}

void ReaderPool::giveBack(std::unique_ptr<Database> database)
{
    database->takeError();
    const std::scoped_lock guard(m_mutex);
    m_idle.push_back(std::move(database));
}

} // namespace tideline
