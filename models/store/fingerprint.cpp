// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fingerprint.h"

#include "models/store/digest.h"
#include "models/store/eventtable.h"

namespace tideline {

QString fingerprintOf(Database& database)
{
    Digest digest;
    for (const char* sql : {
             "SELECT e.id, e.digest FROM event e JOIN source s ON s.id = e.source WHERE " TIDELINE_VISIBLE
             " ORDER BY e.id, e.key",
             "SELECT b.block, b.points FROM import_block b JOIN source s ON s.id = b.source WHERE " TIDELINE_VISIBLE
             " AND b.block >= 0 ORDER BY s.id, b.block",
             "SELECT c.id, c.digest FROM flow_chunk c JOIN source s ON s.id = c.source WHERE " TIDELINE_VISIBLE
             " ORDER BY c.id",
             "SELECT b.* FROM record_block b JOIN source s ON s.id = b.source WHERE " TIDELINE_VISIBLE
             " ORDER BY b.source, b.block",
             "SELECT kept, other FROM event_merge WHERE state = 1 ORDER BY kept, other",
             "SELECT s.id, s.name, s.title, s.kind, s.sha256, s.simulated FROM source s WHERE " TIDELINE_VISIBLE
             " ORDER BY s.id",
             "SELECT c.* FROM source_coverage c JOIN source s ON s.id = c.source WHERE " TIDELINE_VISIBLE
             " ORDER BY c.source, c.ordinal",
             "SELECT * FROM time_window ORDER BY name",
             "SELECT * FROM subject ORDER BY name",
             "SELECT * FROM subject_member ORDER BY subject, ordinal",
             "SELECT * FROM rule ORDER BY ordinal",
             "SELECT name, date, digest FROM network_table ORDER BY id",
         })
        digest.add(hashRows(database, sql));
    return QString::fromLatin1(digest.result().toHex());
}

} // namespace tideline
