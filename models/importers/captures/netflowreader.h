// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/netflowdecoder.h"
#include "models/importers/continuedreader.h"

namespace tideline {

/// Raw NetFlow v5, v9 and IPFIX datagrams, one after another in a file. Problems name the number of the datagram.
class NetflowReader : public Reader, public ContinuedReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    void continueFrom(const Reader& before) override;
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool) const override { return bytes.size(); }
    qint64 lines(std::string_view) const override { return 0; }
    bool inOrder() const override { return true; }
    bool oneWay() const override { return true; }
    ParsedBlock parse(const Block& block) const override;
    ParsedBlock parseNext(const Block& block) override;
    ParsedBlock end() override;

private:
    std::size_t take(std::string_view bytes, bool last);
    std::size_t skipLost(std::string_view rest, bool last, bool& more);
    void sayLost();
    void settle(std::string_view rest);

    std::string m_carry;
    NetflowDecoder m_decoder;
    CaptureOutput m_output;
    std::uint64_t m_number = 0;
    bool m_lost = false;
    std::uint64_t m_skipped = 0;
    std::string m_lostBytes;
};

} // namespace tideline
