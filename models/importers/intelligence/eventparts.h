// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/result.h"
#include "models/importers/intelligence/jsontree.h"

#include <QSet>

namespace tideline {

/// Titles are one line of at most 4 KiB; where the text is longer, all of it goes before the note.
void setTitle(Event& event, const QString& text);
/// Paragraphs, empty ones left out.
void addNote(QString& note, const QString& text);
/// Joins what is not there yet, so that no name stands twice.
void addNew(QStringList& list, const QString& text);
/// Two letters are a country code and become upper case; empty and "Unknown" are none.
QString countryOf(const QString& text);

/// From the beginning of one time to the end of another, as exact as the coarser of the two. Either may be undated.
/// Fails where it ends before it begins.
Result<EventTime> joined(const EventTime& first, const EventTime& last);

/// Every member that is not skipped becomes an extra column: objects as "name.member", lists of scalars joined by "; ",
/// lists of objects as compact JSON; null and empty ones are left out.
void addExtras(Event& event, const JsonNode& object, const QSet<QByteArray>& skipped, const QString& prefix = {});

/// HTML as people would read it: tags go, paragraphs become lines, entities characters.
QString plainText(const QString& html);
/// What stands in href="…" of HTML.
QStringList linksIn(const QString& html);

} // namespace tideline
