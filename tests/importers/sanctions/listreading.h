// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QFileInfo>

namespace tideline {

/// A list read as an import reads it: recognised by content and name, in pieces of `window` bytes where given.
struct ListReading
{
    QString format, error;
    ParsedBlock all;
    std::size_t read() const { return std::size_t(all.read); }
    const Event* entry(const QString& externalId) const
    {
        for (const Event& event : all.events) {
            if (event.externalId == externalId)
                return &event;
        }
        return nullptr;
    }
};

inline void layOn(ParsedBlock& all, ParsedBlock block)
{
    all.events.insert(all.events.end(), block.events.begin(), block.events.end());
    all.addenda.insert(all.addenda.end(), block.addenda.begin(), block.addenda.end());
    all.problems.insert(all.problems.end(), block.problems.begin(), block.problems.end());
    all.read += block.read;
    all.notes += block.notes;
}

inline ListReading readListBytes(const QByteArray& bytes, const QString& fileName, const QString& format = {},
                                 std::size_t window = 0, ReadOptions options = {})
{
    ListReading reading;
    std::string_view rest(bytes.constData(), std::size_t(bytes.size()));
    const std::string_view head = rest.substr(0, limits::head);
    const Format* const chosen = format.isEmpty() ? recognise(head, fileName).format : formatNamed(format);
    if (!chosen) {
        reading.error = QStringLiteral("not recognised");
        return reading;
    }
    reading.format = chosen->name;
    options.insert(QStringLiteral("file_name"), fileName);
    const auto reader = chosen->make();
    if (const auto begun = reader->begin(head, options); !begun) {
        reading.error = begun.error().text();
        return reading;
    }
    qint64 line = 1;
    for (std::size_t size = window; !rest.empty();) {
        const bool last = window == 0 || size >= rest.size();
        const std::string_view piece = rest.substr(0, last ? rest.size() : size);
        const std::size_t whole = reader->boundary(piece, last);
        if (whole == 0 && last) {
            reading.error = QStringLiteral("no boundary at the end");
            return reading;
        }
        if (whole == 0) {
            size *= 2;
            continue;
        }
        const Block block{piece.substr(0, whole), line};
        layOn(reading.all, reader->inOrder() ? reader->parseNext(block) : reader->parse(block));
        line += reader->lines(block.bytes);
        rest.remove_prefix(whole);
        size = window;
    }
    if (reader->inOrder())
        layOn(reading.all, reader->end());
    return reading;
}

inline QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline ListReading readListFile(const QString& path, const QString& format = {}, std::size_t window = 0)
{
    return readListBytes(fileBytes(path), QFileInfo(path).fileName(), format, window);
}

inline QString listSample(const QString& name)
{
    return QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + name;
}

inline bool isSame(const ParsedBlock& a, const ParsedBlock& b)
{
    return a.events == b.events && a.addenda == b.addenda && a.problems == b.problems && a.read == b.read;
}

inline Micros day(int year, int month, int date)
{
    return daysFromCivil(year, month, date) * microsPerDay;
}

} // namespace tideline
