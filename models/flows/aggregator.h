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
/// keys are looked up row by row. An address in the key counts by its number in the address book, so that one table
/// serves all chunks; where that would be too large, by its place in the chunk's dictionary. Slots get their real keys
/// when the answer is made, or before when another chunk needs other slots.
///
/// Memory: tables by number have 64 MiB in all threads together, twice that while they grow; what does not fit goes to
/// AddressShards, which have 96 MiB: what needs more is answered part by part (AggregateJob). With the column cache
/// (128 MiB and 48 for the numbers of chunks' addresses), the pre-aggregates (96 MiB) and the addresses of the book
/// (up to a million of some 48 bytes) that is less than 500 MiB.
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
    /// Null when no key and no count of the question is an address. `isPart`: rows of a part of the addresses only
    /// will be added, so that tables by number are of no use.
    static std::unique_ptr<AddressShards> shardsFor(const FlowQuestion& question, std::shared_ptr<AddressBook> book,
                                                    int threads, std::uint64_t rows, bool isPart);
    static bool isOfAddress(Dimension dimension)
    {
        return dimension == Dimension::Peer || dimension == Dimension::Local;
    }
    /// Has it nothing of its own? What it gave to the shards is there.
    bool isEmpty() const { return m_layout.slotCount == 0 && m_chunkGroups.size() == 0 && m_groups.size() == 0; }

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
    /// How slots are counted: bins from the first one of the chunk, then codes below `sizes`. The number of an address
    /// comes before all that: there may be more of them from chunk to chunk.
    struct Layout
    {
        bool isNumbered = false; ///< addresses by number
        std::uint32_t firstBin = 0, bins = 1;
        std::vector<std::uint32_t> sizes;
        std::size_t slotCount = 0; ///< for each number, if there are any in the key; 0: too many
        bool operator==(const Layout&) const = default;
    };
    /// Groups under keys: of a question without addresses in its keys, or of one shard; or the slots.
    struct Answered
    {
        const GroupTable* groups = nullptr; ///< null: slots
        const SumColumns* sums = nullptr;
        std::vector<std::uint64_t> peers, locals; ///< counts per group
        Numbers chosen{};                         ///< groups, ascending …
        bool isCut = false;                       ///< … if some are not
    };

    static std::optional<RuleSet> labelsOf(Dimension dimension);
    void beginChunk(FlowView& view);
    Layout layoutOf(FlowView& view, bool isNumbered) const;
    std::size_t slotsOf(const Layout& layout) const;
    bool fits(const Layout& layout, const AddressColumn& dictionary) const;
    bool findBins(const DecodedChunk& columns, RowMask& mask);
    bool takesWholeTiles(const RowMask& mask) const;
    template <typename Use>
    void visitCodes(FlowView& view, std::size_t dimension, std::uint32_t subject, Part part, Use&& use) const;
    void findSlots(FlowView& view, std::uint32_t subject, Part part);
    void findKeys(FlowView& view, std::uint32_t subject, Part part);
    void addPart(FlowView& view, const RowMask& mask, std::uint32_t subject, Part part);
    const RowMask& takePart(FlowView& view, Part part, const RowMask& mask, SumColumns::Rows& summed);
    const Numbers& selectRows(const RowMask& mask);
    void addBetweenEdges(const SumColumns::Rows& summed, std::size_t rows);

    void flush();
    void listUsed();
    void flushGroups(const SumColumns& sums);
    void flushShards(const SumColumns& sums);
    void flushCounts();
    void findNumbers();
    void clearNumbered();
    std::uint32_t numberOf(std::uint32_t address) const
    {
        return m_layout.isNumbered ? address : (*m_numbers)[address];
    }
    void codesOf(std::uint32_t slot, std::uint32_t* key) const;
    void keyOf(std::uint32_t slot, std::uint32_t* key) const;
    bool isAddress(std::size_t dimension) const { return isOfAddress(m_question.by[dimension]); }
    void mergeSlots(const Aggregator& other);

    bool areSlotsAll() const;
    std::vector<Answered> answered();
    bool isThere(const Answered& all, std::uint32_t group) const { return all.groups || m_isUsed[group]; }
    std::uint32_t binOf(const Answered& all, std::uint32_t group) const;
    Numbers keyOf(const Answered& all, std::uint32_t group) const;
    template <typename Use>
    std::size_t visitKeys(const Answered& all, const double& least, Numbers& keyOfGroup, Numbers& groupOfKey,
                          Use&& use) const;
    void choose(std::vector<Answered>& all, const TextPool& texts, FlowAggregate& answer) const;
    void addRest(const Answered& all, GroupTable& rest) const;
    QStringList keyTexts(const Answered& from, std::uint32_t group, const TextPool& texts) const;
    QString keyText(std::size_t dimension, std::uint32_t id, const TextPool& texts) const;

    const FlowQuestion& m_question;
    AddressShards* m_shards;
    bool m_isSplit = false;      ///< by direction
    std::size_t m_address = 0;   ///< first dimension that is an address; as many as there are when none is
    bool m_isOneAddress = false; ///< the key is one address and nothing else
    bool m_canNumber = false;    ///< until a chunk is met whose addresses have no numbers, or too many
    GroupTable m_groups;
    // Of the tile at hand.
    std::uint32_t m_bin = 0, m_lastBin = 0;
    std::vector<std::uint32_t> m_bins;              ///< empty when all rows are in m_bin, or nobody asks
    std::vector<std::vector<std::uint32_t>> m_keys; ///< per dimension, per row
    Numbers m_rows, m_allRows;                      ///< that are taken
    std::vector<std::uint32_t> m_rowSlots;          ///< per row; or groups, where there are no slots
    bool m_isOneSlot = false;
    std::vector<std::pair<Micros, Micros>> m_blockSpans;
    RowMask m_partMask;
    std::vector<std::uint64_t> m_none; ///< zeros, for the direction that a part leaves out
    std::vector<std::uint32_t> m_startedFlows;
    // Since slots were last flushed.
    std::uint64_t m_serial = 0;
    const AddressColumn* m_dictionary = nullptr; ///< of the chunk at hand, if addresses are part of the question
    std::shared_ptr<const Numbers> m_numbers;    ///< of its entries
    Layout m_layout;
    SumColumns m_slotSums;
    std::vector<std::uint8_t> m_isUsed; ///< per slot
    GroupTable m_chunkGroups;           ///< where there are no slots and addresses are part of the question
    AddressMarks m_peers, m_locals;     ///< of the chunk at hand, by places in its dictionary
    AddressMarks m_numberedPeers, m_numberedLocals;
    // While flushing; kept, since asking the system for memory again and again takes longer than all the rest.
    Numbers m_usedSlots;
    std::vector<AddressMark> m_items, m_peerItems, m_localItems;
};

} // namespace tideline
