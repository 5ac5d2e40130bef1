// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"
#include "models/store/transaction.h"

#include <QSet>

#include <optional>

namespace tideline {

enum class SourceState { Pending = 0, Complete = 1, Discarding = 2 };

std::vector<Source> loadSources(Database& database); ///< complete ones but not the manual one, by id
struct StoredSource
{
    Source source;
    SourceState state = SourceState::Pending;
    QString path;
};
std::optional<StoredSource> loadSource(Database& database, qint64 id);
std::vector<StoredSource> loadUnfinished(Database& database, SourceState state);
std::optional<Source> findSource(Database& database, const QString& sha256);

/// A pending row; returns the new id.
qint64 insertSource(const Transaction& transaction, const Source& source, const QString& path);
/// The digest of the first bytes of a pending import's file, by which a longer version of it is known again.
void insertHead(const Transaction& transaction, const SourceHead& head);
std::vector<SourceHead> loadHeads(Database& database); ///< of visible sources
/// Makes a pending import visible, with the counts and the digest of its blocks. Returns what is stored.
Source completeSource(const Transaction& transaction, const Source& source);
void setSourceWithdrawn(const Transaction& transaction, qint64 id, bool withdrawn);
void setSourceState(const Transaction& transaction, qint64 id, SourceState state);

/// What one block brought. Recounting its digests is the last thing that a writer of the block does.
void insertBlock(const Transaction& transaction, qint64 source, int block, qint64 read, qint64 accepted,
                 qint64 duplicate);
/// Digests of the block's rows of other kinds: routes, queries, members, actors, addenda. Call it where there are any.
void insertRecordBlock(const Transaction& transaction, qint64 source, int block);
/// The same once more after a person changed some of them.
void resealRecords(const Transaction& transaction, qint64 source, int block);
/// Digests of the events of a block that a person changed; makes the block if need be. Also of the source.
void resealEvents(const Transaction& transaction, qint64 source, int block);
QSet<int> loadBlocks(Database& database, qint64 source);

std::vector<Problem> loadProblems(Database& database, qint64 source, qint64 limit);
void insertProblems(const Transaction& transaction, qint64 source, int block, const std::vector<Problem>& problems);

/// Records, not values: a row with three columns of numbers is one. It counts as new if any of its values is.
struct PointCounts
{
    qint64 accepted = 0;
    qint64 duplicates = 0;
};
std::vector<SeriesPoint> loadPoints(Database& database);
/// Points whose row is known already are left out; returns how many went in.
PointCounts insertPoints(const Transaction& transaction, qint64 source, int block,
                         const std::vector<SeriesPoint>& points);

/// Removes some rows of a source in state Discarding; false when nothing is left, not even the source.
bool discardSome(const Transaction& transaction, qint64 source);

/// Every block's rows against its digests, every event against its own, every source against its blocks.
Check checkBlocks(Database& database);
Check checkEvents(Database& database);

} // namespace tideline
