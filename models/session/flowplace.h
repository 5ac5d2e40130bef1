// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/flowwriter.h"
#include "models/session/measuring.h"

namespace tideline {

/// Where the flows of this case are asked: in the case file, or on the servers that the case names. `file` must outlive
/// the store.
Result<std::unique_ptr<FlowStore>> flowStoreOf(const CaseFile& file, const CaseSnapshot& snapshot);

/// The place that the case names; nothing when its flows are asked in the case file.
Result<std::optional<RemotePlace>> flowPlaceOf(const CaseFile& file);

/// Copies the flows of the case to the place, proves that both hold the same, and only then lets the case name it. The
/// flows in the case file stay: they say which batches there are, and what to go back to.
Result<WriteReport> attachFlows(CaseFile& file, const CaseSnapshot& snapshot, const RemotePlace& place,
                                const Progress& progress);
/// Back to the case file; what is on the servers stays there.
Result<void> detachFlows(CaseFile& file);

} // namespace tideline
