// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exporters/export.h"
#include "models/exporters/filetree.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace tideline {

/// BagIt 1.0 (RFC 8493) as we write it: payload below data/, SHA-256 only, UTF-8, manifests sorted by path.
inline constexpr char bagPayload[] = "data/";

/// Adds bagit.txt, bag-info.txt and the two manifests to a tree whose payload is complete.
Result<void> writeBagTags(FileTree& tree, const ExportContent& content);

/// "HASH  PATH" lines, as `sha256sum -c` reads them.
QByteArray manifestText(const std::map<QString, QString>& hashByPath);
/// nullopt if a line is none of a manifest, or a path comes twice.
std::optional<std::map<QString, QString>> parseManifest(const QByteArray& text);

} // namespace tideline
