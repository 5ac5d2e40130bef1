// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/dnsrecord.h"

#include <QStringList>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tideline {

/// What one client asked about one registered domain.
struct QueryProfile
{
    std::int64_t queries = 0;
    std::unordered_set<std::uint64_t> names; ///< 64-bit hashes of what stands below the domain, without case
    std::int64_t characters = 0;             ///< below the domain, dots left out, over all queries
    std::array<std::int64_t, 256> counts{};  ///< of these characters
    std::int64_t answered = 0;               ///< queries whose outcome is known
    std::int64_t nxdomain = 0;
    std::int64_t bytes = 0, sized = 0; ///< of messages, and queries whose sizes are known
    std::int64_t carriers = 0;         ///< queries of types that carry free data
    std::map<std::string, std::int64_t> types;
    Micros first = 0, last = 0;

    double meanLength() const; ///< characters below the domain per query
    double entropy() const;    ///< Shannon entropy of the characters below the domain, bits per character
    std::optional<double> nxdomainShare() const;
    std::optional<double> bytesPerQuery() const;
    double carrierShare() const { return queries > 0 ? double(carriers) / double(queries) : 0; }
};

/// How many of the six indicators hold; see `indicatorNotes` for them.
int indicatorsOf(const QueryProfile& profile);
inline constexpr int tunnelIndicators = 3; ///< from this many on a pair is counted as a likely tunnel
QStringList indicatorNotes();

/// The registered domain of a name, lower case ("example.co.uk" of "a.b.Example.co.uk"), by the public suffix list; the
/// last two labels where it knows none, the name itself where it is a single label or an address.
std::string registeredDomain(const std::string& name);

/// Profiles of all pairs of client and domain.
class QueryProfiles
{
public:
    void add(const DnsRecord& query);

    struct Row
    {
        IpAddress client;
        std::string domain;
        const QueryProfile* profile;
    };
    /// Most indicators first, then most unique names, then client and domain.
    std::vector<Row> rows() const;

private:
    std::unordered_map<IpAddress, std::unordered_map<std::string, QueryProfile>> m_clients;
};

} // namespace tideline
