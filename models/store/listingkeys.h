// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casefile.h"

#include <QSet>

namespace tideline {

// What rows of lists are alike, and how the records of a block that made them are counted: the same for an import and
// for a check that writes nothing.

/// 16 bytes; two rows with one key say the same.
QByteArray listingKey(const Actor& actor);
QByteArray listingKey(const QString& subject, const SubjectMember& member);
QByteArray listingKey(const Addendum& addendum);

/// Records of a block that brought something new, and those that brought nothing new. Several rows may share one.
struct RecordTally
{
    QSet<qint64> fresh;
    QSet<qint64> known;
    qint64 freshNameless = 0; ///< rows of no record stand for themselves
    qint64 knownNameless = 0;
    void add(qint64 record, bool isNew);
    qint64 accepted() const { return fresh.size() + freshNameless; }
    qint64 duplicates() const; ///< records of which nothing is new
};

/// Adds to `written` the records that stand behind the rows beside flows, events and points (already counted there).
/// `listings`: actors and additions; `members`: members of subjects. A route or a member does not say how many of them
/// one record of the file made, so records that nothing else accounts for are counted as theirs.
void countRecords(const ImportWriter::Rows& rows, RecordTally listings, const RecordTally& members,
                  ImportWriter::Written& written);

} // namespace tideline
