// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/counted.h"

namespace tideline {

QString counted(qint64 count, const char* noun)
{
    QString text = QString::fromUtf8(noun);
    const qsizetype of = text.indexOf(QStringLiteral(" of ")); // pairs of events
    const QString rest = of < 0 ? QString() : text.mid(of);
    text.chop(rest.size());
    if (count != 1) {
        const QString vowels = QStringLiteral("aeiou");
        if (text.size() > 1 && text.endsWith(u'y') && !vowels.contains(text[text.size() - 2]))
            text = text.chopped(1) + QStringLiteral("ies");
        else if (text.endsWith(u's') || text.endsWith(u'x') || text.endsWith(QStringLiteral("ch")))
            text += QStringLiteral("es");
        else
            text += u's';
    }
    return QStringLiteral("%1 %2").arg(count).arg(text + rest);
}

QString counted(qint64 count, const char* one, const char* many)
{
    return QStringLiteral("%1 %2").arg(count).arg(QString::fromUtf8(count == 1 ? one : many));
}

} // namespace tideline
