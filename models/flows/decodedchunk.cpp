// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/decodedchunk.h"

#include <QCoreApplication>

#include <algorithm>

namespace tideline {

namespace {

/// Decodes one column after the other and remembers the first that fails.
class Decoder
{
public:
    Decoder(const EncodedChunk& chunk, const ColumnSet& wanted) : m_chunk(chunk), m_wanted(wanted) {}

    template <typename Integer> void integers(FlowColumn column, std::vector<Integer>& values)
    {
        if (takes(column))
            check(column, decodeIntegers(column, blob(column), m_chunk.info.rows, values));
    }
    void texts(FlowColumn column, TextColumn& values)
    {
        if (takes(column))
            check(column, decodeTexts(column, blob(column), m_chunk.info.rows, values));
    }
    void addresses(std::vector<IpAddress>& values)
    {
        if (takes(FlowColumn::Addresses))
            check(FlowColumn::Addresses, decodeAddresses(blob(FlowColumn::Addresses), values));
    }
    /// Indexes must point into the dictionary.
    void inside(FlowColumn column, const std::vector<std::uint32_t>& indexes, std::size_t size)
    {
        if (takes(column) && m_wanted.has(FlowColumn::Addresses) && !indexes.empty())
            check(column, *std::max_element(indexes.begin(), indexes.end()) < size);
    }
    void inSpan(const std::vector<Micros>& start)
    {
        if (!takes(FlowColumn::Start) || start.empty())
            return;
        const auto [least, most] = std::minmax_element(start.begin(), start.end());
        check(FlowColumn::Start, *least >= m_chunk.info.minStart && *most <= m_chunk.info.maxStart);
    }
    Result<void> result() const
    {
        if (m_failed < 0)
            return {};
        const QString what = QCoreApplication::translate("Flows", "Column %1 of flow chunk %2 is damaged");
        return Error{ErrorCode::Corrupt,
                     what.arg(m_failed).arg(m_chunk.info.id),
                     {},
                     QCoreApplication::translate("Flows", "Verify the case, and import source %1 again")
                         .arg(m_chunk.info.source)};
    }

private:
    bool takes(FlowColumn column) const { return m_failed < 0 && m_wanted.has(column); }
    const QByteArray& blob(FlowColumn column) const { return m_chunk.columns[std::size_t(column)]; }
    void check(FlowColumn column, bool ok)
    {
        if (!ok && m_failed < 0)
            m_failed = int(column);
    }

    const EncodedChunk& m_chunk;
    const ColumnSet& m_wanted;
    int m_failed = -1;
};

const std::string& textAt(const TextColumn& texts, std::size_t row)
{
    return texts.dictionary[texts.index[row]];
}

} // namespace

Result<void> DecodedChunk::decode(const EncodedChunk& chunk, const ColumnSet& wanted)
{
    info = chunk.info;
    Decoder decoder(chunk, wanted);
    decoder.integers(FlowColumn::Start, start);
    decoder.integers(FlowColumn::Duration, duration);
    decoder.integers(FlowColumn::Src, src);
    decoder.integers(FlowColumn::Dst, dst);
    decoder.integers(FlowColumn::SrcPort, srcPort);
    decoder.integers(FlowColumn::DstPort, dstPort);
    decoder.integers(FlowColumn::Protocol, protocol);
    decoder.integers(FlowColumn::SrcBytes, srcBytes);
    decoder.integers(FlowColumn::DstBytes, dstBytes);
    decoder.integers(FlowColumn::SrcPackets, srcPackets);
    decoder.integers(FlowColumn::DstPackets, dstPackets);
    decoder.integers(FlowColumn::Flows, flows);
    decoder.integers(FlowColumn::NextAs, nextAs);
    decoder.integers(FlowColumn::SrcAs, srcAs);
    decoder.integers(FlowColumn::DstAs, dstAs);
    decoder.texts(FlowColumn::Service, service);
    decoder.texts(FlowColumn::State, state);
    decoder.texts(FlowColumn::Exporter, exporter);
    decoder.integers(FlowColumn::Record, record);
    decoder.addresses(addresses);
    decoder.inside(FlowColumn::Src, src, addresses.size());
    decoder.inside(FlowColumn::Dst, dst, addresses.size());
    decoder.inSpan(start);
    return decoder.result();
}

void DecodedChunk::appendRow(std::size_t row, FlowBatch& batch) const
{
    batch.start.push_back(start[row]);
    batch.duration.push_back(duration[row]);
    batch.src.push_back(addresses[src[row]]);
    batch.dst.push_back(addresses[dst[row]]);
    batch.srcPort.push_back(srcPort[row]);
    batch.dstPort.push_back(dstPort[row]);
    batch.protocol.push_back(protocol[row]);
    batch.srcBytes.push_back(srcBytes[row]);
    batch.dstBytes.push_back(dstBytes[row]);
    batch.srcPackets.push_back(srcPackets[row]);
    batch.dstPackets.push_back(dstPackets[row]);
    batch.flows.push_back(flows[row]);
    batch.nextAs.push_back(nextAs[row]);
    batch.srcAs.push_back(srcAs[row]);
    batch.dstAs.push_back(dstAs[row]);
    batch.service.push_back(textAt(service, row));
    batch.state.push_back(textAt(state, row));
    batch.exporter.push_back(textAt(exporter, row));
    batch.record.push_back(record[row]);
}

FlowBatch DecodedChunk::toBatch() const
{
    FlowBatch batch;
    FlowBatch::forEachColumn(batch, [this](const char*, auto& column) { column.reserve(rows()); });
    for (std::size_t row = 0; row < rows(); ++row)
        appendRow(row, batch);
    return batch;
}

} // namespace tideline
