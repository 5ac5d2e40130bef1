// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/database.h"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace tideline {

/// Bytes that stay as they are until the statement is bound anew: they are not copied.
struct LastingBytes
{
    const QByteArray& bytes;
};

/// A prepared statement on loan from its connection. Parameters are always bound, never pasted.
class Statement
{
public:
    Statement(Database& database, QByteArray sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds ?1, ?2, … in order. A null QString is an empty text, not NULL; std::nullopt is NULL.
    template <typename... Values> Statement& bind(const Values&... values)
    {
        m_next = 0;
        (bindValue(values), ...);
        return *this;
    }

    bool step(); ///< true: a row is there
    bool run();  ///< to the end; then ready for the next `bind`

    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    std::string utf8(int column) const;
    QByteArray blob(int column) const;
    bool isNull(int column) const;
    std::optional<qint64> optionalInteger(int column) const;
    int columns() const;
    /// A column with its type, for digests: the same bytes for the same value only.
    void appendRaw(int column, QByteArray& to) const;
    /// What `appendRaw` will say of a value once it is stored.
    static void appendRaw(qint64 value, QByteArray& to);
    static void appendRaw(const QString& value, QByteArray& to);
    static void appendRawNull(QByteArray& to);

private:
    template <std::integral T> void bindValue(T value) { bindInteger(qint64(value)); }
    void bindValue(double value);
    void bindValue(const QString& value);
    void bindValue(const QByteArray& value);
    void bindValue(const LastingBytes& value);
    void bindValue(std::string_view utf8);
    void bindValue(const char* value) { bindValue(QString::fromUtf8(value)); }
    template <typename T> void bindValue(const std::optional<T>& value)
    {
        if (value)
            bindValue(*value);
        else
            bindNull();
    }
    void bindNull();
    void bindInteger(qint64 value);
    void check(int code);

    Database& m_database;
    QByteArray m_sql;
    sqlite3_stmt* m_statement = nullptr;
    int m_next = 0;
};

} // namespace tideline
