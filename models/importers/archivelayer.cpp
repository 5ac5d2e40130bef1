// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/archivelayer.h"

#include "models/importers/limits.h"

#include <QStringList>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>

namespace tideline {

namespace {

constexpr std::size_t bufferSize = 1 << 18;

/// A name is a label, never a path: no folders above it, no control characters.
QString label(const char* path)
{
    QString name = QString::fromUtf8(path ? path : "").replace(u'\\', u'/');
    name = name.section(u'/', -1);
    for (QChar& c : name) {
        if (c < u' ' || c == QChar(0x7F))
            c = u'_';
    }
    return name.left(200);
}

} // namespace

ArchiveLayer::ArchiveLayer(ByteSource source)
    : m_source(std::move(source)), m_archive(archive_read_new()), m_buffer(bufferSize, '\0')
{
    archive_read_support_filter_gzip(m_archive);
    archive_read_support_filter_bzip2(m_archive);
    archive_read_support_filter_xz(m_archive);
    archive_read_support_filter_zstd(m_archive);
    archive_read_support_format_zip_streamable(m_archive);
    archive_read_support_format_raw(m_archive);
    archive_read_support_format_empty(m_archive);
}

ArchiveLayer::~ArchiveLayer()
{
    archive_read_free(m_archive);
}

ssize_t ArchiveLayer::give(archive* a, void* self, const void** buffer)
{
    auto& layer = *static_cast<ArchiveLayer*>(self);
    const ssize_t got = layer.m_source(layer.m_buffer.data(), layer.m_buffer.size());
    *buffer = layer.m_buffer.data();
    if (got < 0)
        archive_set_error(a, EIO, "the file cannot be read further");
    else if (layer.m_gzip || !layer.m_open) // what is opened first tells what it is
        layer.m_check.packed(layer.m_buffer.data(), std::size_t(got));
    return got;
}

Error ArchiveLayer::failure() const
{
    const char* const text = archive_error_string(m_archive);
    return {ErrorCode::BadInput,
            QStringLiteral("The packed data is damaged or cut: %1").arg(QString::fromUtf8(text ? text : "unknown")),
            {},
            QStringLiteral("Unpack it with its own tool to see what is whole, and import that.")};
}

Result<bool> ArchiveLayer::next()
{
    if (!m_open && archive_read_open(m_archive, this, nullptr, give, nullptr) != ARCHIVE_OK)
        return failure();
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(m_archive, &entry);
        m_open = true;
        if (status == ARCHIVE_EOF)
            return false;
        if (status < ARCHIVE_WARN)
            return failure();
        if (++m_entries > limits::archiveEntries)
            return Error{ErrorCode::BadInput, QStringLiteral("The archive has more than 10,000 entries"), {}, {}};
        if (archive_entry_is_encrypted(entry))
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The archive is encrypted"),
                         {},
                         QStringLiteral("Unpack it first.")};
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue; // folders and links hold no rows and are never followed
        m_gzip = !isZip() && archive_filter_count(m_archive) == 2 &&
                 archive_filter_code(m_archive, 0) == ARCHIVE_FILTER_GZIP;
        m_name = isZip() ? label(archive_entry_pathname(entry)) : QString();
        return true;
    }
}

bool ArchiveLayer::isZip() const
{
    return (archive_format(m_archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
}

bool ArchiveLayer::isCompressed() const
{
    return isZip() || archive_filter_count(m_archive) > 1; // "none" counts as one
}

Result<std::size_t> ArchiveLayer::read(char* to, std::size_t size)
{
    const la_ssize_t got = archive_read_data(m_archive, to, size);
    if (got < 0)
        return failure();
    if (m_gzip) {
        m_check.unpacked(to, std::size_t(got));
        if (got == 0 && size > 0 && !m_check.agrees())
            return Error{ErrorCode::BadInput,
                         QStringLiteral("The packed data is damaged: its check sum does not fit"),
                         {},
                         QStringLiteral("Get the file again from where it came.")};
    }
    return std::size_t(got);
}

ArchiveWalk::ArchiveWalk(ByteSource source, QString fileName) : m_fileName(std::move(fileName))
{
    m_layers.push_back(std::make_unique<ArchiveLayer>(std::move(source)));
}

Result<bool> ArchiveWalk::next()
{
    while (!m_layers.empty()) {
        ArchiveLayer& layer = *m_layers.back();
        auto found = layer.next();
        if (!found)
            return found;
        if (!found.value()) {
            m_layers.pop_back();
            continue;
        }
        if (++m_entries > limits::archiveEntries)
            return Error{ErrorCode::BadInput, QStringLiteral("The archive has more than 10,000 entries"), {}, {}};
        // What lies in a zip may be packed once more.
        if (layer.isZip() && int(m_layers.size()) < limits::archiveNesting) {
            m_layers.push_back(std::make_unique<ArchiveLayer>([&layer](char* to, std::size_t size) {
                const auto got = layer.read(to, size);
                return got ? ssize_t(got.value()) : ssize_t(-1);
            }));
            continue;
        }
        m_name = m_fileName;
        QStringList labels;
        for (const auto& each : m_layers) {
            if (!each->name().isEmpty())
                labels << each->name();
        }
        if (!labels.isEmpty())
            m_name = labels.join(u'/');
        return true;
    }
    return false;
}

Result<std::size_t> ArchiveWalk::read(char* to, std::size_t size)
{
    if (m_layers.empty())
        return std::size_t(0);
    auto got = m_layers.back()->read(to, size);
    const bool packed =
        std::any_of(m_layers.begin(), m_layers.end(), [](const auto& each) { return each->isCompressed(); });
    if (!got || !packed)
        return got;
    m_unpacked += got.value();
    const bool isHuge = m_unpacked > limits::unpacked;
    if (isHuge || limits::swells(m_packed, m_unpacked))
        return Error{ErrorCode::BadInput,
                     isHuge ? QStringLiteral("The archive unpacks to more than 4 GiB")
                            : QStringLiteral("The archive unpacks to more than 200 times its size"),
                     {},
                     QStringLiteral("If it is what it should be, unpack it first and import the files.")};
    return got;
}

} // namespace tideline
