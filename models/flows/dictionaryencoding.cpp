// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/blobheader.h"
#include "models/flows/encoding.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <unordered_map>

namespace tideline {

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

} // namespace tideline
