// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/batchplan.h"

#include <array>
#include <set>
#include <unordered_map>

namespace tideline {

/// Writes the chunks of a batch as RowBinary in the order of flowTableColumns(), and adds every column up, so that what
/// arrived can be compared with what was sent.
class RowWriter
{
public:
    RowWriter(const NetworkTable& networks, qint64 batch);

    Result<void> add(const EncodedChunk& chunk);

    const QByteArray& rows() const { return m_bytes; }
    /// Per column, modulo 2^64: numbers as they are, texts by their length, addresses by their last eight bytes.
    const std::vector<std::uint64_t>& sums() const { return m_sums; }
    /// kind 0 service, 1 state, 2 exporter; valid UTF-8.
    const std::set<std::pair<int, QByteArray>>& texts() const { return m_texts; }

private:
    struct Text
    {
        QByteArray shown; ///< as UTF-8
        QByteArray raw;   ///< the record's bytes where they differ
    };
    struct Place
    {
        QByteArray country;
        std::uint32_t asn = 0;
    };
    template <typename Number> void number(Number value);
    void text(const QByteArray& value);
    void address(const IpAddress& value);
    const Text& textOf(const std::string& value, int kind);
    const Place& placeOf(const IpAddress& address);
    void row(const ChunkInfo& chunk, const FlowBatch& batch, std::size_t row);

    const NetworkTable& m_networks;
    qint64 m_batch;
    QByteArray m_bytes;
    std::vector<std::uint64_t> m_sums;
    std::size_t m_column = 0; ///< that is written next
    std::set<std::pair<int, QByteArray>> m_texts;
    std::array<std::unordered_map<std::string, Text>, 3> m_known;
    std::unordered_map<IpAddress, Place> m_places;
};

} // namespace tideline
