// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/importing.h"

#include "models/core/timetext.h"
#include "models/importers/formatlists.h"
#include "models/session/importrun.h"

#include <QFileInfo>

#include <algorithm>

namespace tideline {

namespace {

std::vector<TimeRange> statedCoverage(const ReadOptions& options, const Zone& zone, QStringList& notes)
{
    std::vector<TimeRange> ranges;
    const QString text = options.value(QStringLiteral("coverage")).toString();
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.split(u'/');
        const auto from = parseTimeRange(ends.value(0).trimmed(), zone);
        const auto to = parseTimeRange(ends.value(1).trimmed(), zone);
        if (ends.size() == 2 && from && to && from->from < to->to)
            ranges.push_back({from->from, to->to});
        else
            notes += QStringLiteral("The stated coverage \"%1\" could not be read and was not used").arg(part);
    }
    return ranges;
}

/// Are the same bytes under another name another list? The coin of a list of addresses may only be in its name.
bool isNameTelling(const Source& source)
{
    return isMeantByName(source.format) || source.options.contains(QStringLiteral("coin"));
}

} // namespace

Result<bool> ImportRun::knownAlready()
{
    // Hashing first costs a second pass, so it is only done when a source of just this size is there.
    const qint64 size = QFileInfo(m_request.path).size();
    const auto sources = m_file.sources();
    if (!sources)
        return sources.error();
    const bool sameSize =
        std::any_of(sources->begin(), sources->end(), [size](const Source& source) { return source.bytes == size; });
    if (!sameSize)
        return false;
    auto stream = ByteStream::open(m_request.path);
    if (!stream)
        return stream.error();
    const auto digest = (*stream)->finish();
    if (!digest)
        return digest.error();
    const auto known = m_file.sourceWithHash(digest->sha256);
    if (!known)
        return known.error();
    if (!*known)
        return false;
    if (isNameTelling(**known) && (*known)->name != QFileInfo(m_request.path).fileName())
        return false;
    m_report.source = **known;
    m_report.alreadyKnown = true;
    m_report.source.duplicate += m_report.source.accepted;
    m_report.source.accepted = 0;
    m_report.source.notes = {
        QStringLiteral("Already imported on %1; nothing was added").arg(isoUtc((*known)->importedAt))};
    if ((*known)->withdrawn)
        m_report.source.notes +=
            QStringLiteral("That source (number %1) is withdrawn: restore it to have its rows back").arg((*known)->id);
    return true;
}

Result<ImportReport> ImportRun::finish()
{
    Source& source = m_report.source;
    const auto digest = m_stream->finish();
    if (!digest)
        return digest.error();
    source.sha256 = digest->sha256;
    source.bytes = digest->bytes;
    if (digest->changedWhileReading)
        source.notes += QStringLiteral("The file changed while it was read: the hash is of the bytes that were read");
    if (m_reader->kind() != FileKind::Events || !m_coverage.intervals().empty()) {
        const auto zone = Zone::named(source.options.value(QStringLiteral("zone")).toString(QStringLiteral("UTC")));
        source.coverage = statedCoverage(source.options, zone ? *zone : Zone::utc(), source.notes);
        if (source.coverage.empty())
            source.coverage = m_coverage.intervals();
    }
    noteOverlaps();
    if (!m_writer) {
        finishRehearsal();
        return m_report;
    }
    if (m_head) {
        if (const auto kept = m_writer->setHead(*m_head); !kept)
            return kept.error();
    }
    auto completed = m_writer->complete(source);
    if (!completed)
        return completed.error();
    source = *completed;
    if (m_hasEvents)
        take(mergeSource(m_file, m_report.source.id, keptApart(m_report.source.options)));
    return m_report;
}

/// Rows of logs have no keys, so what two of them share can only be said, not left out.
void ImportRun::noteOverlaps()
{
    Source& source = m_report.source;
    const auto sources = m_file.sources();
    if (!m_head || !source.span || !sources)
        return;
    for (const Source& other : *sources) {
        const bool isBefore = m_known && other.span && other.span->to <= source.span->from + 1;
        const bool isPart = m_known && m_known->source.id == other.id;
        if (!other.withdrawn && other.format == source.format && other.id != source.id && !isBefore && !isPart &&
            other.span && other.span->overlaps(*source.span))
            source.notes += QStringLiteral("Overlaps source %1 “%2” of the same format from %3 to %4: rows that are in"
                                           " both count twice; withdraw one of them if they saw the same traffic")
                                .arg(other.id)
                                .arg(other.name, isoUtc(std::max(other.span->from, source.span->from)),
                                     isoUtc(std::min(other.span->to, source.span->to)));
    }
}

/// The import stands whatever came of comparing.
void ImportRun::take(Result<MergeOutcome> outcome)
{
    if (!outcome) {
        m_report.source.notes +=
            QStringLiteral("Events were not compared with other sources: %1").arg(outcome.error().what);
        return;
    }
    m_report.source.notes += outcome->notes;
    m_report.merged = std::move(outcome->merged);
}

std::vector<std::shared_ptr<const RowKeys>> ImportRun::keysBefore(const ImportRequest& request)
{
    std::vector<std::shared_ptr<const RowKeys>> keys;
    for (const RehearsalPtr& file : request.after)
        keys.push_back(file->keys);
    return keys;
}

std::vector<std::shared_ptr<const RehearsedFile>> ImportRun::eventsBefore(const ImportRequest& request)
{
    std::vector<std::shared_ptr<const RehearsedFile>> events;
    for (const RehearsalPtr& file : request.after) {
        if (file->events)
            events.push_back(file->events);
    }
    return events;
}

Result<qint64> ImportRun::rehearse(const ParsedBlock& block)
{
    const auto told = m_rows.tell(block, m_capture);
    if (!told)
        return told.error();
    if (const auto added = m_merges.add(told->fresh, m_report.source); !added)
        return added.error();
    return told->known;
}

void ImportRun::finishRehearsal()
{
    Source& source = m_report.source;
    for (const RehearsalPtr& file : m_request.after) {
        if (file->sha256 != source.sha256 || (isNameTelling(source) && file->name != source.name))
            continue;
        source.duplicate += source.accepted;
        source.accepted = 0;
        source.notes += QStringLiteral("The same bytes as “%1”, which comes before it").arg(file->name);
        break;
    }
    take(m_merges.outcome(m_request.apart));
    m_report.rehearsal =
        std::make_shared<Rehearsal>(Rehearsal{source.name, source.sha256, m_rows.keys(), m_merges.file()});
}

Result<ImportReport> ImportRun::run(std::unique_ptr<ImportWriter> resumed)
{
    if (!resumed) {
        const auto known = knownAlready();
        if (!known)
            return known.error();
        if (*known)
            return m_report;
    }
    if (const auto opened = open(); !opened)
        return opened.error();
    if (const auto ready = prepareReader(m_stream->entryName()); !ready)
        return ready.error();
    if (const auto looked = lookForKnownPart(m_stream->entryName(), resumed != nullptr); !looked)
        return looked.error();
    m_writer = std::move(resumed);
    if (!m_writer && !m_request.dryRun) {
        auto writer = m_file.beginImport(m_report.source, QFileInfo(m_request.path).absoluteFilePath());
        if (!writer)
            return writer.error();
        m_writer = std::move(*writer);
    }
    const Result<void> done = readAll();
    Result<ImportReport> report = done ? finish() : Result<ImportReport>(done.error());
    if (!report && m_writer) {
        if (const auto removed = m_writer->cancel(); !removed)
            return removed.error();
    }
    return report;
}

Result<Inspection> inspectFile(const QString& path)
{
    auto stream = ByteStream::open(path);
    if (!stream)
        return stream.error();
    const auto entry = (*stream)->nextEntry();
    if (!entry)
        return entry.error();
    BlockCutter cutter(**stream);
    const auto head = cutter.head();
    if (!head)
        return head.error();
    return Inspection{recognise(*head, (*stream)->entryName()),
                      QByteArray(head->data(), static_cast<qsizetype>(head->size()))};
}

Result<ImportReport> importFile(CaseFile& file, const ImportRequest& request, const Progress& progress)
{
    return ImportRun(file, request, progress).run();
}

Result<ImportReport> resumeImport(CaseFile& file, const PendingImport& pending, const Progress& progress)
{
    ImportRequest request;
    request.path = pending.path;
    request.format = pending.source.format;
    request.options = pending.source.options;
    request.simulated = pending.source.simulated;
    request.title = pending.source.title;
    if (QFileInfo(pending.path).size() != pending.source.bytes)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The file is gone or has changed since the import was interrupted"), pending.path,
                     QStringLiteral("Discard the interrupted import and import the file anew.")};
    auto writer = file.resumeImport(pending.source.id);
    if (!writer)
        return writer.error();
    return ImportRun(file, request, progress).run(std::move(*writer));
}

} // namespace tideline
