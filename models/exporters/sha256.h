// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

struct evp_md_ctx_st;

namespace tideline {

/// A running SHA-256 over bytes.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(const char* bytes, std::size_t size);
    QString hex(); ///< 64 lower-case digits; ends the digest

    static QString of(const QByteArray& bytes);

private:
    evp_md_ctx_st* m_context;
};

/// What a file holds, in short.
struct FileDigest
{
    QString sha256;
    qint64 bytes = 0;
};
/// Reads the file once. Fails with Io or Cancelled; progress runs by bytes.
Result<FileDigest> digestFile(const QString& path, const Progress& progress);
/// The same while writing a copy; `to` must not exist.
Result<FileDigest> copyFile(const QString& from, const QString& to, const Progress& progress);

} // namespace tideline
