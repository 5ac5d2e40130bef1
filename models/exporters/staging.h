// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QString>

#include <memory>

namespace tideline {

/// A folder NAME.partial-xxxxxxxx beside the target, in which an export is built; gone with this object whatever
/// happens. What was built takes the target's name by one rename, or never.
class Staging
{
public:
    /// Fails if the target exists (BadArgument), its folder does not (NotFound) or cannot be written (Io).
    /// Folders that a killed export to the same name left behind are removed.
    static Result<std::unique_ptr<Staging>> begin(const QString& target);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    const QString& folder() const { return m_folder; }
    /// Flushes folder()/`name` (a file or a folder with all in it) to the disk and renames it to the target, which
    /// is never replaced.
    Result<void> commit(const QString& name);

private:
    Staging(QString target, QString folder, int lock);

    QString m_target;
    QString m_folder;
    int m_lock; ///< held while we live: tells a live staging folder from a dead one
};

} // namespace tideline
