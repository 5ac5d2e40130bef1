// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

namespace tideline {

/// Where a text stands, as it is or as JSON writes it. Everything that holds text but what redaction takes care of.
std::vector<RedactionForecast::Place> placesOf(Database& database, const QString& text);

/// Removes the details of audit rows that hold the text, and empties the rejected rows that do. What was done is the
/// detail of the audit row to write: it names the rows, never the text.
Redaction redactText(const Transaction& transaction, const QString& text);
QJsonObject redactionDetail(const Redaction& redaction);

} // namespace tideline
