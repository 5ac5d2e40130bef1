// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeekdns.h"

#include "models/importers/jsonlines.h"
#include "models/importers/logs/zeekdnsrow.h"
#include "models/importers/logs/zeekjsonhead.h"
#include "models/importers/problems.h"

namespace tideline {

namespace {

void noteRelative(ParsedBlock& out)
{
    constexpr Micros yearAfterEpoch = 365 * microsPerDay;
    for (const DnsRecord& row : out.dns) {
        if (row.at < yearAfterEpoch) {
            out.notes << QStringLiteral("times near 1970: most likely relative to the start of the capture, not dates");
            return;
        }
    }
}

} // namespace

int ZeekDnsTsvReader::sniff(std::string_view head, const QString&)
{
    const ZeekHeader header = ZeekHeader::read(head);
    if (header.path != "dns" || !header.has("query"))
        return 0;
    return header.separatorGiven ? 100 : 90;
}

Result<void> ZeekDnsTsvReader::begin(std::string_view head, const ReadOptions& options)
{
    m_header = ZeekHeader::read(head);
    m_fieldAt.clear();
    const ZeekRenames renames = ZeekRenames::from(options);
    unsigned seen = 0;
    for (const std::string& name : m_header.fields) {
        const auto field = zeekDnsFieldFromName(renames.field(name));
        const unsigned bit = field ? 1u << unsigned(*field) : 0;
        if (seen & bit)
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The field %1 is there twice").arg(problemText(name)),
                         QStringLiteral("line #fields"),
                         {}};
        seen |= bit;
        m_fieldAt.push_back(field ? int(*field) : -1);
    }
    for (const ZeekDnsField field :
         {ZeekDnsField::Ts, ZeekDnsField::OrigHost, ZeekDnsField::RespHost, ZeekDnsField::Query}) {
        if (!(seen & 1u << unsigned(field)) || m_fieldAt.size() > std::size_t(limits::columns))
            return Error{
                ErrorCode::BadInput,
                QStringLiteral("This Zeek log has no field %1").arg(QLatin1String(zeekDnsFieldName(field))),
                QStringLiteral("line #fields"),
                QStringLiteral("Give dns.log with its header lines; renamed fields are named by the option map.")};
    }
    return {};
}

std::size_t ZeekDnsTsvReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekDnsTsvReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZeekDnsRow row;
    std::vector<std::string_view> parts;
    const auto reject = [&](qint64 line, int column, const std::string& reason, std::string_view text) {
        ++out.read;
        addProblem(out, line, column, problemText(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line, const std::vector<std::string_view>& fields) {
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (m_fieldAt[i] < 0 || m_header.isUnset(fields[i]))
                continue;
            const auto field = ZeekDnsField(m_fieldAt[i]);
            if (field == ZeekDnsField::Answers && m_header.setSeparator.size() == 1) {
                splitFields(fields[i], m_header.setSeparator[0], parts);
                for (const std::string_view part : parts)
                    row.addAnswer(part, true);
            } else if (const char* expected = row.set(field, fields[i], true)) {
                return reject(number, int(i) + 1, notA(fields[i], expected), line);
            }
        }
        if (const char* missing = row.finish(std::uint64_t(number)))
            return reject(number, 0, std::string(missing) + " is not set", line);
        ++out.read;
        out.dns.push_back(std::move(row.row()));
    };
    forEachZeekRow(m_header, block, parseRow, reject);
    noteRelative(out);
    return out;
}

int ZeekDnsJsonReader::sniff(std::string_view head, const QString&)
{
    return ZeekJsonHead::read(head).path == "dns" ? 96 : 0;
}

Result<void> ZeekDnsJsonReader::begin(std::string_view, const ReadOptions& options)
{
    m_renames = ZeekRenames::from(options);
    return {};
}

std::size_t ZeekDnsJsonReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekDnsJsonReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZeekDnsRow row;
    JsonLines lines(block.bytes);
    lines.forEach(block.firstLine, [&](qint64 number, std::string_view line) {
        ++out.read;
        row.clear();
        unsigned seen = 0;
        std::string fault;
        std::string broken = lines.fields(line, [&](const JsonField& member) {
            const auto field = zeekDnsFieldFromName(m_renames.field(member.key));
            if (!field || member.type == JsonField::Type::Null)
                return true;
            if (seen & 1u << unsigned(*field))
                fault = "the field " + std::string(member.key) + " is there twice";
            seen |= 1u << unsigned(*field);
            if (member.type == JsonField::Type::Nested && *field == ZeekDnsField::Answers) {
                fault = lines.nested(member.text, [&row](const JsonField& answer) {
                    row.addAnswer(answer.text, false);
                    return true;
                });
            } else if (member.type == JsonField::Type::Nested) {
                fault = std::string(member.key) + " is not a single value";
            } else if (const char* expected = row.set(*field, member.text, false)) {
                fault = std::string(member.key) + ": " + notA(member.text, expected);
            }
            return fault.empty();
        });
        if (fault.empty())
            fault = std::move(broken);
        if (fault.empty()) {
            if (const char* missing = row.finish(std::uint64_t(number)))
                fault = std::string(missing) + " is not set";
        }
        if (fault.empty())
            out.dns.push_back(std::move(row.row()));
        else
            addProblem(out, number, 0, problemText(fault), line);
    });
    noteRelative(out);
    return out;
}

} // namespace tideline
