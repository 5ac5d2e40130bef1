// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/capturereader.h"

#include <algorithm>

namespace tideline {

Result<void> CaptureReader::beginWith(std::string_view head, bool fits, const QString& wanted)
{
    m_framing = fits ? makeFraming(head) : nullptr;
    if (!m_framing)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The file does not begin like %1").arg(wanted),
                     {},
                     QStringLiteral("Check that it is the capture itself, unpacked and whole")};
    m_carry.clear();
    m_output = {};
    return {};
}

ParsedBlock CaptureReader::parseNext(const Block& block)
{
    std::string_view rest = block.bytes;
    // Only a record that began in an earlier block is put together; the others are read where they are.
    while (!m_carry.empty() && !rest.empty()) {
        constexpr std::size_t piece = 4096;
        const std::string_view more = rest.substr(0, std::max(piece, m_carry.size()));
        m_carry.append(more);
        rest.remove_prefix(more.size());
        m_carry.erase(0, m_framing->take(m_carry, false, *this));
        if (m_carry.size() <= more.size()) {
            rest = block.bytes.substr(block.bytes.size() - rest.size() - m_carry.size());
            m_carry.clear();
        }
    }
    m_carry.append(rest.substr(m_framing->take(rest, false, *this)));
    return m_output.release();
}

ParsedBlock CaptureReader::end()
{
    m_framing->take(m_carry, true, *this);
    m_carry.clear();
    finish();
    return m_output.release();
}

ParsedBlock CaptureReader::parse(const Block& block) const
{
    const auto fresh = another();
    if (!fresh->begin(block.bytes, {}))
        return {};
    fresh->m_framing->take(block.bytes, true, *fresh);
    fresh->finish();
    return fresh->m_output.release();
}

void CaptureReader::packet(const CapturedPacket& packet)
{
    ++m_output.block.read;
    take(packet);
}

void CaptureReader::fault(std::uint64_t number, const QString& reason, std::string_view bytes)
{
    ++m_output.block.read;
    addProblem(m_output.block, qint64(number), 0, reason, bytes);
}

void CaptureReader::note(const QString& text)
{
    if (!m_output.block.notes.contains(text))
        m_output.block.notes << text;
}

} // namespace tideline
