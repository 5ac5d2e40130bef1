// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migrations.h"

namespace tideline {
namespace {

// Text keys and plain columns, so that a case can be read with nothing but `sqlite3`. Times are µs since 1970 UTC.
constexpr const char* general = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE seal(name TEXT PRIMARY KEY, digest BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit(
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, offset TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
    program TEXT NOT NULL, host TEXT NOT NULL, commitment BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE audit_detail(seq INTEGER PRIMARY KEY REFERENCES audit(seq), salt BLOB NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_detail_no_update BEFORE UPDATE ON audit_detail
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_detail_once BEFORE INSERT ON audit_detail
    WHEN NEW.seq IS NOT (SELECT max(seq) FROM audit) OR EXISTS(SELECT 1 FROM audit_detail WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE annotation(
    id TEXT PRIMARY KEY, event TEXT NOT NULL, t_from INTEGER NOT NULL, t_to INTEGER NOT NULL, text TEXT NOT NULL,
    starred INTEGER NOT NULL, author TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE annotation_tag(
    annotation TEXT NOT NULL REFERENCES annotation(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY(annotation, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE time_window(
    name TEXT PRIMARY KEY, t_from INTEGER NOT NULL, t_to INTEGER NOT NULL, note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE subject(
    name TEXT PRIMARY KEY, zone TEXT NOT NULL, weekend TEXT NOT NULL, office_from INTEGER NOT NULL,
    office_to INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE subject_member(
    subject TEXT NOT NULL REFERENCES subject(name) ON DELETE CASCADE, ordinal INTEGER NOT NULL, prefix TEXT,
    asn INTEGER NOT NULL, t_from INTEGER NOT NULL, t_to INTEGER NOT NULL, PRIMARY KEY(subject, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE rule(
    ordinal INTEGER PRIMARY KEY, rule_set TEXT NOT NULL, label TEXT NOT NULL, conditions TEXT NOT NULL,
    t_from INTEGER NOT NULL, t_to INTEGER NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE network_table(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, date TEXT NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE TABLE network(
    network_table INTEGER NOT NULL REFERENCES network_table(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    first BLOB NOT NULL, last BLOB NOT NULL, country TEXT NOT NULL, asn INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY(network_table, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE document(
    kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(kind, name)
) STRICT, WITHOUT ROWID;
)sql";

// state: 0 being imported, 1 complete, 2 being discarded. Source 0 stands for what is entered by hand.
constexpr const char* imports = R"sql(
CREATE TABLE source(
    id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0,
    simulated INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, format TEXT NOT NULL, kind TEXT NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, options TEXT NOT NULL, imported_at INTEGER NOT NULL,
    read INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, duplicate INTEGER NOT NULL,
    span_from INTEGER, span_to INTEGER, notes TEXT NOT NULL, path TEXT NOT NULL, root BLOB NOT NULL
) STRICT;
CREATE INDEX source_hash ON source(sha256);
CREATE TABLE source_coverage(
    source INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, t_from INTEGER NOT NULL,
    t_to INTEGER NOT NULL, PRIMARY KEY(source, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_block(
    source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL, read INTEGER NOT NULL,
    accepted INTEGER NOT NULL, duplicate INTEGER NOT NULL, events BLOB NOT NULL, points BLOB NOT NULL,
    problems BLOB NOT NULL, chunks BLOB NOT NULL, PRIMARY KEY(source, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE problem(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    line INTEGER NOT NULL, field INTEGER NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX problem_source ON problem(source, block);
CREATE TABLE series(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL, UNIQUE(key, quantity, unit)
) STRICT;
CREATE TABLE point(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, series INTEGER NOT NULL REFERENCES series(id), t_from INTEGER NOT NULL,
    t_to INTEGER NOT NULL, value REAL NOT NULL, row_key BLOB NOT NULL
) STRICT;
CREATE INDEX point_source ON point(source, block);
CREATE INDEX point_row ON point(row_key);
CREATE TABLE flow_chunk(
    id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    one_way INTEGER NOT NULL, rows INTEGER NOT NULL, min_start INTEGER NOT NULL, max_start INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX flow_chunk_source ON flow_chunk(source, block);
-- One row a column, id = 32 * chunk + number of the column: a scan touches only the columns it asks for.
CREATE TABLE flow_column(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
)sql";

constexpr const char* events = R"sql(
CREATE TABLE event(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source(id), block INTEGER NOT NULL,
    record INTEGER NOT NULL, external_id TEXT NOT NULL, t_from INTEGER, t_to INTEGER, precision TEXT NOT NULL,
    original_time TEXT NOT NULL, zone TEXT NOT NULL, title TEXT NOT NULL, category TEXT NOT NULL,
    subtype TEXT NOT NULL, actor TEXT NOT NULL, target TEXT NOT NULL, certainty TEXT NOT NULL,
    verified INTEGER NOT NULL, note TEXT NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE INDEX event_id ON event(id);
CREATE INDEX event_source ON event(source, block, id);
CREATE TABLE event_country(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_channel(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_tag(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_citation(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_extra(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(event, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_amount(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, amount TEXT NOT NULL,
    currency TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_place(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, country TEXT NOT NULL,
    role TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_claim(
    event INTEGER NOT NULL REFERENCES event(key) ON DELETE CASCADE, ordinal INTEGER NOT NULL, quantity TEXT NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, as_of TEXT NOT NULL, claimed_by TEXT NOT NULL,
    source TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY(event, ordinal)
) STRICT, WITHOUT ROWID;
)sql";

} // namespace

void makeSchema1(const Transaction& transaction)
{
    Database& database = transaction.database();
    database.exec(general);
    database.exec(imports);
    database.exec(events);
    database.exec("INSERT INTO source(id, state, simulated, name, title, format, kind, sha256, bytes, options,"
                  " imported_at, read, accepted, rejected, duplicate, notes, path, root)"
                  " VALUES(0, 1, 0, '', '', 'manual', 'events', '', 0, '{}', 0, 0, 0, 0, 0, '[]', '', x'')");
    database.exec(QByteArray("PRAGMA application_id = " + QByteArray::number(caseApplicationId)).constData());
}

} // namespace tideline
