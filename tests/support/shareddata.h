// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>
#include <QTest>

namespace tideline {

/// The path of a real file for tests, given relative to the folder of shared data.
/// That folder is named by the environment variable TIDELINE_SHARED_DATA, or else is shared/data beside the source
/// tree. The file need not exist: these files are not part of the project, so a test asks SKIP_WITHOUT_SHARED_DATA
/// first.
inline QString sharedData(const QString& relative)
{
    QString folder = qEnvironmentVariable("TIDELINE_SHARED_DATA");
    if (folder.isEmpty())
        folder = QStringLiteral(TIDELINE_SOURCE_DIR "/../shared/data");
    return QDir::cleanPath(QDir(folder).filePath(relative));
}

} // namespace tideline

/// Skips the running test function, saying so, when a shared file or folder is not there.
#define SKIP_WITHOUT_SHARED_DATA(relative)                                                                             \
    do {                                                                                                               \
        const QString sharedDataPath = ::tideline::sharedData(relative);                                               \
        if (!QFileInfo::exists(sharedDataPath))                                                                        \
            QSKIP(qPrintable(QStringLiteral("shared data is not here: ") + sharedDataPath));                           \
    } while (false)
