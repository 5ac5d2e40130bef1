// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/case.h"

namespace tideline {

namespace {
constexpr const char* ruleSetNames[] = {"route", "service", "content", "coin", "obfuscation"};
}

QString ruleSetName(RuleSet set)
{
    return QString::fromLatin1(ruleSetNames[static_cast<int>(set)]);
}

std::optional<RuleSet> ruleSetFromName(QStringView name)
{
    for (const RuleSet set : allRuleSets) {
        if (name.compare(QLatin1String(ruleSetNames[static_cast<int>(set)]), Qt::CaseInsensitive) == 0)
            return set;
    }
    return std::nullopt;
}

QString seriesName(const SeriesPoint& point)
{
    QStringList parts{point.key, point.quantity};
    parts.removeAll(QString());
    const QString name = parts.join(QStringLiteral(" · "));
    const QString unit = QStringLiteral("(%1)").arg(point.unit);
    return point.unit.isEmpty() || name.endsWith(unit) ? name : name + u' ' + unit; // "Share (%)" says it already
}

} // namespace tideline
