// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace tideline {

/// The block of keys between two lines of "---" at the beginning of a Markdown text, and the text behind it. Of YAML it
/// knows what such blocks use: scalars, quoted or not, lists in lines of "- " or in brackets, and comments.
struct FrontMatter
{
    std::vector<std::pair<QString, QStringList>> fields; ///< in order; a scalar is a list of one
    QString body;
    qint64 bodyLine = 1; ///< 1-based

    QStringList values(QStringView key) const;
    QString value(QStringView key) const { return values(key).value(0); }
};

/// BadInput, with the line, if there is no such block or a line of it is none of these.
Result<FrontMatter> readFrontMatter(const QString& text);

} // namespace tideline
