// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which events of two sources are one: proposeMerges.
#include "models/core/counted.h"
#include "models/session/eventlikeness.h"
#include "models/session/eventmerging.h"
#include "models/store/mergetable.h"

#include <QDate>

#include <algorithm>
#include <map>
#include <set>

namespace tideline {

namespace {

constexpr qsizetype notesShown = 5;

/// What was there before: one event, or several that are one.
struct Side
{
    std::vector<EventPtr> events;
    const Event& first() const { return *events.front(); }
};

class Matcher
{
public:
    Matcher(const std::vector<EventPtr>& events, const std::vector<EventMerge>& known,
            const std::vector<Source>& sources, qint64 source);
    MergeProposal run();

private:
    using Test = std::function<bool(const Event& fresh, const Side& side)>;

    void matchIds();
    void findCandidates();
    void matchUnique(const QString& how, const Test& test);
    void matchDays();
    void matchGroup(const std::vector<int>& fresh, const std::vector<int>& sides);
    void merge(int fresh, int side, const QString& how);
    bool mayMerge(const Event& fresh, const Side& side) const;
    bool isLike(const Event& fresh, const Side& side);
    const Source* sourceOf(const Event& event) const;
    QString idSpaceOf(const Event& event) const { return Likeness::idSpace(event, sourceOf(event)); }
    void leaveApart(const std::vector<int>& fresh, const std::vector<int>& sides);

    const std::vector<Source>& m_sources;
    Likeness m_likeness;
    std::set<std::pair<QString, QString>> m_split;
    QSet<QString> m_separated; ///< a person looked at these
    std::vector<EventPtr> m_fresh;
    std::vector<Side> m_sides;
    std::vector<bool> m_freshTaken, m_sideTaken;
    std::vector<std::vector<int>> m_edges; ///< of each fresh event: sides that may be the same by their day
    MergeProposal m_result;
    qsizetype m_leftApart = 0;
};

Matcher::Matcher(const std::vector<EventPtr>& events, const std::vector<EventMerge>& known,
                 const std::vector<Source>& sources, qint64 source)
    : m_sources(sources)
{
    for (const EventMerge& pair : known) {
        if (!pair.split)
            continue;
        m_split.insert(std::minmax(pair.kept, pair.other));
        m_separated << pair.kept << pair.other;
    }
    const MergeGroups groups(known);
    std::vector<Side> grouped(groups.groups().size());
    for (const EventPtr& event : events) {
        const int group = groups.groupOf(event->id);
        if (group >= 0)
            grouped[static_cast<std::size_t>(group)].events.push_back(event);
        else if (event->source == source)
            m_fresh.push_back(event);
        else
            m_sides.push_back({{event}});
    }
    const auto bySource = [](const EventPtr& a, const EventPtr& b) {
        return a->source != b->source ? a->source < b->source : a->id < b->id;
    };
    for (Side& side : grouped) {
        std::sort(side.events.begin(), side.events.end(), bySource);
        const bool holdsSource = std::any_of(side.events.begin(), side.events.end(),
                                             [source](const EventPtr& event) { return event->source == source; });
        if (holdsSource && side.events.size() == 1)
            m_fresh.push_back(side.events.front()); // the others of its group are hidden
        else if (!holdsSource && !side.events.empty())
            m_sides.push_back(std::move(side));
    }
    m_freshTaken.assign(m_fresh.size(), false);
    m_sideTaken.assign(m_sides.size(), false);
}

const Source* Matcher::sourceOf(const Event& event) const
{
    const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                    [&](const Source& source) { return source.id == event.source; });
    return found == m_sources.end() ? nullptr : &*found;
}

bool Matcher::mayMerge(const Event& fresh, const Side& side) const
{
    return std::none_of(side.events.begin(), side.events.end(), [&](const EventPtr& event) {
        return event->source == fresh.source || m_split.contains(std::minmax(event->id, fresh.id));
    });
}

void Matcher::merge(int fresh, int side, const QString& how)
{
    const Event& event = *m_fresh[static_cast<std::size_t>(fresh)];
    m_freshTaken[static_cast<std::size_t>(fresh)] = m_sideTaken[static_cast<std::size_t>(side)] = true;
    m_result.merges.push_back({m_sides[static_cast<std::size_t>(side)].first().id, event.id, how, 0, false});
}

void Matcher::matchIds()
{
    std::map<std::pair<QString, QString>, std::vector<int>> sides, fresh;
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        std::set<std::pair<QString, QString>> keys;
        for (const EventPtr& event : m_sides[i].events) {
            if (const QString space = idSpaceOf(*event); !space.isEmpty())
                keys.insert({space, event->externalId});
        }
        for (const auto& key : keys)
            sides[key].push_back(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        if (const QString space = idSpaceOf(*m_fresh[i]); !space.isEmpty())
            fresh[{space, m_fresh[i]->externalId}].push_back(static_cast<int>(i));
    }
    for (const auto& [key, mine] : fresh) {
        const auto found = sides.find(key);
        if (found == sides.end() || mine.size() != 1 || found->second.size() != 1)
            continue;
        const Event& event = *m_fresh[static_cast<std::size_t>(mine.front())];
        const Side& side = m_sides[static_cast<std::size_t>(found->second.front())];
        const bool isNamed = key.first == u"uuid" || key.second.startsWith(key.first + u':');
        const bool agrees = isNamed || std::any_of(side.events.begin(), side.events.end(), [&](const EventPtr& other) {
                                const bool sameTime = event.time.range && other->time.range &&
                                                      event.time.range->overlaps(*other->time.range);
                                return sameTime || Likeness::sharesName(event, *other);
                            });
        if (agrees && mayMerge(event, side))
            merge(mine.front(), found->second.front(), QStringLiteral("same id %1").arg(event.externalId));
    }
}

bool Matcher::isLike(const Event& fresh, const Side& side)
{
    return mayMerge(fresh, side) && std::any_of(side.events.begin(), side.events.end(), [&](const EventPtr& other) {
               if (!Likeness::isMatchable(*other) ||
                   other->category.compare(fresh.category, Qt::CaseInsensitive) != 0 ||
                   !m_likeness.sameDay(fresh, *other) || !Likeness::sameCountries(fresh, *other))
                   return false;
               const QString space = idSpaceOf(fresh);
               if (!space.isEmpty() && space == idSpaceOf(*other))
                   return false; // the same list calls them by two ids
               if (Likeness::isWeaponsTest(fresh))
                   return true;
               const bool bothFine = fresh.time.precision > Precision::Day && other->time.precision > Precision::Day;
               return Likeness::sharesName(fresh, *other) && (!bothFine || Likeness::sameMoment(fresh, *other));
           });
}

void Matcher::findCandidates()
{
    std::map<qint64, std::vector<int>> byDay;
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        std::set<qint64> days;
        for (const EventPtr& event : m_sides[i].events) {
            if (!m_sideTaken[i] && Likeness::isMatchable(*event))
                days.insert(m_likeness.statedDay(*event));
        }
        for (const qint64 day : days)
            byDay[day].push_back(static_cast<int>(i));
    }
    m_edges.assign(m_fresh.size(), {});
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        if (m_freshTaken[i] || m_separated.contains(m_fresh[i]->id) || !Likeness::isMatchable(*m_fresh[i]))
            continue;
        const qint64 day = m_likeness.statedDay(*m_fresh[i]);
        std::set<int> near;
        for (qint64 each = day - 1; each <= day + 1; ++each) { // another clock may state the day beside
            if (const auto found = byDay.find(each); found != byDay.end())
                near.insert(found->second.begin(), found->second.end());
        }
        for (const int side : near) {
            if (isLike(*m_fresh[i], m_sides[static_cast<std::size_t>(side)]))
                m_edges[i].push_back(side);
        }
    }
}

/// Merges pairs that only have each other by this test.
void Matcher::matchUnique(const QString& how, const Test& test)
{
    std::map<int, std::vector<int>> ofSide;
    std::vector<std::vector<int>> ofFresh(m_fresh.size());
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        for (const int side : m_edges[i]) {
            if (m_freshTaken[i] || m_sideTaken[static_cast<std::size_t>(side)] ||
                !test(*m_fresh[i], m_sides[static_cast<std::size_t>(side)]))
                continue;
            ofFresh[i].push_back(side);
            ofSide[side].push_back(static_cast<int>(i));
        }
    }
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        if (ofFresh[i].size() == 1 && ofSide[ofFresh[i].front()].size() == 1)
            merge(static_cast<int>(i), ofFresh[i].front(), how);
    }
}

/// What remains falls into groups that hang together by their days.
void Matcher::matchDays()
{
    std::map<int, std::vector<int>> ofSide;
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        std::erase_if(m_edges[i],
                      [&](int side) { return m_freshTaken[i] || m_sideTaken[static_cast<std::size_t>(side)]; });
        for (const int side : m_edges[i])
            ofSide[side].push_back(static_cast<int>(i));
    }
    std::vector<bool> seen(m_fresh.size(), false);
    for (std::size_t start = 0; start < m_fresh.size(); ++start) {
        if (seen[start] || m_edges[start].empty())
            continue;
        std::vector<int> fresh = {static_cast<int>(start)};
        std::set<int> sides;
        seen[start] = true;
        for (std::size_t next = 0; next < fresh.size(); ++next) {
            for (const int side : m_edges[static_cast<std::size_t>(fresh[next])]) {
                if (!sides.insert(side).second)
                    continue;
                for (const int other : ofSide[side]) {
                    if (!seen[static_cast<std::size_t>(other)]) {
                        seen[static_cast<std::size_t>(other)] = true;
                        fresh.push_back(other);
                    }
                }
            }
        }
        matchGroup(fresh, {sides.begin(), sides.end()});
    }
}

void Matcher::matchGroup(const std::vector<int>& fresh, const std::vector<int>& sides)
{
    const QString day = QStringLiteral("same day, category and place");
    if (fresh.size() == 1 && sides.size() == 1)
        return merge(fresh.front(), sides.front(), day);
    const bool complete = std::all_of(
        fresh.begin(), fresh.end(), [&](int i) { return m_edges[static_cast<std::size_t>(i)].size() == sides.size(); });
    const bool weapons = Likeness::isWeaponsTest(*m_fresh[static_cast<std::size_t>(fresh.front())]);
    if (fresh.size() != sides.size() || !complete || !weapons)
        return leaveApart(fresh, sides);
    std::vector<int> mine = fresh, theirs = sides;
    const auto inOrder = [](const Event& a, const Event& b) { return a.record < b.record; };
    std::stable_sort(mine.begin(), mine.end(), [&](int a, int b) {
        return inOrder(*m_fresh[static_cast<std::size_t>(a)], *m_fresh[static_cast<std::size_t>(b)]);
    });
    std::stable_sort(theirs.begin(), theirs.end(), [&](int a, int b) {
        return inOrder(m_sides[static_cast<std::size_t>(a)].first(), m_sides[static_cast<std::size_t>(b)].first());
    });
    for (std::size_t i = 0; i < mine.size(); ++i)
        merge(mine[i], theirs[i],
              QStringLiteral("%1, %2 in each source, paired in their order").arg(day).arg(mine.size()));
}

void Matcher::leaveApart(const std::vector<int>& fresh, const std::vector<int>& sides)
{
    if (++m_leftApart > notesShown)
        return;
    const Event& event = *m_fresh[static_cast<std::size_t>(fresh.front())];
    m_result.notes +=
        QStringLiteral("%1 (%2): %3 here and %4 in other sources may be the same; they are left apart")
            .arg(QDate(1970, 1, 1).addDays(m_likeness.statedDay(event)).toString(Qt::ISODate), event.category)
            .arg(fresh.size())
            .arg(sides.size());
}

MergeProposal Matcher::run()
{
    if (m_fresh.empty() || m_sides.empty())
        return {};
    matchIds();
    findCandidates();
    const auto any = [](auto test) {
        return [test](const Event& fresh, const Side& side) {
            return std::any_of(side.events.begin(), side.events.end(),
                               [&](const EventPtr& other) { return test(fresh, *other); });
        };
    };
    matchUnique(QStringLiteral("same time, category and place"), any(&Likeness::sameMoment));
    matchUnique(QStringLiteral("same day, category and named place"), any(&Likeness::sharesPlaceName));
    matchDays();
    if (m_leftApart > notesShown)
        m_result.notes += QStringLiteral("… and %1 more").arg(counted(m_leftApart - notesShown, "such day"));
    return std::move(m_result);
}

} // namespace

MergeProposal proposeMerges(const std::vector<EventPtr>& events, const std::vector<EventMerge>& known,
                            const std::vector<Source>& sources, qint64 source)
{
    return Matcher(events, known, sources, source).run();
}

} // namespace tideline
