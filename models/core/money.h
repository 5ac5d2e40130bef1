// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"

#include <QString>

#include <array>

namespace tideline {

/// What an amount says about the money. Never added up across kinds.
enum class MoneyKind { Attempted, Executed, Taken, Recovered, Outstanding };
inline constexpr std::array allMoneyKinds = {MoneyKind::Attempted, MoneyKind::Executed, MoneyKind::Taken,
                                             MoneyKind::Recovered, MoneyKind::Outstanding};
QString moneyKindName(MoneyKind kind); ///< "attempted", …
std::optional<MoneyKind> moneyKindFromName(QStringView name);

/// An exact amount in one currency (ISO 4217 code or a coin's sign). Never converted silently.
struct Money
{
    Decimal amount;
    QString currency;
    MoneyKind kind = MoneyKind::Taken;
    QString note;
    bool operator==(const Money&) const = default;
};

} // namespace tideline
