// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/threadpool.h"

#include <algorithm>

namespace tideline {

ThreadPool::ThreadPool(int threads)
{
    const int width = threads > 0 ? threads : std::max(1, int(std::thread::hardware_concurrency()));
    for (int i = 1; i < width; ++i)
        m_threads.emplace_back([this] { serve(); });
}

ThreadPool::~ThreadPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void ThreadPool::serve()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_stopping)
            return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

void ThreadPool::run(const std::function<void(int)>& work)
{
    std::mutex doneMutex;
    std::condition_variable allDone;
    int open = int(m_threads.size());
    {
        const std::lock_guard lock(m_mutex);
        for (int worker = 1; worker < width(); ++worker) {
            m_jobs.push_back([&, worker] {
                work(worker);
                const std::lock_guard doneLock(doneMutex);
                if (--open == 0)
                    allDone.notify_one();
            });
        }
    }
    m_wake.notify_all();
    work(0);
    std::unique_lock lock(doneMutex);
    allDone.wait(lock, [&open] { return open == 0; });
}

} // namespace tideline
