// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <functional>

namespace tideline {

/// How a long task tells how far it is and learns that it should stop.
/// A task reports 0..1 of its own work; a parent gives it a share with `part()`, so that a task never
/// knows what share of the whole it is. Safe to call from any thread.
class Progress
{
public:
    using Report = std::function<void(double fraction, const QString& text)>;

    Progress() = default;
    explicit Progress(Report report, const std::atomic<bool>* cancelled = nullptr)
        : m_report(std::move(report)), m_cancelled(cancelled)
    {}

    /// `fraction` 0..1 of this scope; negative means "unknown".
    void report(double fraction, const QString& text = {}) const
    {
        if (m_report)
            m_report(fraction < 0 ? fraction : m_from + fraction * m_span, text);
    }
    bool cancelled() const { return m_cancelled && m_cancelled->load(std::memory_order_relaxed); }

    /// The share [from, from + span) of this scope.
    Progress part(double from, double span) const
    {
        Progress child = *this;
        child.m_from = m_from + from * m_span;
        child.m_span = m_span * span;
        return child;
    }

private:
    Report m_report;
    const std::atomic<bool>* m_cancelled = nullptr;
    double m_from = 0;
    double m_span = 1;
};

} // namespace tideline
