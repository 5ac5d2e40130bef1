// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>

namespace tideline {

/// All files of a bag, read and hashed once.
struct BagContents
{
    struct File
    {
        QString sha256;
        qint64 bytes = 0;
    };
    std::map<QString, File> files;          ///< by path in the bag
    std::map<QString, QByteArray> tagTexts; ///< what bagit.txt, bag-info.txt and the manifests say
    QStringList damage;                     ///< what cannot be read, or has no place in a bag
};

/// Reads a folder or a zip (with the bag at its top or in its only folder).
Result<BagContents> readBag(const QString& path, const Progress& progress);

} // namespace tideline
