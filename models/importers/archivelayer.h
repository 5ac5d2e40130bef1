// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/importers/gzipcheck.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

struct archive;

namespace tideline {

/// Where a layer gets its bytes: how many it got, 0 at the end, -1 on error.
using ByteSource = std::function<ssize_t(char* to, std::size_t size)>;

/// One layer of compression or one archive, through libarchive. Zip is read in one pass, without seeking,
/// so that every byte is hashed once: what only its directory at the end says (links, comments) is not known.
class ArchiveLayer
{
public:
    explicit ArchiveLayer(ByteSource source);
    ~ArchiveLayer();
    ArchiveLayer(const ArchiveLayer&) = delete;
    ArchiveLayer& operator=(const ArchiveLayer&) = delete;

    /// Goes to the next regular entry; false at the end.
    Result<bool> next();
    QString name() const { return m_name; }
    bool isZip() const;
    bool isCompressed() const;
    Result<std::size_t> read(char* to, std::size_t size);

private:
    Error failure() const;
    static ssize_t give(archive*, void* self, const void** buffer);
    ByteSource m_source;
    archive* m_archive;
    std::string m_buffer;
    QString m_name;
    GzipCheck m_check;
    bool m_gzip = false;
    bool m_open = false;
    int m_entries = 0;
};

/// The entries of a file, whatever they are wrapped in, up to two layers deep, within the limits on size and number.
class ArchiveWalk
{
public:
    ArchiveWalk(ByteSource source, QString fileName);
    Result<bool> next();
    QString name() const { return m_name; }
    /// Is the entry the file as it stands?
    bool isPlain() const { return m_layers.size() == 1 && !m_layers.front()->isCompressed(); }
    Result<std::size_t> read(char* to, std::size_t size);
    /// Bytes of the file read so far, for the ratio.
    void setPacked(std::uint64_t bytes) { m_packed = bytes; }

private:
    QString m_fileName;
    QString m_name;
    std::vector<std::unique_ptr<ArchiveLayer>> m_layers;
    std::uint64_t m_packed = 0;
    std::uint64_t m_unpacked = 0;
    int m_entries = 0;
};

} // namespace tideline
