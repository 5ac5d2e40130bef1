// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The edits of CaseSession: every one is a pair of writes, so that undo is a write like any other.
#include "models/session/casesession.h"
#include "models/session/eventmerging.h"

#include <QUuid>

#include <algorithm>
#include <chrono>

namespace tideline {

namespace {

using Edit = std::function<Result<void>(CaseFile&)>;

/// Undo and redo hand their write to the session; the stack itself never waits.
class EditCommand : public QUndoCommand
{
public:
    EditCommand(const QString& text, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(text), m_redo(std::move(redo)), m_undo(std::move(undo))
    {}
    void redo() override { m_redo(); }
    void undo() override { m_undo(); }

private:
    std::function<void()> m_redo;
    std::function<void()> m_undo;
};

/// An edit that puts `value` and whose undo puts `before` back, or removes it where there was none.
template <typename T, typename Put, typename Remove>
std::pair<Edit, Edit> putEdit(const T& value, const std::optional<T>& before, Put put, Remove remove)
{
    Edit redo = [value, put](CaseFile& file) { return put(file, value); };
    Edit undo = [value, before, put, remove](CaseFile& file) {
        return before ? put(file, *before) : remove(file, value);
    };
    return {redo, undo};
}

template <typename Range, typename Pred>
auto findIn(const Range& range, Pred pred) -> std::optional<std::decay_t<decltype(*range.begin())>>
{
    const auto it = std::find_if(range.begin(), range.end(), pred);
    if (it == range.end())
        return {};
    return *it;
}

const auto putEvent = [](CaseFile& file, const Event& event) { return file.putEvent(event); };
const auto dropEvent = [](CaseFile& file, const Event& event) { return file.removeEvent(event.id); };
const auto putAnnotation = [](CaseFile& file, const Annotation& a) { return file.putAnnotation(a); };
const auto dropAnnotation = [](CaseFile& file, const Annotation& a) { return file.removeAnnotation(a.id); };
const auto putWindow = [](CaseFile& file, const Window& w) { return file.putWindow(w); };
const auto dropWindow = [](CaseFile& file, const Window& w) { return file.removeWindow(w.name); };
const auto putSubject = [](CaseFile& file, const Subject& s) { return file.putSubject(s); };
const auto dropSubject = [](CaseFile& file, const Subject& s) { return file.removeSubject(s.name); };

} // namespace

void CaseSession::push(const QString& text, Edit redo, Edit undo)
{
    push(text, std::move(redo), std::move(undo), {});
}

void CaseSession::push(const QString& text, Edit redo, Edit undo, std::function<void()> done)
{
    if (isReadOnly()) {
        emit failed(
            {ErrorCode::ReadOnly, tr("The case is read-only"), readOnlyReason(), tr("Save a copy and edit that.")});
        return;
    }
    const auto runner = [this, text, done](const Edit& edit) {
        return [this, text, edit, done] {
            write(
                text, [edit](CaseFile& file, const Progress&) { return edit(file); }, done);
        };
    };
    m_undo.push(new EditCommand(text, runner(redo), runner(undo)));
}

void CaseSession::saveEvent(const Event& event)
{
    const auto found = findIn(m_snapshot->facts.events, [&](const EventPtr& e) { return e->id == event.id; });
    const std::optional<Event> before = found ? std::optional(**found) : std::nullopt;
    if (before == event)
        return;
    auto [redo, undo] = putEdit(event, before, putEvent, dropEvent);
    push(before ? tr("Edit %1").arg(event.title) : tr("Add %1").arg(event.title), redo, undo);
}

void CaseSession::removeEvent(const QString& id)
{
    const auto found = findIn(m_snapshot->facts.events, [&](const EventPtr& e) { return e->id == id; });
    if (!found)
        return;
    // What was noted on it goes and comes with it.
    std::vector<Annotation> notes;
    for (const Annotation& annotation : m_snapshot->facts.annotations) {
        if (annotation.eventId == id)
            notes.push_back(annotation);
    }
    const Event event = **found;
    push(
        tr("Remove %1").arg(event.title),
        [event, notes](CaseFile& file) -> Result<void> {
            for (const Annotation& note : notes) {
                if (const auto removed = file.removeAnnotation(note.id); !removed)
                    return removed;
            }
            return file.removeEvent(event.id);
        },
        [event, notes](CaseFile& file) -> Result<void> {
            if (const auto put = file.putEvent(event); !put)
                return put;
            for (const Annotation& note : notes) {
                if (const auto put = file.putAnnotation(note); !put)
                    return put;
            }
            return {};
        });
}

void CaseSession::saveAnnotation(const Annotation& annotation)
{
    const auto before =
        findIn(m_snapshot->facts.annotations, [&](const Annotation& a) { return a.id == annotation.id; });
    if (before && *before == annotation)
        return;
    auto [redo, undo] = putEdit(annotation, before, putAnnotation, dropAnnotation);
    push(tr("Annotate"), redo, undo);
}

void CaseSession::removeAnnotation(const QString& id)
{
    const auto found = findIn(m_snapshot->facts.annotations, [&](const Annotation& a) { return a.id == id; });
    if (!found)
        return;
    auto [redo, undo] = putEdit(*found, std::optional<Annotation>(), putAnnotation, dropAnnotation);
    push(tr("Remove note"), undo, redo);
}

Annotation CaseSession::newAnnotation() const
{
    using namespace std::chrono;
    Annotation annotation;
    annotation.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    annotation.author = m_snapshot->facts.info.author;
    annotation.createdAt = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    annotation.changedAt = annotation.createdAt;
    return annotation;
}

Annotation CaseSession::annotationFor(const QString& eventId) const
{
    const auto found = findIn(m_snapshot->facts.annotations, [&](const Annotation& a) { return a.eventId == eventId; });
    if (found)
        return *found;
    Annotation fresh = newAnnotation();
    fresh.eventId = eventId;
    return fresh;
}

void CaseSession::toggleStar(const QString& eventId)
{
    toggleStarOn(annotationFor(eventId));
}

void CaseSession::toggleStar(const TimeRange& period)
{
    const auto found = findIn(m_snapshot->facts.annotations,
                              [&](const Annotation& a) { return a.eventId.isEmpty() && a.period == period; });
    Annotation annotation = found ? *found : newAnnotation();
    annotation.period = period;
    toggleStarOn(annotation);
}

void CaseSession::toggleStarOn(Annotation annotation)
{
    annotation.starred = !annotation.starred;
    const bool nothingLeft = !annotation.starred && annotation.text.isEmpty() && annotation.tags.isEmpty();
    if (nothingLeft)
        removeAnnotation(annotation.id);
    else
        saveAnnotation(annotation);
}

void CaseSession::saveInfo(const CaseInfo& info)
{
    const CaseInfo before = m_snapshot->facts.info;
    if (before == info)
        return;
    push(
        tr("Change case details"), [info](CaseFile& file) { return file.setInfo(info); },
        [before](CaseFile& file) { return file.setInfo(before); });
}

void CaseSession::saveWindow(const Window& window)
{
    const auto before = findIn(m_snapshot->facts.windows, [&](const Window& w) { return w.name == window.name; });
    auto [redo, undo] = putEdit(window, before, putWindow, dropWindow);
    push(tr("Window %1").arg(window.name), redo, undo);
}

void CaseSession::removeWindow(const QString& name)
{
    const auto found = findIn(m_snapshot->facts.windows, [&](const Window& w) { return w.name == name; });
    if (!found)
        return;
    auto [redo, undo] = putEdit(*found, std::optional<Window>(), putWindow, dropWindow);
    push(tr("Remove window %1").arg(name), undo, redo);
}

void CaseSession::saveSubject(const Subject& subject)
{
    const auto before = findIn(m_snapshot->facts.subjects, [&](const Subject& s) { return s.name == subject.name; });
    auto [redo, undo] = putEdit(subject, before, putSubject, dropSubject);
    push(tr("Subject %1").arg(subject.name), redo, undo);
}

void CaseSession::removeSubject(const QString& name)
{
    const auto found = findIn(m_snapshot->facts.subjects, [&](const Subject& s) { return s.name == name; });
    if (!found)
        return;
    auto [redo, undo] = putEdit(*found, std::optional<Subject>(), putSubject, dropSubject);
    push(tr("Remove subject %1").arg(name), undo, redo);
}

void CaseSession::saveRules(const std::vector<Rule>& rules)
{
    const std::vector<Rule> before = m_snapshot->attribution->rules;
    if (before == rules)
        return;
    push(
        tr("Change rules"), [rules](CaseFile& file) { return file.setRules(rules); },
        [before](CaseFile& file) { return file.setRules(before); });
}

void CaseSession::splitEvents(const QStringList& chosen)
{
    QStringList ids = chosen;
    for (const EventPtr& event : m_snapshot->facts.events) {
        if (!isMerged(*event))
            ids.removeAll(event->id); // stands for itself alone
    }
    ids.removeAll(QString());
    if (ids.isEmpty()) {
        emit failed({ErrorCode::BadArgument,
                     tr("There is nothing to split"),
                     {},
                     tr("Choose an event that is in several sources: its details name them.")});
        return;
    }
    // Filled by the writer before it is read there again: what an undo puts back.
    auto state = std::make_shared<SplitState>();
    push(
        tr("Split %n event(s)", nullptr, int(ids.size())),
        [ids, state](CaseFile& file) -> Result<void> {
            auto split = tideline::splitEvents(file, ids);
            if (!split)
                return split.error();
            *state = std::move(*split);
            return {};
        },
        [state](CaseFile& file) { return file.setMergesAmong(state->ids, state->before); });
}

void CaseSession::setWithdrawn(qint64 source, bool withdrawn)
{
    auto notes = std::make_shared<QStringList>();
    const auto set = [source, notes](bool hidden) {
        return [source, notes, hidden](CaseFile& file) -> Result<void> {
            auto merged = setSourceWithdrawn(file, source, hidden);
            if (!merged)
                return merged.error();
            *notes = std::move(merged->notes);
            return {};
        };
    };
    push(withdrawn ? tr("Withdraw source") : tr("Restore source"), set(withdrawn), set(!withdrawn), [this, notes] {
        if (!notes->isEmpty())
            emit noted(*notes);
    });
}

void CaseSession::writeForGood(const QString& title, std::function<Result<QString>(CaseFile&, const Progress&)> work)
{
    auto note = std::make_shared<QString>();
    m_forGood << write(
        title,
        [note, work = std::move(work)](CaseFile& file, const Progress& progress) -> Result<void> {
            auto said = work(file, progress);
            if (!said)
                return said.error();
            *note = *said;
            return {};
        },
        [this, note] { emit noted({*note}); });
    m_undo.clear();
}

void CaseSession::redact(const QString& text)
{
    writeForGood(tr("Redacting"), [text](CaseFile& file, const Progress& progress) -> Result<QString> {
        const auto done = file.redact(text, progress);
        if (!done)
            return done.error();
        return tr("Redacted: the text was taken out of %1 and %2. Copies and exports made before still hold it.")
            .arg(tr("%Ln detail(s) of the log", nullptr, int(done->auditRows.size())),
                 tr("%Ln rejected row(s)", nullptr, int(done->rejectedRows)));
    });
}

void CaseSession::removeSource(qint64 source)
{
    QString title;
    for (const Source& each : m_snapshot->allSources) {
        if (each.id == source)
            title = each.title;
    }
    writeForGood(tr("Removing source"), [source, title](CaseFile& file, const Progress& progress) -> Result<QString> {
        if (const auto removed = file.removeSource(source, progress); !removed)
            return removed.error();
        return tr("Removed for good: source %1 “%2”").arg(source).arg(title);
    });
}

} // namespace tideline
