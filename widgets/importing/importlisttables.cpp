// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of ImportList: what is read of them before the import, and what is said about their columns.
#include "widgets/importing/importfound.h"

#include <algorithm>

namespace tideline {

namespace {

FileKind kindOfFormat(const QString& format)
{
    return format == u"series-csv" ? FileKind::Series : FileKind::Events;
}

bool saysColumns(const ReadOptions& options)
{
    const QStringList keys = options.keys();
    return std::any_of(keys.begin(), keys.end(),
                       [](const QString& key) { return key == u"map" || key.startsWith(QStringLiteral("map.")); });
}

} // namespace

bool isTableFormat(const QString& format)
{
    return format == u"events-csv" || format == u"series-csv";
}

/// The table of the file, with what its columns seem to mean. No table: the format needs no mapping.
void ImportList::Found::readTable(const QString& path, const QString& format, ReadOptions given,
                                  std::optional<FileKind> wanted)
{
    kind = wanted.value_or(kindOfFormat(format));
    mapped = csvHead(head);
    if (holdsTable(format)) {
        const auto inside = tableInFile(path, format, given);
        if (!inside) {
            error = inside.error();
            return;
        }
        sheet = inside->part;
        sheets = inside->otherParts;
        if (!sheet.isEmpty())
            sheets.prepend(sheet);
        if (!inside->format.isEmpty() && !isTableFormat(inside->format))
            return; // its columns say themselves what they are
        mapped = {inside->csv, inside->numbers, inside->whole};
        if (!wanted && !inside->format.isEmpty())
            kind = kindOfFormat(inside->format);
        if (!saysColumns(given) && mappedFormat(kind) == inside->format)
            given = inside->options;
        for (const char* key : {"sheet", "kind", "delimiter"})
            given.remove(QLatin1String(key));
    }
    auto raw = readRawTable(mapped, given);
    if (!raw) {
        error = raw.error();
        return;
    }
    if (!saysColumns(given)) {
        const ReadOptions guessed = guessedOptions(mapped, *raw, kind);
        for (auto it = guessed.begin(); it != guessed.end(); ++it) {
            if (!given.contains(it.key()))
                given.insert(it.key(), it.value());
        }
    }
    options = withValueColumns(mapped, *raw, kind, given);
    table = std::move(*raw);
}

void ImportList::setMapping(ImportItem& item, const ReadOptions& options, FileKind kind) const
{
    item.mapping = ColumnMapping::from(options, item.table->names(), kind);
    if (!item.mapping.options.contains(QStringLiteral("zone")))
        item.mapping.options.insert(QStringLiteral("zone"), m_session->zone().name());
}

void ImportList::setFormat(int index, const QString& format)
{
    if (item(index).format == format)
        return;
    const bool known = item(index).recognised.format && item(index).recognised.format->name == format;
    const ReadOptions options = known ? item(index).recognised.options : ReadOptions();
    const bool mapped = isTableFormat(format) || holdsTable(format);
    edit(index, [&](ImportItem& item) {
        item.format = format;
        item.recipe = options.value(QStringLiteral("recipe")).toString();
        item.options = options;
        item.sheet.clear();
        item.sheets.clear();
        if (!mapped || holdsTable(format))
            item.table.reset();
        if (item.table)
            setMapping(item, {}, kindOfFormat(format)); // until the guess is there
    });
    if (!mapped)
        return;
    const auto work = [path = item(index).path, head = item(index).head, format, options] {
        Found found;
        found.head = head;
        found.readTable(path, format, options, {});
        return found;
    };
    enqueue({item(index).path, work, [this, format](ImportItem& item, Found& found) {
                 if (item.format != format)
                     return; // chosen again meanwhile
                 if (found.error) {
                     item.error = *found.error;
                     item.format.clear();
                     emit failed(item.error);
                     return;
                 }
                 item.mapped = std::move(found.mapped);
                 item.table = std::move(found.table);
                 item.sheet = found.sheet;
                 item.sheets = found.sheets;
                 if (item.table)
                     setMapping(item, found.options, found.kind);
             }});
    emit changed();
}

void ImportList::setKind(int index, FileKind kind)
{
    if (!item(index).isDocument())
        setFormat(index, mappedFormat(kind));
    else if (item(index).mapping.kind != kind)
        reloadTable(index, {{QStringLiteral("sheet"), item(index).sheet}}, kind);
}

void ImportList::setSheet(int index, const QString& sheet)
{
    if (item(index).sheet != sheet)
        reloadTable(index, {{QStringLiteral("sheet"), sheet}}, item(index).mapping.kind);
}

void ImportList::reloadTable(int index, const ReadOptions& options, FileKind kind)
{
    edit(index, [](ImportItem& item) { item.recipe.clear(); });
    const auto work = [path = item(index).path, format = item(index).format, options, kind] {
        Found found;
        found.readTable(path, format, options, kind);
        return found;
    };
    enqueue({item(index).path, work, [this](ImportItem& item, Found& found) {
                 if (found.error) {
                     emit failed(*found.error);
                     return;
                 }
                 item.mapped = std::move(found.mapped);
                 item.table = std::move(found.table);
                 item.sheet = found.sheet;
                 if (item.table)
                     setMapping(item, found.options, found.kind);
             }});
    emit changed();
}

void ImportList::rereadTable(int index)
{
    const ImportItem& now = item(index);
    if (!now.table)
        return;
    const auto work = [mapped = now.mapped, options = now.mapping.options] {
        Found found;
        auto table = readRawTable(mapped, options);
        if (table)
            found.table = std::move(*table);
        else
            found.error = table.error();
        return found;
    };
    enqueue({now.path, work, [this](ImportItem& item, Found& found) {
                 if (found.error) {
                     item.error = *found.error;
                     emit failed(item.error);
                     return;
                 }
                 const QStringList before = item.table->names();
                 const ReadOptions written = item.mapping.options;
                 // Where the columns are others now, what was said about the old ones means nothing.
                 ReadOptions options = found.table->names() == before
                                           ? item.mapping.toOptions(before)
                                           : guessedOptions(item.mapped, *found.table, item.mapping.kind);
                 for (auto it = written.begin(); it != written.end(); ++it)
                     options.insert(it.key(), it.value());
                 item.table = std::move(found.table);
                 setMapping(item, options, item.mapping.kind);
             }});
    emit changed();
}

void ImportList::applyRecipe(int index, const Recipe& recipe)
{
    if (!item(index).table)
        return;
    const FileKind kind = kindOf(recipe);
    const auto work = [mapped = item(index).mapped, recipe, kind] {
        Found found;
        auto table = readRawTable(mapped, recipe.options);
        if (!table) {
            found.error = table.error();
            return found;
        }
        found.options = withValueColumns(mapped, *table, kind, recipe.options);
        found.table = std::move(*table);
        return found;
    };
    enqueue({item(index).path, work, [this, recipe, kind](ImportItem& item, Found& found) {
                 if (found.error) {
                     emit failed(*found.error);
                     return;
                 }
                 if (!item.isDocument())
                     item.format = mappedFormat(kind);
                 item.recipe = recipe.name;
                 item.table = std::move(found.table);
                 item.check.reset();
                 item.checked = ImportItem::Outcome::None;
                 setMapping(item, found.options, kind);
             }});
    emit changed();
}

Recipe ImportList::recipeFor(int index, const QString& name) const
{
    const ImportItem& item = this->item(index);
    Recipe recipe;
    recipe.name = name;
    recipe.title = name;
    recipe.format = item.isDocument() ? item.format : item.mapping.formatName();
    recipe.columns = item.table ? item.table->names() : QStringList();
    recipe.options = item.mapping.toOptions(recipe.columns);
    recipe.options.remove(QStringLiteral("recipe"));
    if (item.isDocument())
        recipe.options.insert(QStringLiteral("kind"), fileKindName(item.mapping.kind));
    return recipe;
}

void ImportList::saveRecipe(const Recipe& recipe)
{
    m_session->write(tr("Saving the recipe %1").arg(recipe.name),
                     [recipe](CaseFile& file, const Progress&) { return putRecipe(file, recipe); });
    for (auto& item : m_items) {
        if (!item->table || !recipe.matches(item->table->names()))
            continue;
        item->recipes.removeIf([&](const Recipe& old) { return old.name == recipe.name; });
        item->recipes.prepend(recipe);
    }
    emit changed();
}

} // namespace tideline
