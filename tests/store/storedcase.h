// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/samples.h"

#include <QTemporaryDir>

namespace tideline {

/// A case in a folder of its own, made anew for each test.
class StoredCase
{
protected:
    void make()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("case.tideline"));
        m_file = CaseFile::create(m_path, caseInfo()).value();
    }
    void reopen()
    {
        m_file.reset();
        m_file = CaseFile::open(m_path, OpenMode::ReadWrite).value();
    }
    qint64 import(const QString& name, const ImportWriter::Rows& rows)
    {
        auto writer = m_file->beginImport(sourceOf(name), name);
        if (!writer || !(*writer)->write(0, rows) || !(*writer)->complete(sourceOf(name)))
            qFatal("the import failed");
        return (*writer)->sourceId();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<CaseFile> m_file;
};

inline Event launch(const QString& id, const QString& title)
{
    Event event = plainEvent(1);
    event.id = id;
    event.externalId = id + QStringLiteral("-x");
    event.title = title;
    return event;
}

inline ImportWriter::Rows rowsOf(std::vector<Event> events)
{
    ImportWriter::Rows rows;
    rows.events = std::move(events);
    return rows;
}

inline QStringList idsOf(const std::vector<EventPtr>& events)
{
    QStringList ids;
    for (const EventPtr& event : events)
        ids << event->id;
    return ids;
}

} // namespace tideline
