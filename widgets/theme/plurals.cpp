// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/plurals.h"

namespace tideline {

QString EnglishPlurals::translate(const char*, const char* source, const char*, int n) const
{
    const QString text = QString::fromUtf8(source);
    if (n < 0 || !text.contains(QStringLiteral("(s)")))
        return {};
    return QString(text).replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace tideline
