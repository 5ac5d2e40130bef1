// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/expression.h"
#include "models/query/lexer.h"
#include "models/query/literal.h"

namespace tideline {

/// Recursive descent over the grammar of the filter language:
///   or = and { "or" and } ; and = not { [ "and" ] not } ; not = [ "not" ] term
class ExpressionParser
{
public:
    static constexpr int longestText = 10'000; ///< characters
    static constexpr int deepestNesting = 100; ///< brackets within brackets

    /// `fields`: of other rows than events and flows; outlives the tree.
    ExpressionParser(const QString& text, const Zone& zone, const std::vector<QueryField>& fields = queryFields())
        : m_text(text), m_fields(fields), m_lexer(text), m_literals(zone)
    {}
    /// Null with `error` unset for a text without tokens.
    ExpressionPtr run();
    const std::optional<ExpressionError>& error() const { return m_error; }

private:
    using Node = std::shared_ptr<Expression>;
    ExpressionPtr parseOr();
    ExpressionPtr parseAnd();
    ExpressionPtr parseNot();
    ExpressionPtr parseTerm();
    ExpressionPtr parseGroup();
    ExpressionPtr parseWord();
    ExpressionPtr parseCompare(const QueryField& field, const Token& name);
    ExpressionPtr parseIn(const QueryField& field, const Token& name);
    bool parseList(const QueryField& field, Node& node);
    bool checkOperator(const QueryField& field, const Token& op);
    std::optional<QueryValue> parseValue(const QueryField& field);

    const Token& current() const { return m_lexer.tokens()[m_at]; }
    const Token& ahead() const;
    const Token& next() { return m_lexer.tokens()[m_at++]; }
    bool startsTerm() const;
    ExpressionPtr fail(const Token& token, const QString& message);
    ExpressionPtr unknownField(const Token& name);
    Node make(Expression::Kind kind, const Token& from) const;
    void close(Node& node) const; ///< ends the node after the last token taken

    const QueryField* fieldNamed(const QString& name) const;

    const QString& m_text;
    const std::vector<QueryField>& m_fields;
    Lexer m_lexer;
    LiteralReader m_literals;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::optional<ExpressionError> m_error;
};

} // namespace tideline
