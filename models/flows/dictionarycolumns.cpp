// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/dictionarycolumns.h"

#include "models/flows/blobheader.h"
#include "models/flows/encoding.h"
#include "models/flows/kernel.h"

#include <cstring>

namespace tideline {

namespace {

/// A dictionary cannot make rows out of little that need more memory than this.
constexpr std::uint64_t mostTextBytes = 256ULL << 20;

IpAddress wide(const char* bytes)
{
    IpAddress address;
    std::memcpy(address.bytes.data(), bytes, 16);
    return address;
}

bool ascend(const char* entries, std::size_t count)
{
    const auto half = [entries](std::size_t i) { return qFromBigEndian<std::uint64_t>(entries + i * 8); };
    bool ok = true;
    for (std::size_t i = 1; i < count; ++i) {
        const std::uint64_t high = half(2 * i - 2), nextHigh = half(2 * i);
        ok &= high < nextHigh || (high == nextHigh && half(2 * i - 1) < half(2 * i + 1));
    }
    return ok;
}

TIDELINE_KERNEL bool foursAscend(const char* entries, std::size_t count)
{
    std::uint32_t wrong = 0;
    for (std::size_t i = 1; i < count; ++i)
        wrong |= std::uint32_t(qFromBigEndian<std::uint32_t>(entries + i * 4 - 4) >=
                               qFromBigEndian<std::uint32_t>(entries + i * 4));
    return wrong == 0;
}

template <typename Stored> void readIndex(const char* in, std::vector<std::uint32_t>& index)
{
    for (std::size_t i = 0; i < index.size(); ++i)
        index[i] = qFromLittleEndian<Stored>(in + i * sizeof(Stored));
}

} // namespace

bool AddressColumn::open(const QByteArray& blob)
{
    BlobHeader header;
    if (!header.read(blob, FlowColumn::Addresses, BlobHeader::Addresses) || header.width != 0 || header.extra != 0)
        return false;
    const std::uint64_t below = header.base & 0xffffffff, within = header.base >> 32;
    if (header.count > 2 * mostChunkRows || below + within > header.count ||
        std::uint64_t(blob.size()) != BlobHeader::size + header.count * 16ULL - within * 12)
        return false;
    m_blob = blob;
    m_below = below;
    m_within = within;
    m_above = header.count - below - within;
    m_low = m_blob.constData() + BlobHeader::size;
    m_four = m_low + below * 16;
    m_high = m_four + within * 4;
    return isAscending();
}

bool AddressColumn::isAscending() const
{
    const auto inOrder = [this](std::size_t second) {
        return second == 0 || second >= size() || (*this)[second - 1] < (*this)[second];
    };
    return foursAscend(m_four, m_within) && ascend(m_low, m_below) && ascend(m_high, m_above) && inOrder(m_below) &&
           inOrder(m_below + m_within);
}

IpAddress AddressColumn::operator[](std::size_t index) const
{
    if (index < m_below)
        return wide(m_low + index * 16);
    index -= m_below;
    return index < m_within ? IpAddress::fromV4(qFromBigEndian<std::uint32_t>(m_four + index * 4))
                            : wide(m_high + (index - m_within) * 16);
}

std::size_t AddressColumn::lowerBound(const IpAddress& address) const
{
    std::size_t from = 0, to = size();
    while (from < to) {
        const std::size_t middle = (from + to) / 2;
        const IpAddress there = (*this)[middle];
        if (std::memcmp(there.bytes.data(), address.bytes.data(), 16) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

std::vector<IpAddress> AddressColumn::list() const
{
    std::vector<IpAddress> all(size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = (*this)[i];
    return all;
}

bool TextColumn::open(FlowColumn column, const QByteArray& blob, std::size_t rows)
{
    BlobHeader header;
    if (!header.read(blob, column, BlobHeader::Texts) || header.width > 4 || header.count != rows ||
        rows > mostChunkRows)
        return false;
    const std::uint64_t payload = std::uint64_t(blob.size()) - BlobHeader::size;
    if (header.base > payload || payload - header.base != rows * header.width || header.extra > mostChunkRows)
        return false;
    m_blob = blob;
    m_width = header.width;
    m_codes = m_blob.constData() + BlobHeader::size + header.base;
    return readDictionary(m_codes - header.base, header.base, header.extra);
}

bool TextColumn::readDictionary(const char* in, std::uint64_t bytes, std::uint32_t entries)
{
    if (entries > bytes / 4)
        return false;
    dictionary.resize(entries);
    for (std::string& text : dictionary) {
        if (bytes < 4)
            return false;
        const auto length = qFromLittleEndian<std::uint32_t>(in);
        if (length > bytes - 4)
            return false;
        text.assign(in + 4, length);
        in += 4 + length;
        bytes -= 4 + length;
    }
    return bytes == 0;
}

bool TextColumn::decode(std::size_t from, std::size_t count)
{
    index.assign(count, 0);
    const char* in = m_codes + from * std::size_t(m_width);
    switch (m_width) {
    case 1:
        readIndex<std::uint8_t>(in, index);
        break;
    case 2:
        readIndex<std::uint16_t>(in, index);
        break;
    case 4:
        readIndex<std::uint32_t>(in, index);
        break;
    default:
        break;
    }
    std::uint64_t bytes = 0;
    for (const std::uint32_t entry : index) {
        if (entry >= dictionary.size())
            return false;
        bytes += dictionary[entry].size();
    }
    return bytes <= mostTextBytes;
}

} // namespace tideline
