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
    void merge(const Aggregator& other);
    /// Rows sorted by bin and keys; distinct peers and locals counted.
    std::vector<FlowAggregate::Row> finish(const TextPool& texts);

    /// What summing and these dimensions look at.
    static ColumnSet columns(const FlowQuestion& question);
    static ResolverWants wants(const FlowQuestion& question);

private:
    /// With the dimension Direction a flow has a part in both directions.
    enum class Part { Whole, Out, In };

    void findBins(const DecodedChunk& columns, RowMask& mask);
    void findKeys(FlowView& view, const RowMask& mask, std::uint32_t subject);
    void fillLabels(FlowView& view, const RowMask& mask, RuleSet set, std::vector<std::uint32_t>& ids);
    void fillAddresses(const DecodedChunk& columns, const std::vector<std::uint32_t>& index, const RowMask& mask,
                       std::vector<std::uint32_t>& ids);
    std::uint32_t addressId(const DecodedChunk& columns, std::uint32_t entry);
    void addPart(FlowView& view, const RowMask& mask, Part part);
    struct Columns;
    static bool addSums(const Columns& columns, std::size_t row, Part part, FlowSums& sums);
    bool isAddress(std::size_t dimension) const;
    QString keyText(std::size_t dimension, std::uint32_t id, const TextPool& texts) const;

    const FlowQuestion& m_question;
    int m_direction = -1; ///< index of that dimension
    GroupTable m_groups;
    AddressPool m_addresses;
    PairSet m_peers, m_locals;
    // Of the chunk at hand.
    std::vector<std::uint32_t> m_bins;
    std::vector<std::vector<std::uint32_t>> m_keys; ///< per dimension, per row
    std::vector<std::uint32_t> m_entryIds;          ///< of dictionary entries in m_addresses
};

} // namespace tideline
