// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/route.h"
#include "models/importers/captures/bytecursor.h"

#include <optional>
#include <string>
#include <vector>

namespace tideline {

/// How a BGP message writes what its session agreed on.
struct BgpSession
{
    bool wideAs = false;  ///< AS numbers of 4 bytes in paths (RFC 6793)
    bool addPath = false; ///< every prefix has a path number before it (RFC 7911)
};

/// What the attributes of a route say (RFC 4271, 4760).
struct BgpAttributes
{
    std::string path;
    std::vector<Prefix> reached; ///< of MP_REACH_NLRI
    std::vector<Prefix> unreached;
    bool hasPath = false;
};

/// One prefix in NLRI form; nothing if its length is impossible or bytes are missing.
std::optional<Prefix> nlriPrefix(ByteCursor& cursor, bool v6);
/// All prefixes; false if the bytes do not end with one.
bool nlriPrefixes(std::string_view bytes, bool v6, bool addPath, std::vector<Prefix>& prefixes);
/// False if they are damaged. `inTable`: MP_REACH as RFC 6396 shortens it in tables.
bool bgpAttributes(std::string_view bytes, const BgpSession& session, bool inTable, BgpAttributes& attributes);

/// The routes of an UPDATE message, marker included; withdrawals first. Empty text, or what is wrong with it.
/// Other messages (OPEN, KEEPALIVE, NOTIFICATION) hold no routes.
std::string bgpUpdate(std::string_view message, const BgpSession& session, const RouteRecord& from,
                      std::vector<RouteRecord>& routes);

} // namespace tideline
