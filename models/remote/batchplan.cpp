// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/batchplan.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t mostChunks = 4;

void finish(BatchPlan& batch)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    batch.span = {TimeRange::end(), TimeRange::beginning()};
    for (const ChunkInfo& chunk : batch.chunks) {
        const qint64 facts[] = {chunk.id, chunk.source, chunk.oneWay, chunk.rows, chunk.minStart, chunk.maxStart};
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(facts), sizeof facts));
        batch.rows += chunk.rows;
        batch.span = batch.span.united({chunk.minStart, chunk.maxStart + 1});
    }
    batch.print = hash.result().toHex();
}

} // namespace

std::vector<BatchPlan> planBatches(std::vector<ChunkInfo> chunks)
{
    std::sort(chunks.begin(), chunks.end(), [](const ChunkInfo& a, const ChunkInfo& b) {
        return a.source != b.source ? a.source < b.source : a.id < b.id;
    });
    std::vector<BatchPlan> batches;
    for (const ChunkInfo& chunk : chunks) {
        const bool fits =
            !batches.empty() && batches.back().source == chunk.source && batches.back().chunks.size() < mostChunks;
        if (!fits)
            batches.push_back({chunk.id, chunk.source, {}, 0, {}, {}});
        batches.back().chunks.push_back(chunk);
    }
    for (BatchPlan& batch : batches)
        finish(batch);
    return batches;
}

QByteArray networksPrint(const NetworkTable& networks)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const RangeMap& pieces = networks.pieces();
    for (std::size_t i = 0; i < pieces.edges().size(); ++i) {
        QByteArray text(reinterpret_cast<const char*>(pieces.edges()[i].bytes.data()), 16);
        if (pieces.values()[i] != RangeMap::none) {
            const Network& network = networks.networks()[std::size_t(pieces.values()[i])];
            const QByteArray country = network.country.toUtf8();
            text += QByteArray::number(country.size()) + ' ' + country + QByteArray::number(network.asn);
        }
        hash.addData(text + '\n');
    }
    return hash.result().toHex();
}

std::vector<QString> countryNames(const NetworkTable& networks)
{
    QSet<QString> found;
    for (const std::int32_t number : networks.pieces().values()) {
        if (number != RangeMap::none)
            found.insert(nameOf(networks.networks()[std::size_t(number)].country));
    }
    found.remove(nameOf({}));
    std::vector<QString> names(found.begin(), found.end());
    std::sort(names.begin(), names.end());
    names.insert(names.begin(), nameOf({}));
    return names;
}

QString nameOf(const QString& text)
{
    return text.isEmpty() ? QStringLiteral("unknown") : text;
}

} // namespace tideline
