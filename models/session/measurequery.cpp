// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/casesession.h"

#include <QElapsedTimer>
#include <QtConcurrent>

namespace tideline {

namespace {

/// A first picture that the whole answer would overtake at once only flickers.
constexpr double worthwhileWait = 100; // ms

} // namespace

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
    // What comes of a question: perhaps a first picture, then the answer.
    using Answer = std::shared_ptr<Result<MeasureResult>>;
    auto* watcher = new QFutureWatcher<Answer>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher, generation = m_generation](int index) {
        const Answer answer = watcher->resultAt(index);
        if (generation == m_generation && *answer && (*answer)->share < 1)
            emit sketched(**answer);
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation = m_generation] {
        watcher->deleteLater();
        if (generation != m_generation)
            return;
        m_busy = false;
        const Answer answer = watcher->future().results().constLast();
        if (*answer) {
            m_result = **answer;
            emit answered(*m_result);
        } else if (answer->error().code != ErrorCode::Cancelled) {
            m_result.reset();
            emit failed(answer->error());
        }
    });
    const auto work = [file = m_session->file(), snapshot = m_session->snapshot(), question,
                       flag = m_cancelled](QPromise<Answer>& promise) {
        QElapsedTimer timer;
        timer.start();
        const FirstResult first = [&](double share, const std::function<Result<MeasureResult>()>& make) {
            if (double(timer.elapsed()) * (1 / share - 1) > worthwhileWait)
                promise.addResult(std::make_shared<Result<MeasureResult>>(make()));
        };
        const Progress progress({}, flag.get());
        promise.addResult(
            std::make_shared<Result<MeasureResult>>(askMeasure(*file, *snapshot, question, progress, first)));
    };
    watcher->setFuture(QtConcurrent::run(m_session->readers(), work));
}

} // namespace tideline
