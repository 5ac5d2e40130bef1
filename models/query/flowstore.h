// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/query/expression.h"
#include "models/query/question.h"

#include <functional>
#include <vector>

namespace tideline {

/// The figures of a row that a question asks for; the others stay 0, and their columns need not be read.
struct FlowFigures
{
    bool bytes = true;
    bool packets = true;
    bool flows = true;
    bool times = true; ///< first and last
    static FlowFigures of(Quantity quantity)
    {
        return {quantity == Quantity::Bytes, quantity == Quantity::Packets, quantity == Quantity::Flows, false};
    }
    void add(const FlowFigures& more)
    {
        bytes |= more.bytes, packets |= more.packets, flows |= more.flows, times |= more.times;
    }
};

/// What a measure asks of the flows: sums per time bin and group. Only aggregates ever travel, so that a distributed
/// store can answer the same question.
///
/// A flow belongs to the bin of its first packet. With a subject only flows with exactly one end inside it count (both
/// ends inside: direction "internal", which is left out); "out" bytes are those sent by the subject. Without a subject
/// src is the local side.
///
/// What the dimensions mean:
/// - Direction: a flow has a row in "out" with what the local side sent and one in "in" with what it received, so that
///   both together are the total; the flow itself counts where the side that started it sends.
/// - Port: of the service: dst_port; in records of one direction the smaller port where that is below 1024.
/// - Service: the first rule that holds, or else the label of the log. Content, Route, Coin, Obfuscation: rules only.
/// - Country, Asn: of the peer, by the network tables; Asn or else as the record says. "AS4837".
/// - Prefix: the most specific prefix of the subject (without one: of any) that the local address lies in.
/// - Subject: a flow has a row for each subject it belongs to, without a subject of the question seen from that
///   subject's side; what belongs to none is "unknown".
/// - Source: title of the import, with its number in brackets where two have the same.
struct FlowQuestion
{
    TimeRange range = TimeRange::all();
    ExpressionPtr where;       ///< restricted to flows; null = all
    QString subject;           ///< empty = none
    std::vector<Micros> edges; ///< e0 < e1 < … < en: n bins; empty = one bin over everything
    std::vector<Dimension> by; ///< group keys, any number; Peer and Local group by address
    bool countPeers = false;   ///< fill `peers`: distinct peer addresses per group (exact)
    bool countLocals = false;
    int top = 0; ///< only the keys with the largest sums over all bins, the first by name of equal ones; 0 = all
    Quantity topOf = Quantity::Bytes; ///< with `top` this figure is always filled
    FlowFigures figures;
};

struct FlowSums
{
    std::uint64_t bytesOut = 0;
    std::uint64_t bytesIn = 0;
    std::uint64_t packetsOut = 0;
    std::uint64_t packetsIn = 0;
    std::uint64_t flows = 0;
    double of(Quantity quantity) const;
    void add(const FlowSums& more);
};

/// The small table that comes back. Rows are sorted by bin, then by key.
struct FlowAggregate
{
    struct Row
    {
        int bin = 0;
        QStringList keys; ///< one per dimension asked: "unknown" where there is no answer
        FlowSums sums;
        Micros first = 0; ///< first and last start of a flow in the group
        Micros last = 0;
        std::uint64_t peers = 0;
        std::uint64_t locals = 0;
    };
    std::vector<Row> rows;
    std::vector<Row> rest;          ///< with `top`: what all other keys have together, a row a bin, without keys
    std::uint64_t restKeys = 0;     ///< how many keys these are
    std::uint64_t scannedFlows = 0; ///< in the chunks that were looked at
};

/// What `top` asks for, of an answer with all keys.
void keepTop(const FlowQuestion& question, FlowAggregate& answer);

/// Single flows, for tables and for "show me the rows".
struct FlowRowsQuestion
{
    TimeRange range = TimeRange::all();
    ExpressionPtr where;
    QString subject;
    std::uint64_t offset = 0;
    std::uint64_t limit = 1000;
};

struct FlowRows
{
    FlowBatch batch;                         ///< in time order within the store's chunks
    std::vector<qint64> source;              ///< import of each row
    std::vector<std::uint8_t> localIsDst;    ///< 1 where the subject is the side that was called
    QStringList services, routes, countries; ///< resolved names, per row
    std::uint64_t total = 0;                 ///< rows that match, limit or not
};

/// Where flows live: in the case file, or on servers. Thread-safe; answers are consistent snapshots.
class FlowStore
{
public:
    virtual ~FlowStore() = default;
    virtual Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const = 0;
    /// A first picture of a long question: the sums so far, unscaled, and the share of the flows that they cover, from
    /// all over the span. Called at most once, on the calling thread, before the full answer.
    using FirstPicture = std::function<void(const FlowAggregate& soFar, double share)>;
    /// The same answer; a store that has no first picture gives none.
    virtual Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress,
                                            const FirstPicture&) const
    {
        return aggregate(question, progress);
    }
    virtual Result<FlowRows> rows(const FlowRowsQuestion& question, const Progress& progress) const = 0;
};

} // namespace tideline
