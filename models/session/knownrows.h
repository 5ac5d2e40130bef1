// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/store/casefile.h"

#include <QSet>

namespace tideline {

/// Which records of a file an import would find in the case already, for a reading that writes nothing: events by their
/// ids, values of series by all that they say. Rows of logs have no keys; listings are told when they are imported.
class KnownRows
{
public:
    explicit KnownRows(const CaseFile& file) : m_file(file) {}

    /// Records of the block that bring nothing new, also against earlier blocks.
    Result<qint64> count(const ParsedBlock& block);

private:
    Result<void> loadEvents();
    Result<void> loadPoints();
    static QByteArray keyOf(const SeriesPoint& point);

    const CaseFile& m_file;
    bool m_hasEvents = false;
    bool m_hasPoints = false;
    QSet<QString> m_events;
    QSet<QByteArray> m_points;
};

} // namespace tideline
