// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeeklog.h"

#include "models/importers/jsonlines.h"
#include "models/importers/logs/zeekevent.h"
#include "models/importers/logs/zeekjsonhead.h"
#include "models/importers/logs/zeektext.h"
#include "models/importers/problems.h"

namespace tideline {

namespace {

bool isOther(std::string_view path)
{
    return !path.empty() && path != "conn" && path != "dns";
}

} // namespace

int ZeekLogTsvReader::sniff(std::string_view head, const QString&)
{
    const ZeekHeader header = ZeekHeader::read(head);
    return isOther(header.path) && !header.fields.empty() && header.separatorGiven ? 97 : 0;
}

Result<void> ZeekLogTsvReader::begin(std::string_view head, const ReadOptions& options)
{
    m_header = ZeekHeader::read(head);
    m_names.clear();
    const ZeekRenames renames = ZeekRenames::from(options);
    bool timed = false;
    for (std::size_t i = 0; i < m_header.fields.size(); ++i) {
        m_names.emplace_back(renames.field(m_header.fields[i]));
        if (m_names.back() == "ts") {
            m_ts = i;
            timed = true;
        }
    }
    if (m_header.fields.empty() || m_names.size() > std::size_t(limits::columns))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This Zeek log has no line #fields in its head"),
                     {},
                     QStringLiteral("Give the log with its header lines.")};
    if (!timed)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This Zeek log (%1) has no field ts: nothing in it has a time")
                         .arg(problemText(m_header.path)),
                     QStringLiteral("line #fields"), QStringLiteral("If the time has another name, give it as map.")};
    return {};
}

std::size_t ZeekLogTsvReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekLogTsvReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZeekEventRow row(m_header.path.empty() ? "log" : m_header.path);
    const auto reject = [&](qint64 line, int column, const std::string& reason, std::string_view text) {
        ++out.read;
        addProblem(out, line, column, problemText(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line, const std::vector<std::string_view>& fields) {
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (m_header.isUnset(fields[i]))
                continue;
            if (i == m_ts && !row.setTime(fields[i]))
                return reject(number, int(i) + 1, notA(fields[i], "time"), line);
            if (i != m_ts)
                row.setTyped(m_names[i], m_header.types.empty() ? "string" : m_header.types[i], fields[i],
                             m_header.setSeparator);
        }
        if (!row.finish(out, number))
            return reject(number, 0, "ts is not set", line);
        ++out.read;
    };
    forEachZeekRow(m_header, block, parseRow, reject);
    row.note(out);
    return out;
}

int ZeekLogJsonReader::sniff(std::string_view head, const QString& fileName)
{
    const ZeekJsonHead found = ZeekJsonHead::read(head, fileName);
    return isOther(found.path) ? found.confidence : 0;
}

Result<void> ZeekLogJsonReader::begin(std::string_view head, const ReadOptions& options)
{
    m_renames = ZeekRenames::from(options);
    m_path = ZeekJsonHead::read(head, options.value(QStringLiteral("file_name")).toString()).path;
    if (!isOther(m_path))
        m_path = "log";
    return {};
}

std::size_t ZeekLogJsonReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekLogJsonReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZeekEventRow row(m_path);
    JsonLines lines(block.bytes);
    lines.forEach(block.firstLine, [&](qint64 number, std::string_view line) {
        ++out.read;
        row.clear();
        std::string fault;
        std::string broken = lines.fields(line, [&](const JsonField& member) {
            const std::string_view name = m_renames.field(member.key);
            if (member.type == JsonField::Type::Null)
                return true;
            if (name == "_path")
                row.setPath(member.text);
            else if (name == "ts")
                fault = row.hasTime() ? "the field ts is there twice"
                                      : (row.setTime(member.text) ? "" : "ts: " + notA(member.text, "time"));
            else if (!name.starts_with('_') && !row.setJson(name, member, lines))
                fault = "the field " + std::string(name) + " is there twice";
            return fault.empty();
        });
        if (fault.empty())
            fault = std::move(broken);
        if (fault.empty() && !isOther(row.path()))
            fault = "a record of " + std::string(row.path()) + ".log; import it as zeek-" + std::string(row.path()) +
                    "-json";
        if (fault.empty() && !row.finish(out, number))
            fault = "ts is not set";
        if (!fault.empty())
            addProblem(out, number, 0, problemText(fault), line);
    });
    row.note(out);
    return out;
}

} // namespace tideline
