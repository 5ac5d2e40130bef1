// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/sha256.h"

#include <QFile>

#include <openssl/evp.h>

namespace tideline {

namespace {

constexpr qint64 blockSize = 1 << 20;

Error ioError(const QFile& file, const QString& what)
{
    return {ErrorCode::Io, what + QStringLiteral(": ") + file.errorString(), file.fileName(),
            QStringLiteral("Check the disk, its free space and the permissions")};
}

/// Reads all of `in` in blocks, into the digest and `out` if there is one.
Result<FileDigest> pump(QFile& in, QFile* out, const Progress& progress)
{
    Sha256 digest;
    FileDigest done;
    const qint64 size = std::max<qint64>(in.size(), 1);
    QByteArray block(blockSize, Qt::Uninitialized);
    while (true) {
        if (progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), in.fileName(), {}};
        const qint64 read = in.read(block.data(), block.size());
        if (read < 0)
            return ioError(in, QStringLiteral("Cannot read the file"));
        if (read == 0)
            break;
        digest.add(block.constData(), std::size_t(read));
        if (out && out->write(block.constData(), read) != read)
            return ioError(*out, QStringLiteral("Cannot write the file"));
        done.bytes += read;
        progress.report(std::min(1.0, double(done.bytes) / double(size)));
    }
    done.sha256 = digest.hex();
    return done;
}

} // namespace

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(m_context);
}

void Sha256::add(const char* bytes, std::size_t size)
{
    EVP_DigestUpdate(m_context, bytes, size);
}

QString Sha256::hex()
{
    QByteArray digest(32, '\0');
    EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    return QString::fromLatin1(digest.toHex());
}

QString Sha256::of(const QByteArray& bytes)
{
    Sha256 digest;
    digest.add(bytes.constData(), std::size_t(bytes.size()));
    return digest.hex();
}

Result<FileDigest> digestFile(const QString& path, const Progress& progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return ioError(file, QStringLiteral("Cannot open the file"));
    return pump(file, nullptr, progress);
}

Result<FileDigest> copyFile(const QString& from, const QString& to, const Progress& progress)
{
    QFile in(from);
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return ioError(in, QStringLiteral("Cannot open the file"));
    QFile out(to);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return ioError(out, QStringLiteral("Cannot make the file"));
    return pump(in, &out, progress);
}

} // namespace tideline
