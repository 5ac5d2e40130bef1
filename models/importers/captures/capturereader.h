// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/captureoutput.h"
#include "models/importers/captures/packet.h"

#include <string>

namespace tideline {

/// What the readers of capture files share: packets come in order, and a packet that lies across two blocks waits for
/// the second one. `Block::firstLine` has no meaning here: problems name the number of the packet.
class CaptureReader : public Reader, protected PacketSink
{
public:
    FileKind kind() const override { return FileKind::Flows; }
    std::size_t boundary(std::string_view bytes, bool) const override { return bytes.size(); }
    qint64 lines(std::string_view) const override { return 0; }
    bool inOrder() const override { return true; }
    bool isCapture() const override { return true; }
    /// Of a block with the file's header only: as if it were the whole file.
    ParsedBlock parse(const Block& block) const override;
    ParsedBlock parseNext(const Block& block) override;
    ParsedBlock end() override;

protected:
    /// Begins if the head is that of a capture file of a kind that `fits`.
    Result<void> beginWith(std::string_view head, bool fits, const QString& wanted);
    virtual std::unique_ptr<CaptureReader> another() const = 0;
    virtual void finish() = 0; ///< nothing more comes
    void packet(const CapturedPacket& packet) final;
    virtual void take(const CapturedPacket& packet) = 0;
    void fault(std::uint64_t number, const QString& reason, std::string_view bytes) override;
    void note(const QString& text) override;
    CaptureOutput& output() { return m_output; }

private:
    std::unique_ptr<CaptureFraming> m_framing;
    std::string m_carry;
    CaptureOutput m_output;
};

} // namespace tideline
