// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/digest.h"

#include "models/store/statement.h"

#include <QtEndian>

#include <openssl/evp.h>

namespace tideline {

Digest::Digest() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
}

Digest::~Digest()
{
    EVP_MD_CTX_free(m_context);
}

Digest& Digest::add(const QByteArray& bytes)
{
    const qint64 size = qToLittleEndian(qint64(bytes.size()));
    EVP_DigestUpdate(m_context, &size, sizeof size);
    return addRaw(bytes);
}

Digest& Digest::add(qint64 value)
{
    value = qToLittleEndian(value);
    return add(QByteArray(reinterpret_cast<const char*>(&value), sizeof value));
}

Digest& Digest::addRaw(const QByteArray& bytes)
{
    EVP_DigestUpdate(m_context, bytes.constData(), std::size_t(bytes.size()));
    return *this;
}

QByteArray Digest::result()
{
    QByteArray digest(32, Qt::Uninitialized);
    EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    return digest;
}

QByteArray Digest::of(const QByteArray& bytes)
{
    return Digest().addRaw(bytes).result();
}

QByteArray hashRows(Database& database, const QByteArray& sql, qint64 first, qint64 second)
{
    Digest digest;
    Statement rows(database, sql);
    if (sql.contains("?2"))
        rows.bind(first, second);
    else if (sql.contains("?1"))
        rows.bind(first);
    QByteArray buffer;
    while (rows.step()) {
        buffer.append('R');
        for (int column = 0; column < rows.columns(); ++column)
            rows.appendRaw(column, buffer);
        if (buffer.size() > 1 << 16) {
            digest.addRaw(buffer);
            buffer.resize(0); // keeps the memory
        }
    }
    return digest.addRaw(buffer).result();
}

} // namespace tideline
