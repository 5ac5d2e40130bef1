// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/continuedreader.h"
#include "models/session/importrun.h"
#include "models/session/readahead.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace tideline {

namespace {

// About as many records as fit into one chunk of flows.
constexpr std::size_t blockBytes = 8 * 1024 * 1024;
// A short line becomes an event of about a KiB, and several blocks are on their way at a time.
constexpr std::size_t recordBlockBytes = 512 * 1024;
constexpr std::size_t problemsReported = 20;

ReadOptions mergedOptions(ReadOptions base, const ReadOptions& over)
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

} // namespace

Result<void> ImportRun::open()
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
Result<void> ImportRun::prepareReader(const QString& name)
{
    m_cutter = std::make_unique<BlockCutter>(*m_stream, blockBytes);
    const auto head = m_cutter->head();
    if (!head)
        return head.error();
    // Some lists may be empty: their name says what they are.
    if (head->empty() && m_request.format.isEmpty() && !recognise({}, name).format)
        return Error{ErrorCode::BadInput, QStringLiteral("The file is empty"), m_request.path,
                     QStringLiteral("Choose another file.")};
    auto chosen = chooseFormat(m_request, *head, name);
    if (!chosen)
        return chosen.error();
    const std::unique_ptr<Reader> before = std::exchange(m_reader, chosen->format->make());
    if (auto* continued = dynamic_cast<ContinuedReader*>(m_reader.get()); continued && before)
        continued->continueFrom(*before);
    if (m_reader->kind() != FileKind::Flows)
        m_cutter->setBlockSize(recordBlockBytes);
    const ReadOptions options = mergedOptions(chosen->options, m_request.options);
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
    if (!m_request.apart.isEmpty()) // outlives an interruption
        source.options.insert(QStringLiteral("kept_apart"), toJson(m_request.apart));
    m_report.why = chosen->why;
    return {};
}

Result<void> ImportRun::feed(BlockPipeline& pipeline, RawBlock block)
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

Result<void> ImportRun::readEntry()
{
    const auto corrections = Corrections::from(m_report.source.options);
    if (!corrections)
        return corrections.error();
    for (const QString& note : corrections->notes()) {
        if (!m_report.source.notes.contains(note))
            m_report.source.notes += note;
    }
    BlockPipeline pipeline(*m_reader, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())), m_nextBlock,
                           *corrections);
    ReadAhead ahead(*m_cutter, *m_reader, *m_stream);
    m_capture = m_reader->isCapture();
    while (true) {
        if (m_progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), m_request.path, {}};
        auto piece = ahead.next();
        if (!piece)
            return piece.error();
        RawBlock block;
        if (*piece) {
            block.piece = std::move(**piece);
            block.piece.firstLine += m_known ? m_known->lines : 0;
            if (block.piece.tooLong && m_known)
                block.piece.tooLong->line += m_known->lines;
        } else if (m_reader->inOrder()) {
            block.end = true;
        } else {
            break;
        }
        const bool last = block.end;
        if (const auto fed = feed(pipeline, std::move(block)); !fed)
            return fed;
        if (m_stream->size() > 0)
            m_progress.report(static_cast<double>(ahead.bytesRead()) / static_cast<double>(m_stream->size()));
        if (!last)
            continue;
        if (const auto drained = drain(pipeline); !drained)
            return drained;
        if (!m_more)
            return {};
    }
    return drain(pipeline);
}

/// A log that grows is handed over again and again: what an earlier version brought is not read into the case twice.
Result<void> ImportRun::lookForKnownPart(const QString& name, bool resumed)
{
    const Source& source = m_report.source;
    const bool isLog = m_reader->kind() == FileKind::Flows || m_reader->kind() == FileKind::Dns;
    if (!isLog || m_reader->inOrder() || m_reader->isCapture() || name != source.name)
        return {};
    const auto head = m_cutter->head();
    if (!head)
        return head.error();
    m_head = headOf(*head, source.bytes);
    std::optional<qint64> only;
    if (resumed) { // the blocks that are there were cut by what was known then
        only = source.options.value(QStringLiteral("continues")).toInteger();
        if (*only == 0)
            return {};
    }
    auto known = knownPart(m_file, m_request.path, *head, *m_reader, source.format, only);
    if (!known)
        return known.error();
    if (only && !*known)
        return Error{ErrorCode::BadInput, QStringLiteral("The part that was known when the import began is gone"),
                     m_request.path, QStringLiteral("Discard the interrupted import and import the file anew.")};
    m_known = std::move(*known);
    if (m_known)
        m_report.source.options.insert(QStringLiteral("continues"), m_known->source.id);
    return {};
}

Result<void> ImportRun::skipKnownPart()
{
    if (!m_known)
        return {};
    if (const auto opened = open(); !opened) // from the beginning: the hash is of the whole file
        return opened;
    m_tail = std::make_unique<PartStream>(*m_stream, m_known->bytes, -1);
    m_cutter = std::make_unique<BlockCutter>(*m_tail, blockBytes);
    Source& source = m_report.source;
    source.notes += QStringLiteral("Continues source %1 “%2”: rows up to byte %3 were there already")
                        .arg(m_known->source.id)
                        .arg(m_known->source.name)
                        .arg(m_known->bytes);
    if (m_known->twice)
        source.notes += QStringLiteral("Source %1 ended within line %2 and took it for a whole one: that row is there"
                                       " twice, cut short and whole")
                            .arg(m_known->source.id)
                            .arg(m_known->lines + 1);
    if (!m_known->source.coverage.empty()) // so that there is no gap between the two parts
        m_coverage.add(m_known->source.coverage.back().to - 1);
    source.read += m_known->records;
    source.duplicate += m_known->records;
    const int index = m_nextBlock++;
    if (!m_writer || m_writer->hasBlock(index))
        return {};
    ImportWriter::Rows rows;
    rows.known = m_known->records;
    if (const auto written = m_writer->write(index, rows); !written)
        return written.error();
    return {};
}

Result<void> ImportRun::readAll()
{
    if (const auto skipped = skipKnownPart(); !skipped)
        return skipped;
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

Result<void> ImportRun::drain(BlockPipeline& pipeline)
{
    while (pipeline.pending() > 0) {
        if (const auto taken = take(pipeline.next()); !taken)
            return taken;
    }
    return {};
}

Result<void> ImportRun::take(ReadyBlock block)
{
    Source& source = m_report.source;
    ParsedBlock& parsed = block.parsed;
    m_hasEvents = m_hasEvents || !parsed.events.empty();
    m_more = parsed.more;
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
    if (m_request.dryRun && !m_writer) {
        const auto known = rehearse(parsed);
        if (!known)
            return known.error();
        duplicates = std::min(*known, accepted);
        accepted -= duplicates;
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
        rows.accepted = block.flows + parsed.joined;
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

} // namespace tideline
