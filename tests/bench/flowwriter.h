// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/generator.h"

#include <QString>

namespace tideline {

/// Writes the flows of a generator into a folder, each form in a file of its own: "nfdump" (conn.csv), "zeek"
/// (conn.log), "zeekjson" (conn.json), "eve" (eve.json) and "packed" (packed.csv with addresses.csv: addresses as
/// numbers, the cheapest form for databases to answer from). False when a file cannot be written.
bool writeFlows(BenchGenerator& generator, const QString& folder, const QStringList& forms);

} // namespace tideline
