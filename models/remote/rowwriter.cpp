// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/rowwriter.h"

#include "models/remote/flowservers.h"
#include "models/remote/flowsql.h"

#include <QtEndian>

#include <algorithm>

namespace tideline {

RowWriter::RowWriter(const NetworkTable& networks, qint64 batch)
    : m_networks(networks), m_batch(batch), m_sums(flowTableColumns().size(), 0)
{}

template <typename Number> void RowWriter::number(Number value)
{
    const Number little = qToLittleEndian(value);
    m_bytes.append(reinterpret_cast<const char*>(&little), sizeof little);
    m_sums[m_column++] += std::uint64_t(value);
}

void RowWriter::text(const QByteArray& value)
{
    auto length = std::uint64_t(value.size()); // in groups of seven bits
    for (; length >= 0x80; length >>= 7)
        m_bytes.append(char(length | 0x80));
    m_bytes.append(char(length));
    m_bytes.append(value);
    m_sums[m_column++] += std::uint64_t(value.size());
}

void RowWriter::address(const IpAddress& value)
{
    m_bytes.append(reinterpret_cast<const char*>(value.bytes.data()), 16);
    m_sums[m_column++] += qFromLittleEndian<std::uint64_t>(value.bytes.data() + 8);
}

const RowWriter::Place& RowWriter::placeOf(const IpAddress& address)
{
    static const Place nowhere{"unknown", 0};
    if (m_networks.pieces().isEmpty())
        return nowhere;
    const auto [entry, isNew] = m_places.try_emplace(address);
    if (isNew) {
        const Network* network = m_networks.find(address);
        entry->second = network ? Place{nameOf(network->country).toUtf8(), network->asn} : nowhere;
    }
    return entry->second;
}

const RowWriter::Text& RowWriter::textOf(const std::string& value, int kind)
{
    const auto [entry, isNew] = m_known[std::size_t(kind)].try_emplace(value);
    if (isNew) {
        const QByteArray raw = QByteArray::fromStdString(value);
        const QByteArray shown = QString::fromStdString(value).toUtf8();
        m_texts.emplace(kind, shown);
        entry->second = {shown, shown == raw ? QByteArray() : raw};
    }
    return entry->second;
}

void RowWriter::row(const ChunkInfo& chunk, const FlowBatch& batch, std::size_t row)
{
    std::uint16_t port = batch.dstPort[row];
    // A record of one direction may be the answer: the service is then on the sender's side.
    if (const std::uint16_t least = std::min(batch.srcPort[row], port); chunk.oneWay && least < 1024)
        port = least;
    const Text* texts[] = {&textOf(batch.service[row], 0), &textOf(batch.state[row], 1),
                           &textOf(batch.exporter[row], 2)};
    const Place& src = placeOf(batch.src[row]);
    const Place& dst = placeOf(batch.dst[row]);
    m_column = 0;
    number(m_batch);
    number(chunk.id);
    number(std::uint32_t(row));
    number(chunk.source);
    number(batch.start[row]);
    number(batch.duration[row]);
    address(batch.src[row]);
    address(batch.dst[row]);
    number(batch.srcPort[row]);
    number(batch.dstPort[row]);
    number(port);
    number(batch.protocol[row]);
    for (const auto* column : {&batch.srcBytes, &batch.dstBytes, &batch.srcPackets, &batch.dstPackets})
        number((*column)[row]);
    for (const auto* column : {&batch.flows, &batch.nextAs, &batch.srcAs, &batch.dstAs})
        number((*column)[row]);
    for (const Text* each : texts)
        text(each->shown);
    for (const Text* each : texts)
        text(each->raw);
    number(batch.record[row]);
    text(src.country);
    text(dst.country);
    number(src.asn);
    number(dst.asn);
}

Result<void> RowWriter::add(const EncodedChunk& chunk)
{
    const auto batch = decodeChunk(chunk);
    if (!batch)
        return batch.error();
    constexpr qsizetype usualRow = 180;
    m_bytes.reserve(m_bytes.size() + usualRow * qsizetype(batch->size()));
    for (std::size_t i = 0; i < batch->size(); ++i)
        row(chunk.info, *batch, i);
    return {};
}

} // namespace tideline
