// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tideline {

class Reader;

/// What a reader is besides whose files lean on the one before them: an exporter says only now and then how its records
/// are laid out, and a rotated capture may begin in between. Entries of one archive are read so, in their order.
class ContinuedReader
{
public:
    virtual ~ContinuedReader() = default;
    /// Before `begin`. `before` has come to its end; one of another format says nothing.
    virtual void continueFrom(const Reader& before) = 0;
};

} // namespace tideline
