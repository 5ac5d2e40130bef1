// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/database.h"

#include "models/store/sqliteerror.h"
#include "models/store/statement.h"

#include <QUrl>

#include <sqlite3.h>

namespace tideline {
namespace {

constexpr int busyMilliseconds = 5000;
constexpr qint64 heapLimit = 512LL << 20;

QByteArray fileUri(const QString& path, const char* query)
{
    return QUrl::fromLocalFile(path).toEncoded(QUrl::FullyEncoded) + query;
}

int stopWhenCancelled(void* progress)
{
    return static_cast<const Progress*>(progress)->cancelled() ? 1 : 0;
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, Access access, bool create)
{
    sqlite3_hard_heap_limit64(heapLimit);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    const bool writes = access == Access::ReadWrite || access == Access::QueryOnly;
    flags |= writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if (create)
        flags |= SQLITE_OPEN_CREATE;
    const QByteArray name = path == QLatin1String(":memory:") ? path.toUtf8()
                            : access == Access::Immutable     ? fileUri(path, "?immutable=1")
                                                              : fileUri(path, "");
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle, path, access));
    if (code != SQLITE_OK)
        return sqliteError(handle, code, path);
    database->harden();
    if (auto error = database->takeError())
        return *error;
    return database;
}

Database::Database(sqlite3* handle, const QString& path, Access access)
    : m_handle(handle), m_path(path), m_access(access)
{}

Database::~Database()
{
    for (sqlite3_stmt* statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

void Database::harden()
{
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, busyMilliseconds);
    const struct
    {
        int option;
        int value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    };
    for (const auto& [option, value] : options)
        sqlite3_db_config(m_handle, option, value, nullptr);
    const struct
    {
        int limit;
        int value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 64 << 20},
        {SQLITE_LIMIT_SQL_LENGTH, 100'000},
        {SQLITE_LIMIT_COLUMN, 200},
        {SQLITE_LIMIT_EXPR_DEPTH, 100},
        {SQLITE_LIMIT_COMPOUND_SELECT, 10},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 5000},
    };
    for (const auto& [limit, value] : limits)
        sqlite3_limit(m_handle, limit, value);
    // Nothing here reads the schema: whose file it is has not been asked yet.
    exec("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON;"
         "PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;");
}

void Database::beginWriting(bool network)
{
    exec("PRAGMA query_only=OFF;");
    if (network) {
        exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;");
        return;
    }
    if (text("PRAGMA journal_mode=WAL") == QLatin1String("wal"))
        exec("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000;");
    else
        exec("PRAGMA synchronous=EXTRA;");
}

void Database::allowTriggers(bool allow)
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, allow ? 1 : 0, nullptr);
}

void Database::leaveLogOnClose(bool leave)
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, nullptr);
}

bool Database::vacuum(const QString& into, const Progress& progress)
{
    if (progress.cancelled()) { // a small file is done before the handler is asked
        fail(SQLITE_INTERRUPT);
        return false;
    }
    const ProgressScope scope(*this, progress);
    sqlite3_limit(m_handle, SQLITE_LIMIT_ATTACHED, 1);
    const bool queryOnly = number("PRAGMA query_only") != 0;
    exec("PRAGMA temp_store=FILE; PRAGMA query_only=OFF;");
    if (into.isEmpty())
        exec("VACUUM;");
    else
        Statement(*this, "VACUUM INTO ?1").bind(into).run();
    const std::optional<Error> error = takeError();
    exec(queryOnly ? "PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;" : "PRAGMA temp_store=MEMORY;");
    sqlite3_limit(m_handle, SQLITE_LIMIT_ATTACHED, 0);
    if (error)
        fail(*error);
    return !error;
}

bool Database::exec(const char* sql)
{
    if (failed())
        return false;
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    return code == SQLITE_OK;
}

qint64 Database::number(const char* sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

QString Database::text(const char* sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : QString();
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changedRows() const
{
    return sqlite3_changes64(m_handle);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

void Database::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

void Database::fail(int resultCode)
{
    fail(sqliteError(m_handle, resultCode, m_path));
}

std::optional<Error> Database::takeError()
{
    return std::exchange(m_error, std::nullopt);
}

Result<void> Database::outcome()
{
    if (auto error = takeError())
        return *error;
    return {};
}

void Database::setProgress(const Progress* progress)
{
    sqlite3_progress_handler(m_handle, progress ? 10'000 : 0, progress ? &stopWhenCancelled : nullptr,
                             const_cast<Progress*>(progress));
}

sqlite3_stmt* Database::lend(const QByteArray& sql)
{
    if (sqlite3_stmt* known = m_statements.take(sql))
        return known;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    return statement;
}

void Database::giveBack(const QByteArray& sql, sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (m_statements.contains(sql))
        sqlite3_finalize(statement);
    else
        m_statements.insert(sql, statement);
}

} // namespace tideline
