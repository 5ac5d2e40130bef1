// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tideline {

/// A few threads that work on one job after the other; several callers may hand in jobs at once.
class ThreadPool
{
public:
    explicit ThreadPool(int threads); ///< 0 = as many as there are cores
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Workers that take part in a job, the caller among them.
    int width() const { return int(m_threads.size()) + 1; }
    /// Calls `work(worker)` for 0 … width() - 1, one of them on the calling thread, and waits for all.
    /// `work` must not throw and must share the load out itself, since a worker may start late.
    void run(const std::function<void(int worker)>& work);

private:
    void serve();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace tideline
