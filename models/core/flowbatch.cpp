// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/flowbatch.h"

namespace tideline {

namespace {

struct ProtocolEntry
{
    int number;
    std::string_view name;
};

/// The most frequent ones first. The first name of a number is the one we write; later ones are spellings of other
/// programs.
constexpr ProtocolEntry protocols[] = {
    {6, "tcp"},      {17, "udp"},   {1, "icmp"},   {0, "hopopt"},   {2, "igmp"},      {4, "ipip"},
    {4, "ipencap"},  {8, "egp"},    {9, "igp"},    {27, "rdp"},     {33, "dccp"},     {41, "ipv6"},
    {47, "gre"},     {50, "esp"},   {51, "ah"},    {58, "icmp6"},   {58, "icmpv6"},   {58, "ipv6-icmp"},
    {58, "icmp-v6"}, {88, "eigrp"}, {89, "ospf"},  {89, "ospfigp"}, {97, "etherip"},  {103, "pim"},
    {108, "ipcomp"}, {112, "vrrp"}, {115, "l2tp"}, {132, "sctp"},   {136, "udplite"}, {137, "mpls-in-ip"},
};

bool equalsIgnoringCase(std::string_view a, std::string_view lower)
{
    if (a.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char c = a[i] >= 'A' && a[i] <= 'Z' ? char(a[i] - 'A' + 'a') : a[i];
        if (c != lower[i])
            return false;
    }
    return true;
}

} // namespace

int protocolFromName(std::string_view name)
{
    while (!name.empty() && name.front() == ' ')
        name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ')
        name.remove_suffix(1);
    if (name.empty())
        return -1;
    if (name[0] >= '0' && name[0] <= '9') {
        int number = 0;
        for (const char c : name) {
            if (c < '0' || c > '9')
                return -1;
            number = number * 10 + (c - '0');
            if (number > 255)
                return -1;
        }
        return number;
    }
    for (const ProtocolEntry& entry : protocols) {
        if (equalsIgnoringCase(name, entry.name))
            return entry.number;
    }
    return -1;
}

std::string protocolName(int protocol)
{
    for (const ProtocolEntry& entry : protocols) {
        if (entry.number == protocol)
            return std::string(entry.name);
    }
    return std::to_string(protocol);
}

} // namespace tideline
