// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/flowtable.h"

namespace tideline {

/// Amazon's VPC flow logs: fields separated by blanks, in the order of the header line, or without one in the default
/// order of version 2. One-way records; pkt-srcaddr and pkt-dstaddr, the addresses behind a NAT gateway, take
/// precedence; "-" is no value. The state is the action (ACCEPT, REJECT), with the TCP flags where they are logged.
/// NODATA and SKIPDATA windows are rejected with a reason.
class AwsVpcReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool oneWay() const override { return true; }

private:
    FlowTable m_table;
};

} // namespace tideline
