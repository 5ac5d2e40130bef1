// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/decodedchunk.h"

#include "models/flows/kernel.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace tideline {

namespace {

TIDELINE_KERNEL std::uint32_t largestOf(const std::uint32_t* values, std::size_t count)
{
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < count; ++i)
        most = values[i] > most ? values[i] : most;
    return most;
}

const std::string& textAt(const TextColumn& texts, std::size_t row)
{
    return texts.dictionary[texts.index[row]];
}

} // namespace

template <typename Chunk, typename F> void DecodedChunk::forEachInteger(Chunk& chunk, F&& f)
{
    using enum FlowColumn;
    f(Start, chunk.start);
    f(Duration, chunk.duration);
    f(Src, chunk.src);
    f(Dst, chunk.dst);
    f(SrcPort, chunk.srcPort);
    f(DstPort, chunk.dstPort);
    f(Protocol, chunk.protocol);
    f(SrcBytes, chunk.srcBytes);
    f(DstBytes, chunk.dstBytes);
    f(SrcPackets, chunk.srcPackets);
    f(DstPackets, chunk.dstPackets);
    f(Flows, chunk.flows);
    f(NextAs, chunk.nextAs);
    f(SrcAs, chunk.srcAs);
    f(DstAs, chunk.dstAs);
    f(Record, chunk.record);
}

template <typename Chunk, typename F> void DecodedChunk::forEachText(Chunk& chunk, F&& f)
{
    f(FlowColumn::Service, chunk.service);
    f(FlowColumn::State, chunk.state);
    f(FlowColumn::Exporter, chunk.exporter);
}

Error DecodedChunk::damaged(FlowColumn column) const
{
    const QString what = QCoreApplication::translate("Flows", "Column %1 of flow chunk %2 is damaged");
    return Error{ErrorCode::Corrupt,
                 what.arg(int(column)).arg(info.id),
                 {},
                 QCoreApplication::translate("Flows", "Verify the case, and import source %1 again").arg(info.source)};
}

Result<void> DecodedChunk::open(const EncodedChunk& chunk, const ColumnSet& wanted)
{
    info = chunk.info;
    m_wanted = wanted;
    m_rows = 0;
    std::optional<FlowColumn> failed;
    const auto check = [&](FlowColumn column, bool ok) {
        if (!ok && !failed)
            failed = column;
    };
    nextAsTable.clear();
    const auto blob = [&chunk](FlowColumn column) { return chunk.columns[std::size_t(column)]; };
    forEachInteger(*this, [&](FlowColumn column, auto&) {
        if (wanted.has(column) && !failed)
            check(column, m_integers[std::size_t(column)].open(column, blob(column), info.rows));
    });
    forEachText(*this, [&](FlowColumn column, TextColumn& texts) {
        if (wanted.has(column) && !failed)
            check(column, texts.open(column, blob(column), info.rows));
    });
    if (wanted.has(FlowColumn::Addresses) && !failed)
        check(FlowColumn::Addresses, addresses.open(blob(FlowColumn::Addresses)));
    if (failed)
        return damaged(*failed);
    const IntegerColumn& nextAses = m_integers[std::size_t(FlowColumn::NextAs)];
    if (wanted.has(FlowColumn::NextAs) && nextAses.isTable()) {
        for (const std::uint64_t value : nextAses.table()) {
            if (value > 0xffffffff)
                return damaged(FlowColumn::NextAs);
            nextAsTable.push_back(std::uint32_t(value));
        }
    }
    return {};
}

const TimeCuts& TimeCuts::everywhere()
{
    static const TimeCuts cuts{true, {}};
    return cuts;
}

Result<void> DecodedChunk::decodeRows(std::size_t from, std::size_t count, const TimeCuts& cuts)
{
    m_rows = count;
    std::optional<FlowColumn> failed;
    const auto check = [&](FlowColumn column, bool ok) {
        if (!ok && !failed)
            failed = column;
    };
    forEachInteger(*this, [&](FlowColumn column, auto& values) {
        if (!m_wanted.has(column) || failed || column == FlowColumn::Start || column == FlowColumn::NextAs)
            return;
        values.resize(count);
        check(column, m_integers[std::size_t(column)].decode(from, count, values.data()));
    });
    forEachText(*this, [&](FlowColumn column, TextColumn& texts) {
        if (m_wanted.has(column) && !failed)
            check(column, texts.decode(from, count));
    });
    if (!failed) {
        check(FlowColumn::Src, areInside(FlowColumn::Src, src));
        check(FlowColumn::Dst, areInside(FlowColumn::Dst, dst));
        check(FlowColumn::Start, findStarts(from, count, cuts));
        check(FlowColumn::NextAs, findNextAs(from, count));
    }
    if (failed)
        return damaged(*failed);
    return {};
}

Result<void> DecodedChunk::decode(const EncodedChunk& chunk, const ColumnSet& wanted)
{
    if (auto opened = open(chunk, wanted); !opened)
        return opened;
    return decodeRows(0, info.rows);
}

/// Indexes must point into the dictionary.
bool DecodedChunk::areInside(FlowColumn column, const std::vector<std::uint32_t>& indexes) const
{
    if (!m_wanted.has(column) || !m_wanted.has(FlowColumn::Addresses) || indexes.empty())
        return true;
    return largestOf(indexes.data(), indexes.size()) < addresses.size();
}

/// Starts are decoded only where it matters; false when one lies outside the chunk's span.
bool DecodedChunk::findStarts(std::size_t from, std::size_t count, const TimeCuts& cuts)
{
    minStart = info.minStart;
    maxStart = info.maxStart;
    hasStarts = false;
    if (!m_wanted.has(FlowColumn::Start))
        return true;
    const IntegerColumn& column = m_integers[std::size_t(FlowColumn::Start)];
    const auto [least, most] = column.bounds(from, count);
    minStart = std::max(minStart, least);
    maxStart = std::min(maxStart, most);
    if (minStart > maxStart)
        return false;
    if (count == 0 || !cuts.divide(minStart, maxStart))
        return true;
    hasStarts = true;
    start.resize(count);
    return column.decodeTimes(from, count, start.data(), minStart, maxStart) && minStart >= info.minStart &&
           maxStart <= info.maxStart;
}

bool DecodedChunk::findNextAs(std::size_t from, std::size_t count)
{
    nextAsCode = nullptr;
    if (!m_wanted.has(FlowColumn::NextAs))
        return true;
    const IntegerColumn& column = m_integers[std::size_t(FlowColumn::NextAs)];
    if (column.isTable()) {
        nextAsCode = column.codes(from, count);
        return nextAsCode != nullptr;
    }
    nextAs.resize(count);
    return column.decode(from, count, nextAs.data());
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
    batch.nextAs.push_back(nextAsOf(row));
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
