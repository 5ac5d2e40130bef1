// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/digest.h"
#include "models/store/migrations.h"
#include "models/store/statement.h"

namespace tideline {
namespace {

// Nothing that version 1 sealed is touched, so a change made to such a file outside Tideline still shows afterwards.
constexpr const char* records = R"sql(
CREATE TABLE route(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, prefix BLOB NOT NULL, length INTEGER NOT NULL,
    peer BLOB NOT NULL, peer_as INTEGER NOT NULL, path TEXT NOT NULL, origin INTEGER NOT NULL, upstream INTEGER NOT NULL
) STRICT;
CREATE INDEX route_source ON route(source, block, at);
CREATE INDEX route_time ON route(at);
CREATE TABLE dns_query(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, at INTEGER NOT NULL, client BLOB NOT NULL, server BLOB NOT NULL,
    client_port INTEGER NOT NULL, server_port INTEGER NOT NULL, protocol INTEGER NOT NULL, name TEXT NOT NULL,
    type TEXT NOT NULL, outcome TEXT NOT NULL, answers TEXT NOT NULL, query_bytes INTEGER NOT NULL,
    answer_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX dns_query_source ON dns_query(source, block, at);
CREATE INDEX dns_query_time ON dns_query(at);
)sql";

// Lists in a column are JSON. Members of a subject that came with a file go and come back with it; those in
// subject_member were made by hand.
constexpr const char* listings = R"sql(
CREATE TABLE source_member(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, subject TEXT NOT NULL, prefix TEXT, asn INTEGER NOT NULL, t_from INTEGER NOT NULL,
    t_to INTEGER NOT NULL, row_key BLOB NOT NULL
) STRICT;
CREATE INDEX source_member_source ON source_member(source, block);
CREATE INDEX source_member_row ON source_member(row_key);
CREATE TABLE actor(
    key INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, note TEXT NOT NULL,
    links TEXT NOT NULL, row_key BLOB NOT NULL
) STRICT;
CREATE INDEX actor_source ON actor(source, block);
CREATE INDEX actor_row ON actor(row_key);
CREATE TABLE actor_alias(
    actor INTEGER NOT NULL REFERENCES actor(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY(actor, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE addendum(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, entry TEXT NOT NULL, places TEXT NOT NULL, names TEXT NOT NULL, note TEXT NOT NULL,
    row_key BLOB NOT NULL
) STRICT;
CREATE INDEX addendum_source ON addendum(source, block);
CREATE INDEX addendum_row ON addendum(row_key);
CREATE INDEX addendum_entry ON addendum(entry);
CREATE INDEX event_external ON event(external_id);
)sql";

// state: 1 merged, 0 separated by a person, for good.
constexpr const char* general = R"sql(
CREATE TABLE record_block(
    source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL, routes BLOB NOT NULL, queries BLOB NOT NULL,
    members BLOB NOT NULL, actors BLOB NOT NULL, addenda BLOB NOT NULL, PRIMARY KEY(source, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE source_head(
    source INTEGER PRIMARY KEY REFERENCES source(id) ON DELETE CASCADE, bytes INTEGER NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE TABLE event_merge(
    kept TEXT NOT NULL, other TEXT NOT NULL, how TEXT NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL,
    PRIMARY KEY(kept, other)
) STRICT, WITHOUT ROWID;
)sql";

} // namespace

void makeSchema2(const Transaction& transaction)
{
    Database& database = transaction.database();
    database.exec(records);
    database.exec(listings);
    database.exec(general);
    Statement seal(database, "INSERT INTO seal(name, digest) VALUES(?1, ?2)");
    for (const char* table : {"record_block", "source_head", "event_merge"})
        seal.bind(table, Digest::of({})).run(); // no rows yet
}

} // namespace tideline
