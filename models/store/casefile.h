// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/attribution/attribution.h"
#include "models/core/actor.h"
#include "models/core/addendum.h"
#include "models/core/case.h"
#include "models/core/dnsrecord.h"
#include "models/core/event.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/core/route.h"
#include "models/flows/chunk.h"
#include "models/query/recordstore.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace tideline {

enum class OpenMode { ReadWrite, ReadOnly };

/// One row of the append-only, hash-chained log.
struct AuditEntry
{
    qint64 sequence = 0;
    Micros at = 0;
    QString offset; ///< of the clock then, "+01:00"
    QString author;
    QString action; ///< "event.add", "import", "export" …
    QJsonObject detail;
    QString hash;
};

/// One check of `verify`.
struct Check
{
    QString name;
    bool ok = false;
    QString detail;
};

/// An import that was not finished when the program ended.
struct PendingImport
{
    Source source;
    QString path;
    int blocks = 0; ///< already committed
};

/// A search saved by name, a mapping saved as a recipe … : small named JSON documents of the case.
struct NamedDocument
{
    QString kind; ///< "recipe", "finding"
    QString name;
    QJsonObject content;
};

/// Two events of different sources that were found to be the same one, or that a person separated again.
struct EventMerge
{
    QString kept;  ///< id of the event that was there first
    QString other; ///< id of the one that came
    QString how;   ///< "same id ofac:123", "same day, category and place" …
    Micros at = 0; ///< when; 0 = now
    bool split = false;
    bool operator==(const EventMerge&) const = default;
};

/// What the file of a source begins with: a log that has grown begins with all of it.
struct SourceHead
{
    static constexpr qint64 most = 64 * 1024;
    qint64 source = 0;
    qint64 bytes = 0;  ///< hashed: at most `most`, or the whole file where it is shorter
    QByteArray digest; ///< SHA-256
};

/// What a redaction took away for good.
struct Redaction
{
    std::vector<qint64> auditRows; ///< sequences of the audit rows whose details are gone
    qint64 rejectedRows = 0;       ///< rejected rows of files whose text is gone
};

/// What a redaction of a text would find.
struct RedactionForecast
{
    struct Place
    {
        QString table;
        QString column;
        qint64 rows = 0;
    };
    qint64 auditRows = 0;     ///< audit rows whose details would go
    qint64 rejectedRows = 0;  ///< rejected rows of files whose text would go
    std::vector<Place> inUse; ///< where else it stands: unless empty, the redaction is refused
};

class ImportWriter;

/// The case: one SQLite file, opened only here (reliability.md, section 2). There is no save: each call that writes is
/// one committed transaction with its audit row. Thread-safe: calls from several threads are serialised; chunk loading
/// uses read connections of its own.
class CaseFile final : public ChunkSource, public RecordStore
{
public:
    using Clock = std::function<Micros()>;

    static Result<std::unique_ptr<CaseFile>> create(const QString& path, const CaseInfo& info, Clock clock = {});
    /// A case held by another program opens read-only and `holder()` says who holds it, unless `ReadWrite` is demanded
    /// by `exclusive` (then Busy). Newer schema: read-only or TooNew. Older: backup, then migration.
    static Result<std::unique_ptr<CaseFile>> open(const QString& path, OpenMode mode, bool exclusive = false,
                                                  Clock clock = {});
    ~CaseFile() override;

    QString path() const;
    bool isReadOnly() const;
    QString readOnlyReason() const; ///< "held by tideline (pid 123) on host", "the folder cannot be written" …
    int schemaVersion() const;

    Result<CaseInfo> info() const;
    Result<void> setInfo(const CaseInfo& info);

    // Events entered or edited by hand. `putEvent` adds or replaces the whole value; one that was imported keeps its
    // source and record. Where two visible sources hold the same id (one was withdrawn and came back), the older row is
    // the one that is seen. Additions of other files of a set are joined on reading. Merged events are read as one,
    // that of the oldest source, with extra "also in" and "disagrees: FIELD" (see eventjoin.h); `putEvent` of such a
    // one changes its own row alone, `removeEvent` refuses it.
    Result<std::vector<EventPtr>> events() const; ///< visible ones, by time then id; undated last
    Result<EventPtr> event(const QString& id) const;
    Result<void> putEvent(const Event& event);
    Result<void> removeEvent(const QString& id);
    Result<std::vector<EventPtr>> separateEvents() const;                          ///< the same before merging
    Result<std::vector<EventPtr>> separateEvents(const QSet<QString>& only) const; ///< of these ids
    /// Own rows of visible events without their lists (countries, extra …), streamed; of one id there may be two.
    Result<void> eachEventRow(const std::function<void(const Event&)>& take) const;
    Result<std::vector<EventMerge>> merges() const;    ///< also of events that are hidden now, and separated ones
    Result<QHash<QString, QString>> mergedIds() const; ///< visible: id of a part -> id of the event it is part of
    Result<void> mergeEvents(const std::vector<EventMerge>& merges); ///< pairs known already stay as they are
    /// Takes the part `id` out of its event, or all parts apart where it is the event's own id, for good.
    Result<void> splitEvent(const QString& id);
    /// Exactly these pairs are known among these events from now on: what undoes `splitEvent`.
    Result<void> setMergesAmong(const QStringList& ids, const std::vector<EventMerge>& pairs);

    Result<std::vector<Actor>> actors() const; ///< of visible sources, by name
    /// Keys (see listingkeys.h) of visible rows of lists: actors, members of subjects, additions to entries.
    Result<QSet<QByteArray>> listingKeys() const;

    Result<std::vector<Annotation>> annotations() const;
    Result<void> putAnnotation(const Annotation& annotation); ///< empty author and times are filled in
    Result<void> removeAnnotation(const QString& id);

    Result<std::vector<Window>> windows() const;
    Result<void> putWindow(const Window& window); ///< by name
    Result<void> removeWindow(const QString& name);

    Result<std::vector<Subject>> subjects() const;
    Result<void> putSubject(const Subject& subject); ///< by name
    Result<void> removeSubject(const QString& name);

    Result<std::vector<Rule>> rules() const;
    Result<void> setRules(const std::vector<Rule>& rules);      ///< replaces all
    Result<std::vector<std::vector<Network>>> networks() const; ///< one list a table, in the order they came
    Result<QStringList> networkTables() const;                  ///< "NAME of DATE" of each, in the same order
    /// Adds or replaces a table by name, at its place in the order; `date` as the table states it.
    Result<void> putNetworks(const QString& name, const QString& date, const std::vector<Network>& networks);

    Result<std::vector<NamedDocument>> documents(const QString& kind) const;
    Result<void> putDocument(const NamedDocument& document);
    Result<void> removeDocument(const QString& kind, const QString& name);

    Result<std::vector<Source>> sources() const; ///< complete ones, withdrawn ones too
    Result<void> setWithdrawn(qint64 source, bool withdrawn);
    /// A withdrawn source and all its rows, for good; its place in the audit log stays. Packs the file.
    Result<void> removeSource(qint64 source, const Progress& progress);
    Result<std::vector<Problem>> problems(qint64 source = 0, qint64 limit = -1) const;
    Result<std::vector<SeriesPoint>> points() const;
    struct Counts
    {
        qint64 events = 0, flows = 0, points = 0, problems = 0, annotations = 0, sources = 0, audit = 0;
        qint64 routes = 0, queries = 0, actors = 0, merged = 0; ///< merged: events that are part of another
        std::optional<TimeRange> eventSpan, flowSpan, routeSpan, querySpan;
    };
    Result<Counts> counts() const;

    // Imports. A complete source with this hash is known already.
    Result<std::optional<Source>> sourceWithHash(const QString& sha256) const;
    Result<std::unique_ptr<ImportWriter>> beginImport(const Source& source, const QString& path);
    Result<std::vector<SourceHead>> heads() const; ///< of visible sources
    Result<std::vector<PendingImport>> pendingImports() const;
    Result<void> discardImport(qint64 source, const Progress& progress);
    Result<std::unique_ptr<ImportWriter>> resumeImport(qint64 source);

    /// Visible flow chunks.
    Result<std::vector<ChunkInfo>> chunks(const TimeRange& range) const override;
    Result<EncodedChunk> load(const ChunkInfo& info, const std::vector<FlowColumn>& wanted) const override;

    // Streamed from a snapshot, as rows of events are; `take` must not call the case.
    Result<void> eachRoute(const TimeRange& range, const std::function<bool(const RouteRecord&)>& take) const override;
    Result<void> eachQuery(const TimeRange& range, const std::function<bool(const DnsRecord&)>& take) const override;

    Result<std::vector<AuditEntry>> audit() const;
    Result<void> logAction(const QString& action, const QJsonObject& detail); ///< exports and the like
    /// Takes `text` out of what the case keeps of deleted and rejected things: details of the audit log, whose chain
    /// stays whole, and rejected rows. Then packs the file, so that its free pages hold it no more. BadArgument, with
    /// the places, while anything else still holds it. Copies and exports made before are not changed.
    Result<Redaction> redact(const QString& text, const Progress& progress);
    /// What that would find now; changes nothing.
    Result<RedactionForecast> forecastRedaction(const QString& text, const Progress& progress) const;
    /// Digest of everything that measures read: changes when and only when data, rules or subjects change.
    Result<QString> dataFingerprint() const;

    Result<void> saveCopy(const QString& path, const Progress& progress) const; ///< replaces an older copy
    Result<void> compact(const Progress& progress);
    Result<std::vector<Check>> verify(const Progress& progress) const;
    /// Changes whenever another program committed.
    Result<qint64> dataVersion() const;

private:
    friend class ImportWriter;
    struct Private;
    explicit CaseFile(std::unique_ptr<Private> d);
    /// Packs the file after something was taken out of it for good.
    Result<void> packOut(const Progress& progress);
    std::unique_ptr<Private> d;
};

/// Writes one import, invisible until `complete`. Destroying it without `complete` leaves it pending (resume/discard).
class ImportWriter
{
public:
    ~ImportWriter();
    qint64 sourceId() const;
    /// Is this block already committed by the run that was interrupted?
    bool hasBlock(int index) const;

    /// One committed transaction: everything that block `index` of the file became. Rows whose key is in the case
    /// already (events, points) are counted as duplicates and left out; `duplicates` says how many.
    struct Rows
    {
        std::vector<Event> events;
        std::vector<SeriesPoint> points;
        std::vector<DnsRecord> dns;
        std::vector<RouteRecord> routes;
        std::vector<std::pair<QString, SubjectMember>> members; ///< subject's name, what joins it
        std::vector<Actor> actors;
        std::vector<Addendum> addenda;
        std::vector<EncodedChunk> chunks;
        std::vector<Problem> problems;
        qint64 read = 0;
        qint64 accepted = 0;   ///< of flows; what else there is is counted here
        qint64 known = 0;      ///< records that an earlier source brought: read, and duplicates
        bool dnsAside = false; ///< a capture: its records are flows, and DNS queries come on top without being counted
    };
    struct Written
    {
        qint64 accepted = 0;
        qint64 duplicates = 0;
    };
    Result<Written> write(int index, const Rows& rows);

    /// The first bytes of the file, for later (see SourceHead; its source is this one).
    Result<void> setHead(const SourceHead& head);
    /// Makes it visible; `source` carries hash, coverage, notes. The counts are those of the blocks (rejected: the
    /// problems), and the span is widened to the rows. Additions whose entry is not in the case are said in a note.
    /// Returns what is stored.
    Result<Source> complete(const Source& source);
    /// Removes everything in small transactions.
    Result<void> cancel();

private:
    friend class CaseFile;
    struct Private;
    explicit ImportWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace tideline
