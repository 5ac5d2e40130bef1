// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/flows/chunk.h"
#include "models/query/flowstore.h"

#include <QByteArray>

#include <list>
#include <map>
#include <memory>
#include <mutex>

namespace tideline {

/// The grain of pre-aggregates: every zone's hours and days begin on a quarter of an hour.
inline constexpr Micros rollupGrain = 15 * microsPerMinute;

/// What a question's filter, side and keys make of one whole chunk, per quarter of an hour. Sums add up, so that any
/// bins whose edges do not cut a quarter are answered from it exactly.
struct ChunkRollup
{
    struct Row
    {
        std::uint32_t key = 0; ///< index into keys
        FlowSums sums;
        Micros first = 0; ///< first and last start of a flow; rows are in the order of their quarters
        Micros last = 0;
    };
    std::vector<QStringList> keys;
    std::vector<Row> rows;
    bool isTooLarge = false; ///< not worth keeping: such chunks are scanned

    std::size_t bytes() const;
};
using ChunkRollupPtr = std::shared_ptr<const ChunkRollup>;

class ColumnCache;

/// Where pre-aggregates are kept, and whatever else one question leaves behind for the next over the same source. A key
/// names everything they depend on but the chunk: filter, side, keys and the attribution; chunks do not change under
/// their number. Thread-safe. What it forgets is made again.
class RollupStore
{
public:
    RollupStore();
    virtual ~RollupStore();
    virtual ChunkRollupPtr find(const QByteArray& key, qint64 chunk) const = 0; ///< null if there is none
    virtual void put(const QByteArray& key, qint64 chunk, ChunkRollupPtr rollup) = 0;
    /// Digest of an attribution, worked out once as long as the same one is asked for.
    QByteArray fingerprint(const AttributionPtr& attribution);
    const std::shared_ptr<ColumnCache>& columns() const { return m_columns; }

private:
    const std::shared_ptr<ColumnCache> m_columns;
    std::mutex m_mutex;
    AttributionPtr m_attribution;
    QByteArray m_fingerprint;
};

/// In memory; what was not asked for longest goes when there is more than `most` bytes.
class MemoryRollups final : public RollupStore
{
public:
    explicit MemoryRollups(std::size_t most = 96 << 20) : m_most(most) {}
    ChunkRollupPtr find(const QByteArray& key, qint64 chunk) const override;
    void put(const QByteArray& key, qint64 chunk, ChunkRollupPtr rollup) override;
    std::size_t bytes() const;

private:
    struct Shape
    {
        std::map<qint64, ChunkRollupPtr> chunks;
        std::size_t bytes = 0;
        std::list<QByteArray>::iterator place;
    };
    void forgetOldest();
    const std::size_t m_most;
    mutable std::mutex m_mutex;
    mutable std::list<QByteArray> m_order; ///< of keys, the one asked for last at the front
    mutable std::map<QByteArray, Shape> m_shapes;
    std::size_t m_bytes = 0;
};

/// The key under which pre-aggregates of a question are kept; empty when it is of a kind that has none.
QByteArray rollupKey(const FlowQuestion& question, const AttributionPtr& attribution, RollupStore& store);

} // namespace tideline
