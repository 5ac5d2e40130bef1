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
//   2  1  format version: 1 for the encodings 0 to 2, 2 for 3 and 4
//   3  1  column (FlowColumn), so that blobs cannot change places
//   4  1  encoding: 0 integers, 1 addresses, 2 texts, 3 integers in frames, 4 integers by a table
//   5  1  width of an integer or index: 0, 1, 2, 4 or 8 bytes; frames: step, 0 or 1; table: 1
//   6  2  zero
//   8  4  rows; of addresses: entries
//  12  4  texts: entries of the dictionary; frames: scale; table: entries, 1 to 256; otherwise zero
//  16  8  integers: minimum; addresses: entries below and within IPv4, 4 bytes each; texts: bytes of the dictionary;
//         otherwise zero
//  24     integers: offsets from the minimum
//         addresses: ascending; 16 bytes each, IPv4 ones 4 bytes each
//         texts: dictionary (length in 4 bytes, then UTF-8), then an index for each row
//         frames: of 1,024 rows. A directory of 16 bytes a frame: base (8), place counted from byte 24 (4), width of
//         an offset, 0 to 8 (1), zero (1), exceptions (2). Then each frame: its offsets, the rows of its exceptions
//         (2 each), their values (8 each). A value is base + step * row of the frame + scale * offset, unless it is an
//         exception. 8 zero bytes end the blob.
//         table: values (8 each), then a code for each row
//
// The readers (IntegerColumn, AddressColumn, TextColumn) check all of this against the size of the blob before they
// allocate or read; false means Corrupt.

/// More rows than this are refused, so that a damaged header cannot ask for much memory.
inline constexpr std::size_t mostChunkRows = 16 * chunkRows;

/// `Integer`: std::int64_t or an unsigned type of 8 to 64 bits.
template <typename Integer> QByteArray encodeIntegers(FlowColumn column, const Integer* values, std::size_t count);

/// `sorted` is strictly ascending.
QByteArray encodeAddresses(const std::vector<IpAddress>& sorted);
QByteArray encodeTexts(FlowColumn column, const std::string* values, std::size_t count);

} // namespace tideline
