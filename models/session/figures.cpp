// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/figures.h"

#include "models/analysis/measure.h"
#include "models/query/fields.h"

#include <algorithm>

namespace tideline {

namespace {

FigureSpec spec(const char* id, const char* title, const char* measure, std::optional<Dimension> by = {},
                std::optional<Bin> bin = {}, const char* byField = "")
{
    Question question;
    question.measure = QLatin1String(measure);
    question.by = by;
    question.bin = bin;
    question.byField = QLatin1String(byField);
    return {QLatin1String(id), QLatin1String(title), question};
}

} // namespace

const std::vector<FigureSpec>& figureSpecs()
{
    static const std::vector<FigureSpec> specs = {
        spec("f1", "Named services over time", "volume", Dimension::Service),
        spec("f2", "Services, window against window", "compare", Dimension::Service),
        spec("f3", "Hour by weekday", "rhythm"),
        spec("f4", "Daily volume", "volume", {}, Bin::Day),
        spec("f5", "Share by content", "content"),
        spec("f6", "Obfuscated share", "obfuscation"),
        spec("f7", "Volume index", "index"),
        spec("f8", "Volume by upstream", "volume", Dimension::Route, Bin::Day),
        spec("f10", "Mining by coin", "mining"),
        spec("f11", "Presence by country", "presence"),
        spec("f12", "Thefts over time", "losses", {}, {}, "quarter"),
        spec("f13", "Attempted, executed, taken, recovered", "losses"),
        spec("f14", "Sanctions ladder", "ladder"),
        spec("f15", "Weapons tests per quarter", "tests"),
        spec("f16", "First seen", "first-seen"),
        spec("f17", "Cases by victim country", "cases"),
        spec("f18", "Events above usage", "volume", Dimension::Route),
    };
    return specs;
}

Result<FigureSpec> figureNamed(const QString& name)
{
    const auto& specs = figureSpecs();
    const auto it =
        std::find_if(specs.begin(), specs.end(), [&](const FigureSpec& each) { return each.id == name.toLower(); });
    if (it != specs.end())
        return *it;
    if (const Measure* measure = measureNamed(name)) {
        Question question;
        question.measure = measure->name;
        return FigureSpec{measure->name, measure->question, question};
    }
    QStringList known;
    for (const FigureSpec& each : specs)
        known += each.id;
    for (const Measure& measure : measures())
        known += measure.name;
    return Error{ErrorCode::BadArgument,
                 QStringLiteral("There is no figure \"%1\"").arg(name),
                 {},
                 QStringLiteral("Known: %1.").arg(known.join(QStringLiteral(", ")))};
}

} // namespace tideline
