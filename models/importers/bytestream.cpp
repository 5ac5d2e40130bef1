// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/bytestream.h"

#include "models/importers/archivelayer.h"
#include "models/importers/limits.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <openssl/evp.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace tideline {

namespace {

Error ioError(const QString& path, int number)
{
    const bool missing = number == ENOENT;
    return {missing ? ErrorCode::NotFound : ErrorCode::Io, QString::fromLocal8Bit(std::strerror(number)), path,
            missing ? QStringLiteral("Check the name.") : QString()};
}

/// The file as found: read once, hashed on the way.
class HashedFile
{
public:
    HashedFile(int descriptor, const struct stat& before) : m_descriptor(descriptor), m_before(before)
    {
        EVP_DigestInit_ex(m_hash, EVP_sha256(), nullptr);
    }
    ~HashedFile()
    {
        EVP_MD_CTX_free(m_hash);
        ::close(m_descriptor);
    }
    HashedFile(const HashedFile&) = delete;
    HashedFile& operator=(const HashedFile&) = delete;

    /// -1 = error, see errno. The end, once met, is the end: what a log grows by later is neither read nor hashed.
    ssize_t read(char* to, std::size_t size)
    {
        if (m_atEnd)
            return 0;
        ssize_t got;
        do {
            got = ::read(m_descriptor, to, size);
        } while (got < 0 && errno == EINTR);
        if (got > 0) {
            EVP_DigestUpdate(m_hash, to, std::size_t(got));
            m_read += got;
        }
        m_atEnd = got == 0 && size > 0;
        return got;
    }
    qint64 bytesRead() const { return m_read; }
    qint64 size() const { return m_before.st_size; }
    /// Bytes of another place, aside from the stream; fewer at the end of the file.
    std::string peek(qint64 from, std::size_t length) const
    {
        std::string bytes(length, '\0');
        const ssize_t got = ::pread(m_descriptor, bytes.data(), length, off_t(std::max<qint64>(from, 0)));
        bytes.resize(got > 0 ? std::size_t(got) : 0);
        return bytes;
    }
    ByteStream::Digest digest()
    {
        unsigned char bytes[EVP_MAX_MD_SIZE];
        unsigned length = 0;
        EVP_DigestFinal_ex(m_hash, bytes, &length);
        struct stat after = {};
        const bool same = ::fstat(m_descriptor, &after) == 0 && after.st_size == m_before.st_size &&
                          after.st_size == m_read && after.st_mtim.tv_sec == m_before.st_mtim.tv_sec &&
                          after.st_mtim.tv_nsec == m_before.st_mtim.tv_nsec;
        const QByteArray raw(reinterpret_cast<const char*>(bytes), int(length));
        return {QString::fromLatin1(raw.toHex()), m_read, !same};
    }

private:
    int m_descriptor;
    struct stat m_before;
    EVP_MD_CTX* m_hash = EVP_MD_CTX_new();
    qint64 m_read = 0;
    bool m_atEnd = false;
};

class FileStream : public ByteStream
{
public:
    FileStream(QString path, int descriptor, const struct stat& before)
        : m_path(std::move(path)), m_file(descriptor, before)
    {}

    Result<bool> nextEntry() override
    {
        if (isWorkbook()) { // a zip, but one document
            const bool first = m_name.isEmpty();
            m_name = QFileInfo(m_path).fileName();
            return first;
        }
        if (m_file.size() == 0) { // libarchive finds nothing in an empty file
            const bool first = !m_layers;
            m_layers = std::make_unique<ArchiveWalk>([](char*, std::size_t) { return ssize_t(0); }, QString());
            m_name = QFileInfo(m_path).fileName();
            return first;
        }
        if (!m_layers)
            m_layers = std::make_unique<ArchiveWalk>(
                [this](char* to, std::size_t size) { return m_file.read(to, size); }, QFileInfo(m_path).fileName());
        auto next = m_layers->next();
        if (!next)
            return located(next.error());
        m_name = m_layers->name();
        m_given = 0;
        return next;
    }
    QString entryName() const override { return m_name; }
    Result<std::size_t> read(char* to, std::size_t size) override
    {
        if (isWorkbook())
            return readPlain(to, size);
        if (!m_layers)
            return Error{ErrorCode::Internal, QStringLiteral("read before nextEntry"), m_path, {}};
        if (m_file.size() == 0)
            return std::size_t(0);
        if (m_layers->isPlain()) { // what was looked at to know it is given first
            const auto seen = std::size_t(m_file.bytesRead() - m_given);
            if (seen == 0)
                return readPlain(to, size);
            size = std::min(size, seen);
        }
        auto got = m_layers->read(to, size);
        if (!got)
            return located(got.error());
        m_given += qint64(*got);
        m_layers->setPacked(std::uint64_t(m_file.bytesRead()));
        return got;
    }
    qint64 bytesRead() const override { return m_file.bytesRead(); }
    qint64 size() const override { return m_file.size(); }
    Result<Digest> finish() override
    {
        std::string rest(1 << 16, '\0');
        for (;;) {
            const ssize_t got = m_file.read(rest.data(), rest.size());
            if (got < 0)
                return ioError(m_path, errno);
            if (got == 0)
                return m_file.digest();
        }
    }

private:
    Result<std::size_t> readPlain(char* to, std::size_t size)
    {
        constexpr std::size_t most = 1 << 18; // hashed while it is at hand
        const ssize_t got = m_file.read(to, std::min(size, most));
        if (got < 0)
            return ioError(m_path, errno);
        m_given += got;
        return std::size_t(got);
    }
    /// An .xlsx, told by the names in the zip's directory at its end; other zips are unpacked.
    bool isWorkbook()
    {
        constexpr qint64 directory = 1 << 18;
        if (!m_isWorkbook) {
            m_isWorkbook = false;
            if (m_file.peek(0, 4) == std::string("PK\3\4", 4)) {
                const std::string end = m_file.peek(m_file.size() - directory, std::size_t(directory));
                m_isWorkbook = end.find("[Content_Types].xml") != std::string::npos &&
                               end.find("xl/workbook.xml") != std::string::npos;
            }
        }
        return *m_isWorkbook;
    }
    Error located(Error error) const
    {
        error.where = m_name.isEmpty() || m_name == QFileInfo(m_path).fileName()
                          ? m_path
                          : m_path + QStringLiteral(": ") + m_name;
        return error;
    }
    QString m_path;
    HashedFile m_file;
    std::unique_ptr<ArchiveWalk> m_layers;
    QString m_name;
    qint64 m_given = 0; ///< of the entry's bytes
    std::optional<bool> m_isWorkbook;
};

} // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::open(const QString& path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return ioError(path, errno);
    struct stat before = {};
    if (::fstat(descriptor, &before) != 0 || !S_ISREG(before.st_mode)) {
        ::close(descriptor);
        return Error{ErrorCode::BadInput, QStringLiteral("This is not a regular file"), path,
                     QStringLiteral("Give a file, not a folder or a device.")};
    }
    if (std::uint64_t(before.st_size) > limits::fileSize) {
        ::close(descriptor);
        return Error{ErrorCode::BadInput, QStringLiteral("The file is larger than 64 GiB"), path,
                     QStringLiteral("Split it.")};
    }
    return std::unique_ptr<ByteStream>(new FileStream(path, descriptor, before));
}

} // namespace tideline
