// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/capturereader.h"

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
    m_carry.append(block.bytes);
    m_carry.erase(0, m_framing->take(m_carry, false, *this));
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
