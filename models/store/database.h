// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace tideline {

/// How a connection may touch the file.
enum class Access {
    ReadWrite, ///< the owner of the case
    QueryOnly, ///< may do what reading a file in WAL mode needs beside it, never writes rows
    ReadOnly,  ///< mode=ro
    Immutable  ///< read-only media: nothing else can write, so no locks and no side files
};

/// One SQLite connection, hardened (reliability.md, section 2). Used by one thread at a time.
///
/// The first error is latched: from then on every statement does nothing, until `takeError`. So a sequence of
/// statements reads like one, and is checked once at its end.
class Database
{
public:
    /// Opens without touching the content: nothing but the header has been read, and writing is off until
    /// `beginWriting`. `path` may be ":memory:".
    static Result<std::unique_ptr<Database>> open(const QString& path, Access access, bool create = false);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const QString& path() const { return m_path; }
    Access access() const { return m_access; }

    /// Journal and durability for the owner. `network`: the file system cannot share memory between programs.
    void beginWriting(bool network);
    void allowTriggers(bool allow);
    /// Closing leaves a write-ahead log as it is, or carries it into the file (as it does unless told).
    void leaveLogOnClose(bool leave);
    /// VACUUM needs ATTACH and more temporary space than the heap limit leaves; both only for as long as it runs.
    bool vacuum(const QString& into, const Progress& progress);

    bool exec(const char* sql); ///< one or more statements without results
    qint64 number(const char* sql);
    QString text(const char* sql);
    qint64 lastInsertId() const;
    qint64 changedRows() const;
    bool inTransaction() const;

    bool failed() const { return m_error.has_value(); }
    void fail(Error error);
    void fail(int resultCode); ///< from SQLite, with its message
    std::optional<Error> takeError();
    /// A latched error, or success.
    Result<void> outcome();

    /// Statements ask this now and then whether to stop.
    void setProgress(const Progress* progress);

    sqlite3* handle() const { return m_handle; }

private:
    friend class Statement;
    Database(sqlite3* handle, const QString& path, Access access);
    void harden();
    sqlite3_stmt* lend(const QByteArray& sql);
    void giveBack(const QByteArray& sql, sqlite3_stmt* statement);

    sqlite3* m_handle;
    QString m_path;
    Access m_access;
    QHash<QByteArray, sqlite3_stmt*> m_statements;
    std::optional<Error> m_error;
};

/// Switches the progress of a connection on for a scope.
class ProgressScope
{
public:
    ProgressScope(Database& database, const Progress& progress) : m_database(database)
    {
        m_database.setProgress(&progress);
    }
    ~ProgressScope() { m_database.setProgress(nullptr); }
    ProgressScope(const ProgressScope&) = delete;
    ProgressScope& operator=(const ProgressScope&) = delete;

private:
    Database& m_database;
};

} // namespace tideline
