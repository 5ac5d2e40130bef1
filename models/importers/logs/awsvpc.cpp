// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/awsvpc.h"

namespace tideline {

namespace {

enum Field {
    Version,
    SrcAddr,
    DstAddr,
    SrcPort,
    DstPort,
    Protocol,
    Packets,
    Bytes,
    Start,
    End,
    Action,
    Status,
    PktSrc,
    PktDst,
    TcpFlags,
    Interface,
    PktService
};
constexpr std::string_view names[] = {"version",
                                      "srcaddr",
                                      "dstaddr",
                                      "srcport",
                                      "dstport",
                                      "protocol",
                                      "packets",
                                      "bytes",
                                      "start",
                                      "end",
                                      "action",
                                      "log-status",
                                      "pkt-srcaddr",
                                      "pkt-dstaddr",
                                      "tcp-flags",
                                      "interface-id",
                                      "pkt-dst-aws-service"};
constexpr std::string_view defaultOrder = "version account-id interface-id srcaddr dstaddr srcport dstport protocol "
                                          "packets bytes start end action log-status";

std::optional<int> fieldFrom(std::string_view title)
{
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (title == names[i])
            return int(i);
    }
    return std::nullopt;
}

bool isHeader(std::uint32_t seen)
{
    const bool addresses = (seen & (1u << SrcAddr | 1u << PktSrc)) && (seen & (1u << DstAddr | 1u << PktDst));
    return addresses && seen & 1u << Start && seen & 1u << Bytes;
}

std::uint32_t bindHead(FlowTable& table, std::string_view head)
{
    table.separator = ' ';
    return bindColumns(table, trimmed(firstFullLine(head)), fieldFrom);
}

class Row
{
public:
    void clear()
    {
        m_row = {};
        m_seen = 0;
        m_end = 0;
        m_flags = 0;
        m_noData = false;
        m_action = {};
    }
    const char* set(int field, std::string_view text);
    const char* finish();
    const FlowRow& row() const { return m_row; }

private:
    FlowRow m_row;
    std::uint32_t m_seen = 0;
    Micros m_end = 0;
    std::uint32_t m_flags = 0;
    bool m_noData = false;
    std::string_view m_action;
    std::string m_state;
};

const char* Row::set(int field, std::string_view text)
{
    if (text == "-")
        return nullptr;
    const auto had = [this](Field other) { return (m_seen & 1u << other) != 0; };
    m_seen |= 1u << unsigned(field);
    switch (field) {
    case SrcAddr:
        return had(PktSrc) || parseAddress(text, m_row.src) ? nullptr : "address";
    case DstAddr:
        return had(PktDst) || parseAddress(text, m_row.dst) ? nullptr : "address";
    case PktSrc:
        return parseAddress(text, m_row.src) ? nullptr : "address";
    case PktDst:
        return parseAddress(text, m_row.dst) ? nullptr : "address";
    case SrcPort:
        return parseUnsigned(text, m_row.srcPort) ? nullptr : "port";
    case DstPort:
        return parseUnsigned(text, m_row.dstPort) ? nullptr : "port";
    case Protocol: {
        const int protocol = protocolFromName(text);
        m_row.protocol = std::uint8_t(protocol < 0 ? 0 : protocol);
        return protocol < 0 ? "protocol number" : nullptr;
    }
    case Packets:
        return parseUnsigned(text, m_row.srcPackets) ? nullptr : "number of packets";
    case Bytes:
        return parseUnsigned(text, m_row.srcBytes) ? nullptr : "number of bytes";
    case Start:
        return parseEpoch(text, m_row.start) ? nullptr : "time in epoch seconds";
    case End:
        return parseEpoch(text, m_end) ? nullptr : "time in epoch seconds";
    case Action:
        m_action = text;
        return nullptr;
    case Status:
        m_noData = text == "NODATA" || text == "SKIPDATA";
        return nullptr;
    case TcpFlags:
        return parseUnsigned(text, m_flags) && m_flags < 256 ? nullptr : "number of TCP flags";
    case Interface:
        m_row.exporter = text;
        return nullptr;
    case PktService:
        m_row.service = text;
        return nullptr;
    }
    return nullptr;
}

const char* Row::finish()
{
    const auto has = [this](Field field) { return (m_seen & 1u << field) != 0; };
    if (m_noData)
        return "no data in this window (NODATA or SKIPDATA)";
    if (!(has(SrcAddr) || has(PktSrc)) || !(has(DstAddr) || has(PktDst)))
        return "a record without addresses";
    if (!has(Start))
        return "start is not set";
    if (has(End) && m_end < m_row.start)
        return "the record ends before it begins";
    m_row.duration = has(End) ? m_end - m_row.start : 0;
    m_state = m_action;
    if (has(TcpFlags)) {
        constexpr std::string_view letters = "FSRPAUEC";
        m_state += m_state.empty() ? "" : " ";
        for (std::size_t bit = letters.size(); bit-- > 0;)
            m_state += m_flags & 1u << bit ? letters[bit] : '.';
    }
    m_row.state = m_state;
    return nullptr;
}

} // namespace

int AwsVpcReader::sniff(std::string_view head, const QString&)
{
    FlowTable table;
    if (isHeader(bindHead(table, head.substr(0, limits::problemText))))
        return 97;
    int lines = 0, good = 0;
    std::vector<std::string_view> fields;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (trimmed(line).empty())
            return true;
        splitFields(trimmed(line), ' ', fields);
        good += fields.size() == 14 && fields[0] == "2" && fields[2].starts_with("eni-") &&
                (fields[13] == "OK" || fields[13] == "NODATA" || fields[13] == "SKIPDATA");
        return ++lines < 20;
    });
    return lines > 0 && good * 2 > lines ? 97 : 0;
}

Result<void> AwsVpcReader::begin(std::string_view head, const ReadOptions&)
{
    if (isHeader(bindHead(m_table, head))) {
        if (m_table.fieldAt.size() <= std::size_t(limits::columns))
            return {};
    } else if (sniff(head, {}) > 0) {
        (void)bindColumns(m_table, defaultOrder, fieldFrom);
        m_table.header.clear();
        return {};
    }
    return Error{ErrorCode::BadInput,
                 QStringLiteral("Neither a header line of a VPC flow log nor records of version 2"),
                 QStringLiteral("line 1"),
                 QStringLiteral("Logs with fields of your own choice need their header line (version account-id …).")};
}

std::size_t AwsVpcReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock AwsVpcReader::parse(const Block& block) const
{
    FlowSink sink;
    Row row;
    parseFlowTable(m_table, block.bytes, block.firstLine, row, sink);
    return flowBlock(std::move(sink));
}

} // namespace tideline
