// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/rwcut.h"

#include "models/importers/timefield.h"

namespace tideline {

namespace {

enum Field {
    SrcAddr,
    DstAddr,
    SrcPort,
    DstPort,
    Protocol,
    Packets,
    Bytes,
    Flags,
    Start,
    Duration,
    End,
    Sensor,
    IcmpType,
    IcmpCode,
    Application
};
struct Title
{
    std::string_view name;
    Field field;
};
/// rwcut shortens some titles to the width of their column.
constexpr Title titles[] = {{"sIP", SrcAddr},
                            {"dIP", DstAddr},
                            {"sPort", SrcPort},
                            {"dPort", DstPort},
                            {"protocol", Protocol},
                            {"pro", Protocol},
                            {"packets", Packets},
                            {"pkts", Packets},
                            {"bytes", Bytes},
                            {"flags", Flags},
                            {"sTime", Start},
                            {"sTime+msec", Start},
                            {"duration", Duration},
                            {"dur", Duration},
                            {"durat", Duration},
                            {"dur+msec", Duration},
                            {"eTime", End},
                            {"eTime+msec", End},
                            {"sensor", Sensor},
                            {"sen", Sensor},
                            {"iType", IcmpType},
                            {"iTy", IcmpType},
                            {"iCode", IcmpCode},
                            {"iCo", IcmpCode},
                            {"application", Application},
                            {"appli", Application}};

std::optional<int> fieldFrom(std::string_view title)
{
    for (const Title& known : titles) {
        if (title == known.name)
            return int(known.field);
    }
    return std::nullopt;
}

bool bind(FlowTable& table, std::string_view header)
{
    constexpr std::uint32_t wanted = 1u << SrcAddr | 1u << DstAddr | 1u << Start;
    for (const char separator : {'|', ',', '\t', ';', ':', ' '}) {
        table.separator = separator;
        if ((bindColumns(table, header, fieldFrom) & wanted) == wanted)
            return table.fieldAt.size() <= std::size_t(limits::columns);
    }
    return false;
}

/// --integer-ips: up to 2^32 - 1 IPv4, else IPv6.
bool integerAddress(std::string_view text, IpAddress& address)
{
    if (text.empty() || text.size() > 39)
        return false;
    unsigned __int128 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
        number = number * 10 + unsigned(c - '0'); // 39 digits may wrap; the check below sees most, inet_pton none
    }
    if (number <= 0xFFFFFFFFu) {
        address = IpAddress::fromV4(std::uint32_t(number));
        return true;
    }
    for (std::size_t i = 16; i-- > 0; number >>= 8)
        address.bytes[i] = std::uint8_t(number & 255);
    return true;
}

class Row
{
public:
    explicit Row(const Zone& zone) : m_clock(zone) {}
    void clear()
    {
        m_row = {};
        m_seen = 0;
        m_icmp[0] = m_icmp[1] = 0;
    }
    const char* set(int field, std::string_view text);
    const char* finish();
    const FlowRow& row() const { return m_row; }
    bool ambiguous() const { return m_clock.ambiguous; }

private:
    bool time(std::string_view text, Micros& at) { return m_clock.parse(text, at) || parseEpoch(text, at); }
    FlowRow m_row;
    LocalClock m_clock;
    std::uint32_t m_seen = 0;
    Micros m_end = 0;
    std::uint16_t m_icmp[2] = {};
};

const char* Row::set(int field, std::string_view text)
{
    if (text.empty())
        return nullptr;
    m_seen |= 1u << unsigned(field);
    switch (field) {
    case SrcAddr:
        return parseAddress(text, m_row.src) || integerAddress(text, m_row.src) ? nullptr : "address";
    case DstAddr:
        return parseAddress(text, m_row.dst) || integerAddress(text, m_row.dst) ? nullptr : "address";
    case SrcPort:
        return parseUnsigned(text, m_row.srcPort) ? nullptr : "port";
    case DstPort:
        return parseUnsigned(text, m_row.dstPort) ? nullptr : "port";
    case Protocol: {
        const int protocol = protocolFromName(text);
        m_row.protocol = std::uint8_t(protocol < 0 ? 0 : protocol);
        return protocol < 0 ? "protocol" : nullptr;
    }
    case Packets:
        return parseUnsigned(text, m_row.srcPackets) ? nullptr : "number of packets";
    case Bytes:
        return parseUnsigned(text, m_row.srcBytes) ? nullptr : "number of bytes";
    case Flags:
        m_row.state = text;
        return nullptr;
    case Start:
        return time(text, m_row.start) ? nullptr : "time";
    case End:
        return time(text, m_end) ? nullptr : "time";
    case Duration:
        return parseSpan(text, m_row.duration) ? nullptr : "length of time";
    case Sensor:
        m_row.exporter = text;
        return nullptr;
    case IcmpType:
        return parseUnsigned(text, m_icmp[0]) ? nullptr : "ICMP type";
    case IcmpCode:
        return parseUnsigned(text, m_icmp[1]) ? nullptr : "ICMP code";
    case Application:
        m_row.service = text == "0" ? std::string_view() : text;
        return nullptr;
    }
    return nullptr;
}

const char* Row::finish()
{
    const auto has = [this](Field field) { return (m_seen & 1u << field) != 0; };
    if (!has(SrcAddr) || !has(DstAddr))
        return "a record without addresses";
    if (!has(Start))
        return "sTime is not set";
    if (!has(Duration) && has(End)) {
        if (m_end < m_row.start)
            return "the record ends before it begins";
        m_row.duration = m_end - m_row.start;
    }
    constexpr std::uint8_t icmp = 1, icmp6 = 58;
    if (m_row.protocol == icmp || m_row.protocol == icmp6) {
        // Type and code are kept in the destination port; as Zeek does, they become the two ports.
        const bool given = has(IcmpType) || has(IcmpCode);
        const std::uint16_t packed = m_row.dstPort;
        m_row.srcPort = given ? m_icmp[0] : std::uint16_t(packed >> 8);
        m_row.dstPort = given ? m_icmp[1] : std::uint16_t(packed & 255);
    }
    return nullptr;
}

} // namespace

int RwcutReader::sniff(std::string_view head, const QString&)
{
    FlowTable table;
    return bind(table, firstFullLine(head).substr(0, limits::problemText)) ? 96 : 0;
}

Result<void> RwcutReader::begin(std::string_view head, const ReadOptions& options)
{
    if (!bind(m_table, firstFullLine(head)))
        return Error{ErrorCode::BadInput, QStringLiteral("The first line is not the titles of rwcut"),
                     QStringLiteral("line 1"),
                     QStringLiteral("Write it without --no-titles and with at least sIP, dIP and sTime.")};
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    m_zone = zone->value_or(Zone::utc());
    return {};
}

std::size_t RwcutReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock RwcutReader::parse(const Block& block) const
{
    FlowSink sink;
    Row row(m_zone);
    parseFlowTable(m_table, block.bytes, block.firstLine, row, sink);
    sink.ambiguous = row.ambiguous();
    return flowBlock(std::move(sink));
}

} // namespace tideline
