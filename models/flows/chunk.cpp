// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunk.h"

#include "models/core/ipaddress.h"
#include "models/flows/decodedchunk.h"
#include "models/flows/encoding.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <memory>
#include <openssl/evp.h>
#include <utility>

namespace tideline {

namespace {

/// Numbers for distinct keys, in the order in which they came, found by hashing since most rows repeat one.
template <typename Key, typename Hash> class KeyTable
{
public:
    /// `size`: a power of two.
    explicit KeyTable(std::size_t size) : m_slots(size) {}
    /// Said a few keys before `add`, so that it does not wait for memory.
    void prepare(const Key& key) const { __builtin_prefetch(&m_slots[Hash()(key) & (m_slots.size() - 1)]); }
    std::uint32_t add(const Key& key)
    {
        std::size_t slot = Hash()(key) & (m_slots.size() - 1);
        for (; m_slots[slot].number != 0; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot].key == key)
                return m_slots[slot].number - 1;
        }
        m_slots[slot] = {key, ++m_count};
        if (m_count * 2 > m_slots.size())
            grow();
        return m_count - 1;
    }
    struct Slot
    {
        Key key{};
        std::uint32_t number = 0; ///< + 1; 0 = free
    };
    std::vector<Slot> list() const
    {
        std::vector<Slot> used;
        used.reserve(m_count);
        std::copy_if(m_slots.begin(), m_slots.end(), std::back_inserter(used),
                     [](const Slot& slot) { return slot.number != 0; });
        return used;
    }

private:
    void grow()
    {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& moved : old) {
            if (moved.number == 0)
                continue;
            std::size_t slot = Hash()(moved.key) & (m_slots.size() - 1);
            while (m_slots[slot].number != 0)
                slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = moved;
        }
    }
    std::vector<Slot> m_slots;
    std::uint32_t m_count = 0;
};

struct FourHash
{
    std::size_t operator()(std::uint32_t four) const { return std::size_t((four * 0x9E3779B97F4A7C15ULL) >> 32); }
};
struct WideHash
{
    std::size_t operator()(const IpAddress& address) const { return std::size_t(addressHash(address)); }
};
using FourTable = KeyTable<std::uint32_t, FourHash>;

/// Three rounds over 11 bits each.
void sortFours(std::vector<FourTable::Slot>& fours)
{
    std::vector<FourTable::Slot> other(fours.size());
    for (int shift = 0; shift < 33; shift += 11) {
        std::array<std::uint32_t, 2'048> from{};
        const auto part = [shift](const FourTable::Slot& slot) { return slot.key >> shift & 2'047; };
        for (const FourTable::Slot& slot : fours)
            ++from[part(slot)];
        std::uint32_t sum = 0;
        for (std::uint32_t& count : from)
            sum += std::exchange(count, sum);
        for (const FourTable::Slot& slot : fours)
            other[from[part(slot)]++] = slot;
        fours.swap(other);
    }
}

/// The distinct addresses of a chunk. Nearly all are IPv4, so these are kept apart, as numbers.
class AddressDictionary
{
public:
    /// Many rows bring an address of their own: to grow up to there would cost more than the room.
    explicit AddressDictionary(std::size_t rows) : m_fours(std::bit_ceil(std::max<std::size_t>(rows, 2))) {}
    void prepare(const IpAddress& address) const
    {
        if (isFour(address))
            m_fours.prepare(four(address));
    }
    std::uint32_t add(const IpAddress& address)
    {
        return isFour(address) ? m_fours.add(four(address)) : m_wide.add(address) | wideBit;
    }
    /// Puts them in order; then `place` says where each number went.
    std::vector<IpAddress> sort()
    {
        auto fours = m_fours.list();
        auto wides = m_wide.list();
        sortFours(fours);
        std::sort(wides.begin(), wides.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
        std::vector<IpAddress> sorted;
        sorted.reserve(fours.size() + wides.size());
        m_fourPlaces.resize(fours.size());
        m_widePlaces.resize(wides.size());
        const auto addFours = [&] {
            for (const auto& four : fours) {
                m_fourPlaces[four.number - 1] = std::uint32_t(sorted.size());
                sorted.push_back(IpAddress::fromV4(four.key));
            }
        };
        bool isBehindFours = false;
        for (const auto& wide : wides) {
            if (!isBehindFours && wide.key > IpAddress::fromV4(0)) {
                isBehindFours = true;
                addFours();
            }
            m_widePlaces[wide.number - 1] = std::uint32_t(sorted.size());
            sorted.push_back(wide.key);
        }
        if (!isBehindFours)
            addFours();
        return sorted;
    }
    std::uint32_t place(std::uint32_t number) const
    {
        return number & wideBit ? m_widePlaces[number & ~wideBit] : m_fourPlaces[number];
    }

private:
    static constexpr std::uint32_t wideBit = 1U << 31;
    static bool isFour(const IpAddress& address) // as a call it would cost more than all the rest
    {
        return qFromBigEndian<std::uint64_t>(address.bytes.data()) == 0 &&
               qFromBigEndian<std::uint32_t>(address.bytes.data() + 8) == 0xffff;
    }
    static std::uint32_t four(const IpAddress& address)
    {
        return qFromBigEndian<std::uint32_t>(address.bytes.data() + 12);
    }
    FourTable m_fours;
    KeyTable<IpAddress, WideHash> m_wide{1U << 10};
    std::vector<std::uint32_t> m_fourPlaces, m_widePlaces;
};

void encodeAddressColumns(const FlowBatch& batch, std::size_t from, std::size_t count, EncodedChunk& chunk)
{
    AddressDictionary dictionary(count);
    std::vector<std::uint32_t> src(count), dst(count);
    constexpr std::size_t ahead = 12;
    for (std::size_t i = 0; i < count; ++i) {
        if (i + ahead < count) {
            dictionary.prepare(batch.src[from + i + ahead]);
            dictionary.prepare(batch.dst[from + i + ahead]);
        }
        src[i] = dictionary.add(batch.src[from + i]);
        dst[i] = dictionary.add(batch.dst[from + i]);
    }
    const std::vector<IpAddress> sorted = dictionary.sort();
    for (std::size_t i = 0; i < count; ++i) {
        src[i] = dictionary.place(src[i]);
        dst[i] = dictionary.place(dst[i]);
    }
    chunk.columns[std::size_t(FlowColumn::Src)] = encodeIntegers(FlowColumn::Src, src.data(), count);
    chunk.columns[std::size_t(FlowColumn::Dst)] = encodeIntegers(FlowColumn::Dst, dst.data(), count);
    chunk.columns[std::size_t(FlowColumn::Addresses)] = encodeAddresses(sorted);
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

Result<QByteArray> verifiedDigest(const EncodedChunk& chunk)
{
    QByteArray digest = chunkDigest(chunk);
    if (!chunk.digest.isEmpty() && chunk.digest != digest)
        return corrupt(chunk.info, QCoreApplication::translate("Flows", "Flow chunk %1 is not what was stored"));
    return digest;
}

Result<FlowBatch> decodeChunk(const EncodedChunk& chunk)
{
    if (const auto digest = verifiedDigest(chunk); !digest)
        return digest.error();
    DecodedChunk decoded;
    if (auto done = decoded.decode(chunk, ColumnSet::all()); !done)
        return done.error();
    return decoded.toBatch();
}

} // namespace tideline
