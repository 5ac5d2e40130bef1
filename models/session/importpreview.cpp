// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/importpreview.h"

#include "models/importers/blockcutter.h"

#include <QFileInfo>

namespace tideline {

namespace {

constexpr int contentsListed = 200;
constexpr std::size_t pieceSize = 256 * 1024;

Error cancelled(const QString& path)
{
    return {ErrorCode::Cancelled, QStringLiteral("Cancelled"), path, {}};
}

/// Reads pieces until there is enough.
Result<void> readContent(BlockCutter& cutter, Reader& reader, const SampleRequest& request, const Progress& progress,
                         FileSample& sample)
{
    std::size_t bytes = 0;
    while (sample.rows.read < request.records && bytes < request.bytes) {
        if (progress.cancelled())
            return cancelled(request.path);
        auto piece = cutter.next(reader);
        if (!piece)
            return piece.error();
        if (!*piece) {
            sample.whole = true;
            break;
        }
        bytes += (*piece)->bytes.size();
        if ((*piece)->tooLong) {
            ++sample.rows.read;
            sample.rows.problems.push_back(*(*piece)->tooLong);
        }
        appendBlock(sample.rows,
                    reader.inOrder() ? reader.parseNext((*piece)->block()) : reader.parse((*piece)->block()));
    }
    if (!reader.inOrder())
        return {};
    ParsedBlock rest = reader.end();
    if (!sample.whole) {
        rest.problems.clear();
        rest.notes.clear();
    }
    appendBlock(sample.rows, std::move(rest));
    return {};
}

Result<void> readEntry(BlockCutter& cutter, const FileContent& content, const SampleRequest& request,
                       const Progress& progress, FileSample& sample)
{
    const Format* format = request.format.isEmpty() ? content.recognised.format : formatNamed(request.format);
    if (!format) {
        if (request.format.isEmpty())
            return {}; // not recognised: nothing to show
        return Error{ErrorCode::BadArgument, QStringLiteral("There is no format \"%1\"").arg(request.format), {}, {}};
    }
    ReadOptions options = format == content.recognised.format ? content.recognised.options : ReadOptions();
    for (auto it = request.options.begin(); it != request.options.end(); ++it)
        options.insert(it.key(), it.value());
    options.insert(QStringLiteral("file_name"), content.name);
    const auto reader = format->make();
    const auto head = cutter.head();
    if (!head)
        return head.error();
    if (const auto begun = reader->begin(*head, options); !begun)
        return begun.error();
    if (const auto read = readContent(cutter, *reader, request, progress, sample); !read)
        return read;
    sample.kind = reader->kind();
    sample.capture = reader->isCapture();
    return {};
}

} // namespace

Result<FileSample> readSample(const SampleRequest& request, const Progress& progress)
{
    auto stream = ByteStream::open(request.path);
    if (!stream)
        return stream.error();
    FileSample sample;
    while (true) {
        if (progress.cancelled())
            return cancelled(request.path);
        const auto entry = (*stream)->nextEntry();
        if (!entry)
            return entry.error();
        if (!*entry)
            return sample;
        if (sample.contents.size() == contentsListed) {
            sample.moreContents = true;
            return sample;
        }
        BlockCutter cutter(**stream, pieceSize);
        const auto head = cutter.head();
        if (!head)
            return head.error();
        const QString name = (*stream)->entryName();
        sample.contents += {name, recognise(*head, name)};
        if (sample.contents.size() - 1 != request.content)
            continue;
        if (const auto read = readEntry(cutter, sample.contents.back(), request, progress, sample); !read)
            return read.error();
        const QString file = QFileInfo(request.path).fileName();
        if (!sample.whole && (name == file || name == file.section(u'.', 0, -2)))
            return sample; // no archive: there is nothing behind it
    }
}

Result<TableHead> tableInFile(const QString& path, const QString& format, const ReadOptions& options)
{
    auto stream = ByteStream::open(path);
    if (!stream)
        return stream.error();
    const auto entry = (*stream)->nextEntry();
    if (!entry)
        return entry.error();
    std::string document(pieceSize, '\0');
    std::size_t size = 0;
    while (true) {
        const auto read = (*stream)->read(document.data() + size, document.size() - size);
        if (!read)
            return read.error();
        if (*read == 0)
            break;
        size += *read;
        if (size > limits::document)
            return Error{ErrorCode::BadInput, QStringLiteral("The document is over 64 MiB"), path,
                         QStringLiteral("Save the table as CSV and import that.")};
        if (size == document.size())
            document.resize(document.size() * 2);
    }
    return readTableHead(std::string_view(document).substr(0, size), format, options);
}

} // namespace tideline
