// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/nfdumpcsv.h"

#include "models/core/counted.h"
#include "models/importers/limits.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"
#include "models/importers/timefield.h"

namespace tideline {

namespace {

constexpr std::string_view summaryHeader = "flows,bytes,packets,avg_bps,avg_pps,avg_bpp";
constexpr int summaryColumns = 6;

std::string_view firstLine(std::string_view head)
{
    std::string_view header;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        header = line;
        return line.empty();
    });
    return header;
}

/// The three lines that nfdump before 1.7.5 prints below the rows.
bool isSummary(std::string_view line, const std::vector<std::string_view>& fields)
{
    return line == "Summary" || line == summaryHeader ||
           (fields.size() == summaryColumns && line.find_first_not_of("0123456789,") == std::string_view::npos);
}

} // namespace

int NfdumpCsvReader::sniff(std::string_view head, const QString&)
{
    const std::string_view header = firstLine(head);
    std::vector<std::string_view> names;
    splitFields(header.substr(0, limits::problemText), ',', names);
    unsigned seen = 0;
    for (const std::string_view name : names) {
        if (const auto field = nfdumpFieldFromName(name))
            seen |= 1u << unsigned(*field);
    }
    for (const NfdumpField field : {NfdumpField::Start, NfdumpField::SrcAddr, NfdumpField::DstAddr}) {
        if (!(seen & 1u << unsigned(field)))
            return 0;
    }
    return seen & 1u << unsigned(NfdumpField::InBytes) ? 98 : 80;
}

Result<void> NfdumpCsvReader::begin(std::string_view head, const ReadOptions& options)
{
    m_header = firstLine(head);
    m_fieldAt.clear();
    std::vector<std::string_view> names;
    splitFields(m_header, ',', names);
    unsigned seen = 0;
    for (const std::string_view name : names) {
        const auto field = nfdumpFieldFromName(name);
        // The same thing may be printed twice (%ts %tsr); the first one counts.
        const bool first = field && !(seen & 1u << unsigned(*field));
        m_fieldAt.push_back(first ? int(*field) : -1);
        seen |= first ? 1u << unsigned(*field) : 0u;
    }
    for (const NfdumpField field : {NfdumpField::Start, NfdumpField::SrcAddr, NfdumpField::DstAddr}) {
        if (!(seen & 1u << unsigned(field)) || names.size() > std::size_t(limits::columns))
            return Error{ErrorCode::BadInput, QStringLiteral("The first line is not the header of an nfdump CSV"),
                         QStringLiteral("line 1"), QStringLiteral("Write it with nfdump -o csv, header included.")};
    }
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    m_zone = zone->value_or(Zone::utc());
    m_zoneGiven = zone->has_value();
    return {};
}

std::size_t NfdumpCsvReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

void NfdumpCsvReader::parseInto(const Block& block, NfdumpRow& row, FlowSink& sink) const
{
    std::vector<std::string_view> fields;
    const auto reject = [&](qint64 line, int column, std::string reason, std::string_view text) {
        ++sink.read;
        sink.reject(std::uint64_t(line), column, std::move(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line) {
        splitFields(line, ',', fields);
        if (fields.size() != m_fieldAt.size()) {
            if (!isSummary(line, fields))
                reject(number, 0,
                       counted(qint64(fields.size()), "field").toStdString() + " where the header names " +
                           std::to_string(m_fieldAt.size()) + "; the line is cut or belongs to another list",
                       line);
            return;
        }
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (m_fieldAt[i] < 0)
                continue;
            const std::string_view text = trimmed(fields[i]);
            if (const char* expected = row.set(NfdumpField(m_fieldAt[i]), text))
                return reject(number, int(i) + 1, notA(text, expected), line);
        }
        if (const char* fault = row.finish())
            return reject(number, 0, fault, line);
        ++sink.read;
        sink.append(row.row(), std::uint64_t(number));
    };
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        if (line.empty() || line == m_header || line == "Summary")
            return true;
        if (line.size() > limits::line)
            reject(number, 0, "a line of over 4 MiB", line);
        else
            parseRow(number, line);
        return true;
    });
}

ParsedBlock NfdumpCsvReader::parse(const Block& block) const
{
    FlowSink sink;
    sink.expect(block.bytes, block.spare);
    NfdumpRow row(m_zone);
    parseInto(block, row, sink);
    sink.ambiguous = row.ambiguous();
    const bool guessedZone = row.sawLocalTimes() && !m_zoneGiven;
    ParsedBlock parsed = flowBlock(std::move(sink));
    if (guessedZone)
        parsed.notes << QStringLiteral("times are the exporter's local time without zone; they were read as UTC, "
                                       "set zone to change that");
    return parsed;
}

} // namespace tideline
