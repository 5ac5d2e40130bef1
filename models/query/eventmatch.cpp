// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/expression.h"
#include "models/query/termtest.h"

#include <algorithm>

namespace tideline {

namespace {

/// What `matches` knows of an event.
struct EventView
{
    const Event& event;
    const QString& notes;
    const QStringList& tags;
    bool starred;
};

QString yesNo(bool yes)
{
    return yes ? QStringLiteral("yes") : QStringLiteral("no");
}

QStringList citations(const Event& event)
{
    QStringList texts;
    for (const Citation& citation : event.citations)
        texts.append(citation.text);
    return texts;
}

QStringList currencies(const Event& event)
{
    QStringList texts;
    for (const Money& money : event.amounts)
        texts.append(money.currency);
    return texts;
}

QStringList orUnknown(const QStringList& texts)
{
    return texts.isEmpty() ? QStringList(QStringLiteral("unknown")) : texts;
}

QStringList certaintyTexts(const Event& event)
{
    const QString name = certaintyName(event.certainty);
    return {name.isEmpty() ? QStringLiteral("unknown") : name};
}

struct TextField
{
    const char* name;
    QStringList (*get)(const EventView&);
};

constexpr TextField textFields[] = {
    {"title", [](const EventView& v) -> QStringList { return {v.event.title}; }},
    {"category", [](const EventView& v) -> QStringList { return {v.event.category}; }},
    {"subtype", [](const EventView& v) -> QStringList { return {v.event.subtype}; }},
    {"actor", [](const EventView& v) -> QStringList { return {v.event.actor}; }},
    {"target", [](const EventView& v) -> QStringList { return {v.event.target}; }},
    {"country", [](const EventView& v) { return orUnknown(v.event.countries); }},
    {"channel", [](const EventView& v) { return orUnknown(v.event.channels); }},
    {"certainty", [](const EventView& v) { return certaintyTexts(v.event); }},
    {"verified", [](const EventView& v) -> QStringList { return {yesNo(v.event.verified)}; }},
    {"note",
     [](const EventView& v) -> QStringList {
         return {v.event.note, v.notes};
     }},
    {"source", [](const EventView& v) { return orUnknown(citations(v.event)); }},
    {"tag", [](const EventView& v) { return v.event.tags + v.tags; }},
    {"starred", [](const EventView& v) -> QStringList { return {yesNo(v.starred)}; }},
    {"id",
     [](const EventView& v) -> QStringList {
         return {v.event.id, v.event.externalId};
     }},
    {"currency", [](const EventView& v) { return currencies(v.event); }},
};

/// "true" and "1" are other words for "yes".
bool flagMatches(const Expression& term, bool flag)
{
    const bool found = std::any_of(term.values.begin(), term.values.end(), [&](const QueryValue& value) {
        const bool wanted = value.text.compare(u"yes", Qt::CaseInsensitive) == 0 ||
                            value.text.compare(u"true", Qt::CaseInsensitive) == 0;
        return wanted == flag;
    });
    return found != isNegated(term);
}

bool amountMatches(const Expression& term, const Event& event, QStringView kind)
{
    Expression positive = term;
    if (isNegated(term))
        positive.op = CompareOp::Equal;
    const bool found = std::any_of(event.amounts.begin(), event.amounts.end(), [&](const Money& money) {
        return (kind.isEmpty() || moneyKindName(money.kind) == kind) &&
               numberMatches(positive, money.amount.toDouble());
    });
    return found != isNegated(term);
}

bool fieldMatches(const Expression& term, const EventView& view)
{
    const QLatin1StringView name(term.field->name);
    if (name == QLatin1StringView("time"))
        return view.event.time.range ? timeMatches(term, *view.event.time.range) : isNegated(term);
    if (name == QLatin1StringView("starred") || name == QLatin1StringView("verified")) {
        // A part or a pattern is looked for in the word itself.
        const bool isWord = term.op != CompareOp::Contains && !term.values.front().regex;
        if (isWord)
            return flagMatches(term, name == QLatin1StringView("starred") ? view.starred : view.event.verified);
    }
    if (name.startsWith(QLatin1StringView("amount")))
        return amountMatches(term, view.event, QString(name.mid(7)));
    for (const TextField& field : textFields) {
        if (name == QLatin1StringView(field.name))
            return anyTextMatches(term, field.get(view));
    }
    return true;
}

bool wordMatches(const Expression& term, const EventView& view)
{
    const auto found = [&term](const QString& text) { return textMatches(term, text); };
    const Event& event = view.event;
    return found(event.title) || found(event.note) || found(event.actor) || found(event.target) || found(view.notes) ||
           std::any_of(event.citations.begin(), event.citations.end(),
                       [&](const Citation& citation) { return found(citation.text); }) ||
           std::any_of(event.tags.begin(), event.tags.end(), found) ||
           std::any_of(view.tags.begin(), view.tags.end(), found);
}

bool nodeMatches(const Expression& node, const EventView& view)
{
    const auto child = [&view](const ExpressionPtr& each) { return nodeMatches(*each, view); };
    switch (node.kind) {
    case Expression::Kind::And:
        return std::all_of(node.children.begin(), node.children.end(), child);
    case Expression::Kind::Or:
        return std::any_of(node.children.begin(), node.children.end(), child);
    case Expression::Kind::Not:
        return !child(node.children.front());
    case Expression::Kind::Word:
        return wordMatches(node, view);
    case Expression::Kind::Compare:
    case Expression::Kind::In:
        break;
    }
    return fieldMatches(node, view);
}

bool isNeutralSomewhere(const ExpressionPtr& expression)
{
    return foreignTerm(expression, Domain::Events) != nullptr;
}

} // namespace

bool matches(const ExpressionPtr& expression, const Event& event, const QString& notes, const QStringList& tags,
             bool starred)
{
    const ExpressionPtr own = isNeutralSomewhere(expression) ? restrictedTo(expression, Domain::Events) : expression;
    return !own || nodeMatches(*own, {event, notes, tags, starred});
}

} // namespace tideline
