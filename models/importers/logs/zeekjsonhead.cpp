// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zeekjsonhead.h"

#include "models/importers/lines.h"

#include <algorithm>

namespace tideline {

namespace {

struct Mark
{
    std::string_view path;
    std::string_view fields[2];
};

/// Fields that tell logs apart; the first that has both wins.
constexpr Mark marks[] = {
    {"conn", {"\"conn_state\"", "\"id.orig_h\""}},
    {"conn", {"\"orig_pkts\"", "\"id.orig_h\""}},
    {"conn", {"\"conn_state\"", "\"id_orig_h\""}},
    {"dns", {"\"trans_id\"", "\"id.orig_h\""}},
    {"dns", {"\"qtype_name\"", "\"query\""}},
    {"dns", {"\"rcode_name\"", "\"query\""}},
    {"notice", {"\"note\"", "\"suppress_for\""}},
    {"http", {"\"trans_depth\"", "\"uid\""}},
    {"smtp", {"\"helo\"", "\"uid\""}},
    {"ssl", {"\"cipher\"", "\"established\""}},
    {"ssl", {"\"server_name\"", "\"established\""}},
    {"x509", {"\"certificate.version\"", "\"ts\""}},
    {"files", {"\"fuid\"", "\"seen_bytes\""}},
    {"ssh", {"\"auth_attempts\"", "\"uid\""}},
    {"rdp", {"\"security_protocol\"", "\"uid\""}},
    {"ntp", {"\"stratum\"", "\"uid\""}},
    {"ftp", {"\"data_channel.passive\"", "\"uid\""}},
};

constexpr std::string_view logNames[] = {
    "capture_loss", "conn",  "dce_rpc", "dhcp",     "dnp3",   "dns",     "dpd",   "files",     "ftp",
    "http",         "intel", "irc",     "kerberos", "modbus", "mqtt",    "mysql", "notice",    "ntlm",
    "ntp",          "ocsp",  "pe",      "radius",   "rdp",    "rfb",     "sip",   "smb_files", "smb_mapping",
    "smtp",         "snmp",  "socks",   "software", "ssh",    "ssl",     "stats", "syslog",    "traceroute",
    "tunnel",       "weird", "x509",    "quic",     "ldap",   "reporter"};

bool has(std::string_view line, std::string_view what)
{
    return line.find(what) != std::string_view::npos;
}

std::string statedPath(std::string_view line)
{
    constexpr std::string_view key = "\"_path\"";
    std::size_t at = line.find(key);
    if (at == std::string_view::npos)
        return {};
    at = line.find_first_not_of(" \t:", at + key.size());
    if (at == std::string_view::npos || line[at] != '"')
        return {};
    const std::size_t end = line.find('"', at + 1);
    return end == std::string_view::npos ? std::string() : std::string(line.substr(at + 1, end - at - 1));
}

std::string byName(const QString& fileName)
{
    const std::string stem = fileName.section(u'.', 0, 0).toLower().toStdString();
    const bool known = std::find(std::begin(logNames), std::end(logNames), stem) != std::end(logNames);
    return known ? stem : std::string();
}

} // namespace

ZeekJsonHead ZeekJsonHead::read(std::string_view head, const QString& fileName)
{
    ZeekJsonHead found;
    int lines = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty())
            return true;
        const bool object = line.find('{') < 4 && has(line, "\"ts\"");
        if (object)
            found.path = statedPath(line);
        for (const Mark& mark : marks) {
            if (object && found.path.empty() && has(line, mark.fields[0]) && has(line, mark.fields[1]))
                found.path = mark.path;
        }
        if (!found.path.empty()) {
            found.confidence = 95;
            return false;
        }
        const bool zeek = has(line, "\"id.orig_h\"") || has(line, "\"fuid\"") || has(line, "\"uid\"");
        if (object && zeek && found.confidence == 0)
            found.confidence = has(line, "\"id.orig_h\"") ? 90 : 60;
        return ++lines < 8;
    });
    if (found.path.empty() && (found.confidence > 0 || has(head.substr(0, 4096), "\"ts\":"))) {
        found.path = byName(fileName);
        if (!found.path.empty())
            found.confidence = std::max(found.confidence, 80);
        else if (found.confidence > 0)
            found.path = "log";
    }
    return found;
}

} // namespace tideline
