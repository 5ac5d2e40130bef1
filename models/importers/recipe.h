// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace tideline {

/// How one known layout of CSV is read, kept as a small JSON document:
///   {"tideline_recipe": 1, "name": "…", "title": "…", "format": "events-csv" or "series-csv",
///    "match": {"columns": ["a", "b"], "not": ["c"]}, "options": {…}}
/// A file matches when it has all the columns of `match` and none of `not`, whatever their order and case.
struct Recipe
{
    QString name;
    QString title;
    QString format;
    QStringList columns;
    QStringList notColumns;
    ReadOptions options; ///< `recipe` is added when it is used
    bool operator==(const Recipe&) const = default;

    bool matches(const QStringList& fileColumns) const;
};

/// BadInput if the JSON is none or no recipe of a version known here.
Result<Recipe> parseRecipe(const QByteArray& json);
QByteArray serialiseRecipe(const Recipe& recipe);

/// The recipes that come with the program, by name.
const std::vector<Recipe>& builtInRecipes();
/// The matching recipe with the most columns; nullptr if there is none.
const Recipe* matchingRecipe(const QStringList& fileColumns, const std::vector<Recipe>& recipes = builtInRecipes());

/// `over` laid over the recipe's options: what a person gives wins; `recipe` says which one it was.
ReadOptions optionsWith(const Recipe& recipe, const ReadOptions& over = {});

} // namespace tideline
