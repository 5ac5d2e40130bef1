// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/session/eventlikeness.h"
#include "models/session/eventmerging.h"

#include <memory>

namespace tideline {

/// What one file of a run would bring, kept for the files that are imported after it.
struct RehearsedFile
{
    Source source;
    std::vector<EventPtr> events; ///< that may be the same as others
    std::vector<EventMerge> merges;
    bool tooMany = false; ///< there were more events than are kept
};

/// Which events of a file would be one with events of the case, or of files before it, were it imported: proposeMerges
/// on what is read, of which only those events are kept that may be the same as another.
class MergeRehearsal
{
public:
    MergeRehearsal(const CaseFile& file, std::vector<std::shared_ptr<const RehearsedFile>> before)
        : m_file(file), m_before(std::move(before))
    {}

    /// Events that would be added. `source`: of the file; its format and options count.
    Result<void> add(const std::vector<const Event*>& fresh, const Source& source);
    Result<MergeOutcome> outcome(const KeptApart& apart);
    std::shared_ptr<const RehearsedFile> file() const { return m_mine; }

private:
    Result<void> load(const Source& source);
    Result<std::vector<EventPtr>> toCompare(QString& tooMany) const;
    Result<MergeOutcome> compare(const KeptApart& apart);

    const CaseFile& m_file;
    std::vector<std::shared_ptr<const RehearsedFile>> m_before;
    std::shared_ptr<RehearsedFile> m_mine; ///< null until there are events
    std::vector<EventMerge> m_known;
    std::vector<Source> m_sources;      ///< of the case, then of the files before it, then of this one
    LikenessKeys m_keys;                ///< of all events that are there before it
    std::vector<EventPtr> m_candidates; ///< of the file: may be the same as one of them
};

} // namespace tideline
