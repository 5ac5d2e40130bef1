// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/batchblock.h"

#include "models/flows/decodedchunk.h"
#include "models/remote/flowservers.h"

#include <QCryptographicHash>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace tideline {

namespace {

/// A number in groups of seven bits.
QByteArray packed(std::uint64_t number)
{
    QByteArray bytes;
    for (; number >= 0x80; number >>= 7)
        bytes.append(char(number | 0x80));
    return bytes + char(number);
}

QByteArray packed(const QByteArray& text)
{
    return packed(std::uint64_t(text.size())) + text;
}

struct TextCell
{
    explicit TextCell(const QByteArray& text) : bytes(packed(text).toStdString()), length(std::uint64_t(text.size())) {}
    std::string bytes;
    std::uint64_t length; ///< of the text
};

/// The dictionary of a text column.
struct TextCells
{
    std::vector<TextCell> shown; ///< as UTF-8
    std::vector<TextCell> raw;   ///< the record's bytes where they differ
};

constexpr TextColumn DecodedChunk::*textColumns[] = {&DecodedChunk::service, &DecodedChunk::state,
                                                     &DecodedChunk::exporter};

/// A chunk of the batch, with what is the same for all rows of an address or a text.
struct Part
{
    DecodedChunk rows;
    std::vector<IpAddress> addresses;
    std::vector<std::uint32_t> countries, asns; ///< of the addresses
    std::array<TextCells, std::size(textColumns)> texts;
};

void resolveTexts(Part& part, std::set<std::pair<int, QByteArray>>& known)
{
    for (std::size_t kind = 0; kind < std::size(textColumns); ++kind) {
        for (const std::string& text : (part.rows.*textColumns[kind]).dictionary) {
            const QByteArray raw = QByteArray::fromStdString(text);
            const QByteArray shown = QString::fromStdString(text).toUtf8();
            known.emplace(int(kind), shown);
            part.texts[kind].shown.emplace_back(shown);
            part.texts[kind].raw.emplace_back(shown == raw ? QByteArray() : raw);
        }
    }
}

/// A record of one direction may be the answer: the service is then on the sender's side.
auto servicePort(const DecodedChunk& rows)
{
    return [src = rows.srcPort.data(), dst = rows.dstPort.data(), oneWay = rows.info.oneWay](std::size_t row) {
        const std::uint16_t least = std::min(src[row], dst[row]);
        return oneWay && least < 1024 ? least : dst[row];
    };
}

/// Writes one column after the other.
class BlockWriter
{
public:
    BlockWriter(const BatchPlan& batch, const std::vector<Part>& parts, BatchBlock& block)
        : m_batch(batch), m_parts(parts), m_bytes(block.bytes), m_sums(block.sums)
    {
        for (const Part& part : parts)
            m_rows += part.rows.rows();
    }

    void write()
    {
        constexpr std::size_t usualRow = 170;
        m_bytes.reserve(qsizetype(m_rows * usualRow));
        m_bytes += packed(flowTableColumns().size()) + packed(m_rows);
        numbers([this](const Part&) { return [id = m_batch.id](std::size_t) { return id; }; });
        numbers([](const Part& part) { return [id = part.rows.info.id](std::size_t) { return id; }; });
        numbers([](const Part&) { return [](std::size_t row) { return std::uint32_t(row); }; });
        numbers([this](const Part&) { return [id = m_batch.source](std::size_t) { return id; }; });
        column(&DecodedChunk::start);
        column(&DecodedChunk::duration);
        addresses(&DecodedChunk::src);
        addresses(&DecodedChunk::dst);
        column(&DecodedChunk::srcPort);
        column(&DecodedChunk::dstPort);
        numbers([](const Part& part) { return servicePort(part.rows); });
        column(&DecodedChunk::protocol);
        for (auto member :
             {&DecodedChunk::srcBytes, &DecodedChunk::dstBytes, &DecodedChunk::srcPackets, &DecodedChunk::dstPackets})
            column(member);
        column(&DecodedChunk::flows);
        numbers([](const Part& part) { return [rows = &part.rows](std::size_t row) { return rows->nextAsOf(row); }; });
        column(&DecodedChunk::srcAs);
        column(&DecodedChunk::dstAs);
        for (auto form : {&TextCells::shown, &TextCells::raw}) {
            for (std::size_t kind = 0; kind < std::size(textColumns); ++kind)
                texts(kind, form);
        }
        column(&DecodedChunk::record);
        for (auto values : {&Part::countries, &Part::asns}) {
            for (auto side : {&DecodedChunk::src, &DecodedChunk::dst})
                numbers([values, side](const Part& part) {
                    return [of = (part.*values).data(), at = (part.rows.*side).data()](std::size_t row) {
                        return of[at[row]];
                    };
                });
        }
    }

private:
    /// Begins the next column: room for its cells.
    char* begin(std::size_t bytes)
    {
        const FlowTableColumn& column = flowTableColumns()[m_column++];
        m_bytes += packed(QByteArray(column.name)) + packed(QByteArray(column.type));
        m_bytes.resize(m_bytes.size() + qsizetype(bytes));
        return m_bytes.data() + m_bytes.size() - bytes;
    }

    /// `valuesOf` makes of a part what gives the value of a row.
    template <typename ValuesOf> void numbers(ValuesOf valuesOf)
    {
        using Number = decltype(valuesOf(m_parts.front())(0));
        char* out = begin(m_rows * sizeof(Number));
        std::uint64_t sum = 0;
        for (const Part& part : m_parts) {
            const auto values = valuesOf(part);
            for (std::size_t row = 0; row < part.rows.rows(); ++row) {
                const Number value = values(row);
                sum += std::uint64_t(value);
                qToLittleEndian(value, out + row * sizeof value);
            }
            out += part.rows.rows() * sizeof(Number);
        }
        m_sums.append(std::is_signed_v<Number> ? QByteArray::number(qlonglong(sum))
                                               : QByteArray::number(qulonglong(sum)));
    }

    template <typename Number> void column(std::vector<Number> DecodedChunk::*member)
    {
        numbers([member](const Part& part) {
            return [values = (part.rows.*member).data()](std::size_t row) { return values[row]; };
        });
    }

    void addresses(std::vector<std::uint32_t> DecodedChunk::*side)
    {
        char* out = begin(m_rows * sizeof(IpAddress));
        std::uint64_t first = 0, last = 0;
        for (const Part& part : m_parts) {
            for (const std::uint32_t index : part.rows.*side) {
                const auto& bytes = part.addresses[index].bytes;
                first += qFromLittleEndian<std::uint64_t>(bytes.data());
                last += qFromBigEndian<std::uint64_t>(bytes.data() + 8);
                std::memcpy(out, bytes.data(), bytes.size());
                out += bytes.size();
            }
        }
        m_sums.append({QByteArray::number(qulonglong(first)), QByteArray::number(qulonglong(last))});
    }

    void texts(std::size_t kind, std::vector<TextCell> TextCells::*form)
    {
        std::size_t bytes = 0;
        std::uint64_t sum = 0;
        const auto forEachCell = [&](auto&& f) {
            for (const Part& part : m_parts) {
                const auto& cells = part.texts[kind].*form;
                for (const std::uint32_t index : (part.rows.*textColumns[kind]).index)
                    f(cells[index]);
            }
        };
        forEachCell([&](const TextCell& cell) {
            bytes += cell.bytes.size();
            sum += cell.length;
        });
        char* out = begin(bytes);
        forEachCell([&out](const TextCell& cell) {
            std::memcpy(out, cell.bytes.data(), cell.bytes.size());
            out += cell.bytes.size();
        });
        m_sums.append(QByteArray::number(qulonglong(sum)));
    }

    const BatchPlan& m_batch;
    const std::vector<Part>& m_parts;
    QByteArray& m_bytes;
    QByteArrayList& m_sums;
    std::size_t m_rows = 0;
    std::size_t m_column = 0; ///< that comes next
};

} // namespace

BatchPacker::BatchPacker(const NetworkTable& networks) : m_networks(networks)
{
    QHash<QString, std::uint32_t> places;
    for (const QString& name : countryNames(networks))
        places.insert(name, std::uint32_t(places.size()));
    for (const Network& network : networks.networks())
        m_countries.push_back(places.value(nameOf(network.country)));
}

Result<BatchBlock> BatchPacker::pack(const ChunkSource& chunks, const BatchPlan& batch) const
{
    BatchBlock block;
    QCryptographicHash digest(QCryptographicHash::Sha256);
    std::vector<Part> parts(batch.chunks.size());
    std::vector<std::int32_t> found;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Part& part = parts[i];
        const auto chunk = chunks.load(batch.chunks[i], ColumnSet::all().list());
        if (!chunk)
            return chunk.error();
        const auto verified = verifiedDigest(*chunk);
        if (!verified)
            return verified.error();
        digest.addData(*verified);
        if (auto decoded = part.rows.decode(*chunk, ColumnSet::all()); !decoded)
            return decoded.error();
        part.addresses = part.rows.addresses.list();
        m_networks.pieces().findSorted(part.addresses, found);
        for (const std::int32_t number : found) {
            const bool isKnown = number != RangeMap::none;
            part.countries.push_back(isKnown ? m_countries[std::size_t(number)] : 0);
            part.asns.push_back(isKnown ? m_networks.networks()[std::size_t(number)].asn : 0);
        }
        resolveTexts(part, block.texts);
    }
    block.digest = digest.result().toHex();
    BlockWriter(batch, parts, block).write();
    return block;
}

} // namespace tideline
