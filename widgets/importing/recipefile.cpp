// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/recipefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace tideline {

namespace {

constexpr char documentKind[] = "recipe";
constexpr qint64 longestRecipe = 4 * 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("MappingRecipe", text);
}

} // namespace

Result<void> saveRecipeFile(const Recipe& recipe, const QString& path)
{
    QSaveFile file(path);
    const QByteArray json = serialiseRecipe(recipe);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another place.")};
    return {};
}

Result<Recipe> loadRecipeFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another file.")};
    auto recipe = parseRecipe(file.read(longestRecipe));
    if (recipe)
        return recipe;
    Error error = recipe.error();
    error.where = error.where.isEmpty() ? path : path + QStringLiteral(", ") + error.where;
    return error;
}

Result<void> putRecipe(CaseFile& file, const Recipe& recipe)
{
    return file.putDocument(
        {QLatin1String(documentKind), recipe.name, QJsonDocument::fromJson(serialiseRecipe(recipe)).object()});
}

Result<QList<Recipe>> recipesOf(const CaseFile& file)
{
    const auto documents = file.documents(QLatin1String(documentKind));
    if (!documents)
        return documents.error();
    QList<Recipe> recipes;
    for (const NamedDocument& document : *documents) {
        if (auto recipe = parseRecipe(QJsonDocument(document.content).toJson()))
            recipes += *recipe;
    }
    return recipes;
}

FileKind kindOf(const Recipe& recipe)
{
    const bool series =
        recipe.format == u"series-csv" || recipe.options.value(QStringLiteral("kind")).toString() == u"series";
    return series ? FileKind::Series : FileKind::Events;
}

} // namespace tideline
