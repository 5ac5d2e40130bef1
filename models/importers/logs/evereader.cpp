// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/evereader.h"

#include "models/core/counted.h"
#include "models/importers/problems.h"

namespace tideline {

/// What a block leaves to its turn.
struct EveReader::Unsettled : ParsedBlock::Unsettled
{
    std::string takeFlow(EveRecord& record, JsonLines& lines, FlowSink& sink, std::uint64_t number);

    EveRecord::Kind taken = EveRecord::Kind::Other; ///< as far as the block knew
    std::uint64_t repeated = 0;
    std::vector<EveDns::Message> dns;
};

std::string EveReader::Unsettled::takeFlow(EveRecord& record, JsonLines& lines, FlowSink& sink, std::uint64_t number)
{
    FlowRow row;
    if (std::string fault = record.flow(lines, row); !fault.empty())
        return fault;
    if (taken == EveRecord::Kind::Other)
        taken = record.kind();
    if (taken != record.kind()) {
        ++repeated;
        return record.kind() == EveRecord::Kind::NetFlow ? "netflow repeats the flow records of this file"
                                                         : "flow repeats the netflow records of this file";
    }
    sink.append(row, number);
    return {};
}

int EveReader::sniff(std::string_view head, const QString&)
{
    int lines = 0, good = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty())
            return true;
        const auto has = [line](std::string_view key) { return line.find(key) != std::string_view::npos; };
        good += line.find('{') < 4 && has("\"event_type\"") && has("\"timestamp\"") &&
                (has("\"src_ip\"") || has("\"flow_id\"") || has("\"stats\""));
        return ++lines < 8;
    });
    return lines > 0 && good * 2 > lines ? 97 : 0;
}

Result<void> EveReader::begin(std::string_view, const ReadOptions&)
{
    m_dns = {};
    m_taken = EveRecord::Kind::Other;
    m_repeated = 0;
    return {};
}

std::size_t EveReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock EveReader::parse(const Block& block) const
{
    EveReader alone; // a preview: the block is the file
    ParsedBlock out = alone.parseNext(block);
    ParsedBlock rest = alone.end();
    out.dns.insert(out.dns.end(), std::make_move_iterator(rest.dns.begin()), std::make_move_iterator(rest.dns.end()));
    out.notes += rest.notes;
    return out;
}

ParsedBlock EveReader::parseNext(const Block& block)
{
    ParsedBlock parsed = parseAhead(block);
    settle(block, parsed);
    return parsed;
}

ParsedBlock EveReader::parseAhead(const Block& block) const
{
    FlowSink sink;
    ParsedBlock events;
    const auto unsettled = std::make_shared<Unsettled>();
    unsettled->taken = m_taken;
    sink.expect(block.bytes, block.spare);
    JsonLines lines(block.bytes);
    EveRecord record;
    lines.forEach(block.firstLine, [&](qint64 number, std::string_view line) {
        std::string fault = record.read(lines, line);
        const auto kind = record.kind();
        if (fault.empty() && (kind == EveRecord::Kind::Flow || kind == EveRecord::Kind::NetFlow)) {
            fault = unsettled->takeFlow(record, lines, sink, std::uint64_t(number));
        } else if (fault.empty() && kind == EveRecord::Kind::Dns) {
            EveDns::Message message;
            fault = EveDns::read(record, lines, std::uint64_t(number), message);
            if (fault.empty())
                unsettled->dns.push_back(std::move(message));
        } else if (fault.empty() && kind == EveRecord::Kind::Stats) {
            fault = "stats are counters of the sensor, not traffic";
        } else if (fault.empty()) {
            fault = eveEvent(record, lines, line, number, events);
        }
        ++sink.read;
        if (!fault.empty())
            sink.reject(std::uint64_t(number), 0, std::move(fault), line);
    });
    ParsedBlock out = flowBlock(std::move(sink));
    out.events = std::move(events.events);
    out.unsettled = unsettled;
    return out;
}

void EveReader::settle(const Block& block, ParsedBlock& parsed)
{
    auto unsettled = std::static_pointer_cast<Unsettled>(parsed.unsettled);
    if (m_taken == EveRecord::Kind::Other)
        m_taken = unsettled->taken;
    if (unsettled->taken != EveRecord::Kind::Other && unsettled->taken != m_taken) { // now it is known which one counts
        parsed = parseAhead(block);
        unsettled = std::static_pointer_cast<Unsettled>(parsed.unsettled);
    }
    m_repeated += unsettled->repeated;
    const std::uint64_t joined = m_dns.joined();
    for (EveDns::Message& message : unsettled->dns) {
        m_dns.take(std::move(message));
        m_dns.give(parsed, false);
    }
    parsed.joined = qint64(m_dns.joined() - joined);
    parsed.unsettled.reset();
}

ParsedBlock EveReader::end()
{
    ParsedBlock out;
    m_dns.give(out, true);
    if (m_dns.joined() > 0)
        out.notes << counted(qint64(m_dns.joined()), "DNS answer was joined to the row of its question",
                             "DNS answers were joined to the rows of their questions");
    if (m_repeated > 0)
        out.notes << QStringLiteral("the file holds flow and netflow records, which tell of the same packets; only the "
                                    "%1 records were taken")
                         .arg(m_taken == EveRecord::Kind::Flow ? QStringLiteral("flow") : QStringLiteral("netflow"));
    return out;
}

} // namespace tideline
