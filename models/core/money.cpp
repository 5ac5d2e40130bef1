// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/money.h"

namespace tideline {

namespace {
constexpr const char* kindNames[] = {"attempted", "executed", "taken", "recovered", "outstanding"};
}

QString moneyKindName(MoneyKind kind)
{
    return QString::fromLatin1(kindNames[static_cast<int>(kind)]);
}

std::optional<MoneyKind> moneyKindFromName(QStringView name)
{
    for (const MoneyKind kind : allMoneyKinds) {
        if (name.compare(QLatin1String(kindNames[static_cast<int>(kind)]), Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

} // namespace tideline
