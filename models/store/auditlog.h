// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

namespace tideline {

/// Who writes an audit row, and when by which clock.
struct AuditStamp
{
    Micros at = 0;
    QString offset; ///< of the local clock, "+01:00"
    QString author;
};
/// The offset of this computer's zone at that time.
QString localOffset(Micros at);

/// Appends one row. Its hash is SHA-256 over the length-prefixed fields seq, at, offset, author, action, program, host,
/// commitment and the hash before; the commitment is SHA-256 of salt and detail, so that a detail may be redacted
/// without breaking the chain. The head is kept in `meta`.
void appendAudit(const Transaction& transaction, const AuditStamp& stamp, const QString& action,
                 const QJsonObject& detail);
std::vector<AuditEntry> loadAudit(Database& database);

/// The chain, its head, and the details against their commitments.
std::vector<Check> checkAudit(Database& database);

} // namespace tideline
