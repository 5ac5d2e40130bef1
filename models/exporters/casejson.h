// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exporters/export.h"

#include <QByteArray>

namespace tideline {

/// The whole export as one JSON document:
///
///     {"format":"tideline-case","version":1,"software","exported_at","zone","from","to","where","simulated",
///      "audit_head","data_fingerprint",
///      "case":{"id","title","number","examiner","classification","author","zone"},
///      "windows":[{"name","from","to","note"}],
///      "subjects":[{"name","zone","weekend":[…],"office_from","office_to","members":[{"prefix"|"asn","from","to"}]}],
///      "rules":[as in `rules load`], "sources":[…], "problems":[{"source","line","column","reason","text"}],
///      "events":[{"id","external_id","time":{"from","to","local_from","local_to","precision","original","zone"} or
///                 null,"title",…,"amounts":[{"amount","currency","kind","note"}],"citations":[…],"places":[…],
///                 "claims":[…],"tags":[…],"extra":{…},"source","record"}],
///      "annotations":[{"id","event","from","to","text","tags","starred","author","created_at","changed_at"}],
///      "figures":[{"id","title", and the measure's result as `measure --json` gives it}],
///      "audit":[one object a row]}
///
/// Times are ISO 8601 UTC with microseconds, those named local_… with the offset of `zone`; ranges are [from, to), null
/// where open; money is a decimal string. Flows are not in it: they are in flows.csv and flows.jsonl of a bag.
QByteArray caseJson(const ExportContent& content, const Zone& zone);

/// {"tideline_rules":1,"rules":[…]}: what `rules load` reads.
QByteArray rulesJson(const std::vector<Rule>& rules);
/// A figure's numbers, as in "figures" above.
QByteArray figureJson(const ExportFigure& figure, const Zone& zone);

} // namespace tideline
