// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/blockcutter.h"
#include "models/importers/bytestream.h"
#include "models/importers/reader.h"
#include "tests/support/shareddata.h"

#include <QFile>

#include <numeric>

namespace tideline {

/// A file read as an import reads it, all blocks laid together.
struct Reading
{
    QString format;
    QString error;
    QString sha256;
    ReadOptions options;
    ParsedBlock all;
    int blocks = 0;
};

inline void lay(ParsedBlock& all, ParsedBlock&& block)
{
    std::vector<std::pair<void*, void*>> columns;
    FlowBatch::forEachColumn(all.flows, [&](const char*, auto& column) { columns.push_back({&column, nullptr}); });
    std::size_t i = 0;
    FlowBatch::forEachColumn(block.flows, [&](const char*, auto& column) {
        auto& to = *static_cast<std::remove_reference_t<decltype(column)>*>(columns[i++].first);
        to.insert(to.end(), column.begin(), column.end());
    });
    const auto append = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(all.events, block.events);
    append(all.points, block.points);
    append(all.dns, block.dns);
    append(all.routes, block.routes);
    append(all.members, block.members);
    append(all.actors, block.actors);
    append(all.addenda, block.addenda);
    append(all.problems, block.problems);
    all.read += block.read;
    all.joined += block.joined;
    all.more = block.more;
    for (const QString& note : block.notes) {
        if (!all.notes.contains(note))
            all.notes << note;
    }
}

/// `format` empty: recognised.
inline Reading readFile(const QString& path, const QString& format = {}, const ReadOptions& options = {},
                        std::size_t blockSize = 0)
{
    Reading reading;
    auto stream = ByteStream::open(path);
    const auto failed = [&reading](const Error& error) {
        reading.error = error.text();
        return reading;
    };
    if (!stream)
        return failed(stream.error());
    if (auto entry = (*stream)->nextEntry(); !entry || !entry.value())
        return failed(entry ? Error{ErrorCode::BadInput, QStringLiteral("no entry"), {}, {}} : entry.error());
    BlockCutter cutter(**stream, blockSize);
    auto head = cutter.head();
    if (!head)
        return failed(head.error());
    reading.options = options;
    const Format* chosen = formatNamed(format);
    if (!chosen) {
        const Recognised found = recognise(head.value(), QFileInfo(path).fileName());
        chosen = found.format;
        for (auto it = found.options.begin(); it != found.options.end(); ++it) {
            if (!reading.options.contains(it.key()))
                reading.options.insert(it.key(), it.value());
        }
    }
    if (!chosen)
        return failed(Error{ErrorCode::BadInput, QStringLiteral("not recognised"), path, {}});
    reading.format = chosen->name;
    const auto reader = chosen->make();
    ReadOptions told = reading.options;
    told.insert(QStringLiteral("file_name"), QFileInfo(path).fileName());
    if (auto begun = reader->begin(head.value(), told); !begun)
        return failed(begun.error());
    for (;;) {
        auto piece = cutter.next(*reader);
        if (!piece)
            return failed(piece.error());
        if (!piece->has_value())
            break;
        if ((*piece)->tooLong) {
            ++reading.all.read;
            reading.all.problems.push_back(*(*piece)->tooLong);
        }
        const Block block = (*piece)->block();
        lay(reading.all, reader->inOrder() ? reader->parseNext(block) : reader->parse(block));
        ++reading.blocks;
    }
    if (reader->inOrder()) {
        do {
            lay(reading.all, reader->end());
        } while (reading.all.more);
    }
    auto digest = (*stream)->finish();
    if (!digest)
        return failed(digest.error());
    reading.sha256 = digest->sha256;
    return reading;
}

inline QString sample(const QString& name)
{
    return QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + name;
}

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Text read without a file.
inline ParsedBlock parseText(const QString& format, const QByteArray& text, const ReadOptions& options = {},
                             QString* error = nullptr)
{
    const std::string_view bytes(text.constData(), std::size_t(text.size()));
    const auto reader = formatNamed(format)->make();
    if (auto begun = reader->begin(bytes, options); !begun) {
        if (error)
            *error = begun.error().text();
        return {};
    }
    return reader->parse({bytes, 1});
}

template <typename Column> std::uint64_t sumOf(const Column& column)
{
    return std::accumulate(column.begin(), column.end(), std::uint64_t(0));
}

inline std::string textOf(const ParsedBlock& block)
{
    std::string text;
    for (const Problem& problem : block.problems)
        text += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                problem.reason.toStdString() + "\n";
    return text;
}

} // namespace tideline
