// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/questionargument.h"

#include "models/core/event.h"
#include "models/core/timetext.h"

namespace tideline {

namespace {

Error unknownWord(const QString& option, const QString& value, const QString& known)
{
    return {ErrorCode::BadArgument,
            QStringLiteral("--%1 does not know \"%2\"").arg(option, value),
            {},
            QStringLiteral("Known: %1.").arg(known)};
}

QStringList dimensionNames()
{
    QStringList names;
    for (int i = 0; i <= static_cast<int>(Dimension::Exporter); ++i)
        names += dimensionName(static_cast<Dimension>(i));
    return names;
}

QStringList binNames()
{
    QStringList names;
    for (int i = 0; i <= static_cast<int>(Bin::Year); ++i)
        names += binName(static_cast<Bin>(i));
    return names;
}

/// `--by`: a dimension of flows, a field of events, or a calendar word (for `counts`).
std::optional<Error> setBy(Question& question, const QString& value)
{
    question.by = dimensionFromName(value);
    const bool isCalendar = binFromName(value).has_value();
    const bool isField = eventField(value) || isCalendar || value == u"event";
    if (isField)
        question.byField = value;
    if (!question.by && !isField)
        return unknownWord(QStringLiteral("by"), value, dimensionNames().join(QStringLiteral(", ")));
    return {};
}

} // namespace

QStringList questionOptions()
{
    return {QStringLiteral("subject"), QStringLiteral("from"),   QStringLiteral("to"),    QStringLiteral("window"),
            QStringLiteral("against"), QStringLiteral("at"),     QStringLiteral("bin"),   QStringLiteral("by"),
            QStringLiteral("of"),      QStringLiteral("events"), QStringLiteral("where"), QStringLiteral("top"),
            QStringLiteral("zone")};
}

Result<Question> questionArgument(const Arguments& arguments, const Zone& zone, Question question)
{
    const auto range = rangeArgument(arguments, zone);
    if (!range)
        return range.error();
    if (*range)
        question.range = *range;
    const auto text = [&](const char* option, QString& target) {
        if (arguments.has(QLatin1String(option)))
            target = arguments.value(QLatin1String(option));
    };
    text("subject", question.subject);
    text("window", question.window);
    text("against", question.against);
    text("events", question.events);
    text("where", question.where);
    text("zone", question.zone);
    if (arguments.has(QStringLiteral("at"))) {
        const auto at = parseTimeRange(arguments.value(QStringLiteral("at")), zone);
        if (!at)
            return at.error();
        question.at = at->from;
    }
    if (arguments.has(QStringLiteral("bin"))) {
        question.bin = binFromName(arguments.value(QStringLiteral("bin")));
        if (!question.bin)
            return unknownWord(QStringLiteral("bin"), arguments.value(QStringLiteral("bin")),
                               binNames().join(QStringLiteral(", ")));
    }
    if (arguments.has(QStringLiteral("by"))) {
        if (const auto error = setBy(question, arguments.value(QStringLiteral("by"))))
            return *error;
    }
    if (arguments.has(QStringLiteral("of"))) {
        const QString name = arguments.value(QStringLiteral("of"));
        const auto of = quantityFromName(name);
        if (name.trimmed().isEmpty())
            return unknownWord(QStringLiteral("of"), name,
                               QStringLiteral("bytes, packets, flows, or the name of a series"));
        question.of = of.value_or(question.of);
        question.series = of ? QString() : name;
    }
    if (arguments.has(QStringLiteral("top"))) {
        bool ok = false;
        question.top = arguments.value(QStringLiteral("top")).toInt(&ok);
        if (!ok || question.top < 0)
            return Error{ErrorCode::BadArgument, QStringLiteral("--top is a whole number"), {}, {}};
    }
    return question;
}

} // namespace tideline
