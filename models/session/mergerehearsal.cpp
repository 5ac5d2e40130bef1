// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/mergerehearsal.h"

#include <algorithm>

namespace tideline {

namespace {
constexpr std::size_t keptForLater = 20'000; ///< events of one file
} // namespace

Result<void> MergeRehearsal::load(const Source& source)
{
    m_mine = std::make_shared<RehearsedFile>();
    m_mine->source = source;
    auto known = m_file.merges();
    auto sources = m_file.sources();
    if (!known || !sources)
        return known ? sources.error() : known.error();
    m_known = std::move(*known);
    m_sources = std::move(*sources);
    qint64 id = 0;
    for (const Source& other : m_sources)
        id = std::max(id, other.id);
    const auto add = [this](const Event& event, const Source* from) { m_keys.add(event, from); };
    if (const auto read = eachEventRow(m_file, m_sources, add); !read)
        return read.error();
    for (const auto& file : m_before) {
        m_sources.push_back(file->source);
        m_sources.back().id = ++id;
        m_known.insert(m_known.end(), file->merges.begin(), file->merges.end());
        for (const EventPtr& event : file->events)
            m_keys.add(*event, &file->source);
    }
    m_mine->source.id = id + 1;
    m_sources.push_back(m_mine->source);
    return {};
}

Result<void> MergeRehearsal::add(const std::vector<const Event*>& fresh, const Source& source)
{
    if (fresh.empty())
        return {};
    if (!m_mine) {
        if (const auto loaded = load(source); !loaded)
            return loaded;
    }
    for (const Event* event : fresh) {
        const bool known = m_keys.mayHold(*event, &m_mine->source);
        const bool later = Likeness::isMatchable(*event) || !Likeness::idSpace(*event, &m_mine->source).isEmpty();
        if (!known && !later)
            continue;
        auto copy = std::make_shared<Event>(*event);
        copy->source = m_mine->source.id;
        if (known && qint64(m_candidates.size()) <= mostCompared)
            m_candidates.push_back(copy);
        if (m_mine->events.size() < keptForLater)
            m_mine->events.push_back(std::move(copy));
        else
            m_mine->tooMany = true;
    }
    return {};
}

/// The file's candidates, and those events of the case and of the files before it that may be the same.
Result<std::vector<EventPtr>> MergeRehearsal::toCompare(QString& tooMany) const
{
    LikenessKeys wanted;
    for (const EventPtr& event : m_candidates)
        wanted.add(*event, &m_mine->source);
    QSet<QString> ids;
    const auto collect = [&](const Event& event, const Source* from) {
        if (ids.size() <= mostCompared && wanted.mayHold(event, from))
            ids.insert(event.id);
    };
    if (const auto read = eachEventRow(m_file, m_sources, collect); !read)
        return read.error();
    for (const auto& file : m_before) {
        for (const EventPtr& event : file->events)
            collect(*event, &file->source);
    }
    addTheirParts(ids, m_known);
    tooMany = tooManyToCompare(ids.size() + qsizetype(m_candidates.size()));
    if (!tooMany.isEmpty())
        return std::vector<EventPtr>();
    auto events = m_file.separateEvents(ids);
    if (!events)
        return events;
    qint64 source = m_mine->source.id - qint64(m_before.size());
    for (const auto& file : m_before) {
        for (const EventPtr& event : file->events) {
            if (!ids.contains(event->id))
                continue;
            auto copy = std::make_shared<Event>(*event);
            copy->source = source;
            events->push_back(std::move(copy));
        }
        ++source;
    }
    events->insert(events->end(), m_candidates.begin(), m_candidates.end());
    return events;
}

Result<MergeOutcome> MergeRehearsal::compare(const KeptApart& apart)
{
    if (m_candidates.empty())
        return MergeOutcome();
    QString tooMany;
    const auto events = toCompare(tooMany);
    if (!events)
        return events.error();
    if (!tooMany.isEmpty())
        return MergeOutcome{{}, {tooMany}};
    const MergeProposal proposal = proposeMerges(*events, m_known, m_sources, m_mine->source.id);
    m_mine->merges = proposal.merges;
    for (EventMerge& merge : m_mine->merges)
        merge.split = apart.contains({merge.kept, merge.other});
    return describeMerges(proposal, *events, apart);
}

Result<MergeOutcome> MergeRehearsal::outcome(const KeptApart& apart)
{
    auto outcome = compare(apart);
    const bool hasLikely = m_mine && !m_mine->events.empty(); // to what was not kept, for all that is known
    const bool incomplete =
        std::any_of(m_before.begin(), m_before.end(), [](const auto& file) { return file->tooMany; });
    if (outcome && hasLikely && incomplete)
        outcome->notes += QStringLiteral("A file before this one holds too many events to compare them all now: which "
                                         "of them are the same shows after the import");
    return outcome;
}

} // namespace tideline
