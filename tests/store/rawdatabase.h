// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

struct sqlite3;

namespace tideline {

/// A case file in the hands of somebody without Tideline: no guards, no checks. Closed again after each use.
class RawDatabase
{
public:
    explicit RawDatabase(const QString& path);
    ~RawDatabase();
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    /// Runs statements; returns SQLite's message, empty when all went well.
    QString run(const QByteArray& sql);
    qint64 number(const QByteArray& sql);
    /// All rows as bytes; ends with the error where there is one.
    QByteArray dump(const QByteArray& sql);

private:
    sqlite3* m_handle = nullptr;
};

/// The bytes of a file that nobody has open.
QByteArray fileBytes(const QString& path);
void writeBytes(const QString& path, const QByteArray& bytes);

} // namespace tideline
