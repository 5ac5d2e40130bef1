// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importers/reading.h"

namespace tideline {

/// A file read block by block in order, as an import does it. `format` empty: recognised.
struct Captured
{
    QString format;
    ParsedBlock all;
};

inline Captured capture(const std::string& bytes, const QString& format = {}, std::size_t blockSize = limits::block)
{
    Captured captured;
    const std::string_view head = std::string_view(bytes).substr(0, limits::head);
    const Format* chosen = format.isEmpty() ? recognise(head, {}).format : formatNamed(format);
    if (!chosen)
        return captured;
    const auto reader = chosen->make();
    if (!reader->begin(head, {}))
        return captured;
    captured.format = chosen->name;
    for (std::size_t at = 0; at < bytes.size(); at += blockSize) {
        const std::string piece = bytes.substr(at, blockSize);
        lay(captured.all, reader->parseNext({piece, 1}));
    }
    lay(captured.all, reader->end());
    return captured;
}

inline std::string contents(const QString& path)
{
    return bytesOf(path).toStdString();
}

/// One flow as text: "192.0.2.1:1 > 192.0.2.2:2 17 31/1 0/0" (protocol, then bytes/packets each way).
inline QString flowText(const FlowBatch& flows, std::size_t i)
{
    return QStringLiteral("%1:%2 > %3:%4 %5 %6/%7 %8/%9")
        .arg(flows.src[i].toString())
        .arg(flows.srcPort[i])
        .arg(flows.dst[i].toString())
        .arg(flows.dstPort[i])
        .arg(flows.protocol[i])
        .arg(flows.srcBytes[i])
        .arg(flows.srcPackets[i])
        .arg(flows.dstBytes[i])
        .arg(flows.dstPackets[i]);
}

inline QStringList flowTexts(const FlowBatch& flows)
{
    QStringList texts;
    for (std::size_t i = 0; i < flows.size(); ++i)
        texts << flowText(flows, i);
    return texts;
}

/// Everything two readings have to agree on.
inline QString digestOf(const ParsedBlock& block)
{
    QStringList lines = flowTexts(block.flows);
    for (std::size_t i = 0; i < block.flows.size(); ++i)
        lines << QString::number(block.flows.start[i]) + QString::fromStdString(block.flows.state[i]);
    for (const DnsRecord& record : block.dns)
        lines << QString::fromStdString(record.query + " " + record.answers + " " + record.outcome);
    for (const Problem& problem : block.problems)
        lines << problem.text;
    lines << QString::fromStdString(textOf(block)) << block.notes << QString::number(block.read);
    return lines.join(u'\n');
}

} // namespace tideline
