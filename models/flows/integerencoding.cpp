// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/blobheader.h"
#include "models/flows/encoding.h"

#include <algorithm>
#include <limits>

namespace tideline {

namespace {

int widthFor(std::uint64_t span)
{
    return span == 0 ? 0 : span <= 0xff ? 1 : span <= 0xffff ? 2 : span <= 0xffffffff ? 4 : 8;
}

template <typename Stored, typename Integer>
void pack(const Integer* values, std::size_t count, std::uint64_t base, char* out)
{
    for (std::size_t i = 0; i < count; ++i)
        qToLittleEndian(Stored(std::uint64_t(values[i]) - base), out + i * sizeof(Stored));
}

/// Returns the largest offset; the caller checks that it fits.
template <typename Stored, typename Integer>
std::uint64_t unpack(const char* in, std::size_t count, std::uint64_t base, Integer* values)
{
    Stored largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto offset = qFromLittleEndian<Stored>(in + i * sizeof(Stored));
        largest = std::max(largest, offset);
        values[i] = Integer(base + offset);
    }
    return largest;
}

} // namespace

template <typename Integer> QByteArray encodeIntegers(FlowColumn column, const Integer* values, std::size_t count)
{
    BlobHeader header;
    header.column = std::uint8_t(column);
    header.count = std::uint32_t(count);
    std::uint64_t span = 0;
    if (count > 0) {
        const auto [least, most] = std::minmax_element(values, values + count);
        header.base = std::uint64_t(*least);
        span = std::uint64_t(*most) - header.base;
    }
    header.width = std::uint8_t(widthFor(span));
    QByteArray blob = header.blob(count * header.width);
    char* out = blob.data() + BlobHeader::size;
    switch (header.width) {
    case 1:
        pack<std::uint8_t>(values, count, header.base, out);
        break;
    case 2:
        pack<std::uint16_t>(values, count, header.base, out);
        break;
    case 4:
        pack<std::uint32_t>(values, count, header.base, out);
        break;
    case 8:
        pack<std::uint64_t>(values, count, header.base, out);
        break;
    default:
        break;
    }
    return blob;
}

template <typename Integer>
bool decodeIntegers(FlowColumn column, const QByteArray& blob, std::size_t rows, std::vector<Integer>& values)
{
    BlobHeader header;
    if (!header.read(blob, column, BlobHeader::Integers) || header.extra != 0 || header.count != rows ||
        rows > mostChunkRows || std::size_t(blob.size()) != BlobHeader::size + rows * header.width)
        return false;
    constexpr auto top = std::uint64_t(std::numeric_limits<Integer>::max());
    constexpr bool isSigned = std::numeric_limits<Integer>::is_signed;
    if (!isSigned && header.base > top)
        return false;
    values.resize(rows);
    const char* in = blob.constData() + BlobHeader::size;
    std::uint64_t largest = 0;
    switch (header.width) {
    case 0:
        std::fill(values.begin(), values.end(), Integer(header.base));
        break;
    case 1:
        largest = unpack<std::uint8_t>(in, rows, header.base, values.data());
        break;
    case 2:
        largest = unpack<std::uint16_t>(in, rows, header.base, values.data());
        break;
    case 4:
        largest = unpack<std::uint32_t>(in, rows, header.base, values.data());
        break;
    default:
        largest = unpack<std::uint64_t>(in, rows, header.base, values.data());
        break;
    }
    // For a signed type the difference of the two's complements is the room above the minimum as well.
    return largest <= top - header.base;
}

#define TIDELINE_INTEGER_COLUMN(Integer)                                                                               \
    template QByteArray encodeIntegers<Integer>(FlowColumn, const Integer*, std::size_t);                              \
    template bool decodeIntegers<Integer>(FlowColumn, const QByteArray&, std::size_t, std::vector<Integer>&);
TIDELINE_INTEGER_COLUMN(std::int64_t)
TIDELINE_INTEGER_COLUMN(std::uint64_t)
TIDELINE_INTEGER_COLUMN(std::uint32_t)
TIDELINE_INTEGER_COLUMN(std::uint16_t)
TIDELINE_INTEGER_COLUMN(std::uint8_t)
#undef TIDELINE_INTEGER_COLUMN

} // namespace tideline
