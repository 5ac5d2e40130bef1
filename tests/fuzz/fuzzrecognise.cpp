// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What sees bytes before any reader does: recognition, the preview of the import window, recipes.
#include "models/importers/preview.h"
#include "models/importers/recipe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)tideline::recognise(bytes, {});
    (void)tideline::preview(bytes);
    (void)tideline::parseRecipe(QByteArray(bytes.data(), qsizetype(bytes.size())));
    return 0;
}
