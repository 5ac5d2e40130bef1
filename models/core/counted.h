// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tideline {

/// A number with what it counts, in the English of our own texts: "1 row", "2 rows", "3 entries", "4 addresses". What
/// is translated says "%n row(s)" instead.
QString counted(qint64 count, const char* noun);
/// The same where the words after it change too: counted(2, "packet is", "packets are") is "2 packets are".
QString counted(qint64 count, const char* one, const char* many);
/// The verb that goes with it: "1 row was", "2 rows were".
inline QString wasOrWere(qint64 count)
{
    return count == 1 ? QStringLiteral("was") : QStringLiteral("were");
}

} // namespace tideline
