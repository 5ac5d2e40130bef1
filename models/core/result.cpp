// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/result.h"

namespace tideline {

QString Error::text() const
{
    QString line;
    if (!where.isEmpty())
        line += where + QStringLiteral(": ");
    line += what;
    if (!remedy.isEmpty()) {
        if (!line.endsWith(u'.'))
            line += u'.';
        line += u' ' + remedy;
    }
    return line;
}

} // namespace tideline
