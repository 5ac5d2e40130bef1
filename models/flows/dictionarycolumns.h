// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"

#include <string>
#include <vector>

namespace tideline {

/// The sorted addresses of a chunk, read where they lie: most questions look at a few of them only.
class AddressColumn
{
public:
    /// False when the blob is damaged, out of order for one.
    bool open(const QByteArray& blob);
    std::size_t size() const { return m_below + m_within + m_above; }
    IpAddress operator[](std::size_t index) const;
    /// The first entry that is not below `address`; size() if there is none.
    std::size_t lowerBound(const IpAddress& address) const;
    std::vector<IpAddress> list() const;

private:
    bool isAscending() const;
    QByteArray m_blob;
    const char* m_low = nullptr; ///< entries of 16 bytes, then of 4, then of 16
    const char* m_four = nullptr;
    const char* m_high = nullptr;
    std::size_t m_below = 0, m_within = 0, m_above = 0;
};

/// Texts as indexes into a dictionary.
class TextColumn
{
public:
    bool open(FlowColumn column, const QByteArray& blob, std::size_t rows);
    /// Fills `index` for rows [from, from + count); false when one points nowhere.
    bool decode(std::size_t from, std::size_t count);

    std::vector<std::string> dictionary;
    std::vector<std::uint32_t> index; ///< per row, below dictionary.size()

private:
    bool readDictionary(const char* in, std::uint64_t bytes, std::uint32_t entries);
    QByteArray m_blob;
    const char* m_codes = nullptr;
    int m_width = 0;
};

} // namespace tideline
