// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/importing.h"

#include "models/core/timetext.h"
#include "models/session/blockpipeline.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

// About as many records as fit into one chunk of flows.
constexpr std::size_t blockBytes = 8 * 1024 * 1024;
constexpr std::size_t problemsReported = 20;

ReadOptions merged(ReadOptions base, const ReadOptions& over)
{
    for (auto it = over.begin(); it != over.end(); ++it)
        base.insert(it.key(), it.value());
    return base;
}

Result<Recognised> chooseFormat(const ImportRequest& request, std::string_view head, const QString& name)
{
    Recognised found = recognise(head, name);
    if (request.format.isEmpty()) {
        if (!found.format && request.options.contains(QStringLiteral("map"))) {
            const bool series = request.options.value(QStringLiteral("kind")).toString() == u"series";
            found.format = formatNamed(series ? QStringLiteral("series-csv") : QStringLiteral("events-csv"));
            found.why = QStringLiteral("a mapping was given");
        }
        if (!found.format)
            return Error{ErrorCode::BadInput, QStringLiteral("The format was not recognised"), name,
                         QStringLiteral("Name it with --format (see `tideline-cli formats`) or give a mapping.")};
        return found;
    }
    const Format* format = formatNamed(request.format);
    if (!format) {
        QStringList names;
        for (const Format& known : formats())
            names += known.name;
        return Error{ErrorCode::BadArgument, QStringLiteral("There is no format \"%1\"").arg(request.format), name,
                     QStringLiteral("Known: %1.").arg(names.join(QStringLiteral(", ")))};
    }
    if (found.format != format)
        found.options = {};
    found.format = format;
    found.why = QStringLiteral("named by the user");
    return found;
}

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

/// One run over one file: the state that the steps share.
class Run
{
public:
    Run(CaseFile& file, const ImportRequest& request, const Progress& progress)
        : m_file(file), m_request(request), m_progress(progress)
    {
        m_report.path = request.path;
    }

    Result<ImportReport> run(std::unique_ptr<ImportWriter> resumed = {});

private:
    Result<bool> knownAlready();
    Result<void> open();
    Result<void> prepareReader(const QString& name);
    Result<void> readAll();
    Result<void> readEntry();
    Result<void> feed(BlockPipeline& pipeline, RawBlock block);
    Result<void> drain(BlockPipeline& pipeline);
    Result<void> take(ReadyBlock block);
    Result<ImportReport> finish();

    CaseFile& m_file;
    const ImportRequest& m_request;
    const Progress& m_progress;
    ImportReport m_report;
    std::unique_ptr<ByteStream> m_stream;
    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<ImportWriter> m_writer;
    CoverageBuilder m_coverage;
    std::unique_ptr<BlockCutter> m_cutter; ///< of the entry that is read now
    int m_nextBlock = 0;
    bool m_capture = false;
};

Result<bool> Run::knownAlready()
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
    const qint64 id = (*known)->id;
    m_report.source = **known;
    m_report.alreadyKnown = true;
    m_report.source.duplicate += m_report.source.accepted;
    m_report.source.accepted = 0;
    m_report.source.notes = {
        QStringLiteral("Already imported on %1; nothing was added").arg(isoUtc((*known)->importedAt))};
    if ((*known)->withdrawn)
        m_report.source.notes +=
            QStringLiteral("That source is withdrawn: restore it with `sources CASE restore %1`").arg(id);
    return true;
}

Result<void> Run::open()
{
    auto stream = ByteStream::open(m_request.path);
    if (!stream)
        return stream.error();
    m_stream = std::move(*stream);
    const auto entry = m_stream->nextEntry();
    if (!entry)
        return entry.error();
    if (!*entry)
        return Error{ErrorCode::BadInput, QStringLiteral("The file holds nothing to read"), m_request.path,
                     QStringLiteral("Choose another file.")};
    return {};
}

/// The reader of the entry at hand. The first entry names the source; those after it may be of other formats.
Result<void> Run::prepareReader(const QString& name)
{
    m_cutter = std::make_unique<BlockCutter>(*m_stream, blockBytes);
    const auto head = m_cutter->head();
    if (!head)
        return head.error();
    if (head->empty())
        return Error{ErrorCode::BadInput, QStringLiteral("The file is empty"), m_request.path,
                     QStringLiteral("Choose another file.")};
    auto chosen = chooseFormat(m_request, *head, name);
    if (!chosen)
        return chosen.error();
    m_reader = chosen->format->make();
    const ReadOptions options = merged(chosen->options, m_request.options);
    ReadOptions told = options;
    told.insert(QStringLiteral("file_name"), name);
    const auto begun = m_reader->begin(*head, told);
    if (!begun) {
        Error error = begun.error();
        error.where = error.where.isEmpty() ? m_request.path : m_request.path + QStringLiteral(", ") + error.where;
        return error;
    }
    Source& source = m_report.source;
    if (!source.format.isEmpty())
        return {};
    source.name = QFileInfo(m_request.path).fileName();
    source.bytes = m_stream->size();
    source.title = m_request.title.isEmpty() ? source.name : m_request.title;
    source.simulated = m_request.simulated;
    source.format = chosen->format->name;
    source.kind = fileKindName(m_reader->kind());
    source.options = options;
    m_report.why = chosen->why;
    return {};
}

Result<void> Run::feed(BlockPipeline& pipeline, RawBlock block)
{
    while (!pipeline.hasRoom()) {
        if (const auto taken = take(pipeline.next()); !taken)
            return taken;
    }
    block.index = m_nextBlock++;
    block.skip = m_writer && m_writer->hasBlock(block.index);
    pipeline.feed(std::move(block));
    return {};
}

Result<void> Run::readEntry()
{
    BlockPipeline pipeline(*m_reader, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())), m_nextBlock);
    m_capture = m_reader->isCapture();
    while (true) {
        if (m_progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), m_request.path, {}};
        auto piece = m_cutter->next(*m_reader);
        if (!piece)
            return piece.error();
        RawBlock block;
        if (*piece)
            block.piece = std::move(**piece);
        else if (m_reader->inOrder())
            block.end = true;
        else
            break;
        const bool last = block.end;
        if (const auto fed = feed(pipeline, std::move(block)); !fed)
            return fed;
        if (m_stream->size() > 0)
            m_progress.report(static_cast<double>(m_stream->bytesRead()) / static_cast<double>(m_stream->size()));
        if (last)
            break;
    }
    return drain(pipeline);
}

Result<void> Run::readAll()
{
    if (const auto first = readEntry(); !first)
        return first;
    while (true) {
        const auto more = m_stream->nextEntry();
        if (!more)
            return more.error();
        if (!*more)
            return {};
        const QString name = m_stream->entryName();
        if (const auto ready = prepareReader(name); !ready) {
            // One entry that cannot be read does not spoil the others, but it is said.
            m_report.source.notes +=
                QStringLiteral("“%1” in the archive was not read: %2").arg(name, ready.error().what);
            continue;
        }
        if (const auto read = readEntry(); !read)
            return read;
    }
}

Result<void> Run::drain(BlockPipeline& pipeline)
{
    while (pipeline.pending() > 0) {
        if (const auto taken = take(pipeline.next()); !taken)
            return taken;
    }
    return {};
}

Result<void> Run::take(ReadyBlock block)
{
    Source& source = m_report.source;
    ParsedBlock& parsed = block.parsed;
    // Records, not values: a row of a series may hold several numbers.
    const qint64 rejected = static_cast<qint64>(parsed.problems.size());
    qint64 accepted = m_capture ? block.flows : parsed.read - rejected;
    qint64 duplicates = 0;
    for (const Problem& problem : parsed.problems) {
        if (m_report.problems.size() < problemsReported)
            m_report.problems.push_back(problem);
    }
    for (const QString& note : parsed.notes) {
        if (!source.notes.contains(note))
            source.notes += note;
    }
    if (m_writer && !block.skip) {
        ImportWriter::Rows rows;
        rows.events = std::move(parsed.events);
        rows.points = std::move(parsed.points);
        rows.dns = std::move(parsed.dns);
        rows.routes = std::move(parsed.routes);
        for (NamedMember& named : parsed.members)
            rows.members.emplace_back(std::move(named.subject), std::move(named.member));
        rows.actors = std::move(parsed.actors);
        rows.addenda = std::move(parsed.addenda);
        rows.dnsAside = m_capture;
        rows.chunks = std::move(block.chunks);
        rows.problems = std::move(parsed.problems);
        rows.read = parsed.read;
        rows.accepted = block.flows;
        const auto written = m_writer->write(block.index, rows);
        if (!written)
            return written.error();
        accepted = written->accepted;
        duplicates = written->duplicates;
    }
    source.read += parsed.read;
    source.accepted += accepted;
    source.duplicate += duplicates;
    source.rejected += rejected;
    m_coverage.merge(block.coverage);
    if (block.span)
        source.span = source.span ? source.span->united(*block.span) : *block.span;
    return {};
}

Result<ImportReport> Run::finish()
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
    if (!m_writer)
        return m_report;
    auto completed = m_writer->complete(source);
    if (!completed)
        return completed.error();
    source = *completed;
    return m_report;
}

Result<ImportReport> Run::run(std::unique_ptr<ImportWriter> resumed)
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

} // namespace

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
    return Run(file, request, progress).run();
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
    return Run(file, request, progress).run(std::move(*writer));
}

QJsonObject toJson(const ImportReport& report)
{
    const Source& source = report.source;
    QJsonArray problems;
    for (const Problem& problem : report.problems) {
        problems +=
            QJsonObject{{QStringLiteral("line"), problem.line},
                        {QStringLiteral("column"), problem.column > 0 ? QJsonValue(problem.column) : QJsonValue()},
                        {QStringLiteral("reason"), problem.reason},
                        {QStringLiteral("text"), problem.text}};
    }
    const auto time = [&source](Micros TimeRange::*end) {
        return source.span ? QJsonValue(isoUtc((*source.span).*end)) : QJsonValue();
    };
    return {{QStringLiteral("path"), report.path},
            {QStringLiteral("format"), source.format},
            {QStringLiteral("kind"), source.kind},
            {QStringLiteral("sha256"), source.sha256},
            {QStringLiteral("bytes"), source.bytes},
            {QStringLiteral("read"), source.read},
            {QStringLiteral("accepted"), source.accepted},
            {QStringLiteral("rejected"), source.rejected},
            {QStringLiteral("duplicates"), source.duplicate},
            {QStringLiteral("from"), time(&TimeRange::from)},
            {QStringLiteral("to"), time(&TimeRange::to)},
            {QStringLiteral("notes"), QJsonArray::fromStringList(source.notes)},
            {QStringLiteral("problems"), problems}};
}

} // namespace tideline
