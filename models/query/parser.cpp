// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/parser.h"

#include <QCoreApplication>

#include <algorithm>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Filter", text);
}

bool isValue(const Token& token)
{
    // After a comparison even "in" and "and" are values: `direction == in`.
    switch (token.kind) {
    case Token::Kind::Word:
    case Token::Kind::Quoted:
    case Token::Kind::Regex:
    case Token::Kind::In:
        return true;
    default:
        return false;
    }
}

} // namespace

const Token& ExpressionParser::ahead() const
{
    return m_lexer.tokens()[std::min(m_at + 1, m_lexer.tokens().size() - 1)];
}

ExpressionPtr ExpressionParser::fail(const Token& token, const QString& message)
{
    if (!m_error)
        m_error = {token.position, std::max(1, token.length), message};
    return nullptr;
}

ExpressionParser::Node ExpressionParser::make(Expression::Kind kind, const Token& from) const
{
    auto node = std::make_shared<Expression>();
    node->kind = kind;
    node->position = from.position;
    return node;
}

void ExpressionParser::close(Node& node) const
{
    const Token& last = m_lexer.tokens()[m_at - 1];
    node->length = last.position + last.length - node->position;
}

ExpressionPtr ExpressionParser::run()
{
    if (m_text.size() > longestText) {
        m_error = {longestText, int(m_text.size()) - longestText,
                   tr("The filter is longer than %1 characters").arg(longestText)};
        return nullptr;
    }
    if (!m_lexer.run()) {
        m_error = m_lexer.error();
        return nullptr;
    }
    if (current().kind == Token::Kind::End)
        return nullptr;
    ExpressionPtr tree = parseOr();
    if (tree && current().kind != Token::Kind::End)
        return fail(current(), current().kind == Token::Kind::Close
                                   ? tr("This bracket closes nothing")
                                   : tr("“%1” does not belong here").arg(current().text));
    return tree;
}

ExpressionPtr ExpressionParser::parseOr()
{
    const Token& from = current();
    ExpressionPtr first = parseAnd();
    if (!first || current().kind != Token::Kind::Or)
        return first;
    Node node = make(Expression::Kind::Or, from);
    node->children.push_back(std::move(first));
    while (current().kind == Token::Kind::Or) {
        next();
        ExpressionPtr other = parseAnd();
        if (!other)
            return nullptr;
        node->children.push_back(std::move(other));
    }
    close(node);
    return node;
}

bool ExpressionParser::startsTerm() const
{
    switch (current().kind) {
    case Token::Kind::End:
    case Token::Kind::Close:
    case Token::Kind::Comma:
    case Token::Kind::Or:
        return false;
    default:
        return true; // a token that cannot start a term is reported by parseTerm
    }
}

ExpressionPtr ExpressionParser::parseAnd()
{
    const Token& from = current();
    ExpressionPtr first = parseNot();
    if (!first || !startsTerm())
        return first;
    Node node = make(Expression::Kind::And, from);
    node->children.push_back(std::move(first));
    while (startsTerm()) {
        if (current().kind == Token::Kind::And)
            next();
        ExpressionPtr other = parseNot();
        if (!other)
            return nullptr;
        node->children.push_back(std::move(other));
    }
    close(node);
    return node;
}

ExpressionPtr ExpressionParser::parseNot()
{
    if (current().kind != Token::Kind::Not)
        return parseTerm();
    Node node = make(Expression::Kind::Not, next());
    ExpressionPtr term = parseTerm();
    if (!term)
        return nullptr;
    node->children.push_back(std::move(term));
    close(node);
    return node;
}

ExpressionPtr ExpressionParser::parseTerm()
{
    switch (current().kind) {
    case Token::Kind::Open:
        return parseGroup();
    case Token::Kind::Quoted:
    case Token::Kind::Regex:
        return parseWord();
    case Token::Kind::Word:
        break;
    case Token::Kind::End:
        return fail(current(), tr("A term is missing at the end"));
    case Token::Kind::Close:
        return fail(current(), tr("A term is missing before the bracket"));
    default:
        return fail(current(),
                    tr("A term was expected, not “%1”").arg(m_text.mid(current().position, current().length)));
    }
    const bool compares = ahead().kind == Token::Kind::Operator || ahead().kind == Token::Kind::In;
    if (!compares)
        return parseWord();
    const Token& name = next();
    const QueryField* field = fieldNamed(name.text);
    if (!field)
        return unknownField(name);
    return current().kind == Token::Kind::In ? parseIn(*field, name) : parseCompare(*field, name);
}

const QueryField* ExpressionParser::fieldNamed(const QString& name) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [&](const QueryField& field) {
        return name.compare(QLatin1StringView(field.name), Qt::CaseInsensitive) == 0;
    });
    return found == m_fields.end() ? nullptr : &*found;
}

ExpressionPtr ExpressionParser::unknownField(const Token& name)
{
    QStringList known;
    for (const QueryField& field : m_fields)
        known.append(QString::fromLatin1(field.name));
    return fail(name, tr("There is no field “%1”").arg(name.text) + suggestionText(name.text, known));
}

ExpressionPtr ExpressionParser::parseGroup()
{
    const Token open = next();
    if (++m_depth > deepestNesting)
        return fail(open, tr("Brackets are nested deeper than %1").arg(deepestNesting));
    ExpressionPtr inner = parseOr();
    --m_depth;
    if (!inner)
        return nullptr;
    if (current().kind != Token::Kind::Close)
        return fail(current().kind == Token::Kind::End ? open : current(), tr("The bracket is not closed"));
    next();
    // The brackets belong to the group, so that its text can stand alone as a chip.
    Node grouped = std::make_shared<Expression>(*inner);
    grouped->position = open.position;
    close(grouped);
    return grouped;
}

ExpressionPtr ExpressionParser::parseWord()
{
    const Token& token = next();
    Node node = make(Expression::Kind::Word, token);
    node->op = CompareOp::Contains;
    const auto value = m_literals.readWord(token);
    if (!value)
        return fail(token, m_literals.reason());
    node->values.push_back(*value);
    close(node);
    return node;
}

bool ExpressionParser::checkOperator(const QueryField& field, const Token& op)
{
    const bool isText = field.type == FieldType::Text;
    const bool isAddress = field.type == FieldType::Address;
    const bool orders = op.op != CompareOp::Equal && op.op != CompareOp::NotEqual && op.op != CompareOp::Contains;
    if ((orders && (isText || isAddress)) || (op.op == CompareOp::Contains && !isText)) {
        const QString fitting = isText      ? QStringLiteral("== != ~ in")
                                : isAddress ? QStringLiteral("== != in")
                                            : QStringLiteral("== != < <= > >= in");
        fail(op, tr("“%1” cannot be compared by “%2”, only by %3").arg(QLatin1String(field.name), op.text, fitting));
        return false;
    }
    return true;
}

std::optional<QueryValue> ExpressionParser::parseValue(const QueryField& field)
{
    const Token& token = current();
    if (!isValue(token)) {
        fail(token, tr("A value for “%1” is missing").arg(QLatin1String(field.name)));
        return std::nullopt;
    }
    next();
    auto value = m_literals.read(field, token);
    if (!value)
        fail(token, m_literals.reason());
    return value;
}

ExpressionPtr ExpressionParser::parseCompare(const QueryField& field, const Token& name)
{
    const Token& op = next();
    if (!checkOperator(field, op))
        return nullptr;
    const auto value = parseValue(field);
    if (!value)
        return nullptr;
    Node node = make(Expression::Kind::Compare, name);
    node->field = &field;
    node->op = op.op;
    node->values.push_back(*value);
    close(node);
    return node;
}

ExpressionPtr ExpressionParser::parseIn(const QueryField& field, const Token& name)
{
    const Token in = next();
    Node node = make(Expression::Kind::In, name);
    node->field = &field;
    if (current().kind == Token::Kind::Open) {
        if (!parseList(field, node))
            return nullptr;
    } else if (field.type == FieldType::Address) {
        const auto value = parseValue(field);
        if (!value)
            return nullptr;
        node->values.push_back(*value);
    } else {
        return fail(isValue(current()) ? current() : in,
                    tr("“in” wants a list in brackets, or a network for an address"));
    }
    close(node);
    return node;
}

bool ExpressionParser::parseList(const QueryField& field, Node& node)
{
    next();
    for (;;) {
        const auto value = parseValue(field);
        if (!value)
            return false;
        node->values.push_back(*value);
        if (current().kind == Token::Kind::Close) {
            next();
            return true;
        }
        if (current().kind != Token::Kind::Comma) {
            fail(current(), tr("The list goes on with a comma or ends with a bracket"));
            return false;
        }
        next();
    }
}

} // namespace tideline
