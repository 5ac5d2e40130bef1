// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/session/measuring.h"
#include "models/session/task.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QUndoStack>

#include <deque>
#include <functional>
#include <memory>

namespace tideline {

/// The open case as the window sees it: an immutable snapshot, what is selected and filtered, edits with undo, and the
/// tasks that run. Lives in the GUI thread; everything that touches the file runs on threads of its own, one after the
/// other for writes, so nothing here blocks.
class CaseSession : public QObject
{
    Q_OBJECT

public:
    explicit CaseSession(QObject* parent = nullptr);
    ~CaseSession() override;

    // --- the case
    void create(const QString& path, const CaseInfo& info);
    void open(const QString& path, OpenMode mode = OpenMode::ReadWrite);
    /// Makes the founding case if there is none at `path`, then opens it.
    void openFounding(const QString& path, qint64 flows, quint64 seed);
    void close();
    bool isOpen() const { return m_file != nullptr; }
    bool isReadOnly() const;
    QString readOnlyReason() const;
    QString path() const;
    /// Never null while open.
    CaseSnapshotPtr snapshot() const { return m_snapshot; }
    std::vector<PendingImport> pendingImports() const { return m_pending; }

    // --- what is looked at
    Zone zone() const { return m_zone; } ///< of the whole window
    void setZone(const QString& name);   ///< view only; the case's own zone is in its info
    QString subject() const { return m_subject; }
    void setSubject(const QString& name);
    QString filterText() const { return m_filterText; }
    ExpressionPtr filter() const { return m_filter; }
    /// Takes the filter if it can be read; the last good one stays otherwise.
    std::optional<ExpressionError> setFilterText(const QString& text);
    Quantity quantity() const { return m_quantity; }
    void setQuantity(Quantity quantity);
    /// Events that the filter lets through, undated ones last.
    const std::vector<EventPtr>& visibleEvents() const { return m_visible; }
    QString selectedEvent() const { return m_selected; }
    EventPtr chosenEvent() const; ///< the selected one; null where none is, or it is gone
    void selectEvent(const QString& id);
    std::optional<TimeRange> brush() const { return m_brush; }
    void setBrush(std::optional<TimeRange> range);

    // --- edits: each a committed transaction, each undoable
    QUndoStack* undoStack() { return &m_undo; }
    void saveEvent(const Event& event);
    void removeEvent(const QString& id);
    /// Shows merged events, or those that these are parts of, as the events of each source again, and keeps them apart.
    void splitEvents(const QStringList& ids);
    void saveAnnotation(const Annotation& annotation);
    void removeAnnotation(const QString& id);
    /// The annotation that carries the star and tags of an event: the first by this author, or a fresh one.
    Annotation annotationFor(const QString& eventId) const;
    Annotation newAnnotation() const; ///< with id, author and time
    void toggleStar(const QString& eventId);
    void toggleStar(const TimeRange& period);
    void saveInfo(const CaseInfo& info);
    void saveWindow(const Window& window);
    void removeWindow(const QString& name);
    void saveSubject(const Subject& subject);
    void removeSubject(const QString& name);
    void saveRules(const std::vector<Rule>& rules);
    /// A source that comes back is compared with what came meanwhile, see mergeSource; `noted` says what was merged.
    void setWithdrawn(qint64 source, bool withdrawn);

    // --- for good: no undo, and none of what was done before, since that would bring back what went; `noted` says what
    // went
    void redact(const QString& text); ///< see CaseFile::redact
    void removeSource(qint64 source); ///< a withdrawn one

    // --- work
    TaskList* tasks() { return &m_tasks; }
    /// Runs in order with all other writes; the snapshot is taken anew afterwards, also after a failure, since work in
    /// several steps may have done some. `done` is called here, on success. Gives the number of the task; 0 = none.
    quint64 write(const QString& title, std::function<Result<void>(CaseFile&, const Progress&)> work,
                  std::function<void()> done = {});
    /// Runs beside others, on the file and the snapshot of now. The file outlives the work.
    std::shared_ptr<CaseFile> file() const { return m_file; }
    QThreadPool* readers() { return &m_readers; }

signals:
    void opened();
    void closed();
    void openFailed(const tideline::Error& error);
    void failed(const tideline::Error& error); ///< of an edit or a task
    void noted(const QStringList& notes);      ///< what an edit did besides what was asked for
    void snapshotChanged();                    ///< data, events, annotations, sources …
    void visibleEventsChanged();               ///< filter or data
    void filterChanged();
    void zoneChanged();
    void subjectChanged();
    void quantityChanged();
    void selectionChanged();
    void brushChanged();
    void saved(tideline::Micros at); ///< a transaction was committed

private:
    void start(const QString& title, std::function<Result<std::shared_ptr<CaseFile>>(const Progress&)> opener);
    void adopt(std::shared_ptr<CaseFile> file, CaseSnapshotPtr snapshot, std::vector<PendingImport> pending);
    void replaceSnapshot(CaseSnapshotPtr snapshot);
    void stopTasks();
    void writeForGood(const QString& title, std::function<Result<QString>(CaseFile&, const Progress&)> work);
    void refilter();
    using Edit = std::function<Result<void>(CaseFile&)>;
    void toggleStarOn(Annotation annotation);
    void push(const QString& text, Edit redo, Edit undo);
    void push(const QString& text, Edit redo, Edit undo, std::function<void()> done);

    std::shared_ptr<CaseFile> m_file;
    CaseSnapshotPtr m_snapshot;
    std::vector<PendingImport> m_pending;
    QUndoStack m_undo;
    TaskList m_tasks;
    QSet<quint64> m_forGood; ///< closing waits for these tasks: left half done, what went would still be in the file
    QThreadPool m_writer;    ///< one thread: writes keep their order
    QThreadPool m_readers;
    Zone m_zone;
    QString m_subject;
    QString m_filterText;
    ExpressionPtr m_filter;
    Quantity m_quantity = Quantity::Bytes;
    std::vector<EventPtr> m_visible;
    QString m_selected;
    std::optional<TimeRange> m_brush;
};

/// Asks one measure after the other for one panel: a newer question cancels the older one, stale answers are dropped.
class MeasureQuery : public QObject
{
    Q_OBJECT

public:
    explicit MeasureQuery(CaseSession* session, QObject* parent = nullptr);
    ~MeasureQuery() override;

    void ask(const Question& question);
    void cancel();
    bool isBusy() const { return m_busy; }
    const std::optional<MeasureResult>& result() const { return m_result; }

signals:
    void started();
    /// A first picture of a question that will take a while yet (`result.share` is below 1); `answered` or `failed`
    /// follows. It is for the eyes only and never becomes `result()`.
    void sketched(const tideline::MeasureResult& result);
    void answered(const tideline::MeasureResult& result);
    void failed(const tideline::Error& error);

private:
    CaseSession* m_session;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::optional<MeasureResult> m_result;
    quint64 m_generation = 0;
    bool m_busy = false;
};

} // namespace tideline
