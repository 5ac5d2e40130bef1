// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"

namespace tideline {

/// What is written, dropped and counted as one: up to four chunks of one import. Batches follow from the chunks alone,
/// so that every program that knows the case comes to the same ones.
struct BatchPlan
{
    qint64 id = 0; ///< of its first chunk
    qint64 source = 0;
    std::vector<ChunkInfo> chunks;
    std::uint64_t rows = 0;
    TimeRange span; ///< first to last start
    /// SHA-256 in hex over everything that is known of its chunks without loading them.
    QByteArray print;
};
std::vector<BatchPlan> planBatches(std::vector<ChunkInfo> chunks);

/// SHA-256 in hex over the pieces of the tables: flows on a server carry the country and AS of the tables they were
/// written with.
QByteArray networksPrint(const NetworkTable& networks);
/// The countries of the pieces, "unknown" first, then by name: rows on a server have their places in this list, which
/// are the same wherever the print is.
std::vector<QString> countryNames(const NetworkTable& networks);
/// "unknown" for the empty text.
QString nameOf(const QString& text);

} // namespace tideline
