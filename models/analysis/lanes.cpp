// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/lanes.h"

#include <algorithm>

namespace tideline {

void LaneBuilder::join(PrefixState& state, const RouteRecord& route, Via via)
{
    Open& open = state.open[via];
    if (open.now == 0)
        open.lane = {route.prefix, route.origin, route.upstream, {route.at, route.at}, 0, 0, RouteLane::End::EndOfData};
    ++open.now;
    ++open.lane.updates;
    open.lane.neighbours = std::max(open.lane.neighbours, open.now);
}

void LaneBuilder::leave(PrefixState& state, Via via, Micros at, RouteLane::End end)
{
    const auto it = state.open.find(via);
    if (it == state.open.end() || --it->second.now > 0)
        return;
    it->second.lane.range.to = at;
    it->second.lane.end = end;
    lanes.push_back(it->second.lane);
    state.open.erase(it);
}

void LaneBuilder::gained(PrefixState& state, const RouteRecord& route)
{
    if (state.routes++ > 0)
        return;
    if (state.wasReached && route.at > state.lostAt)
        losses.push_back({route.prefix, {state.lostAt, route.at}, true});
    state.wasReached = true;
    if (m_reachedPrefixes++ > 0)
        return;
    // Gone and back within the same moment: it was reached throughout.
    if (!reached.empty() && reached.back().to == route.at) {
        m_reachedSince = reached.back().from;
        reached.pop_back();
    } else {
        m_reachedSince = route.at;
    }
}

void LaneBuilder::lost(PrefixState& state, Micros at)
{
    if (--state.routes > 0)
        return;
    state.lostAt = at;
    if (--m_reachedPrefixes == 0)
        reached.push_back({m_reachedSince, at});
}

void LaneBuilder::add(const RouteRecord& route)
{
    const Key key{route.prefix, route.peer, route.peerAs};
    const auto known = m_routes.find(key);
    if (route.kind == RouteKind::Withdrawn) {
        if (known == m_routes.end())
            return;
        PrefixState& state = m_prefixes[route.prefix];
        leave(state, known->second, route.at, RouteLane::End::Withdrawn);
        m_routes.erase(known);
        lost(state, route.at);
        return;
    }
    const Via via{route.upstream, route.origin};
    PrefixState& state = m_prefixes[route.prefix];
    if (known == m_routes.end()) {
        join(state, route, via);
        m_routes.emplace(key, via);
        gained(state, route);
    } else if (known->second == via) {
        ++state.open[via].lane.updates;
    } else {
        join(state, route, via);
        leave(state, known->second, route.at, RouteLane::End::Moved);
        known->second = via;
    }
}

void LaneBuilder::finish(Micros at)
{
    for (auto& [prefix, state] : m_prefixes) {
        for (auto& [via, open] : state.open) {
            open.lane.range.to = at;
            lanes.push_back(open.lane);
        }
        if (state.routes == 0 && state.wasReached && state.lostAt < at)
            losses.push_back({prefix, {state.lostAt, at}, false});
    }
    if (m_reachedPrefixes > 0)
        reached.push_back({m_reachedSince, at});
    m_routes.clear();
    m_prefixes.clear();
    std::sort(lanes.begin(), lanes.end(), [](const RouteLane& a, const RouteLane& b) {
        if (!(a.prefix == b.prefix))
            return PrefixLess()(a.prefix, b.prefix);
        return a.range.from != b.range.from ? a.range.from < b.range.from : a.upstream < b.upstream;
    });
    std::sort(losses.begin(), losses.end(), [](const RouteLoss& a, const RouteLoss& b) {
        return a.range.from != b.range.from ? a.range.from < b.range.from : PrefixLess()(a.prefix, b.prefix);
    });
}

} // namespace tideline
