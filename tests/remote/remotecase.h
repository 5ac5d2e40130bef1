// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/measure.h"
#include "models/attribution/attribution.h"
#include "tests/flows/randomflows.h"
#include "tests/support/memorychunks.h"

namespace tideline {

/// Everything that an answer says, a text for each row.
QStringList texts(const FlowAggregate& answer);
QStringList texts(const FlowRows& rows);

/// A case in memory, with tables of its own on the servers.
struct TestCase
{
    MemoryChunks chunks;
    NaiveFlows flows;
    QString id;

    AttributionPtr attribution() const;
    /// Up to `most` flows of two sources. Hostile: with names that would break out of a statement, a row or an
    /// encoding.
    static TestCase make(Random& random, std::uint64_t most, bool isHostile);

private:
    void makeHostile(Random& random);
};

/// A case that every measure finds something in.
struct MeasuredCase
{
    TestCase made;
    CaseFacts facts;
};

MeasuredCase measuredCase(Random& random);

} // namespace tideline
