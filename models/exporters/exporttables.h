// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exporters/export.h"

namespace tideline {

/// The lists of an export as tables. Times are Time columns, to be printed with the offset of the export's zone, each
/// with a twin KEY_utc in UTC beside it.
Table withUtcColumns(const Table& table);

Table amountTable(const std::vector<EventPtr>& events);
Table placeTable(const std::vector<EventPtr>& events);
Table claimTable(const std::vector<EventPtr>& events);
Table annotationTable(const std::vector<Annotation>& annotations, const std::vector<EventPtr>& events);
Table sourceTable(const std::vector<Source>& sources);
Table problemTable(const std::vector<Problem>& problems, const std::vector<Source>& sources);
Table windowTable(const std::vector<Window>& windows);
Table subjectTable(const std::vector<Subject>& subjects); ///< one row a member

/// Missing where a range is open on that side.
Cell timeCell(Micros time);
/// File stems for the figures: their ids made safe ("volume", "volume-2", …), in order.
QStringList figureStems(const std::vector<ExportFigure>& figures);

} // namespace tideline
