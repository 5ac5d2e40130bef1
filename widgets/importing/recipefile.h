// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/importing.h"
#include "models/session/importpreview.h"

namespace tideline {

// A mapping is kept for the next file with the same columns: in the case, and as a file for others and the command line
// (`import --recipe`). Both are the same document, see models/importers/recipe.h.

Result<void> saveRecipeFile(const Recipe& recipe, const QString& path);
Result<Recipe> loadRecipeFile(const QString& path);

Result<void> putRecipe(CaseFile& file, const Recipe& recipe);
/// Recipes kept in the case; those that cannot be read are left out.
Result<QList<Recipe>> recipesOf(const CaseFile& file);

/// What the columns become: events, or numbers over time.
FileKind kindOf(const Recipe& recipe);

} // namespace tideline
