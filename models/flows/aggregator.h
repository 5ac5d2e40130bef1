// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flows/addressshards.h"
#include "models/flows/flowview.h"

#include <memory>
#include <optional>

namespace tideline {

/// Adds rows up under bins and keys for one thread; the threads' sums are merged at the end.
///
/// Rows go to slots: bin and keys counted through, as long as that makes no more than a table holds; otherwise their
/// keys are looked up row by row. Slots get their real keys when a chunk ends, or when another one needs other slots.
class Aggregator
{
public:
    /// `shards`: shared by the threads of the question; made by `shardsFor`.
    Aggregator(const FlowQuestion& question, AddressShards* shards);

    void add(FlowView& view, RowMask& mask, std::uint32_t subject);
    /// After the last tile of a chunk: what was collected per dictionary entry goes where it belongs.
    void endChunk();
    void merge(Aggregator& other);
    /// Rows sorted by bin and keys, distinct peers and locals counted; with `top` the others together.
    void finish(const TextPool& texts, FlowAggregate& answer);

    /// What summing and these dimensions look at.
    static ColumnSet columns(const FlowQuestion& question);
    static ResolverWants wants(const FlowQuestion& question);
    /// Null when no key and no count of the question is an address.
    static std::unique_ptr<AddressShards> shardsFor(const FlowQuestion& question, std::shared_ptr<AddressBook> book);

private:
    /// With the dimension Direction a flow has a part in both directions.
    enum class Part { Whole, Out, In };
    using Numbers = std::vector<std::uint32_t>;
    static constexpr std::uint32_t directionIn = 0, directionOut = 1;
    /// A code that all rows have.
    struct Constant
    {
        std::uint32_t code;
    };
    /// How slots are counted: bins from the first one of the chunk, then codes below `sizes`.
    struct Layout
    {
        std::uint32_t firstBin = 0, bins = 1;
        std::vector<std::uint32_t> sizes;
        std::size_t slotCount = 0; ///< 0: too many
        bool operator==(const Layout&) const = default;
    };
    /// Groups under keys: of a question without addresses in its keys, or of one shard.
    struct Answered
    {
        const GroupTable* groups = nullptr;
        std::size_t shard = 0;
        std::vector<std::uint64_t> peers, locals; ///< counts per group
        std::vector<std::uint8_t> isChosen;
    };

    static std::optional<RuleSet> labelsOf(Dimension dimension);
    void beginChunk(FlowView& view);
    Layout layoutOf(FlowView& view) const;
    bool findBins(const DecodedChunk& columns, RowMask& mask);
    bool takesWholeTiles(const RowMask& mask) const;
    template <typename Use>
    void visitCodes(FlowView& view, std::size_t dimension, std::uint32_t subject, Part part, Use&& use) const;
    void findSlots(FlowView& view, std::uint32_t subject, Part part);
    void findKeys(FlowView& view, std::uint32_t subject, Part part);
    void addPart(FlowView& view, const RowMask& mask, std::uint32_t subject, Part part);
    void takePart(FlowView& view, Part part, RowMask& mask, SumColumns::Rows& summed);
    bool selectRows(const RowMask& mask);
    void addBetweenEdges(const DecodedChunk& columns, const SumColumns::Rows& summed);

    void flush();
    void listUsed(std::uint32_t from, std::uint32_t to);
    void flushGroups(const SumColumns& sums);
    void flushShards(const SumColumns& sums);
    bool flushAddresses();
    void flushCounts();
    void keyOf(std::uint32_t slot, std::uint32_t* key) const;
    std::size_t firstAddress() const;
    bool isAddress(std::size_t dimension) const;

    std::vector<Answered> answered();
    void choose(std::vector<Answered>& all, const TextPool& texts, FlowAggregate& answer) const;
    QStringList keyTexts(const Answered& from, std::uint32_t group, const TextPool& texts) const;
    QString keyText(std::size_t dimension, std::uint32_t id, std::size_t shard, const TextPool& texts) const;

    const FlowQuestion& m_question;
    AddressShards* m_shards;
    bool m_isSplit = false;      ///< by direction
    bool m_isOneAddress = false; ///< the key is one address and nothing else
    GroupTable m_groups;
    // Of the tile at hand.
    std::uint32_t m_bin = 0, m_lastBin = 0;
    std::vector<std::uint32_t> m_bins;              ///< empty when all rows are in m_bin, or nobody asks
    std::vector<std::vector<std::uint32_t>> m_keys; ///< per dimension, per row
    std::vector<std::uint32_t> m_rows;              ///< that are taken
    std::vector<std::uint32_t> m_rowSlots;          ///< per row; or groups, where there are no slots
    bool m_isOneSlot = false;
    RowMask m_partMask;
    std::vector<std::uint64_t> m_none; ///< zeros, for the direction that a part leaves out
    std::vector<std::uint32_t> m_startedFlows;
    // Since slots were last flushed. Addresses go by their place in the chunk's dictionary.
    std::uint64_t m_serial = 0;
    const AddressColumn* m_dictionary = nullptr;
    ChunkInfo m_chunk;
    Layout m_layout;
    SumColumns m_slotSums;
    std::vector<std::uint8_t> m_isUsed; ///< per slot
    GroupTable m_chunkGroups;           ///< where there are no slots and addresses are part of the question
    EndMarks m_chunkPeers, m_chunkLocals;
    // While flushing; kept, since asking the system for memory again and again takes longer than all the rest.
    std::vector<std::uint32_t> m_usedSlots;
    std::vector<AddressShards::Item> m_items, m_peerItems, m_localItems;
};

} // namespace tideline
