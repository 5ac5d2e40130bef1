// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The long work of ImportList: one file after the other is checked or imported as a task of the session.
#include "widgets/importing/importlist.h"

#include <QPointer>

#include <utility>

namespace tideline {

void ImportList::check()
{
    if (isBusy())
        return;
    m_cancelled = false;
    checkNext(0);
}

void ImportList::checkNext(int from)
{
    while (from < size() && (item(from).state != ImportItem::State::Ready || item(from).check || m_cancelled))
        ++from;
    m_running = from < size() ? from : -1;
    if (m_running < 0) {
        emit changed();
        emit checkFinished();
        return;
    }
    ImportItem& item = *m_items[std::size_t(from)];
    item.checked = ImportItem::Outcome::Running;
    m_progress = 0;
    const quint64 generation = ++m_generation;
    ImportRequest request = item.request(true);
    for (int before = 0; before < from; ++before) {
        const auto& check = this->item(before).check;
        if (check && check->rehearsal)
            request.after.push_back(check->rehearsal);
    }
    m_task = m_session->tasks()->run<ImportReport>(
        m_session->readers(), tr("Checking %1").arg(item.name()),
        [request = std::move(request), file = m_session->file()](const Progress& progress) {
            return importFile(*file, request, progress);
        },
        [list = QPointer<ImportList>(this), generation, from](Result<ImportReport> report) {
            if (!list || generation != list->m_generation || from >= list->size())
                return;
            ImportItem& done = *list->m_items[std::size_t(from)];
            list->m_task = 0;
            if (report) {
                done.check = *report;
                done.checked = ImportItem::Outcome::Done;
            } else {
                done.checked = report.error().code == ErrorCode::Cancelled ? ImportItem::Outcome::Cancelled
                                                                           : ImportItem::Outcome::Failed;
                done.error = report.error();
            }
            list->checkNext(from + 1);
        });
    emit changed();
}

void ImportList::import()
{
    if (isBusy())
        return;
    m_cancelled = false;
    for (auto& item : m_items) {
        if (item->check)
            item->check->rehearsal.reset(); // large, and of no use any more
    }
    importNext(0);
}

void ImportList::importNext(int from)
{
    const auto wanted = [this](int i) {
        return item(i).state == ImportItem::State::Ready && item(i).imported != ImportItem::Outcome::Done &&
               item(i).checked != ImportItem::Outcome::Failed && !m_cancelled;
    };
    while (from < size() && !wanted(from))
        ++from;
    m_running = from < size() ? from : -1;
    if (m_running < 0) {
        emit changed();
        emit importFinished();
        return;
    }
    ImportItem& item = *m_items[std::size_t(from)];
    item.imported = ImportItem::Outcome::Running;
    m_progress = 0;
    // Filled in the writer's thread before the task ends, read here after it did.
    auto outcome = std::make_shared<std::optional<Result<ImportReport>>>();
    m_session->write(
        tr("Importing %1").arg(item.name()),
        [request = item.request(false), outcome](CaseFile& file, const Progress& progress) -> Result<void> {
            *outcome = importFile(file, request, progress);
            return **outcome ? Result<void>() : Result<void>((*outcome)->error());
        });
    if (m_session->tasks()->running().empty()) { // no case is open any more
        item.imported = ImportItem::Outcome::Failed;
        m_running = -1;
        emit importFinished();
        return;
    }
    m_task = m_session->tasks()->running().back().id;
    m_afterTask = [this, from, outcome] { finishImport(from, outcome); };
    emit changed();
}

void ImportList::finishImport(int index, std::shared_ptr<std::optional<Result<ImportReport>>> outcome)
{
    ImportItem& item = *m_items[std::size_t(index)];
    if (outcome->has_value() && (*outcome)->ok()) {
        item.report = ***outcome;
        item.imported = ImportItem::Outcome::Done;
    } else {
        item.error =
            outcome->has_value() ? (*outcome)->error() : Error{ErrorCode::Cancelled, tr("Cancelled"), item.path, {}};
        item.imported =
            item.error.code == ErrorCode::Cancelled ? ImportItem::Outcome::Cancelled : ImportItem::Outcome::Failed;
    }
    importNext(index + 1);
}

void ImportList::watchTasks()
{
    if (m_task == 0)
        return;
    for (const Task& task : m_session->tasks()->running()) {
        if (task.id == m_task) {
            m_progress = task.fraction;
            emit progressed();
            return;
        }
    }
    if (!m_afterTask)
        return;
    m_task = 0;
    const auto after = std::exchange(m_afterTask, {});
    after();
}

void ImportList::cancel()
{
    m_cancelled = true;
    if (m_task != 0)
        m_session->tasks()->cancel(m_task);
}

void ImportList::keepApart(int index, const QList<std::pair<QString, QString>>& pairs, bool apart)
{
    ImportItem& item = *m_items[std::size_t(index)];
    if (isBusy() || !item.check)
        return;
    for (const auto& pair : pairs) {
        if (apart)
            item.apart.insert(pair);
        else
            item.apart.remove(pair);
    }
    for (MergedPair& pair : item.check->merged)
        pair.split = item.apart.contains({pair.event->id, pair.with->id});
    bool others = false; // that may pair with what is apart now
    for (int i = index + 1; i < size(); ++i)
        others =
            others || (this->item(i).check && this->item(i).check->rehearsal && this->item(i).check->rehearsal->events);
    if (others) {
        edit(index, [](ImportItem&) {});
        check();
    } else {
        emit changed();
    }
}

qint64 ImportList::total(qint64 Source::*count, bool ofImport) const
{
    qint64 sum = 0;
    for (const auto& item : m_items) {
        const auto& report = ofImport ? item->report : item->check;
        if (report)
            sum += report->source.*count;
    }
    return sum;
}

} // namespace tideline
