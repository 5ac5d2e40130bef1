// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/mergerehearsal.h"

#include <algorithm>

namespace tideline {

namespace {
constexpr std::size_t keptForLater = 50'000; ///< events of one file
} // namespace

Result<void> MergeRehearsal::load(const Source& source)
{
    m_mine = std::make_shared<RehearsedFile>();
    m_mine->source = source;
    const auto count = separateCount(m_file);
    if (!count)
        return count.error();
    m_count = *count;
    for (const auto& file : m_before)
        m_count += file->added;
    if (!tooManyToCompare(m_count).isEmpty())
        return {};
    auto events = m_file.separateEvents();
    auto known = m_file.merges();
    auto sources = m_file.sources();
    if (!events || !known || !sources)
        return !events ? events.error() : !known ? known.error() : sources.error();
    m_events = std::move(*events);
    m_known = std::move(*known);
    m_sources = std::move(*sources);
    qint64 id = 0;
    for (const Source& other : m_sources)
        id = std::max(id, other.id);
    for (const auto& file : m_before) {
        m_sources.push_back(file->source);
        m_sources.back().id = ++id;
        m_known.insert(m_known.end(), file->merges.begin(), file->merges.end());
        for (const EventPtr& event : file->events) {
            auto copy = std::make_shared<Event>(*event);
            copy->source = id;
            m_events.push_back(std::move(copy));
        }
    }
    m_mine->source.id = id + 1;
    for (const EventPtr& event : m_events) {
        const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                        [&](const Source& other) { return other.id == event->source; });
        index(*event, found == m_sources.end() ? nullptr : &*found);
    }
    m_sources.push_back(m_mine->source);
    return {};
}

void MergeRehearsal::index(const Event& event, const Source* source)
{
    if (const QString space = Likeness::idSpace(event, source); !space.isEmpty())
        m_ids.insert({space, event.externalId});
    if (Likeness::isMatchable(event))
        m_days.insert({m_likeness.statedDay(event), event.category.toCaseFolded()});
}

bool MergeRehearsal::mayBeKnown(const Event& event)
{
    const QString space = Likeness::idSpace(event, &m_mine->source);
    if (!space.isEmpty() && m_ids.contains({space, event.externalId}))
        return true;
    if (!Likeness::isMatchable(event))
        return false;
    const qint64 day = m_likeness.statedDay(event);
    const QString category = event.category.toCaseFolded();
    return m_days.contains({day, category}) || m_days.contains({day - 1, category}) ||
           m_days.contains({day + 1, category});
}

Result<void> MergeRehearsal::add(const std::vector<const Event*>& fresh, const Source& source)
{
    if (fresh.empty())
        return {};
    if (!m_mine) {
        if (const auto loaded = load(source); !loaded)
            return loaded;
    }
    m_mine->added += qint64(fresh.size());
    if (!tooManyToCompare(m_count + m_mine->added).isEmpty())
        return {};
    for (const Event* event : fresh) {
        const bool known = mayBeKnown(*event);
        const bool later = Likeness::isMatchable(*event) || !Likeness::idSpace(*event, &m_mine->source).isEmpty();
        if (!known && !later)
            continue;
        auto copy = std::make_shared<Event>(*event);
        copy->source = m_mine->source.id;
        if (known)
            m_candidates.push_back(copy);
        if (m_mine->events.size() < keptForLater)
            m_mine->events.push_back(std::move(copy));
        else
            m_mine->tooMany = true;
    }
    return {};
}

MergeOutcome MergeRehearsal::outcome(const KeptApart& apart)
{
    if (!m_mine)
        return {};
    // The run counts after it has read the file, and compares nothing then.
    if (const QString tooMany = tooManyToCompare(m_count + m_mine->added); !tooMany.isEmpty())
        return {{}, {tooMany}};
    std::vector<EventPtr> events = m_events;
    events.insert(events.end(), m_candidates.begin(), m_candidates.end());
    const MergeProposal proposal = proposeMerges(events, m_known, m_sources, m_mine->source.id);
    m_mine->merges = proposal.merges;
    for (EventMerge& merge : m_mine->merges)
        merge.split = apart.contains({merge.kept, merge.other});
    MergeOutcome outcome = describeMerges(proposal, events, apart);
    const bool incomplete =
        std::any_of(m_before.begin(), m_before.end(), [](const auto& file) { return file->tooMany; });
    if (incomplete)
        outcome.notes += QStringLiteral("A file before this one holds too many events to compare them all now: which "
                                        "of them are the same shows after the import");
    return outcome;
}

} // namespace tideline
