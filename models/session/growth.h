// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/bytestream.h"
#include "models/importers/reader.h"
#include "models/store/casefile.h"
#include "models/store/digest.h"

#include <optional>

namespace tideline {

/// The part of a log that an earlier, shorter version of it has brought already.
struct KnownPart
{
    Source source;      ///< that brought it
    qint64 bytes = 0;   ///< up to the last record border
    qint64 lines = 0;   ///< in these bytes
    qint64 records = 0; ///< in these bytes, accepted or not
    bool twice = false; ///< the earlier version ended in half a line that was taken for a whole one
};

/// Digest of the first bytes of a file; `head` holds at least SourceHead::most of them, or all.
SourceHead headOf(std::string_view head, qint64 size);

/// Is the file the longer version of a visible source of this format? `head`: of the file; `only`: that source and no
/// other, visible or not. The bytes are compared by their hashes, so this reads them once.
Result<std::optional<KnownPart>> knownPart(const CaseFile& file, const QString& path, std::string_view head,
                                           const Reader& reader, const QString& format,
                                           std::optional<qint64> only = {});

/// A stretch of the entry at hand of another stream; hashes what it gives.
class PartStream : public ByteStream
{
public:
    /// Leaves `skip` bytes out, then gives up to `limit` (-1 = the rest).
    PartStream(ByteStream& inner, qint64 skip, qint64 limit) : m_inner(inner), m_skip(skip), m_left(limit) {}

    Result<bool> nextEntry() override { return false; }
    QString entryName() const override { return m_inner.entryName(); }
    Result<std::size_t> read(char* to, std::size_t size) override;
    qint64 bytesRead() const override { return m_inner.bytesRead(); }
    qint64 size() const override { return m_inner.size(); }
    Result<Digest> finish() override { return m_inner.finish(); }
    QString sha256() { return QString::fromLatin1(m_digest.result().toHex()); }

private:
    ByteStream& m_inner;
    qint64 m_skip;
    qint64 m_left;
    tideline::Digest m_digest;
};

} // namespace tideline
