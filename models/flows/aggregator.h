// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/flowview.h"
#include "models/flows/grouptable.h"

namespace tideline {

/// Adds rows up under bins and keys for one thread; the threads' sums are merged at the end.
class Aggregator
{
public:
    explicit Aggregator(const FlowQuestion& question);

    void add(FlowView& view, RowMask& mask, std::uint32_t subject);
    /// After the last tile of a chunk: what was collected per dictionary entry goes where it belongs.
    void endChunk();
    void merge(const Aggregator& other);
    /// Rows sorted by bin and keys, distinct peers and locals counted; with `top` the others together.
    void finish(const TextPool& texts, FlowAggregate& answer) const;

    /// What summing and these dimensions look at.
    static ColumnSet columns(const FlowQuestion& question);
    static ResolverWants wants(const FlowQuestion& question);

private:
    /// With the dimension Direction a flow has a part in both directions.
    enum class Part { Whole, Out, In };
    static constexpr std::uint32_t directionIn = 0, directionOut = 1;
    /// The columns that are summed.
    struct Summed
    {
        const std::uint64_t *bytesOut, *bytesIn, *packetsOut, *packetsIn;
        const std::uint32_t* flows;
        const Micros* start;
    };

    bool findBins(const DecodedChunk& columns, RowMask& mask);
    void findKeys(FlowView& view, std::uint32_t subject);
    void addPart(FlowView& view, const RowMask& mask, Part part);
    void takePart(FlowView& view, Part part, RowMask& mask, Summed& summed);
    static void addRow(const Summed& summed, std::size_t row, GroupTable::Group& group);
    void addRuns(const DecodedChunk& columns, const Summed& summed);
    std::vector<std::uint8_t> chosen(const TextPool& texts) const;
    FlowAggregate::Row rowOf(std::uint32_t index, const TextPool& texts) const;
    bool isAddress(std::size_t dimension) const;
    void translate(const std::uint32_t* from, const std::vector<std::uint32_t>& addresses, std::uint32_t* key) const;
    QString keyText(std::size_t dimension, std::uint32_t id, const TextPool& texts) const;

    const FlowQuestion& m_question;
    int m_direction = -1; ///< index of that dimension
    GroupTable m_groups;
    AddressPool m_addresses;
    PairSet m_peers, m_locals; ///< of groups and addresses
    // Of the tile at hand.
    std::vector<std::uint32_t> m_bins;
    std::vector<std::vector<std::uint32_t>> m_keys; ///< per dimension, per row
    std::vector<std::uint32_t> m_rows;              ///< that are taken
    std::vector<std::uint32_t> m_rowGroups;         ///< of these
    bool m_oneBin = false;
    RowMask m_partMask;
    std::vector<std::uint64_t> m_none; ///< zeros, for the direction that a part leaves out
    std::vector<std::uint32_t> m_startedFlows;
    // Of the chunk at hand: its addresses go by their place in its dictionary.
    std::uint64_t m_serial = 0;
    const AddressColumn* m_dictionary = nullptr;
    std::optional<GroupTable> m_chunkGroups; ///< where a key or a count is an address
    EndMarks m_chunkPeers, m_chunkLocals;
};

} // namespace tideline
