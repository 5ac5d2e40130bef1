// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/importing.h"

namespace tideline {

/// A mapping kept for the next file with the same columns: in the case, and as a file for others and the command line.
struct MappingRecipe
{
    QString name;
    QString title;
    QString format;      ///< "events-csv" or "series-csv"
    QStringList columns; ///< that a file must have
    ReadOptions options;
    bool operator==(const MappingRecipe&) const = default;

    bool matches(const QStringList& fileColumns) const;
};

/// The same document as `import --recipe` takes: {"tideline_recipe":1,"name",…}.
QJsonObject toJson(const MappingRecipe& recipe);
Result<MappingRecipe> recipeFromJson(const QJsonObject& json);

Result<void> saveRecipeFile(const MappingRecipe& recipe, const QString& path);
Result<MappingRecipe> loadRecipeFile(const QString& path);

/// Recipes kept in the case; those that cannot be read are left out.
Result<QList<MappingRecipe>> recipesOf(const CaseFile& file);
inline constexpr char recipeDocument[] = "recipe";

} // namespace tideline
