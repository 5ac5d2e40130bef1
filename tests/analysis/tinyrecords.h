// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/recordstore.h"
#include "tests/analysis/tinyflows.h"

namespace tideline {

/// Rows held in memory.
class TinyRecords final : public RecordStore
{
public:
    std::vector<RouteRecord> routes;
    std::vector<DnsRecord> queries;

    Result<void> eachRoute(const TimeRange& range, const std::function<bool(const RouteRecord&)>& take) const override
    {
        for (const RouteRecord& route : routes) {
            if (range.contains(route.at) && !take(route))
                break;
        }
        return {};
    }
    Result<void> eachQuery(const TimeRange& range, const std::function<bool(const DnsRecord&)>& take) const override
    {
        for (const DnsRecord& query : queries) {
            if (range.contains(query.at) && !take(query))
                break;
        }
        return {};
    }
    void route(const char* time, const char* prefix, const char* peer, const char* path)
    {
        RouteRecord route;
        route.at = at(time);
        route.prefix = *Prefix::parse(QString::fromLatin1(prefix));
        route.peer = *IpAddress::parse(peer);
        route.kind = *path ? RouteKind::Announced : RouteKind::Withdrawn;
        setPath(route, path);
        route.source = 1;
        route.record = routes.size() + 1;
        routes.push_back(route);
    }
};

} // namespace tideline
