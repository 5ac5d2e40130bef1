// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunk.h"

#include "models/core/ipaddress.h"
#include "models/flows/decodedchunk.h"
#include "models/flows/encoding.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <memory>
#include <openssl/evp.h>

namespace tideline {

namespace {

/// The distinct addresses of a chunk, found by hashing since most rows repeat one; sorted at the end.
class AddressDictionary
{
public:
    explicit AddressDictionary(std::size_t most)
    {
        std::size_t size = 64;
        while (size < most * 2)
            size *= 2;
        m_slots.assign(size, 0);
    }
    std::uint32_t add(const IpAddress& address)
    {
        std::size_t slot = addressHash(address) & (m_slots.size() - 1);
        while (m_slots[slot] != 0) {
            if (m_addresses[m_slots[slot] - 1] == address)
                return m_slots[slot] - 1;
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_addresses.push_back(address);
        m_slots[slot] = std::uint32_t(m_addresses.size());
        return m_slots[slot] - 1;
    }
    /// Sorts; the result says where each index went.
    std::vector<std::uint32_t> sort()
    {
        struct Place
        {
            std::uint64_t high, low; ///< the address as a number
            std::uint32_t index;
        };
        std::vector<Place> order(m_addresses.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            const std::uint8_t* bytes = m_addresses[i].bytes.data();
            order[i] = {qFromBigEndian<std::uint64_t>(bytes), qFromBigEndian<std::uint64_t>(bytes + 8), i};
        }
        std::sort(order.begin(), order.end(),
                  [](const Place& a, const Place& b) { return a.high != b.high ? a.high < b.high : a.low < b.low; });
        std::vector<std::uint32_t> moved(order.size());
        std::vector<IpAddress> sorted(order.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            sorted[i] = m_addresses[order[i].index];
            moved[order[i].index] = i;
        }
        m_addresses = std::move(sorted);
        return moved;
    }
    const std::vector<IpAddress>& addresses() const { return m_addresses; }

private:
    std::vector<std::uint32_t> m_slots; ///< index + 1; 0 = free
    std::vector<IpAddress> m_addresses;
};

void encodeAddressColumns(const FlowBatch& batch, std::size_t from, std::size_t count, EncodedChunk& chunk)
{
    AddressDictionary dictionary(2 * count);
    std::vector<std::uint32_t> src(count), dst(count);
    for (std::size_t i = 0; i < count; ++i) {
        src[i] = dictionary.add(batch.src[from + i]);
        dst[i] = dictionary.add(batch.dst[from + i]);
    }
    const std::vector<std::uint32_t> moved = dictionary.sort();
    for (std::size_t i = 0; i < count; ++i) {
        src[i] = moved[src[i]];
        dst[i] = moved[dst[i]];
    }
    chunk.columns[std::size_t(FlowColumn::Src)] = encodeIntegers(FlowColumn::Src, src.data(), count);
    chunk.columns[std::size_t(FlowColumn::Dst)] = encodeIntegers(FlowColumn::Dst, dst.data(), count);
    chunk.columns[std::size_t(FlowColumn::Addresses)] = encodeAddresses(dictionary.addresses());
}

QByteArray encodeColumn(FlowColumn column, const std::string* values, std::size_t count)
{
    return encodeTexts(column, values, count);
}

template <typename Integer> QByteArray encodeColumn(FlowColumn column, const Integer* values, std::size_t count)
{
    return encodeIntegers(column, values, count);
}

Error corrupt(const ChunkInfo& info, const QString& what)
{
    return Error{ErrorCode::Corrupt,
                 what.arg(info.id),
                 {},
                 QCoreApplication::translate("Flows", "Verify the case, and import source %1 again").arg(info.source)};
}

} // namespace

QByteArray chunkDigest(const EncodedChunk& chunk)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool ok = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    for (const QByteArray& column : chunk.columns)
        ok = ok && EVP_DigestUpdate(context.get(), column.constData(), std::size_t(column.size())) == 1;
    QByteArray digest(32, '\0');
    ok = ok && EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1;
    return ok ? digest : QByteArray();
}

EncodedChunk encodeChunk(const FlowBatch& batch, std::size_t from, std::size_t count, qint64 source, bool oneWay)
{
    Q_ASSERT(from + count <= batch.size() && count <= mostChunkRows);
    EncodedChunk chunk;
    chunk.info.source = source;
    chunk.info.oneWay = oneWay;
    chunk.info.rows = std::uint32_t(count);
    if (count > 0) {
        const auto begin = batch.start.begin() + std::ptrdiff_t(from);
        const auto [least, most] = std::minmax_element(begin, begin + std::ptrdiff_t(count));
        chunk.info.minStart = *least;
        chunk.info.maxStart = *most;
    }
    int column = 0;
    FlowBatch::forEachColumn(batch, [&](const char*, const auto& values) {
        const auto id = FlowColumn(column++);
        if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, std::vector<IpAddress>>)
            chunk.columns[std::size_t(id)] = encodeColumn(id, values.data() + from, count);
    });
    encodeAddressColumns(batch, from, count, chunk);
    chunk.digest = chunkDigest(chunk);
    return chunk;
}

Result<FlowBatch> decodeChunk(const EncodedChunk& chunk)
{
    if (!chunk.digest.isEmpty() && chunk.digest != chunkDigest(chunk))
        return corrupt(chunk.info, QCoreApplication::translate("Flows", "Flow chunk %1 is not what was stored"));
    DecodedChunk decoded;
    if (auto done = decoded.decode(chunk, ColumnSet::all()); !done)
        return done.error();
    return decoded.toBatch();
}

} // namespace tideline
