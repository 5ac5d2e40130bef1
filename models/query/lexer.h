// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"

#include <QString>

#include <vector>

namespace tideline {

/// A piece of a filter text.
struct Token
{
    enum class Kind { Word, Quoted, Regex, Operator, Open, Close, Comma, And, Or, Not, In, End };
    Kind kind = Kind::End;
    QString text;                    ///< quotes, slashes and escapes removed
    CompareOp op = CompareOp::Equal; ///< of an Operator
    int position = 0;
    int length = 0;
};

/// Cuts a filter text into tokens; the last one is End.
/// A word ends at a blank, bracket, comma, quote or comparison sign. A slash opens a regular expression only where a
/// token begins, so that 10.0.0.0/8 is a word.
class Lexer
{
public:
    explicit Lexer(const QString& text) : m_text(text) {}
    /// False when the text cannot be cut; then `error` says where and why.
    bool run();
    const std::vector<Token>& tokens() const { return m_tokens; }
    const ExpressionError& error() const { return m_error; }

private:
    bool readDelimited(Token::Kind kind, QChar delimiter);
    bool readOperator();
    void readWord();
    void add(Token::Kind kind, int from, QString text = {}, CompareOp op = CompareOp::Equal);

    const QString& m_text;
    int m_at = 0;
    std::vector<Token> m_tokens;
    ExpressionError m_error;
};

} // namespace tideline
