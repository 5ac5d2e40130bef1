// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/flowview.h"
#include "models/query/flowstore.h"

namespace tideline {

/// One of several parts of all addresses, by their hash. A question with more addresses than there is room for is
/// answered part by part: the peers, or the local addresses, of one part at a time.
struct AddressPart
{
    Dimension side = Dimension::Peer; ///< or Local
    std::uint32_t index = 0;
    std::uint32_t count = 1; ///< a power of two; 1: all addresses are in it
};

/// Takes the rows of other parts out of masks.
class PartMask
{
public:
    explicit PartMask(const AddressPart& part) : m_part(part) {}
    void restrict(FlowView& view, RowMask& mask);

private:
    const AddressPart& m_part;
    std::uint64_t m_serial = 0;         ///< of the chunk that this is about:
    std::vector<std::uint8_t> m_isPart; ///< per entry of its dictionary
};

} // namespace tideline
