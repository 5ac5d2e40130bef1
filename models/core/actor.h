// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tideline {

/// A threat actor with the names it goes by. One name may belong to several actors; none of them is chosen silently.
struct Actor
{
    QString id; ///< the list's own, e.g. a UUID; the name where it has none
    QString name;
    QStringList aliases;
    QString country; ///< ISO alpha-2 of the suspected origin; empty = not said
    QString note;
    QStringList links;
    qint64 source = 0;
    qint64 record = 0;
    bool operator==(const Actor&) const = default;
};

} // namespace tideline
