// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"
#include "models/query/lexer.h"

#include <QString>

namespace tideline {

/// Reads literals as their field's type wants them.
class LiteralReader
{
public:
    explicit LiteralReader(const Zone& zone) : m_zone(zone) {}
    /// nullopt when the token is no such value; `reason` says why, with the nearest names where there is a list.
    std::optional<QueryValue> read(const QueryField& field, const Token& token);
    /// A free word: plain, quoted or a regular expression.
    std::optional<QueryValue> readWord(const Token& token);
    const QString& reason() const { return m_reason; }

private:
    bool readText(const QueryField& field, QueryValue& value);
    bool readNumber(const QueryField& field, QueryValue& value);
    bool readDuration(QueryValue& value);
    bool readTime(QueryValue& value);
    bool readAddress(const QueryField& field, QueryValue& value);
    bool readRegex(const QString& pattern, QueryValue& value);
    bool fail(const QString& reason);

    Zone m_zone;
    QString m_reason;
};

/// "; did you mean a, b?" or nothing.
QString suggestionText(const QString& name, const QStringList& known);

} // namespace tideline
