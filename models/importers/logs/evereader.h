// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/evedns.h"
#include "models/importers/reader.h"

#include <atomic>

namespace tideline {

/// Suricata's EVE log, one JSON object a line. flow records become flows; dns records queries, answers joined to their
/// questions; stats and records without addresses are rejected; all others (alert, http, tls …) become events of their
/// event_type, with every field in extra. netflow records tell of the same packets as flow records, once for each
/// direction: whichever of the two comes first in the file is taken and the other is rejected, so that nothing counts
/// twice. This and the pairs are settled in order.
class EveReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool inOrder() const override { return true; }
    ParsedBlock parseNext(const Block& block) override;
    bool settles() const override { return true; }
    ParsedBlock parseAhead(const Block& block) const override;
    void settle(const Block& block, ParsedBlock& parsed) override;
    ParsedBlock end() override;
    bool oneWay() const override { return m_taken == EveRecord::Kind::NetFlow; }

private:
    struct Unsettled;
    EveDns m_dns;
    /// Flow or NetFlow, once a settled block had one. `parseAhead` may look at it before its turn.
    std::atomic<EveRecord::Kind> m_taken = EveRecord::Kind::Other;
    std::uint64_t m_repeated = 0;
};

/// Any other record as an event; empty, or the fault.
std::string eveEvent(EveRecord& record, JsonLines& lines, std::string_view line, qint64 number, ParsedBlock& out);

} // namespace tideline
