// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/seal.h"

#include "models/store/digest.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <cstring>

namespace tideline {
namespace {

struct Sealed
{
    const char* table;
    const char* sql;
};

constexpr Sealed sealedTables[] = {
    {"meta", "SELECT * FROM meta WHERE key GLOB 'case_*' ORDER BY key"},
    {"annotation", "SELECT * FROM annotation ORDER BY id"},
    {"annotation_tag", "SELECT * FROM annotation_tag ORDER BY annotation, ordinal"},
    {"time_window", "SELECT * FROM time_window ORDER BY name"},
    {"subject", "SELECT * FROM subject ORDER BY name"},
    {"subject_member", "SELECT * FROM subject_member ORDER BY subject, ordinal"},
    {"rule", "SELECT * FROM rule ORDER BY ordinal"},
    {"network_table", "SELECT * FROM network_table ORDER BY id"},
    {"document", "SELECT * FROM document ORDER BY kind, name"},
    {"source", "SELECT * FROM source WHERE state = 1 ORDER BY id"},
    {"source_coverage", "SELECT * FROM source_coverage WHERE source IN (SELECT id FROM source WHERE state = 1)"
                        " ORDER BY source, ordinal"},
    {"record_block", "SELECT * FROM record_block WHERE source IN (SELECT id FROM source WHERE state = 1)"
                     " ORDER BY source, block"},
    {"source_head", "SELECT * FROM source_head WHERE source IN (SELECT id FROM source WHERE state = 1)"
                    " ORDER BY source"},
    {"event_merge", "SELECT * FROM event_merge ORDER BY kept, other"},
};

void sealTable(Database& database, const Sealed& sealed)
{
    Statement(database, "INSERT INTO seal(name, digest) VALUES(?1, ?2)"
                        " ON CONFLICT(name) DO UPDATE SET digest = excluded.digest")
        .bind(sealed.table, hashRows(database, sealed.sql))
        .run();
}

} // namespace

void seal(const Transaction& transaction, std::initializer_list<const char*> tables)
{
    for (const char* table : tables) {
        for (const Sealed& sealed : sealedTables) {
            if (std::strcmp(sealed.table, table) == 0)
                sealTable(transaction.database(), sealed);
        }
    }
}

void sealAll(const Transaction& transaction)
{
    for (const Sealed& sealed : sealedTables)
        sealTable(transaction.database(), sealed);
}

Check checkSeals(Database& database)
{
    Check check{QStringLiteral("tables"), true, {}};
    QStringList altered;
    for (const Sealed& sealed : sealedTables) {
        Statement known(database, "SELECT digest FROM seal WHERE name = ?1");
        known.bind(sealed.table);
        if (!known.step() || known.blob(0) != hashRows(database, sealed.sql))
            altered << QString::fromLatin1(sealed.table);
    }
    if (!altered.isEmpty()) {
        check.ok = false;
        check.detail = StoreText::tr("changed outside Tideline: %1").arg(altered.join(QStringLiteral(", ")));
    }
    return check;
}

} // namespace tideline
