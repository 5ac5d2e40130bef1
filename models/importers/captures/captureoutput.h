// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/problems.h"

#include <utility>

namespace tideline {

/// What a capture gave since it was asked last.
struct CaptureOutput
{
    FlowSink flows;
    ParsedBlock block; ///< everything but flows

    ParsedBlock release()
    {
        ParsedBlock made = flowBlock(std::exchange(flows, {}));
        made.notes += block.notes;
        made.read = block.read;
        made.problems = std::move(block.problems);
        made.dns = std::move(block.dns);
        block = {};
        return made;
    }
};

} // namespace tideline
