// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "models/query/fields.h"

namespace tideline {

namespace {
const QStringList flags = {QStringLiteral("json"), QStringLiteral("csv"), QStringLiteral("dry-run")};
const QStringList lists = {QStringLiteral("prefix"), QStringLiteral("asn")};
} // namespace

Result<Arguments> Arguments::parse(const QStringList& words, const QStringList& allowed)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (!word.startsWith(QStringLiteral("--")) || word.size() == 2) {
            arguments.m_positional += word;
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        if (!allowed.contains(name)) {
            const QStringList near = nearestNames(name, allowed);
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("Unknown option --%1").arg(name),
                         {},
                         near.isEmpty() ? QStringLiteral("See `tideline-cli help`.")
                                        : QStringLiteral("Did you mean --%1?").arg(near.first())};
        }
        QStringList& values = arguments.m_options[name];
        if (flags.contains(name))
            continue;
        if (equals >= 0) {
            values += word.mid(equals + 1);
            continue;
        }
        if (i + 1 >= words.size())
            return Error{ErrorCode::BadArgument, QStringLiteral("--%1 needs a value").arg(name), {}, {}};
        values += words[++i];
        while (lists.contains(name) && i + 1 < words.size() && !words[i + 1].startsWith(QStringLiteral("--")))
            values += words[++i];
    }
    return arguments;
}

QString Arguments::value(const QString& option, const QString& fallback) const
{
    const QStringList all = m_options.value(option);
    return all.isEmpty() ? fallback : all.last();
}

} // namespace tideline
