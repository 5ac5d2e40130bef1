// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/store/casefile.h"

#include <QSet>
#include <QUuid>

#include <memory>

namespace tideline {

/// Keys of rows: events by their ids, values of series and rows of lists by all that they say.
using RowKeys = QSet<QUuid>;

/// Which records of a file an import would find in the case already, for a reading that writes nothing. Rows of logs
/// have no keys: a log that has grown is told by its beginning.
class KnownRows
{
public:
    /// `before`: what other files would bring first.
    KnownRows(const CaseFile& file, std::vector<std::shared_ptr<const RowKeys>> before)
        : m_file(file), m_before(std::move(before)), m_mine(std::make_shared<RowKeys>())
    {}

    struct Told
    {
        qint64 known = 0;                ///< records of the block that bring nothing new, also against earlier blocks
        std::vector<const Event*> fresh; ///< its events that would be added
    };
    Result<Told> tell(const ParsedBlock& block, bool isCapture);
    std::shared_ptr<const RowKeys> keys() const { return m_mine; } ///< of what the file would bring

private:
    enum Kind { Events, Points, Listings };
    Result<void> load(Kind kind);
    bool isNew(const QUuid& key);
    void tellListings(const ParsedBlock& block, bool isCapture, ImportWriter::Written& written);

    const CaseFile& m_file;
    std::vector<std::shared_ptr<const RowKeys>> m_before;
    std::shared_ptr<RowKeys> m_mine;
    RowKeys m_inCase;
    bool m_loaded[3] = {false, false, false};
};

} // namespace tideline
