// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/ipaddress.h"
#include "models/core/result.h"
#include "models/core/zone.h"
#include "models/query/fields.h"

#include <QRegularExpression>

#include <memory>
#include <optional>
#include <vector>

namespace tideline {

enum class CompareOp { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Contains };

/// A literal of the filter language, read as the field's type wants it.
struct QueryValue
{
    QString text;                 ///< as written, quotes removed
    double number = 0;            ///< Number; Duration in µs
    TimeRange time;               ///< Time: the span the text means
    std::optional<Prefix> prefix; ///< Address
    std::optional<QRegularExpression> regex;
};

/// A node of the filter language's tree (grammar: ../shared/cli.md, help/filter.md). Immutable.
struct Expression
{
    enum class Kind { And, Or, Not, Compare, In, Word };
    Kind kind = Kind::And;
    std::vector<std::shared_ptr<const Expression>> children; ///< And, Or, Not
    const QueryField* field = nullptr;                       ///< Compare, In
    CompareOp op = CompareOp::Equal;
    std::vector<QueryValue> values; ///< Compare: one; In: any; Word: one
    int position = 0;               ///< 0-based character in the text, for messages
    int length = 0;
};
using ExpressionPtr = std::shared_ptr<const Expression>;

/// A failed parse names the character and the nearest names.
struct ExpressionError
{
    int position = 0; ///< 0-based
    int length = 1;
    QString message;
};

/// An empty text gives a null pointer, which everything matches. Times are read in `zone`.
Result<ExpressionPtr> parseExpression(const QString& text, const Zone& zone);
/// The same with the place of the error, for the search bar.
std::optional<ExpressionError> expressionError(const QString& text, const Zone& zone);

/// The part of an expression that says something about `domain`: terms on fields that the other kind of row has are
/// neutral. Null if nothing remains.
ExpressionPtr restrictedTo(const ExpressionPtr& expression, Domain domain);
/// The first term that does not apply to `domain`, for callers that must refuse it; null if there is none.
const Expression* foreignTerm(const ExpressionPtr& expression, Domain domain);

/// Does the event match? Words search title, note, actor, target, citations, tags and `notes` (its annotations' text).
/// Terms on flow fields are neutral.
bool matches(const ExpressionPtr& expression, const Event& event, const QString& notes = {},
             const QStringList& tags = {}, bool starred = false);

/// The text split at top-level "and": the chips of the filter bar. Joining them with " and " gives the same meaning.
QStringList conjuncts(const QString& text, const Zone& zone);

} // namespace tideline
