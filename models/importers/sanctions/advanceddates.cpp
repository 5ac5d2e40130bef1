// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/advanceddates.h"

namespace tideline {

QString dateParts(const XmlNode& node)
{
    QString text;
    for (const char* key : {"Year", "Month", "Day"}) {
        const QString part = node.value(QString::fromLatin1(key));
        if (part.isEmpty())
            break;
        const int digits = text.isEmpty() ? 4 : 2;
        text += (text.isEmpty() ? QString() : QStringLiteral("-")) + part.rightJustified(digits, u'0');
    }
    return text;
}

QString periodText(const XmlNode& period)
{
    const auto ends = [&period](QStringView side, QStringView end) {
        const XmlNode* const node = period.child(side);
        const XmlNode* const date = node ? node->child(end) : nullptr;
        return date ? dateParts(*date) : QString();
    };
    const XmlNode* const start = period.child(u"Start");
    const QString from = ends(u"Start", u"From");
    QString to = ends(u"End", u"To");
    if (to.isEmpty())
        to = ends(u"Start", u"To");
    QString text = from;
    if (!to.isEmpty() && to != from) {
        const bool wholeYear = from.endsWith(u"-01-01") && to == from.left(4) + QStringLiteral("-12-31");
        text = wholeYear ? from.left(4) : from + QStringLiteral(" to ") + to;
    }
    const bool about = start && start->attribute(u"Approximate") == u"true";
    return about && !text.isEmpty() ? QStringLiteral("about ") + text : text;
}

} // namespace tideline
