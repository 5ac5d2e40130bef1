// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an aggregator looks at.
#include "models/flows/aggregator.h"

#include <algorithm>

namespace tideline {

/// The rules that give a dimension its names.
std::optional<RuleSet> Aggregator::labelsOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Service:
        return RuleSet::Service;
    case Dimension::Content:
        return RuleSet::Content;
    case Dimension::Route:
        return RuleSet::Route;
    case Dimension::Coin:
        return RuleSet::Coin;
    case Dimension::Obfuscation:
        return RuleSet::Obfuscation;
    default:
        return std::nullopt;
    }
}

ColumnSet Aggregator::columns(const FlowQuestion& question)
{
    using enum FlowColumn;
    ColumnSet columns;
    const FlowFigures& figures = question.figures;
    const bool isSplit = std::find(question.by.begin(), question.by.end(), Dimension::Direction) != question.by.end();
    if (figures.bytes || isSplit)
        columns.add({SrcBytes, DstBytes});
    if (figures.packets || isSplit)
        columns.add({SrcPackets, DstPackets});
    if (figures.flows)
        columns.add(Flows);
    if (figures.times)
        columns.add(Start);
    // Without a subject src is the local side.
    const bool isOneSided = question.subject.isEmpty() &&
                            std::find(question.by.begin(), question.by.end(), Dimension::Subject) == question.by.end();
    const auto addEnd = [&](FlowColumn end) {
        columns.add({end, Addresses});
        if (!isOneSided)
            columns.add({Src, Dst});
    };
    if (question.countPeers)
        addEnd(Dst);
    if (question.countLocals)
        addEnd(Src);
    for (const Dimension dimension : question.by) {
        switch (dimension) {
        case Dimension::Protocol:
            columns.add(Protocol);
            break;
        case Dimension::Port:
            columns.add({SrcPort, DstPort});
            break;
        case Dimension::Exporter:
            columns.add(Exporter);
            break;
        case Dimension::Peer:
        case Dimension::Country:
        case Dimension::Asn:
            addEnd(Dst);
            break;
        case Dimension::Local:
        case Dimension::Prefix:
        case Dimension::Subject:
            addEnd(Src);
            break;
        default:
            break;
        }
    }
    return columns;
}

ResolverWants Aggregator::wants(const FlowQuestion& question)
{
    ResolverWants wants;
    for (const Dimension dimension : question.by) {
        if (const auto set = labelsOf(dimension))
            wants.set(*set) = true;
        wants.country |= dimension == Dimension::Country;
        wants.asn |= dimension == Dimension::Asn;
        wants.prefix |= dimension == Dimension::Prefix;
        wants.bySubject |= dimension == Dimension::Subject;
    }
    return wants;
}

} // namespace tideline
