// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timepoint.h"

namespace tideline {

namespace {
constexpr const char* precisionNames[] = {"year", "month", "day", "minute", "second", "fraction"};
}

QString precisionName(Precision precision)
{
    return QString::fromLatin1(precisionNames[static_cast<int>(precision)]);
}

std::optional<Precision> precisionFromName(QStringView name)
{
    for (int i = 0; i < int(std::size(precisionNames)); ++i) {
        if (name.compare(QLatin1String(precisionNames[i]), Qt::CaseInsensitive) == 0)
            return static_cast<Precision>(i);
    }
    return std::nullopt;
}

} // namespace tideline
