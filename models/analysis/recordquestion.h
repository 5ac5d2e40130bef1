// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/asked.h"

namespace tideline {

/// Fills in and checks a question to routes or name queries: subject, interval, zone. These rows take no filter.
/// The first subject is the default where `firstSubject` says so.
Result<Question> completeRecords(Question question, const CaseFacts& facts, const QString& measure,
                                 bool firstSubject = true);

/// Does the address belong to the subject at that time? By its prefixes; AS numbers of members say nothing here.
/// Without a subject all addresses do.
bool belongs(const Subject* subject, const IpAddress& address, Micros at);
/// Does the prefix lie in one of the subject's, or is it announced by one of its AS numbers?
bool belongs(const Subject* subject, const RouteRecord& route);

/// Lists the sources that the rows came from, by their ids.
void addSources(MeasureResult& result, const CaseFacts& facts, const std::vector<qint64>& ids);

} // namespace tideline
