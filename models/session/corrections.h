// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

/// What is known of a source and not written in its rows: that it saw one packet in so many, and that its clock was
/// off. Rows are put right when they are read, once; the source keeps what was done in its options and notes.
struct Corrections
{
    std::uint64_t sampling = 1; ///< one packet in so many was seen: bytes and packets are multiplied
    Micros clockOffset = 0;     ///< by how much the clock was ahead: taken off all times

    /// From the options "sampling" (1 … 1,000,000) and "clock_offset" (seconds, at most 100 days either way).
    /// BadArgument if one cannot be read.
    static Result<Corrections> from(const ReadOptions& options);
    /// A number that would not fit any more stays as it is, and the block's notes say so.
    void apply(ParsedBlock& block) const;
    QStringList notes() const;
};

} // namespace tideline
