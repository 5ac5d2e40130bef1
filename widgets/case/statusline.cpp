// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/statusline.h"

#include "models/core/timetext.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace tideline {

namespace {

/// "Asia/Pyongyang  UTC+08:30 until 4 May 2018, then +09:00": the zone and its offsets within what the case covers.
QString zoneText(const Zone& zone, const std::optional<TimeRange>& span)
{
    if (zone.name() == u"UTC")
        return zone.name();
    const QString name = zone.name() + QStringLiteral("  ");
    if (!span)
        return name + QStringLiteral("UTC") + zone.offsetText(0);
    QString current = zone.offsetText(span->from);
    QString text = name + QStringLiteral("UTC") + current;
    int count = 0;
    for (const Zone::Period& period : zone.periods()) {
        if (period.from <= span->from || period.from >= span->to)
            continue;
        const QString next = zone.offsetText(period.from);
        if (next == current)
            continue;
        if (++count > 2)
            return name + StatusLine::tr("UTC%1 now, changes within the case").arg(zone.offsetText(span->to));
        text += StatusLine::tr(" until %1, then %2").arg(timeText(period.from - 1, Precision::Day, zone), next);
        current = next;
    }
    return text;
}

} // namespace

StatusLine::StatusLine(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_zone(plainLabel({}))
    , m_sources(plainLabel({}))
    , m_simulated(badgeLabel(tr("Traffic simulated"), "simulated"))
    , m_readOnly(badgeLabel(tr("Read-only"), "warning"))
    , m_cursor(plainLabel({}))
    , m_task(plainLabel(tr("No tasks")))
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
    , m_saved(plainLabel({}))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(16);
    m_progress->setFixedSize(120, 6);
    m_progress->setTextVisible(false);
    m_cancel->setIcon(themedIcon(QStringLiteral("x"), Token::TextDim));
    m_cancel->setAutoRaise(true);
    m_cancel->setToolTip(tr("Stop this task"));
    m_cancel->setAccessibleName(tr("Stop the running task"));
    for (QWidget* widget :
         {static_cast<QWidget*>(m_zone), static_cast<QWidget*>(m_sources), static_cast<QWidget*>(m_simulated),
          static_cast<QWidget*>(m_readOnly), static_cast<QWidget*>(m_cursor)})
        layout->addWidget(widget);
    layout->addStretch();
    for (QWidget* widget : {static_cast<QWidget*>(m_task), static_cast<QWidget*>(m_progress),
                            static_cast<QWidget*>(m_cancel), static_cast<QWidget*>(m_saved)})
        layout->addWidget(widget);

    for (auto signal :
         {&CaseSession::snapshotChanged, &CaseSession::zoneChanged, &CaseSession::opened, &CaseSession::closed})
        connect(session, signal, this, &StatusLine::refresh);
    connect(session->tasks(), &TaskList::changed, this, &StatusLine::refreshTasks);
    connect(session, &CaseSession::saved, this, [this](Micros at) {
        m_saved->setText(tr("Saved %1").arg(timeText(at, Precision::Second, m_session->zone()).section(u' ', 1)));
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_session->tasks()->cancelAll(); });
    refresh();
    refreshTasks();
}

void StatusLine::setCursor(std::optional<Micros> time)
{
    if (!time || !m_session->isOpen()) {
        m_cursor->clear();
        return;
    }
    m_cursor->setText(tr("Crosshair %1 UTC · %2 local")
                          .arg(timeText(*time, Precision::Minute, Zone::utc()),
                               timeText(*time, Precision::Minute, m_session->zone())));
}

void StatusLine::refresh()
{
    const bool isOpen = m_session->isOpen();
    for (QLabel* label : {m_zone, m_sources, m_cursor, m_saved})
        label->setVisible(isOpen);
    m_simulated->setVisible(false);
    m_readOnly->setVisible(isOpen && m_session->isReadOnly());
    if (!isOpen)
        return;
    const CaseSnapshot& snapshot = *m_session->snapshot();
    std::optional<TimeRange> span = snapshot.counts.flowSpan ? snapshot.counts.flowSpan : snapshot.counts.eventSpan;
    m_zone->setText(zoneText(m_session->zone(), span));
    m_sources->setText(tr("%n source(s)", nullptr, static_cast<int>(snapshot.facts.sources.size())));
    m_simulated->setVisible(std::any_of(snapshot.facts.sources.begin(), snapshot.facts.sources.end(),
                                        [](const Source& source) { return source.simulated; }));
    m_readOnly->setToolTip(m_session->readOnlyReason());
}

void StatusLine::refreshTasks()
{
    const std::vector<Task>& tasks = m_session->tasks()->running();
    m_progress->setVisible(!tasks.empty());
    m_cancel->setVisible(!tasks.empty());
    if (tasks.empty()) {
        m_task->setText(tr("No tasks"));
        return;
    }
    const Task& task = tasks.front();
    m_task->setText(tasks.size() > 1 ? tr("%1 and %n more", nullptr, static_cast<int>(tasks.size() - 1)).arg(task.title)
                                     : task.title);
    m_progress->setRange(0, task.fraction < 0 ? 0 : 1000);
    m_progress->setValue(static_cast<int>(task.fraction * 1000));
}

} // namespace tideline
