// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/expression.h"

#include "models/query/parser.h"

#include <QCoreApplication>

#include <algorithm>

namespace tideline {

namespace {

/// Where a term belongs. Free words search the texts of events.
Domain domainOf(const Expression& term)
{
    return term.field ? term.field->domain : Domain::Events;
}

bool isTerm(const Expression& node)
{
    return node.kind == Expression::Kind::Compare || node.kind == Expression::Kind::In ||
           node.kind == Expression::Kind::Word;
}

bool applies(const Expression& term, Domain domain)
{
    return (int(domainOf(term)) & int(domain)) != 0;
}

} // namespace

Result<ExpressionPtr> parseExpression(const QString& text, const Zone& zone)
{
    ExpressionParser parser(text, zone);
    ExpressionPtr tree = parser.run();
    if (const auto& error = parser.error()) {
        const QString place = QCoreApplication::translate("Filter", "filter, character %1").arg(error->position + 1);
        const QString what = QCoreApplication::translate("Filter", "%1 (at character %2 of the filter)")
                                 .arg(error->message, QString::number(error->position + 1));
        return Error{ErrorCode::BadArgument, what, place, {}};
    }
    return tree;
}

std::optional<ExpressionError> expressionError(const QString& text, const Zone& zone)
{
    ExpressionParser parser(text, zone);
    parser.run();
    return parser.error();
}

ExpressionPtr restrictedTo(const ExpressionPtr& expression, Domain domain)
{
    if (!expression)
        return nullptr;
    if (isTerm(*expression))
        return applies(*expression, domain) ? expression : nullptr;

    std::vector<ExpressionPtr> kept;
    for (const ExpressionPtr& child : expression->children) {
        if (ExpressionPtr part = restrictedTo(child, domain))
            kept.push_back(std::move(part));
    }
    if (kept == expression->children)
        return expression;
    if (kept.empty())
        return nullptr;
    if (kept.size() == 1 && expression->kind != Expression::Kind::Not)
        return kept.front();
    auto node = std::make_shared<Expression>(*expression);
    node->children = std::move(kept);
    return node;
}

const Expression* foreignTerm(const ExpressionPtr& expression, Domain domain)
{
    if (!expression)
        return nullptr;
    if (isTerm(*expression))
        return applies(*expression, domain) ? nullptr : expression.get();
    for (const ExpressionPtr& child : expression->children) {
        if (const Expression* foreign = foreignTerm(child, domain))
            return foreign;
    }
    return nullptr;
}

QStringList conjuncts(const QString& text, const Zone& zone)
{
    ExpressionParser parser(text, zone);
    const ExpressionPtr tree = parser.run();
    if (!tree)
        return {};
    const auto slice = [&text](const Expression& node) { return text.mid(node.position, node.length); };
    // `(a and b)` as a whole is one chip: its brackets are part of its text.
    const bool splits = tree->kind == Expression::Kind::And && tree->children.front()->position == tree->position;
    const bool isGrouped =
        splits && text.at(tree->position) == u'(' &&
        tree->children.front()->position + tree->children.front()->length > tree->children.back()->position;
    if (!splits || isGrouped)
        return {slice(*tree)};
    QStringList chips;
    for (const ExpressionPtr& child : tree->children)
        chips.append(slice(*child));
    return chips;
}

} // namespace tideline
