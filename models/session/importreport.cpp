// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/session/importing.h"
#include "models/session/sourcetext.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace tideline {

QJsonObject toJson(const ImportReport& report)
{
    const Source& source = report.source;
    QJsonArray problems;
    for (const Problem& problem : report.problems) {
        problems +=
            QJsonObject{{QStringLiteral("line"), problem.line},
                        {QStringLiteral("column"), problem.column > 0 ? QJsonValue(problem.column) : QJsonValue()},
                        {QStringLiteral("reason"), problem.reason},
                        {QStringLiteral("text"), problem.text}};
    }
    QJsonArray merged;
    for (const MergedPair& pair : report.merged)
        merged += toJson(pair);
    QJsonObject json = sourceFacts(source);
    json.insert(QStringLiteral("path"), report.path);
    json.insert(QStringLiteral("problems"), problems);
    json.insert(QStringLiteral("merged"), merged);
    return json;
}

QStringList filesToImport(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths) {
        if (!QFileInfo(path).isDir()) {
            files += path;
            continue;
        }
        QStringList found;
        QDirIterator folder(path, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (folder.hasNext())
            found += folder.next();
        found.sort();
        files += found;
    }
    if (files.size() < 2)
        return files;
    static const QStringList leaning = {QStringLiteral("ofac-alt"), QStringLiteral("ofac-add"),
                                        QStringLiteral("ofac-comments")};
    std::stable_partition(files.begin(), files.end(), [](const QString& path) {
        const auto inspected = inspectFile(path);
        return !inspected || !inspected->recognised.format || !leaning.contains(inspected->recognised.format->name);
    });
    return files;
}

} // namespace tideline
