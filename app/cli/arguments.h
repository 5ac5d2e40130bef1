// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QMap>
#include <QStringList>

namespace tideline {

/// The words after the verb, split into positional ones and options. An option's value is the next word; `--flag`s have
/// none; lists (`--prefix`, `--asn`) take all words up to the next option; any option may be repeated.
class Arguments
{
public:
    /// `allowed`: the option names of this verb, without dashes. BadArgument names an unknown one and its neighbours.
    static Result<Arguments> parse(const QStringList& words, const QStringList& allowed);

    const QStringList& positional() const { return m_positional; }
    QString at(int index) const { return m_positional.value(index); }
    bool has(const QString& option) const { return m_options.contains(option); }
    QString value(const QString& option, const QString& fallback = {}) const;
    QStringList values(const QString& option) const { return m_options.value(option); }

private:
    QStringList m_positional;
    QMap<QString, QStringList> m_options;
};

} // namespace tideline
