// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/chunk.h"

#include <string>
#include <vector>

namespace tideline {

// The blob of a column. All numbers are little-endian.
//
//   0  2  magic "TC"
//   2  1  format version, 1
//   3  1  column (FlowColumn), so that blobs cannot change places
//   4  1  encoding: 0 integers, 1 addresses, 2 texts
//   5  1  width of an integer or index: 0, 1, 2, 4 or 8 bytes
//   6  2  zero
//   8  4  rows; of addresses: entries
//  12  4  texts: entries of the dictionary; otherwise zero
//  16  8  integers: minimum; addresses: entries below and within IPv4, 4 bytes each; texts: bytes of the dictionary
//  24     integers: offsets from the minimum
//         addresses: ascending; 16 bytes each, IPv4 ones 4 bytes each
//         texts: dictionary (length in 4 bytes, then UTF-8), then an index for each row
//
// Every decoder checks all of this against the size of the blob before it allocates or reads; false means Corrupt.

/// More rows than this are refused, so that a damaged header cannot ask for much memory.
inline constexpr std::size_t mostChunkRows = 16 * chunkRows;

/// Texts as indexes into a dictionary.
struct TextColumn
{
    std::vector<std::string> dictionary;
    std::vector<std::uint32_t> index; ///< per row, below dictionary.size()
};

/// `Integer`: std::int64_t or an unsigned type of 8 to 64 bits.
template <typename Integer> QByteArray encodeIntegers(FlowColumn column, const Integer* values, std::size_t count);
template <typename Integer>
bool decodeIntegers(FlowColumn column, const QByteArray& blob, std::size_t rows, std::vector<Integer>& values);

/// `sorted` is strictly ascending.
QByteArray encodeAddresses(const std::vector<IpAddress>& sorted);
bool decodeAddresses(const QByteArray& blob, std::vector<IpAddress>& sorted);

QByteArray encodeTexts(FlowColumn column, const std::string* values, std::size_t count);
bool decodeTexts(FlowColumn column, const QByteArray& blob, std::size_t rows, TextColumn& texts);

} // namespace tideline
