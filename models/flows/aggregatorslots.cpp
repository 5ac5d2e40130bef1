// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which slots an aggregator has, and which of them a row belongs to.
#include "models/flows/aggregator.h"

#include <algorithm>

namespace tideline {

namespace {

/// More slots than this are not worth their room, unless there are no more than a few for each address.
constexpr std::size_t mostSlots = 1 << 18;
constexpr std::size_t fewSlots = 8;

} // namespace

Aggregator::Layout Aggregator::layoutOf(FlowView& view, bool isNumbered) const
{
    const DecodedChunk& columns = view.columns();
    const std::vector<Micros>& edges = m_question.edges;
    Layout layout;
    layout.isNumbered = isNumbered;
    std::size_t slotCount = 1;
    if (edges.size() >= 2) {
        const auto binOf = [&edges](Micros time) {
            const auto above = std::upper_bound(edges.begin(), edges.end(), time) - edges.begin();
            return std::clamp<std::ptrdiff_t>(above - 1, 0, std::ptrdiff_t(edges.size()) - 2);
        };
        const auto last = isNumbered ? std::uint32_t(edges.size() - 2) : std::uint32_t(binOf(columns.info.maxStart));
        layout.firstBin = isNumbered ? 0 : std::uint32_t(binOf(columns.info.minStart));
        layout.bins = last - layout.firstBin + 1;
        slotCount = layout.bins;
    }
    view.chunk().resolver().sourceText(columns.info.source); // has a number from now on
    for (const Dimension dimension : m_question.by) {
        const std::size_t size = dimension == Dimension::Direction  ? 2
                                 : dimension == Dimension::Protocol ? 256
                                 : dimension == Dimension::Port     ? 65'536
                                 : dimension == Dimension::Asn      ? mostSlots + 1
                                 : !isOfAddress(dimension)          ? view.chunk().resolver().texts().size()
                                 : isNumbered                       ? 1
                                                                    : columns.addresses.size();
        layout.sizes.push_back(std::uint32_t(size));
        slotCount = std::min(slotCount * size, mostSlots + 1);
    }
    layout.slotCount = slotCount > mostSlots ? 0 : slotCount;
    return layout;
}

std::size_t Aggregator::slotsOf(const Layout& layout) const
{
    const bool isLeading = layout.isNumbered && m_address < m_question.by.size();
    return isLeading ? layout.slotCount * m_shards->book().bound() : layout.slotCount;
}

/// Is there room for the table that all numbered chunks have in common?
bool Aggregator::fits(const Layout& layout, const AddressColumn& dictionary) const
{
    const std::size_t size = slotsOf(layout);
    const bool areCounted = m_question.countPeers || m_question.countLocals;
    const std::size_t addresses = std::max<std::size_t>(m_shards->book().bound(), dictionary.size());
    return size > 0 && (size <= mostSlots || layout.slotCount <= fewSlots) &&
           size * (m_slotSums.groupBytes() + 1) <= m_shards->mostBytes() &&
           (!areCounted || size * addresses <= AddressMarks::mostMarks);
}

void Aggregator::beginChunk(FlowView& view)
{
    m_serial = view.chunk().serial();
    const DecodedChunk& columns = view.columns();
    std::shared_ptr<const Numbers> numbers;
    const bool isKey = m_address < m_question.by.size();
    if (m_shards) // without a filter hardly an address of the chunk remains unasked for
        numbers = m_shards->book().numbered(columns.info, columns.addresses, m_canNumber && isKey && !m_question.where);
    m_canNumber &= numbers || !isKey; // counts wait for them until the chunk ends
    Layout layout = layoutOf(view, m_canNumber);
    if (m_canNumber && !fits(layout, columns.addresses)) {
        m_canNumber = false;
        layout = layoutOf(view, false);
    }
    const bool isOther = (m_shards && !m_canNumber) || layout != m_layout;
    if (isOther) {
        flush();
        m_layout = std::move(layout);
    }
    const std::size_t size = slotsOf(m_layout);
    if (isOther || size > m_isUsed.size()) {
        m_slotSums.resize(size);
        m_isUsed.resize(size, 0);
    }
    m_numbers = std::move(numbers);
    if (!m_shards)
        return;
    m_dictionary = &columns.addresses;
    if (isOther && m_canNumber)
        clearNumbered();
    // Rows ask for numbers in any order, which is slow; now they come one after the other.
    for (std::size_t i = 0; m_layout.isNumbered && isKey && i < m_numbers->size(); i += 64 / sizeof(std::uint32_t))
        __builtin_prefetch(&(*m_numbers)[i]);
    m_peers.clear(m_dictionary->size());
    m_locals.clear(m_dictionary->size());
}

/// Calls `use` with what all rows have, or with a function that gives each row's code.
template <typename Use>
void Aggregator::visitCodes(FlowView& view, std::size_t i, std::uint32_t subject, Part part, Use&& use) const
{
    const DecodedChunk& columns = view.columns();
    const auto of = [](const auto& values) {
        return [at = values.data()](std::size_t row) { return std::uint32_t(at[row]); };
    };
    const auto through = [](const std::vector<std::uint32_t>& table, const std::vector<std::uint32_t>& index) {
        return [to = table.data(), at = index.data()](std::size_t row) { return to[at[row]]; };
    };
    const Dimension dimension = m_question.by[i];
    switch (dimension) {
    case Dimension::Direction:
        return use(Constant{part == Part::In ? directionIn : directionOut});
    case Dimension::Source:
        return use(Constant{view.chunk().resolver().sourceText(columns.info.source)});
    case Dimension::Subject:
        return use(Constant{subject});
    case Dimension::Protocol:
        return use(of(columns.protocol));
    case Dimension::Port:
        return use(of(view.chunk().servicePort()));
    case Dimension::Asn:
        return use(of(view.peerAsn()));
    case Dimension::Prefix:
        return use(of(view.prefix()));
    case Dimension::Peer:
    case Dimension::Local: {
        const Numbers& entries = dimension == Dimension::Peer ? view.peer() : view.local();
        return m_layout.isNumbered ? use(through(*m_numbers, entries)) : use(of(entries));
    }
    case Dimension::Country:
        return use(through(view.chunk().country(), view.peer()));
    case Dimension::Exporter:
        return use(through(view.chunk().exporterText(), columns.exporter.index));
    default:
        return use(of(view.labels(*labelsOf(dimension))));
    }
}

void Aggregator::findSlots(FlowView& view, std::uint32_t subject, Part part)
{
    const std::size_t rows = view.rows();
    m_rowSlots.resize(rows);
    std::uint32_t* slotOf = m_rowSlots.data();
    std::uint32_t constant = 0;
    m_isOneSlot = true;
    const auto append = [&](std::uint32_t size, const auto& code) {
        if constexpr (std::is_same_v<std::decay_t<decltype(code)>, Constant>) {
            for (std::size_t row = 0; !m_isOneSlot && row < rows; ++row)
                slotOf[row] = slotOf[row] * size + code.code;
            constant = constant * size + code.code;
        } else if (m_isOneSlot) {
            m_isOneSlot = false;
            for (std::size_t row = 0, base = constant * size; row < rows; ++row)
                slotOf[row] = std::uint32_t(base) + code(row);
        } else {
            for (std::size_t row = 0; row < rows; ++row)
                slotOf[row] = slotOf[row] * size + code(row);
        }
    };
    const auto appendDimension = [&](std::size_t i) {
        visitCodes(view, i, subject, part, [&](const auto& code) { append(m_layout.sizes[i], code); });
    };
    const bool isLeading = m_layout.isNumbered && m_address < m_question.by.size();
    if (isLeading)
        appendDimension(m_address);
    if (m_bins.empty())
        append(m_layout.bins, Constant{m_bin - m_layout.firstBin});
    else
        append(m_layout.bins, [&](std::size_t row) { return m_bins[row] - m_layout.firstBin; });
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        if (!isLeading || i != m_address)
            appendDimension(i);
    }
    if (m_isOneSlot)
        slotOf[0] = constant;
}

void Aggregator::findKeys(FlowView& view, std::uint32_t subject, Part part)
{
    m_rowSlots.resize(view.rows());
    for (std::size_t i = 0; i < m_question.by.size(); ++i) {
        std::vector<std::uint32_t>& codes = m_keys[i];
        codes.resize(view.rows());
        visitCodes(view, i, subject, part, [&codes](const auto& code) {
            if constexpr (std::is_same_v<std::decay_t<decltype(code)>, Constant>) {
                std::fill(codes.begin(), codes.end(), code.code);
            } else {
                for (std::size_t row = 0; row < codes.size(); ++row)
                    codes[row] = code(row);
            }
        });
    }
}

} // namespace tideline
