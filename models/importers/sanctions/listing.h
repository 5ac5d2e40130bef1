// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/importers/timefield.h"

namespace tideline {

/// One entry of a sanctions list while it is put together. As an event: category "sanction", subtype person, entity,
/// vessel, aircraft, security or address, the programmes as tags, and in `extra` "list", "list_date", "aliases"
/// (joined by "; ") and "wallets" ("XBT 1abc…; ETH 0x…").
class Listing
{
public:
    Listing(const QString& list, const QString& listDate, qint64 record);

    Event event;
    QString subtype() const { return event.subtype; }

    // Blanks around texts go, and so do empty texts and those that are there already.
    void addAlias(const QString& name);
    void addProgramme(const QString& programme);
    void addCountry(const QString& name);
    void addPlace(const QString& role, const QString& country, const QString& name);
    void addWallet(const QString& coin, const QString& address);
    /// Several values of one key are joined by "; ".
    void addExtra(const QString& key, const QString& text);

    /// Without id: see WholeList, and derivedEventId.
    Event finish();

private:
    QStringList m_aliases, m_wallets;
};

/// A date as lists write it: ISO with year, month or day precision, an xs:date with offset ("2015-04-07-04:00", a day
/// of that zone), or any that readTime() knows. BadInput if it is none; empty text is no date.
Result<EventTime> listingDate(const QString& text, const TimeRules& rules);

/// The parts that are not empty, trimmed.
QString joinedParts(const QStringList& parts, const QString& separator);

} // namespace tideline
