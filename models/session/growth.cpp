// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/growth.h"

#include "models/importers/blockcutter.h"

#include <QFileInfo>

#include <algorithm>

namespace tideline {

namespace {

/// The source that this one continues; 0 = none.
qint64 continuedBy(const Source& source)
{
    return source.options.value(QStringLiteral("continues")).toInteger();
}

/// A source that only holds the end of a log is no use without those that hold its beginning.
bool isWholeThere(const Source& source, const std::vector<Source>& sources)
{
    const Source* at = &source;
    while (true) {
        if (at->withdrawn)
            return false;
        const qint64 id = continuedBy(*at);
        if (id == 0)
            return true;
        const auto found =
            std::find_if(sources.begin(), sources.end(), [id](const Source& other) { return other.id == id; });
        if (found == sources.end() || found->id >= at->id)
            return false;
        at = &*found;
    }
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Reads as much of the file as the source holds; nothing if it is not the same.
Result<std::optional<KnownPart>> compared(const CaseFile& file, const QString& path, const Reader& reader,
                                          const Source& source)
{
    auto stream = ByteStream::open(path);
    if (!stream)
        return stream.error();
    const auto entry = (*stream)->nextEntry();
    if (!entry)
        return entry.error();
    PartStream part(**stream, 0, source.bytes);
    BlockCutter cutter(part);
    KnownPart known;
    known.source = source;
    std::string last;
    while (true) {
        auto piece = cutter.next(reader);
        if (!piece)
            return piece.error();
        if (!*piece)
            break;
        if ((*piece)->tooLong) // how many bytes that was is not known
            return std::optional<KnownPart>();
        known.bytes += static_cast<qint64>(last.size());
        known.lines += reader.lines(last);
        last = std::move((*piece)->bytes);
    }
    if (part.sha256() != source.sha256)
        return std::optional<KnownPart>();
    const std::size_t whole = reader.boundary(last, false);
    known.bytes += static_cast<qint64>(whole);
    known.lines += reader.lines(std::string_view(last).substr(0, whole));
    known.records = source.read;
    if (!isBlank(std::string_view(last).substr(whole))) {
        --known.records; // half a line, which comes again as a whole one
        const auto problems = file.problems(source.id);
        if (!problems)
            return problems.error();
        known.twice = std::none_of(problems->begin(), problems->end(),
                                   [&](const Problem& problem) { return problem.line == known.lines + 1; });
    }
    return std::optional<KnownPart>(std::move(known));
}

} // namespace

SourceHead headOf(std::string_view head, qint64 size)
{
    SourceHead result;
    result.bytes = std::min({SourceHead::most, size, static_cast<qint64>(head.size())});
    result.digest = Digest::of(QByteArray::fromRawData(head.data(), result.bytes));
    return result;
}

Result<std::optional<KnownPart>> knownPart(const CaseFile& file, const QString& path, std::string_view head,
                                           const Reader& reader, const QString& format, std::optional<qint64> only)
{
    const auto heads = file.heads();
    const auto sources = file.sources();
    if (!heads || !sources)
        return heads ? sources.error() : heads.error();
    const qint64 size = QFileInfo(path).size();
    std::vector<const Source*> candidates;
    for (const Source& source : *sources) {
        const bool wanted = only ? source.id == *only : source.format == format && isWholeThere(source, *sources);
        const bool sameHead =
            only || std::any_of(heads->begin(), heads->end(), [&](const SourceHead& stored) {
                return stored.source == source.id && stored.digest == headOf(head, source.bytes).digest;
            });
        if (wanted && sameHead && source.bytes > 0 && source.bytes < size)
            candidates.push_back(&source);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Source* a, const Source* b) { return a->bytes > b->bytes; });
    for (const Source* source : candidates) {
        auto known = compared(file, path, reader, *source);
        if (!known || *known)
            return known;
    }
    return std::optional<KnownPart>();
}

Result<std::size_t> PartStream::read(char* to, std::size_t size)
{
    while (m_skip > 0) {
        char nowhere[1 << 14];
        const auto got = m_inner.read(nowhere, static_cast<std::size_t>(std::min<qint64>(m_skip, sizeof nowhere)));
        if (!got)
            return got;
        if (*got == 0)
            return std::size_t(0);
        m_skip -= static_cast<qint64>(*got);
    }
    if (m_left >= 0)
        size = std::min(size, static_cast<std::size_t>(m_left));
    if (size == 0)
        return std::size_t(0);
    const auto got = m_inner.read(to, size);
    if (got) {
        m_digest.addRaw(QByteArray::fromRawData(to, static_cast<qsizetype>(*got)));
        if (m_left >= 0)
            m_left -= static_cast<qint64>(*got);
    }
    return got;
}

} // namespace tideline
