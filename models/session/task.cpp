// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/task.h"

#include <QPointer>

#include <algorithm>

namespace tideline {

TaskList::~TaskList()
{
    cancelAll();
}

void TaskList::cancel(quint64 id)
{
    for (const Task& task : m_running) {
        if (task.id == id)
            task.cancelled->store(true);
    }
}

void TaskList::cancelAll()
{
    for (const Task& task : m_running)
        task.cancelled->store(true);
}

Task& TaskList::add(const QString& title)
{
    Task task;
    task.id = m_nextId++;
    task.title = title;
    task.cancelled = std::make_shared<std::atomic<bool>>(false);
    m_running.push_back(std::move(task));
    emit changed();
    return m_running.back();
}

void TaskList::remove(quint64 id)
{
    std::erase_if(m_running, [id](const Task& task) { return task.id == id; });
    emit changed();
}

Progress TaskList::progressFor(quint64 id, const std::shared_ptr<std::atomic<bool>>& cancelled)
{
    // The reports come from other threads; the object may be gone when they arrive. `invokeMethod` with a context that
    // lives in the GUI thread queues them, and the pools are waited for before this object is destroyed.
    const auto last = std::make_shared<std::atomic<int>>(-1000);
    return Progress(
        [this, id, last, cancelled](double fraction, const QString& text) {
            // One report per thousandth is all that an eye can use.
            const int step = static_cast<int>(fraction * 1000);
            if (last->exchange(step) == step && text.isEmpty())
                return;
            QMetaObject::invokeMethod(
                this, [this, id, fraction, text] { report(id, fraction, text); }, Qt::QueuedConnection);
        },
        cancelled.get());
}

void TaskList::report(quint64 id, double fraction, const QString& text)
{
    for (Task& task : m_running) {
        if (task.id == id) {
            task.fraction = fraction;
            task.detail = text;
            emit changed();
            return;
        }
    }
}

} // namespace tideline
