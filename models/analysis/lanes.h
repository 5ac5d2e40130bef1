// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/route.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace tideline {

/// A stretch of time in which at least one neighbour of the collector reached a prefix through one upstream.
struct RouteLane
{
    enum class End { Withdrawn, Moved, EndOfData };

    Prefix prefix;
    std::uint32_t origin = 0;   ///< 0 = not said
    std::uint32_t upstream = 0; ///< 0 = none: the neighbour is the origin's own, or the table does not say
    TimeRange range;
    int neighbours = 0; ///< at most at the same time
    int updates = 0;
    End end = End::EndOfData;
};

/// A stretch in which no neighbour reached a prefix that had been reached before.
struct RouteLoss
{
    Prefix prefix;
    TimeRange range;
    bool ended = true; ///< false: still lost at the end of the data
};

/// Follows what each neighbour says of each prefix, in time order. A table is what holds at its moment; what a
/// neighbour said before the data begins is not known, so a prefix counts from its first announcement on.
class LaneBuilder
{
public:
    void add(const RouteRecord& route);
    void finish(Micros at); ///< the end of the data closes what is open

    std::size_t liveRoutes() const { return m_routes.size(); }
    std::vector<RouteLane> lanes; ///< by prefix, then time, after `finish`
    std::vector<RouteLoss> losses;
    std::vector<TimeRange> reached; ///< when at least one prefix was reached; sorted, disjoint

private:
    struct Key
    {
        Prefix prefix;
        IpAddress peer;
        std::uint32_t peerAs;
        bool operator==(const Key&) const = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key& key) const
        {
            return addressHash(key.prefix.first) * 31 + addressHash(key.peer) + key.peerAs +
                   unsigned(key.prefix.length);
        }
    };
    using Via = std::pair<std::uint32_t, std::uint32_t>; ///< upstream, origin
    struct Open
    {
        RouteLane lane;
        int now = 0; ///< neighbours
    };
    struct PrefixState
    {
        std::map<Via, Open> open;
        int routes = 0;
        Micros lostAt = 0;
        bool wasReached = false;
    };
    struct PrefixLess
    {
        bool operator()(const Prefix& a, const Prefix& b) const
        {
            return a.first != b.first ? a.first < b.first : a.length < b.length;
        }
    };
    void join(PrefixState& state, const RouteRecord& route, Via via);
    void leave(PrefixState& state, Via via, Micros at, RouteLane::End end);
    void gained(PrefixState& state, const RouteRecord& route);
    void lost(PrefixState& state, Micros at);

    std::unordered_map<Key, Via, KeyHash> m_routes;
    std::map<Prefix, PrefixState, PrefixLess> m_prefixes;
    int m_reachedPrefixes = 0;
    Micros m_reachedSince = 0;
};

} // namespace tideline
