// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace tideline {

/// One piece of work off the GUI thread, as the status bar shows it.
struct Task
{
    quint64 id = 0;
    QString title;
    double fraction = -1; ///< 0..1; negative: unknown
    QString detail;
    std::shared_ptr<std::atomic<bool>> cancelled;
};

/// The tasks that run now. Lives in the GUI thread.
class TaskList : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~TaskList() override;

    /// Runs `work` on `pool`; `done` is called in this thread with its result unless this list is gone by then.
    template <typename T>
    quint64 run(QThreadPool* pool, const QString& title, std::function<Result<T>(const Progress&)> work,
                std::function<void(Result<T>)> done);

    const std::vector<Task>& running() const { return m_running; }
    void cancel(quint64 id);
    void cancelAll();

signals:
    void changed();

private:
    Task& add(const QString& title);
    void remove(quint64 id);
    Progress progressFor(quint64 id, const std::shared_ptr<std::atomic<bool>>& cancelled);
    void report(quint64 id, double fraction, const QString& text);

    std::vector<Task> m_running;
    quint64 m_nextId = 1;
};

template <typename T>
quint64 TaskList::run(QThreadPool* pool, const QString& title, std::function<Result<T>(const Progress&)> work,
                      std::function<void(Result<T>)> done)
{
    const Task& task = add(title);
    const quint64 id = task.id;
    // A watcher owned by this list, not QFuture::then: that aborts in Qt 6.4 when its context dies first.
    auto* watcher = new QFutureWatcher<std::shared_ptr<Result<T>>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, id, done = std::move(done)] {
        watcher->deleteLater();
        remove(id);
        const auto result = watcher->result();
        done(std::move(*result));
    });
    watcher->setFuture(QtConcurrent::run(
        pool, [work = std::move(work), progress = progressFor(id, task.cancelled)]() -> std::shared_ptr<Result<T>> {
            try {
                return std::make_shared<Result<T>>(work(progress));
            } catch (const std::bad_alloc&) {
                return std::make_shared<Result<T>>(Error{ErrorCode::Io,
                                                         QStringLiteral("Not enough memory"),
                                                         {},
                                                         QStringLiteral("Close other programs and try again.")});
            }
        }));
    return id;
}

} // namespace tideline
