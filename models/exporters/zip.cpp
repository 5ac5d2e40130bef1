// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/zip.h"

#include <QFile>

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace tideline {

namespace {

constexpr int maxEntries = 100'000;
constexpr std::size_t blockSize = 1 << 18;

struct ArchiveCloser
{
    bool reading;
    void operator()(archive* handle) const { reading ? archive_read_free(handle) : archive_write_free(handle); }
};
using ArchivePtr = std::unique_ptr<archive, ArchiveCloser>;
using EntryPtr = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

/// Where the bytes go. It never fails towards libarchive, which leaks its compressor after a failed write; the failure
/// is kept here and looked for after every block.
struct Sink
{
    int file = -1;
    int failure = 0; ///< errno
};

la_ssize_t writeToSink(archive*, void* data, const void* bytes, std::size_t size)
{
    Sink& sink = *static_cast<Sink*>(data);
    const char* from = static_cast<const char*>(bytes);
    for (std::size_t done = 0; done < size && sink.failure == 0;) {
        const ssize_t written = ::write(sink.file, from + done, size - done);
        if (written >= 0)
            done += std::size_t(written);
        else if (errno != EINTR)
            sink.failure = errno;
    }
    return la_ssize_t(size);
}

struct ZipWriter
{
    ArchivePtr archive;
    Sink& sink;
};

Result<void> check(const ZipWriter& zip, bool isGood, const QString& name)
{
    const QString why = zip.sink.failure != 0 ? QString::fromLocal8Bit(std::strerror(zip.sink.failure))
                                              : QString::fromUtf8(archive_error_string(zip.archive.get()));
    if (isGood && zip.sink.failure == 0)
        return {};
    return Error{ErrorCode::Io, QStringLiteral("Cannot write the zip: ") + why, name,
                 QStringLiteral("Check the disk, its free space and the permissions")};
}

Result<void> addFile(const ZipWriter& zip, const QString& name, const QString& file, qint64 bytes,
                     const Progress& progress)
{
    const EntryPtr entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.toLatin1().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), bytes);
    // No time is set: zip would write it as local time, and bytes would differ from zone to zone.
    if (const auto good = check(zip, archive_write_header(zip.archive.get(), entry.get()) == ARCHIVE_OK, name); !good)
        return good;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::Io, QStringLiteral("Cannot read back: ") + in.errorString(), file, {}};
    QByteArray block(blockSize, Qt::Uninitialized);
    for (qint64 done = 0; done < bytes;) {
        if (progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), name, {}};
        const qint64 read = in.read(block.data(), block.size());
        if (read <= 0)
            return Error{ErrorCode::Io, QStringLiteral("Cannot read back: ") + in.errorString(), file, {}};
        const la_ssize_t written = archive_write_data(zip.archive.get(), block.constData(), std::size_t(read));
        if (const auto good = check(zip, written == read, name); !good)
            return good;
        done += read;
        progress.report(double(done) / double(bytes));
    }
    return {};
}

Result<void> addAll(const ZipWriter& zip, const FileTree& tree, const QString& top, const Progress& progress)
{
    qint64 total = 1;
    for (const auto& [path, entry] : tree.entries())
        total += entry.bytes;
    qint64 done = 0;
    for (const auto& [path, entry] : tree.entries()) {
        const Progress part = progress.part(double(done) / double(total), double(entry.bytes) / double(total));
        if (const auto added = addFile(zip, top + u'/' + path, tree.folder() + u'/' + path, entry.bytes, part); !added)
            return added;
        done += entry.bytes;
    }
    return {};
}

/// What is wrong with the end of the zip, where its directory is said to be; readers that stream would not miss it.
/// `entries` is the number that was found.
QString faultAtEnd(const QString& path, int entries)
{
    constexpr qint64 endSize = 22;
    constexpr qint64 longestComment = 0xFFFF;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(std::max<qint64>(0, file.size() - endSize - longestComment)))
        return QStringLiteral("its end cannot be read");
    const QByteArray tail = file.readAll();
    const qsizetype end = tail.lastIndexOf(QByteArray("PK\5\6", 4));
    if (end < 0 || end + endSize > tail.size())
        return QStringLiteral("its end is missing");
    const auto number = [&](qsizetype at) { return quint8(tail[end + at]) | quint8(tail[end + at + 1]) << 8; };
    if (end + endSize + number(20) != tail.size())
        return QStringLiteral("something stands behind its end");
    if (number(10) != 0xFFFF && number(10) != entries)
        return QStringLiteral("its directory lists %1 entries, it holds %2").arg(number(10)).arg(entries);
    return {};
}

} // namespace

Result<void> writeZip(const FileTree& tree, const QString& top, const QString& path, const Progress& progress)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return Error{ErrorCode::Io, QStringLiteral("Cannot make the zip: ") + QString::fromLocal8Bit(strerror(errno)),
                     path, QStringLiteral("Check the disk, its free space and the permissions")};
    Sink sink{file};
    Result<void> result;
    {
        const ZipWriter zip{ArchivePtr(archive_write_new(), ArchiveCloser{false}), sink};
        archive* handle = zip.archive.get();
        archive_write_set_format_zip(handle);
        archive_write_set_bytes_in_last_block(handle, 1);
        result = check(zip, archive_write_open(handle, &sink, nullptr, writeToSink, nullptr) == ARCHIVE_OK, path);
        if (result.ok())
            result = addAll(zip, tree, top, progress);
        if (result.ok())
            result = check(zip, archive_write_close(handle) == ARCHIVE_OK, path);
    }
    ::close(file);
    return result;
}

Result<QString> readZip(const QString& path, const std::function<bool(const ZipEntry&)>& visit)
{
    const ArchivePtr zip(archive_read_new(), ArchiveCloser{true});
    archive_read_support_format_zip(zip.get());
    if (archive_read_open_filename(zip.get(), QFile::encodeName(path).constData(), blockSize) != ARCHIVE_OK)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("Not a zip file: ") + QString::fromUtf8(archive_error_string(zip.get())),
                     path,
                     {}};
    archive_entry* entry = nullptr;
    for (int count = 0;; ++count) {
        const int state = archive_read_next_header(zip.get(), &entry);
        if (state == ARCHIVE_EOF)
            return faultAtEnd(path, count);
        if (state < ARCHIVE_WARN)
            return QString::fromUtf8(archive_error_string(zip.get()));
        if (count == maxEntries)
            return QStringLiteral("more than %1 entries").arg(maxEntries);
        if (archive_entry_filetype(entry) == AE_IFDIR)
            continue;
        const char* utf8 = archive_entry_pathname_utf8(entry);
        const char* raw = utf8 ? utf8 : archive_entry_pathname(entry);
        ZipEntry found{QString::fromUtf8(raw ? raw : ""), archive_entry_filetype(entry) == AE_IFREG, {}};
        found.read = [&zip](char* to, std::size_t size) {
            const la_ssize_t read = archive_read_data(zip.get(), to, size);
            return read < 0 ? qint64(-1) : qint64(read);
        };
        if (!visit(found))
            return QString();
    }
}

} // namespace tideline
