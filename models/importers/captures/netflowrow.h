// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/netflowdatagram.h"
#include "models/importers/flowtext.h"

#include <optional>
#include <string>
#include <vector>

namespace tideline {

/// One field of a template. Numbers are those of IANA's IPFIX registry, which v9 shares up to 127.
struct NetflowField
{
    std::uint16_t id = 0;
    std::uint16_t length = 0; ///< 65535: the value says
    std::uint32_t enterprise = 0;
};

/// A template, of flows or of options.
struct NetflowTemplate
{
    std::vector<NetflowField> fields;
    std::size_t shortest = 0; ///< bytes of a record, at least
    bool options = false;
};

/// One exported record while its fields are put together.
class NetflowRow
{
public:
    explicit NetflowRow(const NetflowHeader& header) : m_header(header) {}
    void set(const NetflowField& field, std::string_view value);
    /// nullptr, or why it is no flow.
    const char* finish();

    const FlowRow& row() const { return m_row; }
    std::uint64_t sampling() const;                     ///< 1 in so many; 0 = not said
    std::uint64_t sampler() const { return m_sampler; } ///< number of what chose the packets; 0 = not said
    bool untimed() const { return m_untimed; }          ///< the time of export stands for the missing one

private:
    void setNumber(std::uint16_t id, std::uint64_t value);
    bool setTime(std::uint16_t id, std::uint64_t value);
    const char* settleTimes();
    void settlePorts();
    Micros fromUptime(std::uint32_t uptime) const;

    NetflowHeader m_header;
    FlowRow m_row;
    std::string m_service;
    std::string m_state;
    std::optional<Micros> m_start, m_end, m_booted;
    std::optional<std::uint32_t> m_first, m_last; ///< ms of uptime
    std::optional<std::int64_t> m_duration;
    std::optional<std::uint16_t> m_icmp; ///< type and code
    std::uint64_t m_postBytes = 0, m_postPackets = 0, m_sampling = 0, m_sampler = 0;
    std::uint64_t m_sampled = 0, m_unsampled = 0; ///< packets in a row, RFC 5477
    std::uint8_t m_flags = 0;
    bool m_sawSrc = false, m_sawDst = false, m_sawFlags = false, m_untimed = false;
};

/// The fields of a v5 record, in the numbers of v9.
const NetflowTemplate& netflow5Template();

} // namespace tideline
