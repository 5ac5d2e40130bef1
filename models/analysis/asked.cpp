// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/asked.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t mostBins = 500'000;

/// Known ones are named; where there is none, what to do.
template <typename Named> Error noSuch(const char* what, const QString& name, const std::vector<Named>& known)
{
    QStringList names;
    for (const Named& own : known)
        names.append(own.name);
    const QString remedy = names.isEmpty() ? QStringLiteral("Add one: %1s CASE add NAME").arg(QLatin1String(what))
                                           : QStringLiteral("Known: %1").arg(names.join(QStringLiteral(", ")));
    return {ErrorCode::NotFound, QStringLiteral("there is no %1 “%2”").arg(QLatin1String(what), name), {}, remedy};
}

ExpressionPtr bothOf(const ExpressionPtr& a, const ExpressionPtr& b)
{
    if (!a || !b)
        return a ? a : b;
    auto both = std::make_shared<Expression>();
    both->kind = Expression::Kind::And;
    both->children = {a, b};
    return both;
}

} // namespace

double Asked::coveredDays() const
{
    return inDays(coveredLength(coverage, range));
}

QString Asked::unit() const
{
    return series ? series->unit : quantityUnit(question.of);
}

Result<Asked> lookUp(const Question& question, const CaseFacts& facts)
{
    Asked asked;
    asked.question = question;
    asked.measure = measureNamed(question.measure);
    const auto zone = Zone::named(question.zone);
    if (!zone)
        return zone.error();
    asked.zone = *zone;
    asked.subject = subjectNamed(facts, question.subject);
    if (const Window* window = facts.window(question.window))
        asked.range = window->range;
    else if (question.range)
        asked.range = *question.range;
    auto where = parseExpression(question.where, *zone);
    if (!where)
        return where.error();
    const Domain domain = asked.measure->ofFlows ? Domain::Flows : Domain::Events;
    asked.leftTermsOut = foreignTerm(*where, domain) != nullptr;
    asked.where = restrictedTo(*where, domain);
    if (domain == Domain::Events) {
        auto events = parseExpression(question.events, *zone);
        if (!events)
            return events.error();
        asked.where = bothOf(asked.where, restrictedTo(*events, domain));
    } else if (question.series.isEmpty()) {
        asked.coverage = coverageWithin(facts.coverage(), asked.range);
    } else {
        auto series = seriesNamed(question.series, facts, question.bin.value_or(Bin::Day), *zone);
        if (!series)
            return series.error();
        asked.series = std::move(*series);
        asked.coverage = coverageWithin(asked.series->coverage, asked.range);
    }
    return asked;
}

const Subject* subjectNamed(const CaseFacts& facts, const QString& name)
{
    const auto it = std::find_if(facts.subjects.begin(), facts.subjects.end(),
                                 [&](const Subject& subject) { return subject.name == name; });
    return it == facts.subjects.end() ? nullptr : &*it;
}

Error noSuchSubject(const QString& name, const CaseFacts& facts)
{
    return noSuch("subject", name, facts.subjects);
}

Error noSuchWindow(const QString& name, const CaseFacts& facts)
{
    return noSuch("window", name, facts.windows);
}

Result<PeriodPair> periodPair(const Question& question, const CaseFacts& facts)
{
    const Window* window = facts.window(question.window);
    if (!window && !question.range)
        return Error{ErrorCode::Internal, QStringLiteral("the question names no window"), {}, {}};
    const Period own =
        window ? Period{window->name, window->range} : Period{QStringLiteral("selection"), *question.range};
    if (question.at) {
        return PeriodPair{{QStringLiteral("after"), {*question.at, own.range.to}},
                          {QStringLiteral("before"), {own.range.from, *question.at}}};
    }
    const Window* against = facts.window(question.against);
    if (!against)
        return noSuchWindow(question.against, facts);
    return PeriodPair{own, {against->name, against->range}};
}

FlowQuestion flowQuestion(const Asked& asked)
{
    FlowQuestion question;
    question.range = asked.range;
    question.where = asked.where;
    question.subject = asked.question.subject;
    question.figures = FlowFigures::of(asked.question.of);
    question.figures.flows = true;
    return question;
}

Result<std::vector<Micros>> edgesOf(const Asked& asked, Bin bin)
{
    std::vector<Micros> edges = binEdges(asked.range, bin, asked.zone, mostBins);
    if (edges.size() < 2)
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("the interval holds more than %1 bins of a %2").arg(mostBins).arg(binName(bin)),
                     {},
                     QStringLiteral("Choose wider bins or a shorter interval")};
    return edges;
}

Result<std::vector<FlowQuestion>> binnedPlan(const Question& question, const CaseFacts& facts)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    auto edges = edgesOf(*asked, *question.bin);
    if (!edges)
        return edges.error();
    if (asked->series)
        return std::vector<FlowQuestion>{};
    FlowQuestion flows = flowQuestion(*asked);
    flows.edges = std::move(*edges);
    if (question.by)
        flows.by = {*question.by};
    return std::vector<FlowQuestion>{flows};
}

} // namespace tideline
