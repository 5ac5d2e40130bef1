// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/transaction.h"

namespace tideline {

/// The digest of a source over the digests and counts of its blocks.
void rootSource(const Transaction& transaction, qint64 source);
/// Digests of the rejected rows of a block after some were redacted. Also of the source.
void resealProblems(const Transaction& transaction, qint64 source, int block);

} // namespace tideline
