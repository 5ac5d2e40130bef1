// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>

namespace tideline {

/// A folder being filled: every file put into it is hashed on the way. Paths are relative, with '/', plain ASCII, and
/// used once.
class FileTree
{
public:
    struct Entry
    {
        QString sha256;
        qint64 bytes = 0;
    };
    using Entries = std::map<QString, Entry>; ///< by path, so always in the same order

    /// `folder` is made when the first file comes.
    explicit FileTree(QString folder) : m_folder(std::move(folder)) {}

    Result<void> write(const QString& path, const QByteArray& content);
    Result<void> copy(const QString& path, const QString& from, const Progress& progress);
    /// `producer` writes the file under the absolute name that it is given.
    Result<void> produce(const QString& path, const std::function<Result<void>(const QString& file)>& producer,
                         const Progress& progress);

    const QString& folder() const { return m_folder; }
    const Entries& entries() const { return m_entries; }

private:
    Result<QString> place(const QString& path) const;

    QString m_folder;
    Entries m_entries;
};

} // namespace tideline
