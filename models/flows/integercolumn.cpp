// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/integercolumn.h"

#include "models/flows/encoding.h"
#include "models/flows/kernel.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace tideline {

namespace {

__extension__ using Wide = unsigned __int128;

/// Offsets of `Width` bytes from a base, made values; returns the largest offset. Reads up to 7 bytes beyond the last
/// offset when the width is no power of two; the encoder leaves room for that.
template <int Width, typename Integer>
std::uint64_t unpack(const char* in, std::size_t count, std::uint64_t base, Integer* values)
{
    if constexpr (Width == 3 || Width > 4) {
        constexpr std::uint64_t mask = Width == 8 ? ~0ULL : (1ULL << (Width % 8 * 8)) - 1;
        std::uint64_t largest = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t offset = qFromLittleEndian<std::uint64_t>(in + i * Width) & mask;
            largest = std::max(largest, offset);
            values[i] = Integer(base + offset);
        }
        return largest;
    } else {
        using Stored =
            std::conditional_t<Width == 1, std::uint8_t, std::conditional_t<Width == 2, std::uint16_t, std::uint32_t>>;
        Stored largest = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto offset = qFromLittleEndian<Stored>(in + i * sizeof(Stored));
            largest = std::max(largest, offset);
            values[i] = Integer(base + offset);
        }
        return largest;
    }
}

/// Tiles of several columns are read in turn, which is nothing that the processor foresees. Any address may be given.
void fetchAhead(const char* from, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; i += 64)
        __builtin_prefetch(from + i);
}

/// Offsets of 3 bytes, four at a time; returns the largest. Reads no further than 8 bytes beyond the last.
TIDELINE_SHUFFLE_KERNEL std::uint32_t unpackThrees(const char* in, std::size_t count, std::uint32_t* offsets)
{
    using Bytes [[gnu::vector_size(16)]] = std::uint8_t;
    using Words [[gnu::vector_size(16)]] = std::uint32_t;
    Words most{};
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4, in += 12) {
        Bytes bytes;
        std::memcpy(&bytes, in, sizeof(bytes));
#if Q_BYTE_ORDER == Q_LITTLE_ENDIAN
        bytes = __builtin_shufflevector(bytes, bytes, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8, 0, 9, 10, 11, 0);
#else
        bytes = __builtin_shufflevector(bytes, bytes, 0, 2, 1, 0, 0, 5, 4, 3, 0, 8, 7, 6, 0, 11, 10, 9);
#endif
        const Words four = reinterpret_cast<Words>(bytes) & 0xffffffU;
        most = four > most ? four : most;
        std::memcpy(offsets + i, &four, sizeof(four));
    }
    std::uint32_t largest = std::max({most[0], most[1], most[2], most[3]});
    for (; i < count; ++i, in += 3) {
        offsets[i] = qFromLittleEndian<std::uint32_t>(in) & 0xffffff;
        largest = offsets[i] > largest ? offsets[i] : largest;
    }
    return largest;
}

/// Offsets of 1 and 2 bytes, the most common ones, made values of the widths that are scanned most; return the largest.
template <typename Stored, typename Integer>
[[gnu::always_inline]] inline std::uint64_t widenAll(const char* in, std::size_t count, std::uint64_t base,
                                                     Integer* out)
{
    Stored largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto offset = qFromLittleEndian<Stored>(in + i * sizeof(Stored));
        largest = offset > largest ? offset : largest;
        out[i] = Integer(Integer(base) + offset);
    }
    return largest;
}

TIDELINE_KERNEL std::uint64_t widen(const char* in, std::size_t count, std::uint64_t base, std::uint64_t* out)
{
    return widenAll<std::uint8_t>(in, count, base, out);
}

TIDELINE_KERNEL std::uint64_t widenTwos(const char* in, std::size_t count, std::uint64_t base, std::uint64_t* out)
{
    return widenAll<std::uint16_t>(in, count, base, out);
}

TIDELINE_KERNEL std::uint64_t widenTwos(const char* in, std::size_t count, std::uint64_t base, std::uint32_t* out)
{
    return widenAll<std::uint16_t>(in, count, base, out);
}

TIDELINE_KERNEL std::uint64_t widenTwos(const char* in, std::size_t count, std::uint64_t base, std::uint16_t* out)
{
    return widenAll<std::uint16_t>(in, count, base, out);
}

TIDELINE_KERNEL void scaleUp(const std::uint32_t* offsets, std::size_t count, std::uint64_t base, std::uint32_t scale,
                             std::uint64_t* values)
{
    for (std::size_t i = 0; i < count; ++i)
        values[i] = base + std::uint64_t(offsets[i]) * scale;
}

TIDELINE_KERNEL void span(const std::int64_t* values, std::size_t count, std::int64_t& least, std::int64_t& most)
{
    for (std::size_t i = 0; i < count; ++i) {
        least = values[i] < least ? values[i] : least;
        most = values[i] > most ? values[i] : most;
    }
}

template <typename Integer>
std::uint64_t unpack(int width, const char* in, std::size_t count, std::uint64_t base, Integer* values)
{
    if constexpr (std::is_same_v<Integer, std::uint64_t>) {
        if (width == 1)
            return widen(in, count, base, values);
    }
    if constexpr (std::is_unsigned_v<Integer> && sizeof(Integer) > 1) {
        if (width == 2)
            return widenTwos(in, count, base, values);
    }
    switch (width) {
    case 0:
        std::fill_n(values, count, Integer(base));
        return 0;
    case 1:
        return unpack<1>(in, count, base, values);
    case 2:
        return unpack<2>(in, count, base, values);
    case 3:
        return unpack<3>(in, count, base, values);
    case 4:
        return unpack<4>(in, count, base, values);
    case 5:
        return unpack<5>(in, count, base, values);
    case 6:
        return unpack<6>(in, count, base, values);
    case 7:
        return unpack<7>(in, count, base, values);
    default:
        return unpack<8>(in, count, base, values);
    }
}

/// Can `base` and all that is up to `above` more be held? For a signed type the difference of the two's complements is
/// the room above the minimum as well.
template <typename Integer> bool fits(std::uint64_t base, Wide above)
{
    constexpr auto top = std::uint64_t(std::numeric_limits<Integer>::max());
    if (!std::numeric_limits<Integer>::is_signed && base > top)
        return false;
    return above <= Wide(top - base);
}

constexpr std::size_t frameEntry = 16; ///< bytes of the directory for each frame
constexpr std::size_t slack = 8;       ///< zero bytes at the end, read by unpack

} // namespace

bool IntegerColumn::open(FlowColumn column, const QByteArray& blob, std::size_t rows)
{
    m_blob = blob;
    m_payload = m_blob.constData() + BlobHeader::size;
    if (rows > mostChunkRows || blob.size() < BlobHeader::size || !m_header.read(blob, column) ||
        m_header.count != rows)
        return false;
    const auto payload = std::uint64_t(blob.size()) - BlobHeader::size;
    switch (m_header.encoding) {
    case BlobHeader::Integers:
        return BlobHeader::isPlainWidth(m_header.width) && m_header.extra == 0 && payload == rows * m_header.width;
    case BlobHeader::Frames:
        return openFrames();
    case BlobHeader::Table:
        return m_header.width == 1 && m_header.base == 0 && m_header.extra >= 1 && m_header.extra <= 256 &&
               payload == m_header.extra * 8ULL + rows;
    default:
        return false;
    }
}

bool IntegerColumn::openFrames()
{
    const std::size_t frames = (m_header.count + frameRows - 1) / frameRows;
    const auto payload = std::uint64_t(m_blob.size()) - BlobHeader::size;
    if (m_header.width > 1 || m_header.extra == 0 || m_header.base != 0 || payload < frames * frameEntry + slack)
        return false;
    std::uint64_t at = frames * frameEntry;
    for (std::size_t i = 0; i < frames; ++i) {
        const char* entry = m_payload + i * frameEntry;
        const std::size_t rows = std::min(frameRows, m_header.count - i * frameRows);
        const auto width = std::uint8_t(entry[12]);
        const std::uint64_t exceptions = qFromLittleEndian<std::uint16_t>(entry + 14);
        if (width > 8 || entry[13] != 0 || exceptions > rows || qFromLittleEndian<std::uint32_t>(entry + 8) != at)
            return false;
        at += rows * width + exceptions * 10;
    }
    return payload == at + slack;
}

IntegerColumn::Frame IntegerColumn::frame(std::size_t index) const
{
    const char* entry = m_payload + index * frameEntry;
    return {qFromLittleEndian<std::uint64_t>(entry), std::uint8_t(entry[12]),
            qFromLittleEndian<std::uint16_t>(entry + 14), m_payload + qFromLittleEndian<std::uint32_t>(entry + 8)};
}

std::pair<std::int64_t, std::int64_t> IntegerColumn::bounds(std::size_t from, std::size_t count) const
{
    constexpr std::int64_t top = std::numeric_limits<std::int64_t>::max(), bottom = -top - 1;
    const auto above = [](std::uint64_t base, Wide room) {
        return room > Wide(std::uint64_t(top) - base) ? top : std::int64_t(base + std::uint64_t(room));
    };
    if (m_header.encoding != BlobHeader::Frames)
        return {bottom, top};
    std::int64_t least = top, most = bottom;
    for (std::size_t index = from / frameRows; index * frameRows < from + count; ++index) {
        const Frame frame = this->frame(index);
        const std::uint64_t offset = frame.width == 8 ? ~0ULL : (1ULL << (frame.width * 8)) - 1;
        const Wide room = Wide(offset) * m_header.extra + Wide(m_header.width) * frameRows;
        least = std::min(least, std::int64_t(frame.base));
        most = std::max(most, above(frame.base, room));
        const std::size_t rows = std::min(frameRows, m_header.count - index * frameRows);
        const char* wholes = frame.data + rows * frame.width + std::size_t(frame.exceptions) * 2;
        for (std::size_t i = 0; i < frame.exceptions; ++i) {
            const auto value = std::int64_t(qFromLittleEndian<std::uint64_t>(wholes + i * 8));
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    return {least, most};
}

std::vector<std::uint64_t> IntegerColumn::table() const
{
    std::vector<std::uint64_t> values(m_header.extra);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = qFromLittleEndian<std::uint64_t>(m_payload + i * 8);
    return values;
}

const std::uint8_t* IntegerColumn::codes(std::size_t from, std::size_t count) const
{
    const auto* codes = reinterpret_cast<const std::uint8_t*>(m_payload + m_header.extra * 8 + from);
    fetchAhead(reinterpret_cast<const char*>(codes + count), count);
    std::uint8_t largest = 0;
    for (std::size_t i = 0; i < count; ++i)
        largest = codes[i] > largest ? codes[i] : largest;
    return count == 0 || largest < m_header.extra ? codes : nullptr;
}

/// value = base + step × row of the frame + scale × offset, but for the exceptions, which are kept whole.
/// `most`: the largest value, or more when some of them are exceptions.
template <typename Integer>
bool IntegerColumn::decodeFrame(std::size_t index, std::size_t count, Integer* values, Integer* most) const
{
    const Frame frame = this->frame(index);
    fetchAhead(frame.data + count * frame.width, count * frame.width);
    const std::uint64_t step = m_header.width, scale = m_header.extra;
    const bool isPlain = step == 0 && scale == 1;
    std::uint32_t offsets[frameRows];
    const bool isThree = frame.width == 3 && step == 0;
    const std::uint64_t largest = isThree ? unpackThrees(frame.data, count, offsets)
                                          : unpack(frame.width, frame.data, count, isPlain ? frame.base : 0, values);
    if (!fits<Integer>(frame.base, Wide(largest) * scale + Wide(step) * (count - 1)))
        return false;
    if (most)
        *most = std::max(*most, Integer(frame.base + largest * scale + step * (count - 1)));
    if (isThree) {
        if constexpr (sizeof(Integer) == 8)
            scaleUp(offsets, count, frame.base, m_header.extra, reinterpret_cast<std::uint64_t*>(values));
        else
            for (std::size_t i = 0; i < count; ++i)
                values[i] = Integer(frame.base + std::uint64_t(offsets[i]) * scale);
    } else if (!isPlain) {
        for (std::size_t i = 0; i < count; ++i)
            values[i] = Integer(frame.base + std::uint64_t(values[i]) * scale + step * i);
    }
    const std::size_t rows = std::min(frameRows, m_header.count - index * frameRows);
    const char* rowsOf = frame.data + rows * frame.width;
    const char* wholes = rowsOf + std::size_t(frame.exceptions) * 2;
    for (std::size_t i = 0; i < frame.exceptions; ++i) {
        const auto row = qFromLittleEndian<std::uint16_t>(rowsOf + i * 2);
        const auto value = qFromLittleEndian<std::uint64_t>(wholes + i * 8);
        if (row >= rows || (sizeof(Integer) < 8 && value > std::uint64_t(std::numeric_limits<Integer>::max())))
            return false;
        if (row < count)
            values[row] = Integer(value);
        if (most)
            *most = std::max(*most, Integer(value));
    }
    return true;
}

template <typename Integer> bool IntegerColumn::decodeTable(std::size_t from, std::size_t count, Integer* values) const
{
    Integer table[256] = {};
    for (std::size_t i = 0; i < m_header.extra; ++i) {
        const auto value = qFromLittleEndian<std::uint64_t>(m_payload + i * 8);
        if (!fits<Integer>(value, 0))
            return false;
        table[i] = Integer(value);
    }
    const char* codes = m_payload + m_header.extra * 8 + from;
    std::uint8_t largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto code = std::uint8_t(codes[i]);
        largest = std::max(largest, code);
        values[i] = table[code];
    }
    return count == 0 || largest < m_header.extra;
}

template <typename Integer> bool IntegerColumn::decode(std::size_t from, std::size_t count, Integer* values) const
{
    if (m_header.encoding == BlobHeader::Table)
        return decodeTable(from, count, values);
    if (m_header.encoding == BlobHeader::Integers) {
        fetchAhead(m_payload + (from + count) * m_header.width, count * m_header.width);
        const std::uint64_t largest =
            unpack(m_header.width, m_payload + from * m_header.width, count, m_header.base, values);
        return fits<Integer>(m_header.base, largest);
    }
    for (std::size_t done = 0; done < count; done += frameRows) {
        if (!decodeFrame((from + done) / frameRows, std::min(frameRows, count - done), values + done))
            return false;
    }
    return true;
}

bool IntegerColumn::decodeTimes(std::size_t from, std::size_t count, std::int64_t* values, std::int64_t& least,
                                std::int64_t& most) const
{
    least = std::numeric_limits<std::int64_t>::max();
    most = std::numeric_limits<std::int64_t>::min();
    if (m_header.encoding != BlobHeader::Frames) {
        if (!decode(from, count, values))
            return false;
        span(values, count, least, most);
        return true;
    }
    for (std::size_t done = 0; done < count; done += frameRows) {
        if (!decodeFrame((from + done) / frameRows, std::min(frameRows, count - done), values + done, &most))
            return false;
    }
    least = bounds(from, count).first;
    return true;
}

template bool IntegerColumn::decode(std::size_t, std::size_t, std::int64_t*) const;
template bool IntegerColumn::decode(std::size_t, std::size_t, std::uint64_t*) const;
template bool IntegerColumn::decode(std::size_t, std::size_t, std::uint32_t*) const;
template bool IntegerColumn::decode(std::size_t, std::size_t, std::uint16_t*) const;
template bool IntegerColumn::decode(std::size_t, std::size_t, std::uint8_t*) const;

} // namespace tideline
