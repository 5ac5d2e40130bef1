// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/queryprofile.h"

#include <algorithm>
#include <cmath>
#include <libpsl.h>
#include <tuple>

namespace tideline {

namespace {

constexpr std::size_t manyNames = 20;
constexpr double mostlyNew = 0.5;
constexpr double longNames = 25;
constexpr double mixedNames = 3.5;
constexpr double manyFailures = 0.3;
constexpr double largeMessages = 200;
constexpr double manyCarriers = 0.5;

bool carriesData(const std::string& type)
{
    for (const char* carrier : {"TXT", "NULL", "CNAME", "MX", "SRV", "KEY", "PRIVATE", "TYPE65399"}) {
        if (type == carrier)
            return true;
    }
    return false;
}

std::string lowered(const std::string& name)
{
    std::string low = name;
    for (char& c : low)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    while (!low.empty() && low.back() == '.')
        low.pop_back();
    return low;
}

} // namespace

double QueryProfile::meanLength() const
{
    return queries > 0 ? double(characters) / double(queries) : 0;
}

double QueryProfile::entropy() const
{
    double bits = 0;
    for (const std::int64_t count : counts) {
        if (count > 0) {
            const double share = double(count) / double(characters);
            bits -= share * std::log2(share);
        }
    }
    return bits;
}

std::optional<double> QueryProfile::nxdomainShare() const
{
    return answered > 0 ? std::optional<double>(double(nxdomain) / double(answered)) : std::nullopt;
}

std::optional<double> QueryProfile::bytesPerQuery() const
{
    return sized > 0 ? std::optional<double>(double(bytes) / double(sized)) : std::nullopt;
}

int indicatorsOf(const QueryProfile& profile)
{
    const bool enough = profile.names.size() >= manyNames; // a single long name is no tunnel
    int indicators = 0;
    indicators += enough && double(profile.names.size()) >= mostlyNew * double(profile.queries);
    indicators += enough && profile.meanLength() >= longNames;
    indicators += enough && profile.entropy() >= mixedNames;
    indicators += enough && profile.nxdomainShare().value_or(0) >= manyFailures;
    indicators += enough && profile.bytesPerQuery().value_or(0) >= largeMessages;
    indicators += enough && profile.carrierShare() >= manyCarriers;
    return indicators;
}

QStringList indicatorNotes()
{
    return {
        QStringLiteral("Indicators, each only from %1 unique names on: unique names at least %2 % of the queries; at "
                       "least %3 characters below the domain; at least %4 bits per character; at least %5 % NXDOMAIN "
                       "of the answered; at least %6 B per query and answer; at least %7 % of types that carry free "
                       "data.")
            .arg(manyNames)
            .arg(100 * mostlyNew)
            .arg(longNames)
            .arg(mixedNames)
            .arg(100 * manyFailures)
            .arg(largeMessages)
            .arg(100 * manyCarriers),
        QStringLiteral("Content networks, virus scanners and telemetry put data into names as well: indicators tell "
                       "where to look, not what it is."),
        QStringLiteral(
            "Unique names are counted by 64-bit hashes; bytes are of DNS messages, where the log has them.")};
}

std::string registeredDomain(const std::string& name)
{
    const std::string low = lowered(name);
    if (IpAddress::parse(low))
        return low;
    // The list is part of the library: nothing is fetched.
    if (const char* domain = psl_registrable_domain(psl_builtin(), low.c_str()))
        return domain;
    const std::size_t dot = low.rfind('.');
    const std::size_t before = dot == std::string::npos || dot == 0 ? std::string::npos : low.rfind('.', dot - 1);
    return before == std::string::npos ? low : low.substr(before + 1);
}

void QueryProfiles::add(const DnsRecord& query)
{
    const std::string name = lowered(query.query);
    const std::string domain = registeredDomain(name);
    const std::string below = name.size() > domain.size() ? name.substr(0, name.size() - domain.size() - 1) : "";
    QueryProfile& profile = m_clients[query.client][domain];
    if (profile.queries++ == 0)
        profile.first = profile.last = query.at;
    profile.first = std::min(profile.first, query.at);
    profile.last = std::max(profile.last, query.at);
    if (!below.empty())
        profile.names.insert(std::hash<std::string>()(below));
    for (const char c : below) {
        if (c != '.') {
            ++profile.characters;
            ++profile.counts[static_cast<unsigned char>(c)];
        }
    }
    if (!query.outcome.empty()) {
        ++profile.answered;
        profile.nxdomain += query.outcome == "NXDOMAIN";
    }
    if (query.queryBytes >= 0 || query.answerBytes >= 0) {
        ++profile.sized;
        profile.bytes += std::max(query.queryBytes, 0) + std::max(query.answerBytes, 0);
    }
    profile.carriers += carriesData(query.type);
    ++profile.types[query.type];
}

std::vector<QueryProfiles::Row> QueryProfiles::rows() const
{
    std::vector<Row> rows;
    for (const auto& [client, domains] : m_clients) {
        for (const auto& [domain, profile] : domains)
            rows.push_back({client, domain, &profile});
    }
    using Key = std::tuple<int, std::int64_t, const IpAddress&, const std::string&>;
    const auto key = [](const Row& row) {
        return Key(-indicatorsOf(*row.profile), -std::int64_t(row.profile->names.size()), row.client, row.domain);
    };
    std::sort(rows.begin(), rows.end(), [&key](const Row& a, const Row& b) { return key(a) < key(b); });
    return rows;
}

} // namespace tideline
