// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QString>

#include <memory>
#include <vector>

namespace tideline {

/// Streams a file once: hashes the bytes as found (SHA-256, OpenSSL) and gives them decompressed (gz, xz, bz2, zst and
/// the entries of a zip through libarchive) with the limits of reliability: 4 GiB or 200:1 beyond 10 MiB, regular
/// entries only, nesting 2; an .xlsx workbook is one document and given as found. Never maps the file. One thread at a
/// time.
class ByteStream
{
public:
    static Result<std::unique_ptr<ByteStream>> open(const QString& path);
    virtual ~ByteStream() = default;

    /// Names of what is inside: one for a plain or compressed file, the entries of an archive.
    /// Goes to the next entry; false at the end.
    virtual Result<bool> nextEntry() = 0;
    virtual QString entryName() const = 0;
    /// Reads up to `size` bytes of the entry; 0 = end of the entry.
    virtual Result<std::size_t> read(char* to, std::size_t size) = 0;

    virtual qint64 bytesRead() const = 0; ///< of the file as found, for progress
    virtual qint64 size() const = 0;
    /// Reads what is left and gives the hash; also says if the file changed while it was read.
    struct Digest
    {
        QString sha256;
        qint64 bytes = 0;
        bool changedWhileReading = false;
    };
    virtual Result<Digest> finish() = 0;
};

} // namespace tideline
