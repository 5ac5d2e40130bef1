// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/casesession.h"

#include "models/session/founding.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <chrono>

namespace tideline {

namespace {

Micros now()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

/// What an opening or a write brings back from its thread.
struct Opened
{
    std::shared_ptr<CaseFile> file;
    CaseSnapshotPtr snapshot;
    std::vector<PendingImport> pending;
};

struct Written
{
    CaseSnapshotPtr snapshot;
    std::optional<Error> error; ///< of the work; what it had done by then is in the snapshot
};

} // namespace

CaseSession::CaseSession(QObject* parent) : QObject(parent)
{
    m_writer.setMaxThreadCount(1);
    m_readers.setMaxThreadCount(2);
}

CaseSession::~CaseSession()
{
    stopTasks();
}

bool CaseSession::isReadOnly() const
{
    return !m_file || m_file->isReadOnly();
}

QString CaseSession::readOnlyReason() const
{
    return m_file ? m_file->readOnlyReason() : QString();
}

QString CaseSession::path() const
{
    return m_file ? m_file->path() : QString();
}

void CaseSession::start(const QString& title, std::function<Result<std::shared_ptr<CaseFile>>(const Progress&)> opener)
{
    close();
    m_tasks.run<Opened>(
        &m_writer, title,
        [opener = std::move(opener)](const Progress& progress) -> Result<Opened> {
            auto file = opener(progress);
            if (!file)
                return file.error();
            auto snapshot = takeSnapshot(**file);
            if (!snapshot)
                return snapshot.error();
            auto pending = (*file)->pendingImports();
            if (!pending)
                return pending.error();
            return Opened{std::move(*file), std::move(*snapshot), std::move(*pending)};
        },
        [this](Result<Opened> result) {
            if (result)
                adopt(std::move(result->file), std::move(result->snapshot), std::move(result->pending));
            else
                emit openFailed(result.error());
        });
}

void CaseSession::create(const QString& path, const CaseInfo& info)
{
    start(tr("Making the case"), [path, info](const Progress&) -> Result<std::shared_ptr<CaseFile>> {
        auto file = CaseFile::create(path, info);
        if (!file)
            return file.error();
        return std::shared_ptr<CaseFile>(std::move(*file));
    });
}

void CaseSession::open(const QString& path, OpenMode mode)
{
    start(tr("Opening %1").arg(QFileInfo(path).fileName()),
          [path, mode](const Progress&) -> Result<std::shared_ptr<CaseFile>> {
              auto file = CaseFile::open(path, mode);
              if (!file)
                  return file.error();
              return std::shared_ptr<CaseFile>(std::move(*file));
          });
}

void CaseSession::openFounding(const QString& path, qint64 flows, quint64 seed)
{
    if (QFileInfo::exists(path)) {
        open(path);
        return;
    }
    start(tr("Making the founding case"),
          [path, flows, seed](const Progress& progress) -> Result<std::shared_ptr<CaseFile>> {
              auto file = makeFoundingCase(path, flows, seed, progress);
              if (!file)
                  return file.error();
              return std::shared_ptr<CaseFile>(std::move(*file));
          });
}

void CaseSession::stopTasks()
{
    for (const Task& task : m_tasks.running()) {
        if (!m_forGood.contains(task.id))
            task.cancelled->store(true);
    }
    m_writer.waitForDone();
    m_readers.waitForDone();
}

void CaseSession::close()
{
    stopTasks();
    if (!m_file)
        return;
    m_undo.clear();
    m_file.reset();
    m_snapshot.reset();
    m_pending.clear();
    m_visible.clear();
    m_selected.clear();
    m_brush.reset();
    m_filter.reset();
    m_filterText.clear();
    emit closed();
}

void CaseSession::adopt(std::shared_ptr<CaseFile> file, CaseSnapshotPtr snapshot, std::vector<PendingImport> pending)
{
    m_file = std::move(file);
    m_pending = std::move(pending);
    m_snapshot = std::move(snapshot);
    const CaseFacts& facts = m_snapshot->facts;
    m_zone = Zone::named(facts.info.zone).ok() ? *Zone::named(facts.info.zone) : Zone::utc();
    m_subject = facts.subjects.empty() ? QString() : facts.subjects.front().name;
    refilter();
    emit opened();
    emit snapshotChanged();
    emit visibleEventsChanged();
}

void CaseSession::replaceSnapshot(CaseSnapshotPtr snapshot)
{
    m_snapshot = std::move(snapshot);
    if (!m_subject.isEmpty() && !m_snapshot->attribution->subject(m_subject))
        setSubject(m_snapshot->facts.subjects.empty() ? QString() : m_snapshot->facts.subjects.front().name);
    else if (m_subject.isEmpty() && !m_snapshot->facts.subjects.empty())
        setSubject(m_snapshot->facts.subjects.front().name);
    refilter();
    emit snapshotChanged();
    emit visibleEventsChanged();
}

void CaseSession::refilter()
{
    m_visible = filteredEvents(m_snapshot->facts, m_filter, TimeRange::all(), true);
}

void CaseSession::setZone(const QString& name)
{
    const auto zone = Zone::named(name);
    if (!zone) {
        emit failed(zone.error());
        return;
    }
    if (*zone == m_zone)
        return;
    m_zone = *zone;
    emit zoneChanged();
}

void CaseSession::setSubject(const QString& name)
{
    if (name == m_subject)
        return;
    m_subject = name;
    emit subjectChanged();
}

std::optional<ExpressionError> CaseSession::setFilterText(const QString& text)
{
    if (const auto error = expressionError(text, m_zone))
        return error;
    const auto filter = parseExpression(text, m_zone);
    if (!filter)
        return ExpressionError{0, static_cast<int>(text.size()), filter.error().text()};
    if (text == m_filterText)
        return {};
    m_filterText = text;
    m_filter = *filter;
    if (m_snapshot)
        refilter();
    emit filterChanged();
    emit visibleEventsChanged();
    return {};
}

void CaseSession::setQuantity(Quantity quantity)
{
    if (quantity == m_quantity)
        return;
    m_quantity = quantity;
    emit quantityChanged();
}

EventPtr CaseSession::chosenEvent() const
{
    if (!isOpen() || m_selected.isEmpty())
        return nullptr;
    const std::vector<EventPtr>& events = snapshot()->facts.events;
    const auto it =
        std::find_if(events.begin(), events.end(), [this](const EventPtr& event) { return event->id == m_selected; });
    return it == events.end() ? nullptr : *it;
}

void CaseSession::selectEvent(const QString& id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    emit selectionChanged();
}

void CaseSession::setBrush(std::optional<TimeRange> range)
{
    if (range == m_brush)
        return;
    m_brush = range;
    emit brushChanged();
}

quint64 CaseSession::write(const QString& title, std::function<Result<void>(CaseFile&, const Progress&)> work,
                           std::function<void()> done)
{
    if (!m_file) {
        emit failed({ErrorCode::BadArgument, tr("No case is open"), {}, {}});
        return 0;
    }
    return m_tasks.run<Written>(
        &m_writer, title,
        [file = m_file, work = std::move(work),
         rollups = m_snapshot ? m_snapshot->rollups : nullptr](const Progress& progress) -> Result<Written> {
            Written written;
            if (const auto worked = work(*file, progress); !worked)
                written.error = worked.error();
            auto snapshot = takeSnapshot(*file, rollups); // what was added up for screens stays warm
            if (!snapshot)
                return written.error ? *written.error : snapshot.error();
            written.snapshot = std::move(*snapshot);
            return written;
        },
        [this, file = m_file, done = std::move(done)](Result<Written> written) {
            if (file != m_file)
                return;
            if (written)
                replaceSnapshot(std::move(written->snapshot));
            const std::optional<Error> error = written ? written->error : written.error();
            if (error) {
                if (error->code != ErrorCode::Cancelled)
                    emit failed(*error);
                return;
            }
            emit saved(now());
            if (done)
                done();
        });
}

} // namespace tideline
