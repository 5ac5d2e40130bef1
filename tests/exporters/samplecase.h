// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exporters/export.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <functional>

namespace tideline {

/// A small case with something in every list. Every text in it goes through `say` first, so that a test can put
/// anything into all of them.
ExportContent sampleContent(const std::function<QString(const QString&)>& say = {});
/// "2024-10-27T00:30:00Z"
Micros utc(const char* iso);
/// Relative path -> bytes of every file below a folder, hidden ones too.
QMap<QString, QByteArray> filesBelow(const QString& folder);
QByteArray fileBytes(const QString& path);
void writeFile(const QString& path, const QByteArray& bytes);
/// Records of RFC 4180 text.
QList<QStringList> parseCsv(const QByteArray& csv);

} // namespace tideline
