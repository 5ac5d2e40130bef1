// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/importlist.h"

#include "widgets/importing/importfound.h"

#include <QFileInfo>
#include <QHash>
#include <QtConcurrent>

#include <algorithm>

namespace tideline {

QString ImportItem::name() const
{
    return QFileInfo(path).fileName();
}

bool ImportItem::isMapped() const
{
    return table && (isTableFormat(format) || isDocument());
}

ImportRequest ImportItem::request(bool dryRun) const
{
    ImportRequest request;
    request.path = path;
    request.format = format;
    request.dryRun = dryRun;
    request.simulated = simulated;
    request.title = title;
    request.apart = apart;
    request.options = isMapped() ? mapping.toOptions(table->names()) : options;
    if (recognised.format && recognised.format->name == format) {
        // What nobody changed is recognised again by the import, so that the other files of an archive are read as what
        // they are and not as the first one.
        ReadOptions changed;
        for (auto it = request.options.begin(); it != request.options.end(); ++it) {
            if (recognised.options.value(it.key()) != it.value())
                changed.insert(it.key(), it.value());
        }
        const QStringList keys = changed.keys();
        if (!keys.contains(QStringLiteral("map")) && !keys.contains(QStringLiteral("recipe"))) {
            request.format.clear();
            request.options = changed;
        }
    }
    if (!recipe.isEmpty() && !request.format.isEmpty())
        request.options.insert(QStringLiteral("recipe"), recipe);
    if (isMapped() && isDocument())
        request.options.insert(QStringLiteral("kind"), fileKindName(mapping.kind));
    if (!sheet.isEmpty())
        request.options.insert(QStringLiteral("sheet"), sheet);
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
    bool anyFolder = false;
    for (const QString& path : paths) {
        if (QFileInfo(path).isDir())
            anyFolder = true;
        else
            addFile(path);
    }
    if (anyFolder || paths.size() > 1) {
        const auto work = [paths] {
            Found found;
            found.files = filesToImport(paths);
            return found;
        };
        enqueue({{}, work, {}});
    }
    emit changed();
}

bool ImportList::addFile(const QString& path)
{
    const QString clean = QFileInfo(path).absoluteFilePath();
    if (std::any_of(m_items.begin(), m_items.end(), [&](const auto& item) { return item->path == clean; }))
        return false;
    auto item = std::make_unique<ImportItem>();
    item->path = clean;
    item->bytes = QFileInfo(clean).size();
    item->state = ImportItem::State::Inspecting;
    m_items.push_back(std::move(item));
    inspect(clean);
    return true;
}

/// Files found in folders join the list, and all of them stand as they are to be imported.
void ImportList::arrange(const QStringList& files)
{
    QHash<QString, qsizetype> rank;
    for (const QString& file : files) {
        const QString clean = QFileInfo(file).absoluteFilePath();
        if (!rank.contains(clean))
            rank.insert(clean, rank.size());
        if (QFileInfo(file).isFile() || m_items.empty())
            addFile(file);
    }
    std::stable_sort(m_items.begin(), m_items.end(),
                     [&](const auto& a, const auto& b) { return rank.value(a->path, -1) < rank.value(b->path, -1); });
}

void ImportList::remove(int index)
{
    if (isBusy() || index < 0 || index >= size())
        return;
    m_items.erase(m_items.begin() + index);
    voidChecks(index);
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
    if (job.path.isEmpty())
        arrange(found->files);
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
        found.candidates =
            candidateFormats({found.head.constData(), std::size_t(found.head.size())}, QFileInfo(path).fileName());
        found.options = found.recognised.options;
        const QString format = found.recognised.format ? found.recognised.format->name : QString();
        if (!format.isEmpty() && !isTableFormat(format) && !holdsTable(format))
            return found;
        found.readTable(path, format, found.options, {});
        if (!format.isEmpty() && !holdsTable(format))
            found.error.reset(); // what it is is known all the same
        if (format.isEmpty() && found.error) {
            found.error.reset(); // no table either
            found.table.reset();
        }
        if (found.table && file) {
            if (const auto recipes = recipesOf(*file))
                found.recipes = *recipes;
        }
        return found;
    };
    enqueue({path, work, [this](ImportItem& item, Found& found) { adopt(item, found); }});
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
    item.candidates = std::move(found.candidates);
    item.recognised.options = found.options;
    item.head = found.head;
    item.mapped = std::move(found.mapped);
    item.table = std::move(found.table);
    item.sheet = found.sheet;
    item.sheets = found.sheets;
    item.format = found.recognised.format ? found.recognised.format->name : QString();
    item.options = found.options;
    item.recipe = item.options.value(QStringLiteral("recipe")).toString();
    if (!item.table)
        return;
    const QStringList names = item.table->names();
    for (const Recipe& recipe : found.recipes) {
        if (recipe.matches(names))
            item.recipes += recipe;
    }
    std::stable_sort(item.recipes.begin(), item.recipes.end(),
                     [](const Recipe& a, const Recipe& b) { return a.columns.size() > b.columns.size(); });
    setMapping(item, item.options, found.kind);
    if (item.recipes.isEmpty())
        return;
    // What people of this case said wins over what we think.
    const Recipe recipe = item.recipes.first();
    if (!item.isDocument())
        item.format = mappedFormat(kindOf(recipe));
    item.recipe = recipe.name;
    setMapping(item, recipe.options, kindOf(recipe));
}

void ImportList::edit(int index, const std::function<void(ImportItem&)>& change)
{
    ImportItem& item = *m_items[std::size_t(index)];
    change(item);
    voidChecks(index);
    emit changed();
}

/// What a file brings decides what those after it find known.
void ImportList::voidChecks(int from)
{
    for (int i = from; i < size(); ++i) {
        ImportItem& item = *m_items[std::size_t(i)];
        const bool isLog = item.check && (item.check->source.kind == fileKindName(FileKind::Flows) ||
                                          item.check->source.kind == fileKindName(FileKind::Dns));
        if (i > from && isLog)
            continue;
        item.check.reset();
        item.checked = ImportItem::Outcome::None;
    }
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
