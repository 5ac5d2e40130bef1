// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casecore.h"

#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <chrono>

namespace tideline {

Micros systemClock()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

CaseCore::CaseCore(const QString& path, OpenedCase opened, CaseFile::Clock clock)
    : m_path(path)
    , m_opened(std::move(opened))
    , m_clock(clock ? std::move(clock) : CaseFile::Clock(&systemClock))
    , m_readers(m_opened.database->path(), m_opened.readers)
{}

CaseCore::~CaseCore() = default;

Micros CaseCore::now() const
{
    return m_clock();
}

void CaseCore::audit(const Transaction& transaction, const QString& action, const QJsonObject& detail) const
{
    AuditStamp stamp;
    stamp.at = now();
    stamp.offset = localOffset(stamp.at);
    stamp.author = transaction.database().text("SELECT value FROM meta WHERE key = 'case_author'");
    appendAudit(transaction, stamp, action, detail);
}

Result<void> CaseCore::refuseToWrite() const
{
    if (!isReadOnly())
        return {};
    return Error{
        ErrorCode::ReadOnly, StoreText::tr("The case is open for reading only: %1").arg(readOnlyReason()), m_path, {}};
}

} // namespace tideline
