// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/actor.h"
#include "models/core/addendum.h"
#include "models/core/case.h"
#include "models/store/listingkeys.h"
#include "models/store/transaction.h"

#include <QHash>

#include <utility>
#include <vector>

namespace tideline {

// Rows of lists other than events: actors, members of subjects, what one file of a set adds to another. They are kept
// once: `insert…` leaves out what a visible source or the same one has already. Their keys say which rows are alike.

void insertActors(const Transaction& transaction, qint64 source, int block, const std::vector<Actor>& actors,
                  RecordTally& tally);
std::vector<Actor> loadActors(Database& database); ///< visible ones, by name

using SourceMember = std::pair<QString, SubjectMember>; ///< name of the subject, what joins it
void insertMembers(const Transaction& transaction, qint64 source, int block, const std::vector<SourceMember>& members,
                   RecordTally& tally);
/// Visible members by subject, as they came.
QHash<QString, std::vector<SubjectMember>> loadMembers(Database& database);
/// Removes those visible members of a subject that are not among `kept` (all of them where it is null) and seals their
/// blocks again; returns what stays.
std::vector<SubjectMember> keepMembers(const Transaction& transaction, const QString& subject,
                                       const std::vector<SubjectMember>* kept);
/// Subjects that have members in sources that are not visible.
QSet<QString> hiddenSubjects(Database& database);

void insertAddenda(const Transaction& transaction, qint64 source, int block, const std::vector<Addendum>& addenda,
                   RecordTally& tally);
std::vector<Addendum> loadAddenda(Database& database, const QString& entry = {}); ///< visible ones, as they came

/// Addenda of a source whose entry is neither in a visible source nor in this one.
struct Orphans
{
    qint64 rows = 0;
    qint64 orphans = 0;
    QString first;
};
Orphans orphansOf(Database& database, qint64 source);

QSet<QByteArray> loadListingKeys(Database& database); ///< of visible rows

} // namespace tideline
