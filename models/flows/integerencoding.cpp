// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/encoding.h"
#include "models/flows/integercolumn.h"
#include "models/flows/kernel.h"

#include <algorithm>
#include <array>
#include <bit>

namespace tideline {

namespace {

constexpr std::size_t exceptionBytes = 10, frameEntry = 16, slack = 8;

int bytesFor(std::uint64_t value)
{
    return (std::bit_width(value) + 7) / 8;
}

int plainWidth(std::uint64_t span)
{
    const int bytes = bytesFor(span);
    return bytes == 3 ? 4 : bytes > 4 ? 8 : bytes;
}

void put(std::uint64_t value, int width, char* out)
{
    char bytes[8];
    qToLittleEndian(value, bytes);
    std::copy_n(bytes, width, out);
}

/// How a column could be written in frames: the same step and scale for all of them.
struct FrameShape
{
    std::uint64_t step = 0;
    std::uint64_t scale = 1;
};

struct FramePlan
{
    std::uint64_t base = 0;
    int width = 0;
    std::size_t exceptions = 0;
    std::array<std::uint64_t, frameRows> offsets;
};

TIDELINE_KERNEL std::size_t countAbove(const std::uint64_t* offsets, std::size_t count, std::uint64_t limit)
{
    std::size_t above = 0;
    for (std::size_t i = 0; i < count; ++i)
        above += offsets[i] > limit;
    return above;
}

/// The width that makes the frame smallest when what does not fit is kept whole.
template <typename Integer>
void planFrame(const Integer* values, std::size_t count, const FrameShape& shape, FramePlan& plan)
{
    if (shape.step == 0) {
        plan.base = std::uint64_t(*std::min_element(values, values + count));
    } else { // below 2^62: the difference is a signed number
        std::int64_t least = std::int64_t(values[0]);
        for (std::size_t i = 0; i < count; ++i)
            least = std::min(least, std::int64_t(values[i]) - std::int64_t(i));
        plan.base = std::uint64_t(least);
    }
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t above = std::uint64_t(values[i]) - plan.base - shape.step * i;
        plan.offsets[i] = shape.scale == 1 ? above : shape.scale == 1'000 ? above / 1'000 : above / shape.scale;
        bits |= plan.offsets[i];
    }
    plan.width = bytesFor(bits);
    plan.exceptions = 0;
    std::size_t best = count * std::size_t(plan.width);
    for (int width = plan.width - 1; width >= 0; --width) {
        const std::size_t beyond = countAbove(plan.offsets.data(), count, (1ULL << (8 * width)) - 1);
        const std::size_t bytes = count * std::size_t(width) + beyond * exceptionBytes;
        if (bytes < best) {
            best = bytes;
            plan.width = width;
            plan.exceptions = beyond;
        }
    }
}

template <typename Integer>
void appendFrame(const Integer* values, std::size_t count, const FramePlan& plan, QByteArray& blob)
{
    const qsizetype at = blob.size();
    const std::size_t size = count * std::size_t(plan.width) + plan.exceptions * exceptionBytes;
    blob.resize(at + qsizetype(size + slack)); // whole words are written, each over the end of the one before
    char* out = blob.data() + at;
    const std::uint64_t most = plan.width == 0 ? 0 : ~0ULL >> (64 - 8 * plan.width);
    for (std::size_t i = 0; i < count; ++i, out += plan.width)
        qToLittleEndian(plan.offsets[i] > most ? 0 : plan.offsets[i], out);
    blob.resize(at + qsizetype(size));
    if (plan.exceptions == 0)
        return;
    char* wholes = out + plan.exceptions * 2;
    for (std::size_t i = 0; i < count; ++i) {
        if (plan.offsets[i] <= most)
            continue;
        put(i, 2, out);
        put(std::uint64_t(values[i]), 8, wholes);
        out += 2;
        wholes += 8;
    }
}

template <typename Integer>
QByteArray encodeFrames(FlowColumn column, const Integer* values, std::size_t count, const FrameShape& shape)
{
    BlobHeader header;
    header.version = 2;
    header.column = std::uint8_t(column);
    header.encoding = BlobHeader::Frames;
    header.width = std::uint8_t(shape.step);
    header.count = std::uint32_t(count);
    header.extra = std::uint32_t(shape.scale);
    const std::size_t frames = (count + frameRows - 1) / frameRows;
    QByteArray blob = header.blob(frames * frameEntry);
    blob.reserve(qsizetype(BlobHeader::size + frames * frameEntry + count * 4));
    FramePlan plan;
    for (std::size_t i = 0; i < frames; ++i) {
        const std::size_t rows = std::min(frameRows, count - i * frameRows);
        planFrame(values + i * frameRows, rows, shape, plan);
        char* entry = blob.data() + BlobHeader::size + i * frameEntry;
        qToLittleEndian(plan.base, entry);
        qToLittleEndian(std::uint32_t(blob.size() - BlobHeader::size), entry + 8);
        entry[12] = char(plan.width);
        qToLittleEndian(std::uint16_t(plan.exceptions), entry + 14);
        appendFrame(values + i * frameRows, rows, plan, blob);
    }
    return blob.append(qsizetype(slack), '\0');
}

/// Few values that repeat; empty when there are more than 256.
template <typename Integer> QByteArray encodeTable(FlowColumn column, const Integer* values, std::size_t count)
{
    std::array<int, 1'024> places; // number + 1 in the table
    places.fill(0);
    std::vector<std::uint64_t> table;
    QByteArray codes(qsizetype(count), '\0');
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = std::uint64_t(values[i]);
        std::size_t slot = (value * 0x9E3779B97F4A7C15ULL) >> 54;
        while (places[slot] != 0 && table[std::size_t(places[slot] - 1)] != value)
            slot = (slot + 1) % places.size();
        if (places[slot] == 0) {
            if (table.size() == 256)
                return {};
            table.push_back(value);
            places[slot] = int(table.size());
        }
        codes[qsizetype(i)] = char(places[slot] - 1);
    }
    BlobHeader header;
    header.version = 2;
    header.column = std::uint8_t(column);
    header.encoding = BlobHeader::Table;
    header.width = 1;
    header.count = std::uint32_t(count);
    header.extra = std::uint32_t(table.size());
    QByteArray blob = header.blob(table.size() * 8);
    for (std::size_t i = 0; i < table.size(); ++i)
        qToLittleEndian(table[i], blob.data() + BlobHeader::size + i * 8);
    return blob + codes;
}

template <typename Integer>
QByteArray encodePlain(FlowColumn column, const Integer* values, std::size_t count, std::uint64_t base, int width)
{
    BlobHeader header;
    header.column = std::uint8_t(column);
    header.count = std::uint32_t(count);
    header.base = base;
    header.width = std::uint8_t(width);
    QByteArray blob = header.blob(count * std::size_t(width));
    char* out = blob.data() + BlobHeader::size;
    for (std::size_t i = 0; i < count; ++i, out += width)
        put(std::uint64_t(values[i]) - base, width, out);
    return blob;
}

/// Do all values differ by multiples of `scale`? Logs keep whole milliseconds or seconds.
template <typename Integer, std::uint64_t scale> bool isWhole(const Integer* values, std::size_t count)
{
    return std::all_of(values, values + count, [first = values[0]](Integer value) {
        return (value < first ? std::uint64_t(first) - std::uint64_t(value)
                              : std::uint64_t(value) - std::uint64_t(first)) %
                   scale ==
               0;
    });
}

} // namespace

template <typename Integer> QByteArray encodeIntegers(FlowColumn column, const Integer* values, std::size_t count)
{
    if (count == 0)
        return encodePlain(column, values, 0, 0, 0);
    Integer least = values[0], most = values[0];
    for (std::size_t i = 1; i < count; ++i) {
        least = std::min(least, values[i]);
        most = std::max(most, values[i]);
    }
    const std::uint64_t base = std::uint64_t(least), span = std::uint64_t(most) - base;
    const int width = plainWidth(span);
    QByteArray best;
    const auto offer = [&best](QByteArray blob) {
        if (!blob.isEmpty() && (best.isEmpty() || blob.size() < best.size()))
            best = std::move(blob);
    };
    if (width > 1) {
        const bool isNumber = column == FlowColumn::Record;
        const bool isAs = column == FlowColumn::NextAs || column == FlowColumn::SrcAs || column == FlowColumn::DstAs;
        const bool isTime = column == FlowColumn::Start || column == FlowColumn::Duration;
        FrameShape shape;
        shape.step = isNumber && std::uint64_t(most) < 1ULL << 62;
        if (isTime && isWhole<Integer, 1'000>(values, count))
            shape.scale = isWhole<Integer, 1'000'000>(values, count) ? 1'000'000 : 1'000;
        if (isAs)
            offer(encodeTable(column, values, count));
        offer(encodeFrames(column, values, count, shape));
    }
    if (best.isEmpty() || std::size_t(best.size()) >= BlobHeader::size + count * std::size_t(width))
        return encodePlain(column, values, count, base, width);
    return best;
}

template QByteArray encodeIntegers(FlowColumn, const std::int64_t*, std::size_t);
template QByteArray encodeIntegers(FlowColumn, const std::uint64_t*, std::size_t);
template QByteArray encodeIntegers(FlowColumn, const std::uint32_t*, std::size_t);
template QByteArray encodeIntegers(FlowColumn, const std::uint16_t*, std::size_t);
template QByteArray encodeIntegers(FlowColumn, const std::uint8_t*, std::size_t);

} // namespace tideline
