// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/casesession.h"

#include <QtConcurrent>

namespace tideline {

MeasureQuery::MeasureQuery(CaseSession* session, QObject* parent) : QObject(parent), m_session(session) {}

MeasureQuery::~MeasureQuery()
{
    cancel();
}

void MeasureQuery::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    ++m_generation;
    m_busy = false;
}

void MeasureQuery::ask(const Question& question)
{
    cancel();
    if (!m_session->isOpen())
        return;
    m_busy = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    emit started();
    using Answer = std::shared_ptr<Result<MeasureResult>>;
    auto* watcher = new QFutureWatcher<Answer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation = m_generation] {
        watcher->deleteLater();
        if (generation != m_generation)
            return;
        m_busy = false;
        const Answer answer = watcher->result();
        if (*answer) {
            m_result = **answer;
            emit answered(*m_result);
        } else if (answer->error().code != ErrorCode::Cancelled) {
            m_result.reset();
            emit failed(answer->error());
        }
    });
    watcher->setFuture(
        QtConcurrent::run(m_session->readers(), [file = m_session->file(), snapshot = m_session->snapshot(), question,
                                                 flag = m_cancelled] {
            const Progress progress({}, flag.get());
            return std::make_shared<Result<MeasureResult>>(askMeasure(*file, *snapshot, question, progress));
        }));
}

} // namespace tideline
