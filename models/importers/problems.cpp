// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/problems.h"

#include "models/importers/limits.h"

#include <cstring>

namespace tideline {

std::size_t utf8Length(std::string_view bytes, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned lead = byte(at);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(at + 1) ? 2 : 0;
    const unsigned second = byte(at + 1);
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool good =
            follows(at + 1) && follows(at + 2) && !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F);
        return good ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool good = follows(at + 1) && follows(at + 2) && follows(at + 3) && !(lead == 0xF0 && second < 0x90) &&
                          !(lead == 0xF4 && second > 0x8F);
        return good ? 4 : 0;
    }
    return 0;
}

std::size_t firstBadUtf8(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t eight = 0;
        if (at + 8 <= bytes.size()) {
            std::memcpy(&eight, bytes.data() + at, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += 8;
                continue;
            }
        }
        const std::size_t length = utf8Length(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::string_view::npos;
}

QString badUtf8Reason(std::string_view bytes, std::size_t at)
{
    return QStringLiteral("byte 0x%1 at position %2 of the row is not UTF-8; give the file's encoding (utf-8, utf-16, "
                          "windows-1252, iso-8859-1)")
        .arg(static_cast<unsigned char>(bytes[at]), 2, 16, QLatin1Char('0'))
        .arg(at + 1);
}

QString problemText(std::string_view bytes)
{
    const bool cut = bytes.size() > limits::problemText;
    bytes = bytes.substr(0, limits::problemText);
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = utf8Length(bytes, at);
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const bool control = (lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r') || lead == 0x7F;
        if (length == 0 && cut && at + 4 > bytes.size())
            break; // the limit went through a character
        if (length == 0 || control) {
            constexpr char hex[] = "0123456789abcdef";
            text += {'\\', 'x', hex[lead >> 4], hex[lead & 15]};
            ++at;
        } else {
            text.append(bytes.substr(at, length));
            at += length;
        }
    }
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

void addProblem(ParsedBlock& block, qint64 line, int column, const QString& reason, std::string_view text)
{
    Problem problem;
    problem.line = line;
    problem.column = column;
    // A file may repeat one fault millions of times: the text is shared then.
    const bool again = !block.problems.empty() && block.problems.back().reason == reason;
    problem.reason = again ? block.problems.back().reason : reason;
    if (block.problems.size() < limits::problemTexts)
        problem.text = problemText(text);
    block.problems.push_back(std::move(problem));
}

ParsedBlock flowBlock(FlowSink&& sink)
{
    ParsedBlock block;
    block.flows = std::move(sink.flows);
    block.read = qint64(sink.read);
    block.problems.reserve(sink.faults.size());
    for (const RowFault& fault : sink.faults)
        addProblem(block, qint64(fault.line), fault.column, problemText(fault.reason), fault.text);
    if (sink.nearEpoch)
        block.notes << QStringLiteral("times near 1970: most likely relative to the start of the capture, not dates");
    if (sink.ambiguous)
        block.notes << QStringLiteral("some local times fall into a clock change; they were read as the earlier time");
    return block;
}

} // namespace tideline
