// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/rawdatabase.h"

#include <QFile>

#include <sqlite3.h>

namespace tideline {

RawDatabase::RawDatabase(const QString& path)
{
    sqlite3_open(path.toUtf8().constData(), &m_handle);
}

RawDatabase::~RawDatabase()
{
    sqlite3_close(m_handle);
}

QString RawDatabase::run(const QByteArray& sql)
{
    char* message = nullptr;
    sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, &message);
    const QString text = QString::fromUtf8(message);
    sqlite3_free(message);
    return text;
}

qint64 RawDatabase::number(const QByteArray& sql)
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr);
    const qint64 value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    return value;
}

QByteArray RawDatabase::dump(const QByteArray& sql)
{
    QByteArray rows;
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        for (int column = 0; code == SQLITE_ROW && column < sqlite3_column_count(statement); ++column) {
            rows += char(sqlite3_column_type(statement, column));
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            rows.append(bytes, sqlite3_column_bytes(statement, column));
            rows += '|';
        }
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? rows : rows + "error";
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace tideline
