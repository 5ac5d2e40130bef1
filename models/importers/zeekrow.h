// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/flowtext.h"

#include <optional>
#include <string_view>

namespace tideline {

/// The fields of Zeek's conn.log that we use, whatever way the log is written.
enum class ZeekField {
    Ts,
    OrigHost,
    OrigPort,
    RespHost,
    RespPort,
    Proto,
    IpProto,
    Service,
    Duration,
    OrigBytes,
    RespBytes,
    ConnState,
    OrigPackets,
    OrigIpBytes,
    RespPackets,
    RespIpBytes
};
inline constexpr int zeekFieldCount = 16;
const char* zeekFieldName(ZeekField field); ///< "id.orig_h"
std::optional<ZeekField> zeekFieldFromName(std::string_view name);

/// One row of conn.log while it is put together. Bytes are those of IP where the log has them: Zeek's orig_bytes come
/// from sequence numbers and may be wrong.
class ZeekRow
{
public:
    void clear();
    /// nullptr, or what the text should have been: "a time", "an address" …
    const char* set(ZeekField field, std::string_view text);
    /// nullptr, or what is missing.
    const char* finish();
    const FlowRow& row() const { return m_row; }

private:
    FlowRow m_row;
    ClockParser m_clock;
    unsigned m_seen = 0;
    std::uint64_t m_payload[2] = {};
    std::uint64_t m_ipBytes[2] = {};
};

} // namespace tideline
