// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/recipe.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

// Resources of a static library are linked only where this is called, and it cannot be called inside a namespace.
static void initRecipes()
{
    Q_INIT_RESOURCE(recipes);
}

namespace tideline {

namespace {

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue item : value.toArray())
        list << item.toString();
    return list;
}

std::vector<Recipe> loadBuiltIns()
{
    initRecipes();
    std::vector<Recipe> recipes;
    const QStringList names =
        QDir(QStringLiteral(":/recipes")).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(QStringLiteral(":/recipes/") + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto recipe = parseRecipe(file.readAll());
        Q_ASSERT(recipe.ok());
        if (recipe)
            recipes.push_back(std::move(recipe).value());
    }
    return recipes;
}

} // namespace

bool Recipe::matches(const QStringList& fileColumns) const
{
    const auto has = [&](const QString& column) { return fileColumns.contains(column, Qt::CaseInsensitive); };
    return !columns.isEmpty() && std::all_of(columns.begin(), columns.end(), has) &&
           std::none_of(notColumns.begin(), notColumns.end(), has);
}

Result<Recipe> parseRecipe(const QByteArray& json)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (!document.isObject())
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The recipe is not JSON: %1").arg(parsed.errorString()),
                     QStringLiteral("byte %1").arg(parsed.offset),
                     {}};
    const QJsonObject object = document.object();
    const int version = object.value(QStringLiteral("tideline_recipe")).toInt();
    if (version != 1)
        return Error{version > 1 ? ErrorCode::TooNew : ErrorCode::BadInput,
                     QStringLiteral("This is no recipe of version 1"), QStringLiteral("tideline_recipe"),
                     QStringLiteral("A recipe begins with \"tideline_recipe\": 1.")};
    Recipe recipe;
    recipe.name = object.value(QStringLiteral("name")).toString();
    recipe.title = object.value(QStringLiteral("title")).toString();
    recipe.format = object.value(QStringLiteral("format")).toString();
    recipe.columns = strings(object.value(QStringLiteral("match")).toObject().value(QStringLiteral("columns")));
    recipe.notColumns = strings(object.value(QStringLiteral("match")).toObject().value(QStringLiteral("not")));
    recipe.options = object.value(QStringLiteral("options")).toObject();
    if (recipe.name.isEmpty())
        return Error{ErrorCode::BadInput, QStringLiteral("The recipe has no name"), QStringLiteral("name"), {}};
    if (!formatNamed(recipe.format))
        return Error{ErrorCode::BadInput, QStringLiteral("The recipe is for an unknown format “%1”").arg(recipe.format),
                     QStringLiteral("format"), QStringLiteral("See tideline-cli formats.")};
    return recipe;
}

QByteArray serialiseRecipe(const Recipe& recipe)
{
    QJsonObject match{{QStringLiteral("columns"), QJsonArray::fromStringList(recipe.columns)}};
    if (!recipe.notColumns.isEmpty())
        match.insert(QStringLiteral("not"), QJsonArray::fromStringList(recipe.notColumns));
    QJsonObject object{{QStringLiteral("tideline_recipe"), 1},
                       {QStringLiteral("name"), recipe.name},
                       {QStringLiteral("format"), recipe.format},
                       {QStringLiteral("match"), match},
                       {QStringLiteral("options"), recipe.options}};
    if (!recipe.title.isEmpty())
        object.insert(QStringLiteral("title"), recipe.title);
    return QJsonDocument(object).toJson();
}

const std::vector<Recipe>& builtInRecipes()
{
    static const std::vector<Recipe> recipes = loadBuiltIns();
    return recipes;
}

const Recipe* matchingRecipe(const QStringList& fileColumns, const std::vector<Recipe>& recipes)
{
    const Recipe* best = nullptr;
    for (const Recipe& recipe : recipes) {
        if (recipe.matches(fileColumns) && (!best || recipe.columns.size() > best->columns.size()))
            best = &recipe;
    }
    return best;
}

ReadOptions optionsWith(const Recipe& recipe, const ReadOptions& over)
{
    ReadOptions options = recipe.options;
    for (auto it = over.begin(); it != over.end(); ++it)
        options.insert(it.key(), it.value());
    options.insert(QStringLiteral("recipe"), recipe.name);
    return options;
}

} // namespace tideline
