// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/usage/delegations.h"

#include "models/core/counted.h"
#include "models/core/timetext.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"

#include <charconv>

namespace tideline {

namespace {

constexpr std::uint64_t mostAsns = 65'536;   ///< in one record
constexpr std::size_t mostMembers = 500'000; ///< in one block: a line of 30 bytes may claim thousands

using Fields = std::vector<std::string_view>;

Fields fieldsOf(std::string_view line)
{
    Fields fields;
    for (std::size_t at = 0;;) {
        const std::size_t end = std::min(line.find('|', at), line.size());
        fields.push_back(line.substr(at, end - at));
        if (end == line.size())
            return fields;
        at = end + 1;
    }
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

bool isHeader(const Fields& fields)
{
    return fields.size() >= 6 && !fields[0].empty() && fields[0].front() >= '1' && fields[0].front() <= '9' &&
           number(fields[2]) && number(fields[3]);
}

bool isSummary(const Fields& fields)
{
    return fields.size() == 6 && fields[1] == "*" && fields[5] == "summary";
}

bool isRecordType(std::string_view type)
{
    return type == "asn" || type == "ipv4" || type == "ipv6";
}

QString text(std::string_view bytes)
{
    return problemText(bytes.substr(0, 80));
}

/// The largest aligned prefixes that make up `count` addresses from `start` on.
void addRanges(std::vector<SubjectMember>& members, std::uint64_t start, std::uint64_t count, TimeRange valid)
{
    while (count > 0) {
        int bits = 0;
        while (bits < 32 && start % (2ULL << bits) == 0 && (2ULL << bits) <= count)
            ++bits;
        members.push_back({Prefix{IpAddress::fromV4(std::uint32_t(start)), 128 - bits}, 0, valid});
        start += 1ULL << bits;
        count -= 1ULL << bits;
    }
}

std::optional<QString> addMembers(std::vector<SubjectMember>& members, const Fields& fields, TimeRange valid)
{
    const auto count = number(fields[4]);
    if (!count || *count == 0)
        return QStringLiteral("“%1” is no count").arg(text(fields[4]));
    if (fields[2] == "asn") {
        const auto first = number(fields[3]);
        if (!first || *first > 0xFFFF'FFFF || *count > mostAsns || *first + *count - 1 > 0xFFFF'FFFF)
            return QStringLiteral("“%1” and %2 more are no AS numbers").arg(text(fields[3])).arg(*count - 1);
        for (std::uint64_t i = 0; i < *count; ++i)
            members.push_back({std::nullopt, std::uint32_t(*first + i), valid});
        return std::nullopt;
    }
    const auto first = IpAddress::parse(fields[3]);
    const bool v4 = fields[2] == "ipv4";
    if (!first || first->isV4() != v4 || fields[3].find('%') != std::string_view::npos)
        return QStringLiteral("“%1” is no %2 address")
            .arg(text(fields[3]), v4 ? QStringLiteral("IPv4") : QStringLiteral("IPv6"));
    if (!v4) {
        const auto prefix = Prefix::parse(QStringLiteral("%1/%2").arg(first->toString()).arg(*count));
        if (!prefix)
            return QStringLiteral("“%1/%2” is no prefix").arg(first->toString()).arg(*count);
        members.push_back({prefix, 0, valid});
        return std::nullopt;
    }
    std::uint64_t start = 0;
    for (std::size_t i = 12; i < 16; ++i)
        start = start << 8 | first->bytes[i];
    if (start + *count > 1ULL << 32)
        return QStringLiteral("%1 from %2 on would go beyond the last")
            .arg(counted(qint64(*count), "address"))
            .arg(first->toString());
    addRanges(members, start, *count, valid);
    return std::nullopt;
}

/// "20091221"; none or zeros: it is not known since when.
std::optional<TimeRange> validity(std::string_view day)
{
    if (day.empty() || day == "00000000")
        return TimeRange::all();
    if (day.size() != 8 || !number(day))
        return std::nullopt;
    const QString date = QString::fromLatin1(day.data(), 8);
    const auto time = parseTime(date.left(4) + u'-' + date.mid(4, 2) + u'-' + date.mid(6), Zone::utc());
    if (!time || !time->range)
        return std::nullopt;
    return TimeRange{time->range->from, TimeRange::end()};
}

std::optional<QString> addRecord(ParsedBlock& out, const Fields& fields, const QString& day)
{
    if (fields.size() < 7 || !isRecordType(fields[2]))
        return QStringLiteral("no delegation: registry|country|asn, ipv4 or ipv6|start|count|date|status");
    if (fields[6] == "available" || fields[6] == "reserved")
        return QStringLiteral("%1: it is given to nobody").arg(text(fields[6]));
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (fields[1].size() != 2 || !letter(fields[1][0]) || !letter(fields[1][1]))
        return fields[1].empty() ? QStringLiteral("no country")
                                 : QStringLiteral("“%1” is no country code").arg(text(fields[1]));
    const auto valid = validity(fields[5]);
    if (!valid)
        return QStringLiteral("“%1” is no date").arg(text(fields[5]));
    std::vector<SubjectMember> members;
    if (auto fault = addMembers(members, fields, *valid))
        return fault;
    if (out.members.size() + members.size() > mostMembers)
        return QStringLiteral("it and the lines before it give away over 500,000 numbers; no registry does so: get the "
                              "file again");
    QStringList name{text(fields[0]), day, text(fields[1])};
    name.removeAll(QString());
    for (const SubjectMember& member : members)
        out.members.push_back({name.join(u' '), member});
    return std::nullopt;
}

} // namespace

int DelegationsReader::sniff(std::string_view head, const QString&)
{
    int records = 0, others = 0;
    bool header = false;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty() || line.front() == '#')
            return true;
        const Fields fields = fieldsOf(line);
        header = header || isHeader(fields);
        const bool record = fields.size() >= 7 && isRecordType(fields[2]) && number(fields[4]);
        records += record;
        others += !record && !isHeader(fields) && !isSummary(fields);
        return records + others < 20;
    });
    if (records == 0 || others > 1) // the last line of the head may be cut
        return 0;
    return header ? 98 : 92;
}

Result<void> DelegationsReader::begin(std::string_view head, const ReadOptions&)
{
    m_read = m_free = 0;
    m_announced = -1;
    m_day.clear();
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty() || line.front() == '#')
            return true;
        if (const Fields fields = fieldsOf(line); isHeader(fields)) {
            m_day = text(fields[2]);
            m_announced = qint64(std::min<std::uint64_t>(*number(fields[3]), 1ULL << 40));
        }
        return false; // the header is the first line that is no comment
    });
    return {};
}

std::size_t DelegationsReader::boundary(std::string_view bytes, bool last) const
{
    const std::size_t end = bytes.rfind('\n');
    return last ? bytes.size() : end == std::string_view::npos ? 0 : end + 1;
}

ParsedBlock DelegationsReader::parse(const Block& block) const
{
    ParsedBlock out;
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (line.find_first_not_of(" \t") == std::string_view::npos || line.front() == '#')
            return true;
        const Fields fields = fieldsOf(line);
        if (isHeader(fields) || isSummary(fields))
            return true;
        ++out.read;
        if (const auto fault = addRecord(out, fields, m_day))
            addProblem(out, number, 0, *fault, line);
        return true;
    });
    return out;
}

ParsedBlock DelegationsReader::parseNext(const Block& block)
{
    ParsedBlock out = parse(block);
    m_read += out.read;
    for (const Problem& problem : out.problems)
        m_free += problem.reason.endsWith(QStringLiteral("given to nobody"));
    return out;
}

ParsedBlock DelegationsReader::end()
{
    ParsedBlock out;
    if (m_free > 0)
        out.notes << counted(qint64(m_free), "entry is available or reserved: it belongs to nobody",
                             "entries are available or reserved: they belong to nobody");
    if (m_announced >= 0 && m_announced != m_read)
        out.notes << QStringLiteral("the header announces %1, the file holds %2: it may be cut")
                         .arg(counted(m_announced, "record"))
                         .arg(m_read);
    return out;
}

} // namespace tideline
