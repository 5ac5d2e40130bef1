// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/recipefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MappingRecipe", text);
}

} // namespace

bool MappingRecipe::matches(const QStringList& fileColumns) const
{
    return !columns.isEmpty() && std::all_of(columns.begin(), columns.end(), [&](const QString& column) {
        return fileColumns.contains(column, Qt::CaseInsensitive);
    });
}

QJsonObject toJson(const MappingRecipe& recipe)
{
    return {
        {QStringLiteral("tideline_recipe"), 1},
        {QStringLiteral("name"), recipe.name},
        {QStringLiteral("title"), recipe.title},
        {QStringLiteral("format"), recipe.format},
        {QStringLiteral("match"), QJsonObject{{QStringLiteral("columns"), QJsonArray::fromStringList(recipe.columns)}}},
        {QStringLiteral("options"), recipe.options}};
}

Result<MappingRecipe> recipeFromJson(const QJsonObject& json)
{
    const int version = json.value(QStringLiteral("tideline_recipe")).toInt();
    if (version != 1)
        return Error{version > 1 ? ErrorCode::TooNew : ErrorCode::BadInput,
                     tr("This is no recipe of version 1"),
                     {},
                     tr("A recipe begins with \"tideline_recipe\": 1.")};
    MappingRecipe recipe;
    recipe.name = json.value(QStringLiteral("name")).toString();
    recipe.title = json.value(QStringLiteral("title")).toString();
    recipe.format = json.value(QStringLiteral("format")).toString();
    recipe.options = json.value(QStringLiteral("options")).toObject();
    const QJsonObject match = json.value(QStringLiteral("match")).toObject();
    for (const QJsonValue column : match.value(QStringLiteral("columns")).toArray())
        recipe.columns += column.toString();
    if (recipe.name.isEmpty() || !formatNamed(recipe.format))
        return Error{ErrorCode::BadInput, tr("The recipe has no name or no known format"), {}, {}};
    return recipe;
}

Result<void> saveRecipeFile(const MappingRecipe& recipe, const QString& path)
{
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(toJson(recipe)).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another place.")};
    return {};
}

Result<MappingRecipe> loadRecipeFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another file.")};
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsed);
    if (!document.isObject())
        return Error{ErrorCode::BadInput, tr("The recipe is not JSON"), path, parsed.errorString()};
    auto recipe = recipeFromJson(document.object());
    if (recipe)
        return recipe;
    Error error = recipe.error();
    error.where = path;
    return error;
}

Result<QList<MappingRecipe>> recipesOf(const CaseFile& file)
{
    const auto documents = file.documents(QLatin1String(recipeDocument));
    if (!documents)
        return documents.error();
    QList<MappingRecipe> recipes;
    for (const NamedDocument& document : *documents) {
        if (auto recipe = recipeFromJson(document.content))
            recipes += *recipe;
    }
    return recipes;
}

} // namespace tideline
