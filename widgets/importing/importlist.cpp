// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/importlist.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QtConcurrent>

#include <algorithm>

namespace tideline {

/// What a job brings back from its thread.
struct ImportList::Found
{
    std::optional<Error> error;
    Recognised recognised;
    QByteArray head;
    std::optional<RawTable> table;
    ReadOptions options; ///< complete: with the columns of values
    QList<MappingRecipe> recipes;
};

namespace {

constexpr int filesOfAFolder = 200;

FileKind kindOf(const QString& format)
{
    return format == u"series-csv" ? FileKind::Series : FileKind::Events;
}

bool isTableFormat(const QString& format)
{
    return format == u"events-csv" || format == u"series-csv";
}

QStringList filesIn(const QString& path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    QDirIterator entries(path, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (entries.hasNext() && files.size() < filesOfAFolder)
        files += entries.next();
    files.sort();
    return files;
}

} // namespace

QString ImportItem::name() const
{
    return QFileInfo(path).fileName();
}

bool ImportItem::isMapped() const
{
    return table && isTableFormat(format);
}

ImportRequest ImportItem::request(bool dryRun) const
{
    ImportRequest request;
    request.path = path;
    request.format = format;
    request.dryRun = dryRun;
    request.simulated = simulated;
    request.title = title;
    request.options = isMapped() ? mapping.toOptions(table->names()) : options;
    if (!recipe.isEmpty())
        request.options.insert(QStringLiteral("recipe"), recipe);
    return request;
}

ImportList::ImportList(CaseSession* session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ImportList::takeFound);
    connect(session->tasks(), &TaskList::changed, this, &ImportList::watchTasks);
    connect(session, &CaseSession::closed, this, [this] {
        m_running = -1;
        m_afterTask = {};
    });
}

ImportList::~ImportList()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void ImportList::add(const QStringList& paths)
{
    for (const QString& path : paths) {
        for (const QString& file : filesIn(path)) {
            const QString clean = QFileInfo(file).absoluteFilePath();
            const bool known =
                std::any_of(m_items.begin(), m_items.end(), [&](const auto& i) { return i->path == clean; });
            if (known)
                continue;
            auto item = std::make_unique<ImportItem>();
            item->path = clean;
            item->bytes = QFileInfo(clean).size();
            item->state = ImportItem::State::Inspecting;
            m_items.push_back(std::move(item));
            inspect(clean);
        }
    }
    emit changed();
}

void ImportList::remove(int index)
{
    if (isBusy() || index < 0 || index >= size())
        return;
    m_items.erase(m_items.begin() + index);
    emit changed();
}

void ImportList::enqueue(Job job)
{
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() == 1)
        nextJob();
}

void ImportList::nextJob()
{
    if (m_jobs.empty())
        return;
    m_watcher.setFuture(QtConcurrent::run(m_session->readers(),
                                          [work = m_jobs.front().work] { return std::make_shared<Found>(work()); }));
}

void ImportList::takeFound()
{
    const std::shared_ptr<Found> found = m_watcher.result();
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    for (auto& item : m_items) {
        if (item->path == job.path)
            job.take(*item, *found);
    }
    nextJob();
    emit changed();
}

void ImportList::inspect(const QString& path)
{
    const auto work = [path, file = m_session->file()] {
        Found found;
        auto inspection = inspectFile(path);
        if (!inspection) {
            found.error = inspection.error();
            return found;
        }
        found.recognised = inspection->recognised;
        found.head = inspection->head;
        found.options = found.recognised.options;
        const QString format = found.recognised.format ? found.recognised.format->name : QString();
        if (!format.isEmpty() && !isTableFormat(format))
            return found;
        if (auto table = readRawTable(found.head, found.options)) {
            found.options = withValueColumns(found.head, *table, kindOf(format), found.options);
            found.table = std::move(*table);
        }
        if (found.table && file) {
            if (const auto recipes = recipesOf(*file))
                found.recipes = *recipes;
        }
        return found;
    };
    enqueue({path, work, [this](ImportItem& item, Found& found) { adopt(item, found); }});
}

void ImportList::setMapping(ImportItem& item, const ReadOptions& options, FileKind kind) const
{
    item.mapping = ColumnMapping::from(options, item.table->names(), kind);
    if (!item.mapping.options.contains(QStringLiteral("zone")))
        item.mapping.options.insert(QStringLiteral("zone"), m_session->zone().name());
}

void ImportList::adopt(ImportItem& item, Found& found)
{
    if (found.error) {
        item.state = ImportItem::State::Failed;
        item.error = *found.error;
        return;
    }
    item.state = ImportItem::State::Ready;
    item.recognised = found.recognised;
    item.recognised.options = found.options;
    item.head = found.head;
    item.table = std::move(found.table);
    item.format = found.recognised.format ? found.recognised.format->name : QString();
    item.options = found.options;
    item.recipe = item.options.value(QStringLiteral("recipe")).toString();
    if (!item.table)
        return;
    const QStringList names = item.table->names();
    for (const MappingRecipe& recipe : found.recipes) {
        if (recipe.matches(names))
            item.recipes += recipe;
    }
    std::stable_sort(item.recipes.begin(), item.recipes.end(), [](const MappingRecipe& a, const MappingRecipe& b) {
        return a.columns.size() > b.columns.size();
    });
    setMapping(item, item.options, kindOf(item.format));
    if (item.recipes.isEmpty())
        return;
    // What people of this case said wins over what we think.
    const MappingRecipe recipe = item.recipes.first();
    item.format = recipe.format;
    item.recipe = recipe.name;
    setMapping(item, recipe.options, kindOf(recipe.format));
}

void ImportList::edit(int index, const std::function<void(ImportItem&)>& change)
{
    ImportItem& item = *m_items[std::size_t(index)];
    change(item);
    item.check.reset();
    item.checked = ImportItem::Outcome::None;
    emit changed();
}

void ImportList::setFormat(int index, const QString& format)
{
    if (item(index).format == format)
        return;
    const bool known = item(index).recognised.format && item(index).recognised.format->name == format;
    edit(index, [&](ImportItem& item) {
        item.format = format;
        item.recipe = known ? item.recognised.options.value(QStringLiteral("recipe")).toString() : QString();
        item.options = known ? item.recognised.options : ReadOptions();
        if (item.table)
            setMapping(item, {}, kindOf(format)); // until the guess is there
    });
    if (!isTableFormat(format))
        return;
    const auto work = [head = item(index).head, options = item(index).options, known, kind = kindOf(format)] {
        Found found;
        auto table = readRawTable(head, options);
        if (!table) {
            found.error = table.error();
            return found;
        }
        found.options = known ? options : guessedOptions(*table, kind);
        found.table = std::move(*table);
        return found;
    };
    enqueue({item(index).path, work, [this, format](ImportItem& item, Found& found) {
                 if (item.format != format)
                     return; // chosen again meanwhile
                 if (found.error) {
                     item.error = *found.error;
                     item.format.clear();
                     return;
                 }
                 item.table = std::move(found.table);
                 setMapping(item, found.options, kindOf(format));
             }});
    emit changed();
}

void ImportList::rereadTable(int index)
{
    const ImportItem& now = item(index);
    if (!now.table)
        return;
    const auto work = [head = now.head, options = now.mapping.options] {
        Found found;
        auto table = readRawTable(head, options);
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
                 ReadOptions options = found.table->names() == before ? item.mapping.toOptions(before)
                                                                      : guessedOptions(*found.table, item.mapping.kind);
                 for (auto it = written.begin(); it != written.end(); ++it)
                     options.insert(it.key(), it.value());
                 item.table = std::move(found.table);
                 setMapping(item, options, item.mapping.kind);
             }});
    emit changed();
}

void ImportList::applyRecipe(int index, const MappingRecipe& recipe)
{
    if (!item(index).table)
        return;
    const FileKind kind = kindOf(recipe.format);
    const auto work = [head = item(index).head, recipe, kind] {
        Found found;
        auto table = readRawTable(head, recipe.options);
        if (!table) {
            found.error = table.error();
            return found;
        }
        found.options = withValueColumns(head, *table, kind, recipe.options);
        found.table = std::move(*table);
        return found;
    };
    enqueue({item(index).path, work, [this, recipe, kind](ImportItem& item, Found& found) {
                 if (found.error) {
                     emit failed(*found.error);
                     return;
                 }
                 item.format = recipe.format;
                 item.recipe = recipe.name;
                 item.table = std::move(found.table);
                 item.check.reset();
                 setMapping(item, found.options, kind);
             }});
    emit changed();
}

MappingRecipe ImportList::recipeFor(int index, const QString& name) const
{
    const ImportItem& item = this->item(index);
    MappingRecipe recipe;
    recipe.name = name;
    recipe.title = name;
    recipe.format = item.mapping.formatName();
    recipe.columns = item.table ? item.table->names() : QStringList();
    recipe.options = item.mapping.toOptions(recipe.columns);
    recipe.options.remove(QStringLiteral("recipe"));
    return recipe;
}

void ImportList::saveRecipe(const MappingRecipe& recipe)
{
    m_session->write(tr("Saving the recipe %1").arg(recipe.name), [recipe](CaseFile& file, const Progress&) {
        return file.putDocument({QLatin1String(recipeDocument), recipe.name, toJson(recipe)});
    });
    for (auto& item : m_items) {
        if (!item->table || !recipe.matches(item->table->names()))
            continue;
        item->recipes.removeIf([&](const MappingRecipe& old) { return old.name == recipe.name; });
        item->recipes.prepend(recipe);
    }
    emit changed();
}

bool ImportList::isInspecting() const
{
    return !m_jobs.empty();
}

QList<int> ImportList::mapped() const
{
    QList<int> indexes;
    for (int i = 0; i < size(); ++i) {
        if (item(i).isMapped())
            indexes += i;
    }
    return indexes;
}

bool ImportList::allReady() const
{
    return size() > 0 && std::all_of(m_items.begin(), m_items.end(), [](const auto& item) {
               return item->state == ImportItem::State::Ready && !item->format.isEmpty() &&
                      (!item->isMapped() || item->mapping.missing().isEmpty());
           });
}

} // namespace tideline
