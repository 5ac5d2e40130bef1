// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/completion.h"

#include "models/analysis/asked.h"
#include "models/analysis/picked.h"
#include "models/analysis/series.h"
#include "models/core/timetext.h"

namespace tideline {

namespace {

Error badArgument(const QString& what, const QString& remedy = {})
{
    return {ErrorCode::BadArgument, what, {}, remedy};
}

/// `where` may be cut to flows, and `events` only picks markers on charts of flows, so these are taken everywhere.
Result<void> checkOptions(const Question& question, const Measure& measure)
{
    const auto refused = [&](const char* option, bool given) {
        return given && !measure.options.contains(QLatin1String(option));
    };
    for (const auto& [option, given] :
         {std::pair{"against", !question.against.isEmpty()}, std::pair{"at", question.at.has_value()},
          std::pair{"bin", question.bin.has_value()},
          std::pair{"by", question.by.has_value() || !question.byField.isEmpty()},
          std::pair{"top", question.top != 0}}) {
        if (refused(option, given)) {
            return badArgument(QStringLiteral("%1 takes no option “%2”").arg(measure.name, QLatin1String(option)),
                               QStringLiteral("It takes: %1").arg(measure.options.join(QStringLiteral(", "))));
        }
    }
    if (!question.series.isEmpty() && !measure.ofSeries) {
        return badArgument(QStringLiteral("%1 takes no series “%2”").arg(measure.name, question.series),
                           QStringLiteral("It is asked of bytes, packets or flows"));
    }
    if (question.top < 0)
        return badArgument(QStringLiteral("top must not be negative"));
    if (!question.window.isEmpty() && question.range)
        return badArgument(QStringLiteral("a window and an interval are both given"),
                           QStringLiteral("Give a window, or from and to"));
    if (question.range && question.range->isEmpty())
        return badArgument(QStringLiteral("the interval is empty: its end is not after its start"));
    return {};
}

/// Checks what all measures share and fills in the zone.
Result<void> completeCommon(Question& question, const CaseFacts& facts, const Measure& measure)
{
    question.measure = measure.name;
    if (auto checked = checkOptions(question, measure); !checked)
        return checked.error();
    const Subject* subject = question.subject.isEmpty() ? nullptr : subjectNamed(facts, question.subject);
    if (!question.subject.isEmpty() && !subject)
        return noSuchSubject(question.subject, facts);
    for (const QString& name : {question.window, question.against}) {
        if (!name.isEmpty() && !facts.window(name))
            return noSuchWindow(name, facts);
    }
    if (question.zone.isEmpty())
        question.zone = subject ? subject->zone : facts.info.zone;
    const auto zone = Zone::named(question.zone);
    if (!zone)
        return zone.error();
    for (const QString& text : {question.where, question.events}) {
        if (const auto parsed = parseExpression(text, *zone); !parsed)
            return parsed.error();
    }
    return {};
}

/// Ends left open become those of the data.
TimeRange closed(const TimeRange& range, const TimeRange& span)
{
    return {range.from == TimeRange::beginning() ? span.from : range.from,
            range.to == TimeRange::end() ? span.to : range.to};
}

/// A series has no flows that could belong to a subject or be filtered.
Result<Question> completeSeries(Question question, const CaseFacts& facts, const Measure& measure)
{
    if (auto common = completeCommon(question, facts, measure); !common)
        return common.error();
    if (!question.where.isEmpty() || !question.subject.isEmpty()) {
        return badArgument(QStringLiteral("a series has no flows and takes no filter and no subject of them"),
                           QStringLiteral("Leave where and subject out"));
    }
    if (question.by || !question.byField.isEmpty()) {
        return badArgument(QStringLiteral("a series has no flows that could be told apart"),
                           QStringLiteral("Leave by out; each series of the case has a name of its own"));
    }
    const auto name = pickedSeries(question.series, seriesNames(facts.points));
    if (!name)
        return name.error();
    question.series = *name;
    question.of = Quantity::Bytes;
    const TimeRange span = seriesSpan(*name, facts);
    if (question.window.isEmpty())
        question.range = closed(question.range.value_or(TimeRange::all()), span);
    if (question.range && !question.range->overlaps(span))
        return badArgument(QStringLiteral("the interval holds none of the series"));
    return question;
}

/// Everything recorded. Coverage reaches as far as the flows or further.
TimeRange wholeSpan(const CaseFacts& facts)
{
    TimeRange span = *facts.flowSpan;
    for (const TimeRange& covered : facts.coverage())
        span = span.united(covered);
    return span;
}

Result<void> completePair(Question& question, const CaseFacts& facts)
{
    if (question.at) {
        if (!question.against.isEmpty())
            return badArgument(QStringLiteral("a moment and a window to compare against are both given"));
        if (question.window.isEmpty() && !question.range)
            question.range = wholeSpan(facts);
        const TimeRange range = question.range ? *question.range : facts.window(question.window)->range;
        if (*question.at <= range.from || *question.at >= range.to)
            return badArgument(
                QStringLiteral("the moment %1 does not lie inside the measured time").arg(isoUtc(*question.at)));
        return {};
    }
    const bool hasOwn = !question.window.isEmpty() || question.range;
    if (facts.windows.empty() || (facts.windows.size() == 1 && !hasOwn)) {
        return Error{ErrorCode::NotFound,
                     facts.windows.empty() ? QStringLiteral("the case has no windows")
                                           : QStringLiteral("the case has only one window"),
                     {},
                     QStringLiteral("Add one: windows CASE add NAME --from T --to T")};
    }
    if (!hasOwn)
        question.window = facts.windows.back().name;
    if (question.against.isEmpty())
        question.against = facts.windows.front().name;
    return {};
}

} // namespace

Result<Question> completeFlows(Question question, const CaseFacts& facts, const QString& measure,
                               RangeDefault rangeDefault)
{
    if (!question.series.isEmpty())
        return completeSeries(std::move(question), facts, *measureNamed(measure));
    if (!facts.flowSpan) {
        const bool mayBeSeries = measureNamed(measure)->ofSeries && !facts.points.empty();
        return Error{ErrorCode::NotFound,
                     QStringLiteral("the case has no flows"),
                     {},
                     mayBeSeries ? QStringLiteral("Ask for a series of the case (of), or import a flow log")
                                 : QStringLiteral("Import a flow log: import CASE FILE")};
    }
    if (!question.by && !question.byField.isEmpty()) {
        question.by = dimensionFromName(question.byField);
        if (!question.by)
            return badArgument(QStringLiteral("flows cannot be told apart by “%1”").arg(question.byField));
        question.byField.clear();
    }
    // Told apart by subject, the flows of all subjects are wanted.
    if (question.subject.isEmpty() && !facts.subjects.empty() && question.by != Dimension::Subject)
        question.subject = facts.subjects.front().name;
    if (auto common = completeCommon(question, facts, *measureNamed(measure)); !common)
        return common.error();
    if (question.range)
        question.range = closed(*question.range, wholeSpan(facts));
    if (question.range && question.range->isEmpty())
        return badArgument(QStringLiteral("the interval holds none of the recorded time"));
    if (rangeDefault == RangeDefault::Pair) {
        if (auto pair = completePair(question, facts); !pair)
            return pair.error();
    } else if (question.window.isEmpty() && !question.range) {
        question.range = wholeSpan(facts);
    }
    return question;
}

Result<Question> completeEvents(Question question, const CaseFacts& facts, const QString& measure,
                                const QString& events, const QString& byField)
{
    if (question.byField.isEmpty() && question.by)
        question.byField = dimensionName(*question.by);
    question.by.reset();
    if (auto common = completeCommon(question, facts, *measureNamed(measure)); !common)
        return common.error();
    if (question.range)
        question.range = closed(*question.range, {earliestTime, latestTime});
    if (question.events.isEmpty())
        question.events = events;
    if (question.byField.isEmpty())
        question.byField = byField;
    if (!question.byField.isEmpty()) {
        if (auto checked = checkEventKey(question.byField, facts); !checked)
            return checked.error();
    }
    return question;
}

} // namespace tideline
