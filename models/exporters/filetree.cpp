// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/filetree.h"

#include "models/exporters/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tideline {

Result<QString> FileTree::place(const QString& path) const
{
    const QString file = m_folder + u'/' + path;
    if (!QDir().mkpath(QFileInfo(file).path()))
        return Error{ErrorCode::Io, QStringLiteral("Cannot make the folder"), QFileInfo(file).path(),
                     QStringLiteral("Check the disk, its free space and the permissions")};
    return file;
}

Result<void> FileTree::write(const QString& path, const QByteArray& content)
{
    const auto name = place(path);
    if (!name)
        return name.error();
    QFile file(*name);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered) ||
        file.write(content) != content.size())
        return Error{ErrorCode::Io, QStringLiteral("Cannot write the file: ") + file.errorString(), *name,
                     QStringLiteral("Check the disk, its free space and the permissions")};
    m_entries[path] = {Sha256::of(content), content.size()};
    return {};
}

Result<void> FileTree::copy(const QString& path, const QString& from, const Progress& progress)
{
    const auto name = place(path);
    if (!name)
        return name.error();
    const auto digest = copyFile(from, *name, progress);
    if (!digest)
        return digest.error();
    m_entries[path] = {digest->sha256, digest->bytes};
    return {};
}

Result<void> FileTree::produce(const QString& path, const std::function<Result<void>(const QString& file)>& producer,
                               const Progress& progress)
{
    const auto name = place(path);
    if (!name)
        return name.error();
    if (const auto produced = producer(*name); !produced)
        return produced.error();
    const auto digest = digestFile(*name, progress);
    if (!digest)
        return digest.error();
    m_entries[path] = {digest->sha256, digest->bytes};
    return {};
}

} // namespace tideline
