// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/addresspart.h"

#include "models/flows/addressbook.h"

namespace tideline {

void PartMask::restrict(FlowView& view, RowMask& mask)
{
    if (m_part.count == 1)
        return;
    if (m_serial != view.chunk().serial()) {
        m_serial = view.chunk().serial();
        const AddressColumn& dictionary = view.columns().addresses;
        m_isPart.resize(dictionary.size());
        for (std::uint32_t entry = 0; entry < m_isPart.size(); ++entry) {
            const std::uint64_t hash = AddressTable::hash(dictionary[entry]) >> 32; // tables and shards go by the ends
            m_isPart[entry] = (hash & (m_part.count - 1)) == m_part.index;
        }
    }
    const std::uint32_t* entries = (m_part.side == Dimension::Peer ? view.peer() : view.local()).data();
    for (std::size_t row = 0; row < mask.size(); ++row)
        mask[row] &= m_isPart[entries[row]];
}

} // namespace tideline
