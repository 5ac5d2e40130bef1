// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/statement.h"

#include <QtEndian>

#include <bit>
#include <sqlite3.h>

namespace tideline {
namespace {

void appendNumber(qint64 value, QByteArray& to)
{
    const qint64 bytes = qToLittleEndian(value);
    to.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

void appendSized(const void* bytes, qsizetype size, QByteArray& to)
{
    appendNumber(size, to);
    to.append(static_cast<const char*>(bytes), size);
}

} // namespace

Statement::Statement(Database& database, QByteArray sql) : m_database(database), m_sql(std::move(sql))
{
    if (!m_database.failed())
        m_statement = m_database.lend(m_sql);
}

Statement::~Statement()
{
    if (m_statement)
        m_database.giveBack(m_sql, m_statement);
}

bool Statement::step()
{
    if (!m_statement || m_database.failed())
        return false;
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        m_database.fail(code);
    sqlite3_reset(m_statement);
    return false;
}

bool Statement::run()
{
    while (step()) {
    }
    if (m_statement)
        sqlite3_clear_bindings(m_statement);
    return !m_database.failed();
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
}

std::string Statement::utf8(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return bytes ? std::string(bytes, std::size_t(sqlite3_column_bytes(m_statement, column))) : std::string();
}

QByteArray Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {bytes, sqlite3_column_bytes(m_statement, column)};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return integer(column);
}

int Statement::columns() const
{
    return m_statement ? sqlite3_column_count(m_statement) : 0;
}

void Statement::appendRaw(int column, QByteArray& to) const
{
    const int type = sqlite3_column_type(m_statement, column);
    if (type == SQLITE_INTEGER)
        return appendRaw(integer(column), to);
    to.append(char(type));
    if (type == SQLITE_FLOAT)
        appendNumber(std::bit_cast<qint64>(real(column)), to);
    else if (type != SQLITE_NULL)
        appendSized(sqlite3_column_blob(m_statement, column), sqlite3_column_bytes(m_statement, column), to);
}

void Statement::appendRaw(qint64 value, QByteArray& to)
{
    to.append(char(SQLITE_INTEGER));
    appendNumber(value, to);
}

void Statement::appendRaw(const QString& value, QByteArray& to)
{
    const QByteArray bytes = value.toUtf8();
    to.append(char(SQLITE_TEXT));
    appendSized(bytes.constData(), bytes.size(), to);
}

void Statement::appendRawNull(QByteArray& to)
{
    to.append(char(SQLITE_NULL));
}

void Statement::bindValue(double value)
{
    if (m_statement)
        check(sqlite3_bind_double(m_statement, ++m_next, value));
}

void Statement::bindValue(const QString& value)
{
    if (!m_statement)
        return;
    const QByteArray bytes = value.toUtf8();
    check(sqlite3_bind_text64(m_statement, ++m_next, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
}

void Statement::bindValue(const QByteArray& value)
{
    if (m_statement)
        check(sqlite3_bind_blob64(m_statement, ++m_next, value.constData(), sqlite3_uint64(value.size()),
                                  SQLITE_TRANSIENT));
}

void Statement::bindValue(const LastingBytes& value)
{
    if (m_statement)
        check(sqlite3_bind_blob64(m_statement, ++m_next, value.bytes.constData(), sqlite3_uint64(value.bytes.size()),
                                  SQLITE_STATIC));
}

void Statement::bindValue(std::string_view utf8)
{
    if (m_statement) // a null pointer would be NULL
        check(sqlite3_bind_text64(m_statement, ++m_next, utf8.empty() ? "" : utf8.data(), sqlite3_uint64(utf8.size()),
                                  SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindNull()
{
    if (m_statement)
        check(sqlite3_bind_null(m_statement, ++m_next));
}

void Statement::bindInteger(qint64 value)
{
    if (m_statement)
        check(sqlite3_bind_int64(m_statement, ++m_next, value));
}

void Statement::check(int code)
{
    if (code != SQLITE_OK)
        m_database.fail(code);
}

} // namespace tideline
