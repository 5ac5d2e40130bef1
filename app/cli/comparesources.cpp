// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/comparesources.h"

#include "models/core/counted.h"
#include "models/session/editions.h"

#include <algorithm>

namespace tideline {

namespace {

/// One edition of a list: a source that is there and whose events can be seen.
Result<Source> editionArgument(const std::vector<Source>& all, const QString& text)
{
    const QString remedy = QStringLiteral("See `tideline-cli sources CASE`.");
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&text](const Source& source) { return QString::number(source.id) == text; });
    if (found == all.end())
        return Error{
            ErrorCode::BadArgument, QStringLiteral("there is no source “%1” to compare").arg(text), {}, remedy};
    if (found->withdrawn)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("source %1 is withdrawn").arg(text),
                     {},
                     QStringLiteral("Restore it first: `sources CASE restore %1`.").arg(text)};
    return *found;
}

} // namespace

Result<Exit> compareSources(const CaseFile& file, const Arguments& arguments)
{
    const auto all = file.sources();
    if (!all)
        return all.error();
    const auto first = editionArgument(*all, arguments.at(2)), second = editionArgument(*all, arguments.at(3));
    if (!first || !second)
        return (first ? second : first).error();
    const auto events = file.separateEvents(); // two editions share their ids: merged ones are one event
    if (!events)
        return events.error();
    std::vector<EventPtr> before, after;
    for (const EventPtr& event : *events) {
        if (event->source == first->id)
            before.push_back(event);
        if (event->source == second->id)
            after.push_back(event);
    }
    if (before.empty() && after.empty())
        return Error{ErrorCode::BadArgument, QStringLiteral("neither source holds events"), {}, {}};
    const Table table = compareEditions(before, after);
    // A row that both files have word for word is kept once, with the file that came first.
    const Source& later = first->id < second->id ? *second : *first;
    const QString lost = first->id < second->id ? QStringLiteral("removed") : QStringLiteral("added");
    const bool missing = std::any_of(table.rows.begin(), table.rows.end(),
                                     [&lost](const auto& row) { return std::get<QString>(row[2]) == lost; });
    if (missing && later.duplicate > 0)
        return Error{
            ErrorCode::BadArgument,
            QStringLiteral("source %1 had %2 that %3 in the case already and kept once, so what is missing in it "
                           "cannot be told")
                .arg(later.id)
                .arg(counted(later.duplicate, "row"), wasOrWere(later.duplicate)),
            {},
            QStringLiteral("Import it anew with its edition named, so that its rows are rows of their own "
                           "(import CASE FILE --set edition=2024-05-01).")};
    printTable(table, arguments, Zone::utc());
    return Exit::Done;
}

} // namespace tideline
