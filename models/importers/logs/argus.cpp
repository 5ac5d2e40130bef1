// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/argus.h"

#include "models/importers/timefield.h"

#include <charconv>

namespace tideline {

namespace {

enum Field {
    Start,
    Dur,
    Proto,
    SrcAddr,
    SrcPort,
    Dir,
    DstAddr,
    DstPort,
    State,
    TotPkts,
    TotBytes,
    SrcBytes,
    SrcPkts,
    DstBytes,
    DstPkts
};
constexpr std::string_view names[] = {"StartTime", "Dur",      "Proto",   "SrcAddr",  "Sport",
                                      "Dir",       "DstAddr",  "Dport",   "State",    "TotPkts",
                                      "TotBytes",  "SrcBytes", "SrcPkts", "DstBytes", "DstPkts"};

std::optional<int> fieldFrom(std::string_view title)
{
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (title == names[i])
            return int(i);
    }
    return std::nullopt;
}

constexpr bool holds(std::uint32_t mask, std::initializer_list<Field> fields)
{
    for (const Field field : fields) {
        if (!(mask & 1u << field))
            return false;
    }
    return true;
}

char separatorOf(std::string_view header)
{
    return header.find('\t') != std::string_view::npos ? '\t' : ',';
}

bool looksLikeMac(std::string_view text)
{
    return text.size() == 17 && text.find_first_not_of("0123456789abcdefABCDEF:") == std::string_view::npos &&
           text[2] == ':' && text[5] == ':' && text[8] == ':' && text[11] == ':' && text[14] == ':';
}

class Row
{
public:
    explicit Row(const Zone& zone) : m_clock(zone) {}
    void clear()
    {
        m_row = {};
        m_seen = 0;
        m_noAddress = nullptr;
        m_dir = m_proto = {};
        m_total[0] = m_total[1] = m_source[0] = m_source[1] = m_dest[0] = m_dest[1] = 0;
    }
    const char* set(int field, std::string_view text);
    const char* finish();
    const FlowRow& row() const { return m_row; }
    bool ambiguous() const { return m_clock.ambiguous; }

private:
    bool address(std::string_view text, IpAddress& to)
    {
        // Frames below IP carry Ethernet addresses, and Argus' own records a 0.
        const bool none = text.empty() || text == "0" || looksLikeMac(text);
        if (none)
            m_noAddress = "no IP address";
        return none || parseAddress(text, to);
    }
    static bool port(std::string_view text, std::uint16_t& to)
    {
        if (text.empty())
            return true;
        if (!text.starts_with("0x"))
            return parseUnsigned(text, to);
        text.remove_prefix(2);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to, 16);
        return error == std::errc() && end == text.data() + text.size();
    }
    bool number(int field, std::string_view text, std::uint64_t& to)
    {
        m_seen |= text.empty() ? 0u : 1u << unsigned(field);
        return text.empty() || parseUnsigned(text, to);
    }
    FlowRow m_row;
    LocalClock m_clock;
    std::uint32_t m_seen = 0;
    const char* m_noAddress = nullptr;
    std::string_view m_dir, m_proto;
    std::uint64_t m_total[2] = {}, m_source[2] = {}, m_dest[2] = {}; ///< bytes, packets
};

const char* Row::set(int field, std::string_view text)
{
    switch (field) {
    case Start:
        m_seen |= 1u << Start;
        return m_clock.parse(text, m_row.start) || parseEpoch(text, m_row.start) ? nullptr : "time";
    case Dur:
        return text.empty() || parseSpan(text, m_row.duration) ? nullptr : "length of time";
    case Proto:
        m_proto = text;
        return nullptr;
    case SrcAddr:
        return address(text, m_row.src) ? nullptr : "address";
    case DstAddr:
        return address(text, m_row.dst) ? nullptr : "address";
    case SrcPort:
        return port(text, m_row.srcPort) ? nullptr : "port";
    case DstPort:
        return port(text, m_row.dstPort) ? nullptr : "port";
    case Dir:
        m_dir = text;
        return nullptr;
    case State:
        m_row.state = text;
        return nullptr;
    case TotBytes:
        return number(field, text, m_total[0]) ? nullptr : "number of bytes";
    case TotPkts:
        return number(field, text, m_total[1]) ? nullptr : "number of packets";
    case SrcBytes:
        return number(field, text, m_source[0]) ? nullptr : "number of bytes";
    case SrcPkts:
        return number(field, text, m_source[1]) ? nullptr : "number of packets";
    case DstBytes:
        return number(field, text, m_dest[0]) ? nullptr : "number of bytes";
    case DstPkts:
        return number(field, text, m_dest[1]) ? nullptr : "number of packets";
    }
    return nullptr;
}

const char* Row::finish()
{
    if (m_proto == "man")
        return "a management record of Argus, not traffic";
    if (m_proto == "arp" || m_proto == "rarp")
        return "ARP has no IP flow";
    if (m_noAddress)
        return "a frame without IP addresses";
    if (!(m_seen & 1u << Start))
        return "StartTime is not set";
    const int protocol = m_proto == "ipv6-icmp" ? 58 : protocolFromName(m_proto);
    m_row.protocol = std::uint8_t(protocol < 0 ? 0 : protocol);
    const auto split = [this](int part, Field source, Field dest, std::uint64_t& src, std::uint64_t& dst) {
        const bool hasSource = m_seen & 1u << source, hasDest = m_seen & 1u << dest;
        if (hasSource && !hasDest && m_source[part] > m_total[part])
            return false;
        dst = hasDest ? m_dest[part] : hasSource ? m_total[part] - m_source[part] : 0;
        src = hasSource ? m_source[part] : m_total[part] - std::min(dst, m_total[part]);
        return true;
    };
    if (!split(0, SrcBytes, DstBytes, m_row.srcBytes, m_row.dstBytes))
        return "SrcBytes is more than TotBytes";
    if (!split(1, SrcPkts, DstPkts, m_row.srcPackets, m_row.dstPackets))
        return "SrcPkts is more than TotPkts";
    if (m_dir.starts_with('<') && m_dir.find('>') == std::string_view::npos) { // "<-", "<?": the other side started
        std::swap(m_row.src, m_row.dst);
        std::swap(m_row.srcPort, m_row.dstPort);
        std::swap(m_row.srcBytes, m_row.dstBytes);
        std::swap(m_row.srcPackets, m_row.dstPackets);
    }
    return nullptr;
}

} // namespace

int ArgusReader::sniff(std::string_view head, const QString&)
{
    const std::string_view header = firstFullLine(head).substr(0, limits::problemText);
    FlowTable table;
    table.separator = separatorOf(header);
    const std::uint32_t seen = bindColumns(table, header, fieldFrom);
    return holds(seen, {Start, Proto, SrcAddr, DstAddr, TotBytes}) ? 97 : 0;
}

Result<void> ArgusReader::begin(std::string_view head, const ReadOptions& options)
{
    const std::string_view header = firstFullLine(head);
    m_table.separator = separatorOf(header);
    const std::uint32_t seen = bindColumns(m_table, header, fieldFrom);
    if (!holds(seen, {Start, Proto, SrcAddr, DstAddr, TotBytes}) ||
        m_table.fieldAt.size() > std::size_t(limits::columns))
        return Error{ErrorCode::BadInput, QStringLiteral("The first line is not the titles of Argus flows"),
                     QStringLiteral("line 1"),
                     QStringLiteral("Write them with ra -c, and the fields stime dur proto saddr sport dir daddr dport "
                                    "state pkts bytes sbytes.")};
    m_hasSourceBytes = (seen & (1u << SrcBytes | 1u << DstBytes)) != 0;
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    m_zone = zone->value_or(Zone::utc());
    m_zoneGiven = zone->has_value();
    return {};
}

std::size_t ArgusReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ArgusReader::parse(const Block& block) const
{
    FlowSink sink;
    Row row(m_zone);
    parseFlowTable(m_table, block.bytes, block.firstLine, row, sink);
    sink.ambiguous = row.ambiguous();
    ParsedBlock parsed = flowBlock(std::move(sink));
    if (!m_zoneGiven)
        parsed.notes << QStringLiteral("times have no zone; they were read as UTC, set zone to change that");
    if (!m_hasSourceBytes)
        parsed.notes << QStringLiteral("there is no SrcBytes: all bytes are counted as sent by the source");
    return parsed;
}

} // namespace tideline
