// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/bagreader.h"

#include "models/exporters/export.h"
#include "models/exporters/sha256.h"
#include "models/exporters/zip.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxTagBytes = 64 << 20;

/// The tag files whose text the checks need.
bool isKnownTag(const QString& path)
{
    return path == u"bagit.txt" || path == u"bag-info.txt" || path == u"manifest-sha256.txt" ||
           path == u"tagmanifest-sha256.txt";
}

bool isMarker(const QString& path)
{
    return path == u"bagit.txt" || path == u"manifest-sha256.txt";
}

bool isZip(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && file.read(4) == QByteArray("PK\3\4", 4);
}

Error cancelled(const QString& path)
{
    return {ErrorCode::Cancelled, u"Cancelled"_s, path, {}};
}

/// The text of a tag file, from a stream of bytes that `read` gives.
template <typename Read>
Result<bool> takeFile(BagContents& bag, const QString& path, const Read& read, const Progress& progress)
{
    Sha256 digest;
    BagContents::File file;
    QByteArray tag;
    QByteArray block(1 << 18, Qt::Uninitialized);
    while (true) {
        if (progress.cancelled())
            return cancelled(path);
        const qint64 count = read(block.data(), std::size_t(block.size()));
        if (count < 0)
            return false;
        if (count == 0)
            break;
        digest.add(block.constData(), std::size_t(count));
        file.bytes += count;
        if (isKnownTag(path) && file.bytes <= maxTagBytes)
            tag.append(block.constData(), count);
    }
    file.sha256 = digest.hex();
    if (isKnownTag(path))
        bag.tagTexts[path] = tag;
    if (!bag.files.emplace(path, file).second)
        bag.damage.append(u"%1 is there twice"_s.arg(path));
    return true;
}

Result<void> readOne(BagContents& bag, const QDir& root, const QString& absolute, const Progress& progress)
{
    const QFileInfo info(absolute);
    const QString path = root.relativeFilePath(absolute);
    if (info.isSymLink() || !info.isFile()) {
        bag.damage.append(info.isSymLink() ? u"%1 is a link"_s.arg(path) : u"%1 is no regular file"_s.arg(path));
        return {};
    }
    QFile file(absolute);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        bag.damage.append(u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
        return {};
    }
    const auto read = [&file](char* to, std::size_t size) { return file.read(to, qint64(size)); };
    const auto taken = takeFile(bag, path, read, progress);
    if (!taken)
        return taken.error();
    if (!*taken)
        bag.damage.append(u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<BagContents> readFolder(const QString& folder, const Progress& progress)
{
    QStringList files;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        if (entries.fileInfo().isSymLink() || !entries.fileInfo().isDir())
            files.append(entries.filePath());
    }
    files.sort();
    BagContents bag;
    for (qsizetype i = 0; i < files.size(); ++i) {
        progress.report(double(i) / double(files.size()));
        if (const auto read = readOne(bag, QDir(folder), files[i], progress); !read)
            return read.error();
    }
    return bag;
}

bool isUnsafe(const QString& path)
{
    return path.isEmpty() || path.startsWith(u'/') || path.contains(u'\\') || path.split(u'/').contains(u".."_s);
}

/// "NAME/" if the zip keeps its bag in one folder, empty if at the top; nullopt if it has none.
std::optional<QString> zipTop(const QString& path)
{
    std::optional<QString> top;
    const auto found = readZip(path, [&top](const ZipEntry& entry) {
        const QString name = entry.path.section(u'/', -1);
        const QString folder = entry.path.chopped(name.size());
        if (isMarker(name) && folder.count(u'/') <= 1)
            top = folder;
        return !top;
    });
    return found ? top : std::nullopt;
}

Result<BagContents> readZipBag(const QString& path, const QString& top, const Progress& progress)
{
    BagContents bag;
    std::optional<Error> failure;
    const auto walked = readZip(path, [&](const ZipEntry& entry) {
        progress.report(-1);
        const QString inside = entry.path.startsWith(top) ? entry.path.mid(top.size()) : entry.path;
        if (!entry.isFile || isUnsafe(entry.path) || !entry.path.startsWith(top)) {
            bag.damage.append(u"%1 has no place in a bag"_s.arg(entry.path));
            return true;
        }
        const auto taken = takeFile(bag, inside, entry.read, progress);
        if (!taken)
            failure = taken.error();
        else if (!*taken)
            bag.damage.append(u"%1 is damaged"_s.arg(inside));
        return !failure;
    });
    if (failure)
        return *failure;
    if (!walked)
        return walked.error();
    if (!walked->isEmpty())
        bag.damage.append(u"the zip is damaged: %1"_s.arg(*walked));
    return bag;
}

} // namespace

bool isBag(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return QFileInfo::exists(path + u"/bagit.txt"_s) || QFileInfo::exists(path + u"/manifest-sha256.txt"_s);
    return isZip(path) && zipTop(path).has_value();
}

Result<BagContents> readBag(const QString& path, const Progress& progress)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error{ErrorCode::NotFound, u"There is nothing of this name"_s, path, u"Check the path"_s};
    if (!isBag(path))
        return Error{ErrorCode::BadInput, u"This is no exported case"_s, path,
                     u"Name the folder that holds bagit.txt, or a zip of it"_s};
    if (info.isDir())
        return readFolder(path, progress);
    const auto top = zipTop(path);
    return readZipBag(path, top.value_or(QString()), progress);
}

} // namespace tideline
