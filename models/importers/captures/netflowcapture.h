// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/capturereader.h"
#include "models/importers/captures/fragments.h"
#include "models/importers/captures/netflowdecoder.h"
#include "models/importers/continuedreader.h"

#include <set>

namespace tideline {

/// A capture of NetFlow datagrams: the flows are those exported, not the datagrams.
class NetflowCaptureReader : public CaptureReader, public ContinuedReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    void continueFrom(const Reader& before) override;
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    bool oneWay() const override { return true; }

protected:
    std::unique_ptr<CaptureReader> another() const override { return std::make_unique<NetflowCaptureReader>(); }
    void take(const CapturedPacket& packet) override;
    void finish() override;

private:
    NetflowDecoder m_decoder;
    std::set<std::uint16_t> m_ports; ///< that NetFlow was seen on
    std::uint64_t m_others = 0;
};

} // namespace tideline
