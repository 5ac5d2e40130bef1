// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QStringList>

#include <functional>
#include <string_view>

namespace tideline {

/// Another program that is given a file of unknown origin: with limits on its processor time, memory and files, in UTC
/// and the C locale, and walled off by bubblewrap (no network, nothing writable) where that is installed and works.
class ChildProgram
{
public:
    /// The program's path, or how to get it: `package` is Debian's.
    static Result<ChildProgram> find(const QString& name, const QString& package);

    /// Runs it and hands on what it prints, until `output` returns false, which ends it. The text is what it said on
    /// its error channel, at most 4 KiB, and how it ended if not well. Fails if it could not be started, died of a
    /// signal, or printed nothing for a minute; what was handed on is not to be trusted then.
    Result<QString> run(const QStringList& arguments, const std::function<bool(std::string_view)>& output) const;

private:
    QString m_path;
    QString m_bubblewrap;
    QStringList m_wall; ///< bubblewrap's arguments; none where it cannot be used
};

} // namespace tideline
