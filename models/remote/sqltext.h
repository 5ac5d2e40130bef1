// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tideline {

// ClickHouse 18.16 has no query parameters: every value of a statement is written here, every name is one of ours or
// passes isIdentifier().

/// A quoted text; quotes, backslashes, control characters and NUL are escaped.
QByteArray sqlText(const QByteArray& bytes);
QByteArray sqlText(const QString& text);
/// "x IN (…)" of literals that are already written; "0" for none.
QByteArray sqlIn(const QByteArray& expression, const std::vector<QByteArray>& literals);
QByteArray sqlIn(const QByteArray& expression, const std::vector<QString>& texts);
template <typename Integer> QByteArray sqlInNumbers(const QByteArray& expression, const std::vector<Integer>& numbers)
{
    std::vector<QByteArray> literals;
    for (const Integer number : numbers)
        literals.push_back(QByteArray::number(number));
    return sqlIn(expression, literals);
}
/// "(a AND b)"; "1" for none.
QByteArray sqlAnd(const std::vector<QByteArray>& parts);
/// "(a OR b)"; "0" for none.
QByteArray sqlOr(const std::vector<QByteArray>& parts);
/// Is the time column within the range; "1" for all time.
QByteArray sqlWithin(const TimeRange& range);
/// Does the 16-byte column lie in any of the networks: one set of leading bytes for each length, so that long lists
/// cost no more than short ones.
QByteArray sqlInPrefixes(const QByteArray& address, const std::vector<Prefix>& prefixes);

/// A letter, then at most 63 letters, digits and underscores.
bool isIdentifier(const QString& name);

/// Rows of an answer in TabSeparated. Cells are unescaped.
class TsvRows
{
public:
    explicit TsvRows(QByteArray text) : m_text(std::move(text)) {}
    /// False at the end. A row that does not end with its line is not given.
    bool next(std::vector<QByteArray>& cells);
    bool atEnd() const { return m_at == m_text.size(); }

private:
    QByteArray m_text;
    qsizetype m_at = 0;
};

} // namespace tideline
