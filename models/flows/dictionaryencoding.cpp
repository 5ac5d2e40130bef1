// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/blobheader.h"
#include "models/flows/encoding.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace tideline {

namespace {

/// A dictionary cannot make rows out of little that need more memory than this.
constexpr std::uint64_t mostTextBytes = 256ULL << 20;

} // namespace

QByteArray encodeAddresses(const std::vector<IpAddress>& sorted)
{
    const auto isFour = [](const IpAddress& address) { return address.isV4(); };
    const auto four = std::find_if(sorted.begin(), sorted.end(), isFour);
    const auto after = std::find_if_not(four, sorted.end(), isFour);
    // Without IPv4 addresses all count as "above".
    const auto below = four == sorted.end() ? 0 : std::uint64_t(four - sorted.begin());
    const auto within = std::uint64_t(after - four);

    BlobHeader header;
    header.column = std::uint8_t(FlowColumn::Addresses);
    header.encoding = BlobHeader::Addresses;
    header.count = std::uint32_t(sorted.size());
    header.base = below | within << 32;
    QByteArray blob = header.blob(sorted.size() * 16 - within * 12);
    char* out = blob.data() + BlobHeader::size;
    for (const IpAddress& address : sorted) {
        const std::size_t length = address.isV4() ? 4 : 16;
        std::memcpy(out, address.bytes.data() + 16 - length, length);
        out += length;
    }
    return blob;
}

bool decodeAddresses(const QByteArray& blob, std::vector<IpAddress>& sorted)
{
    BlobHeader header;
    if (!header.read(blob, FlowColumn::Addresses, BlobHeader::Addresses) || header.width != 0 || header.extra != 0)
        return false;
    const std::uint64_t below = header.base & 0xffffffff;
    const std::uint64_t within = header.base >> 32;
    if (header.count > 2 * mostChunkRows || below + within > header.count ||
        std::uint64_t(blob.size()) != BlobHeader::size + header.count * 16ULL - within * 12)
        return false;
    sorted.resize(header.count);
    const char* in = blob.constData() + BlobHeader::size;
    for (std::uint64_t i = 0; i < header.count; ++i) {
        const bool isFour = i >= below && i - below < within;
        if (isFour) {
            sorted[i] = IpAddress::fromV4(qFromBigEndian<std::uint32_t>(in));
            in += 4;
        } else {
            std::memcpy(sorted[i].bytes.data(), in, 16);
            in += 16;
        }
        if (i > 0 && std::memcmp(sorted[i - 1].bytes.data(), sorted[i].bytes.data(), 16) >= 0)
            return false;
    }
    return true;
}

QByteArray encodeTexts(FlowColumn column, const std::string* values, std::size_t count)
{
    std::unordered_map<std::string_view, std::uint32_t> known;
    std::vector<std::string_view> dictionary;
    std::vector<std::uint32_t> index(count);
    std::size_t dictionaryBytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && values[i] == values[i - 1]) {
            index[i] = index[i - 1];
            continue;
        }
        const auto [entry, isNew] = known.emplace(values[i], std::uint32_t(dictionary.size()));
        if (isNew) {
            dictionary.push_back(values[i]);
            dictionaryBytes += 4 + values[i].size();
        }
        index[i] = entry->second;
    }

    BlobHeader header;
    header.column = std::uint8_t(column);
    header.encoding = BlobHeader::Texts;
    header.width = dictionary.size() <= 1 ? 0 : dictionary.size() <= 0x100 ? 1 : dictionary.size() <= 0x10000 ? 2 : 4;
    header.count = std::uint32_t(count);
    header.extra = std::uint32_t(dictionary.size());
    header.base = dictionaryBytes;
    QByteArray blob = header.blob(dictionaryBytes + count * header.width);
    char* out = blob.data() + BlobHeader::size;
    for (const std::string_view text : dictionary) {
        qToLittleEndian(std::uint32_t(text.size()), out);
        std::memcpy(out + 4, text.data(), text.size());
        out += 4 + text.size();
    }
    for (std::size_t i = 0; i < count; ++i, out += header.width) {
        switch (header.width) {
        case 1:
            *out = char(index[i]);
            break;
        case 2:
            qToLittleEndian(std::uint16_t(index[i]), out);
            break;
        case 4:
            qToLittleEndian(index[i], out);
            break;
        default:
            break;
        }
    }
    return blob;
}

namespace {

bool readDictionary(const char* in, std::uint64_t bytes, std::uint32_t entries, std::vector<std::string>& dictionary)
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

template <typename Stored> void readIndex(const char* in, std::vector<std::uint32_t>& index)
{
    for (std::size_t i = 0; i < index.size(); ++i)
        index[i] = qFromLittleEndian<Stored>(in + i * sizeof(Stored));
}

} // namespace

bool decodeTexts(FlowColumn column, const QByteArray& blob, std::size_t rows, TextColumn& texts)
{
    BlobHeader header;
    if (!header.read(blob, column, BlobHeader::Texts) || header.width > 4 || header.count != rows ||
        rows > mostChunkRows)
        return false;
    const std::uint64_t payload = std::uint64_t(blob.size()) - BlobHeader::size;
    if (header.base > payload || payload - header.base != rows * header.width || header.extra > mostChunkRows)
        return false;
    const char* in = blob.constData() + BlobHeader::size;
    if (!readDictionary(in, header.base, header.extra, texts.dictionary))
        return false;
    in += header.base;
    texts.index.assign(rows, 0);
    switch (header.width) {
    case 1:
        readIndex<std::uint8_t>(in, texts.index);
        break;
    case 2:
        readIndex<std::uint16_t>(in, texts.index);
        break;
    case 4:
        readIndex<std::uint32_t>(in, texts.index);
        break;
    default:
        break;
    }
    std::uint64_t bytes = 0;
    for (const std::uint32_t index : texts.index) {
        if (index >= header.extra)
            return false;
        bytes += texts.dictionary[index].size();
    }
    return bytes <= mostTextBytes;
}

} // namespace tideline
