// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/importers/csvreader.h"
#include "models/importers/timefield.h"

namespace tideline {

/// Puts one event together from texts. Fields are those of `eventFields()` and besides: time, date with clock, end,
/// zone, precision, id, currency, amount_note, citation.
class EventRow
{
public:
    explicit EventRow(const TimeRules& rules, QChar decimalSign) : m_rules(rules), m_decimal(decimalSign) {}
    /// What cannot be a span is kept all the same: an event that ends before it begins stands at its beginning, one
    /// with a clock that cannot be read at its day; both are tagged and have the text as found in `extra`.
    void keepOddTimes() { m_keepOddTimes = true; }
    /// The id is made from these fields alone (of time, title, id, actor and target): rows of another export of the
    /// same list are the same events, whatever else changed.
    void setIdentity(const QStringList& fields) { m_identity = fields; }

    /// Several values of one field; empty ones are left out before. A fault names what cannot be read.
    std::optional<QString> set(const QString& key, const QStringList& texts);
    void setExtra(const QString& column, const QString& text);
    /// The event with its id; the zone named by the row comes from `zones`.
    Result<Event> finish(qint64 record, ZoneCache& zones);

private:
    Result<EventTime> time(ZoneCache& zones);
    Result<EventTime> begin(const Zone& zone);
    void keepOdd(const QString& tag, const QString& column, const QString& text);
    QString id() const;
    std::optional<QString> addAmount(MoneyKind kind, const QString& text);
    const TimeRules& m_rules;
    QChar m_decimal;
    bool m_keepOddTimes = false;
    QStringList m_identity;
    Event m_event;
    QString m_time, m_date, m_clock, m_end, m_zone, m_precision, m_currency, m_amountNote;
};

} // namespace tideline
