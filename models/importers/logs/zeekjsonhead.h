// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace tideline {

/// What the first lines of a Zeek log in JSON show: which log it is. They say so in `_path` or by the fields that only
/// this log has; a log with fields of Zeek (uid, id.orig_h, fuid) but no mark of its own is named by the file, "ssl" of
/// "ssl.log", or "log".
struct ZeekJsonHead
{
    std::string path;   ///< empty: no Zeek log
    int confidence = 0; ///< 95 by _path or by fields that make it certain

    static ZeekJsonHead read(std::string_view head, const QString& fileName = {});
};

} // namespace tideline
