// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/importers/nfdumprow.h"
#include "models/importers/reader.h"

#include <string>

namespace tideline {

/// nfdump's CSV in its three dialects, told apart by the header: the 48 columns of 1.6 to 1.7.4 with a summary at the
/// end, the chosen columns of 1.7.5 on, and csv-fast with epoch milliseconds. Times without zone are the exporter's
/// local time and read in the option `zone`.
class NfdumpCsvReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool oneWay() const override { return true; }
    /// The rows of a block into a sink that goes on from block to block; the sink's faults point into the block.
    void parseInto(const Block& block, NfdumpRow& row, FlowSink& sink) const;

private:
    std::string m_header;
    std::vector<int> m_fieldAt; ///< NfdumpField by column, -1 = not used
    Zone m_zone;
    bool m_zoneGiven = false;
};

} // namespace tideline
