// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/zeektsv.h"

#include "models/importers/limits.h"
#include "models/importers/problems.h"
#include "models/importers/zeekrow.h"

namespace tideline {

int ZeekTsvReader::sniff(std::string_view head, const QString&)
{
    const ZeekHeader header = ZeekHeader::read(head);
    const ZeekRenames renames;
    bool addresses = false;
    for (const std::string& name : header.fields)
        addresses = addresses || renames.field(name) == "id.orig_h";
    const bool counters = header.has("conn_state") || header.has("orig_pkts") || header.has("orig_bytes");
    const bool path = header.path == "conn";
    // A log that says it is conn needs no more; one without its path must have what only conn has.
    if (!addresses || (!path && (!counters || !header.path.empty())))
        return 0;
    return header.separatorGiven && path ? 100 : 90;
}

Result<void> ZeekTsvReader::begin(std::string_view head, const ReadOptions& options)
{
    m_header = ZeekHeader::read(head);
    m_fieldAt.clear();
    const ZeekRenames renames = ZeekRenames::from(options);
    if (m_header.fields.empty() || m_header.fields.size() > std::size_t(limits::columns))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("This Zeek log has no line #fields in its head"),
                     {},
                     QStringLiteral("Give the log with its header lines, or import it as JSON.")};
    unsigned seen = 0;
    for (const std::string& name : m_header.fields) {
        const auto field = zeekFieldFromName(renames.field(name));
        m_fieldAt.push_back(field ? int(*field) : -1);
        if (field && (seen & 1u << unsigned(*field)))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The field %1 is there twice").arg(problemText(name)),
                         QStringLiteral("line #fields"),
                         {}};
        seen |= field ? 1u << unsigned(*field) : 0u;
    }
    for (const ZeekField field : {ZeekField::Ts, ZeekField::OrigHost, ZeekField::RespHost}) {
        if (!(seen & 1u << unsigned(field)))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("This Zeek log has no field %1").arg(QLatin1String(zeekFieldName(field))),
                         QStringLiteral("line #fields"), QStringLiteral("Only conn.log can be read as flows.")};
    }
    return {};
}

std::size_t ZeekTsvReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock ZeekTsvReader::parse(const Block& block) const
{
    FlowSink sink;
    sink.expect(block.bytes, block.spare);
    ZeekRow row;
    const auto reject = [&](qint64 line, int column, std::string reason, std::string_view text) {
        ++sink.read;
        sink.reject(std::uint64_t(line), column, std::move(reason), text);
    };
    const auto parseRow = [&](qint64 number, std::string_view line, const std::vector<std::string_view>& fields) {
        row.clear();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (m_fieldAt[i] < 0 || m_header.isUnset(fields[i]))
                continue;
            if (const char* expected = row.set(ZeekField(m_fieldAt[i]), fields[i]))
                return reject(number, int(i) + 1, notA(fields[i], expected), line);
        }
        if (const char* missing = row.finish())
            return reject(number, 0, std::string(missing) + " is not set", line);
        ++sink.read;
        sink.append(row.row(), std::uint64_t(number));
    };
    forEachZeekRow(m_header, block, parseRow, reject);
    return flowBlock(std::move(sink));
}

} // namespace tideline
