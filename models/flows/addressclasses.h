// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/rangemap.h"
#include "models/flows/dictionarycolumns.h"

#include <map>
#include <vector>

namespace tideline {

/// Sorts addresses into classes: the addresses of one class lie in the same of all prefix lists that were added.
/// Class 0 lies in none. Rules and subjects are then decided per class, not per address.
class AddressClasses
{
public:
    /// The list's number; equal lists share one. Only before `build`.
    int addList(const std::vector<Prefix>& prefixes);
    void build();

    bool isEmpty() const { return m_lists.empty(); }
    std::uint32_t count() const { return std::uint32_t(m_members.size()); }
    bool contains(std::uint32_t addressClass, int list) const
    {
        return (m_members[addressClass][std::size_t(list) / 64] >> (std::size_t(list) % 64)) & 1;
    }
    /// The class of each address.
    void classify(const AddressColumn& sorted, std::vector<std::uint32_t>& classes) const;

private:
    using Bits = std::vector<std::uint64_t>; ///< one bit a list
    std::vector<std::vector<Prefix>> m_lists;
    std::vector<Bits> m_members; ///< per class
    RangeMap m_pieces;           ///< numbers are classes, `none` is class 0
};

} // namespace tideline
