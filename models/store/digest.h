// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

struct evp_md_ctx_st;

namespace tideline {

class Database;

/// SHA-256 over length-prefixed fields (8 bytes little endian, then the bytes), so that no two lists of fields look
/// alike.
class Digest
{
public:
    Digest();
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    Digest& add(const QByteArray& bytes);
    Digest& add(const QString& text) { return add(text.toUtf8()); }
    Digest& add(qint64 value);
    /// The bytes alone, without length.
    Digest& addRaw(const QByteArray& bytes);
    QByteArray result(); ///< 32 bytes; ends the digest

    static QByteArray of(const QByteArray& bytes);

private:
    evp_md_ctx_st* m_context;
};

/// SHA-256 over all rows of a query, values with their types; ?1 and ?2 are bound to the two numbers.
QByteArray hashRows(Database& database, const QByteArray& sql, qint64 first = 0, qint64 second = 0);

} // namespace tideline
