// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/eventrow.h"

#include "models/importers/eventid.h"
#include "models/importers/limits.h"

namespace tideline {

namespace {

QString unreadable(const QString& key, const QString& text)
{
    return QStringLiteral("%1: “%2” cannot be read").arg(key, text.left(80));
}

/// Titles are one line; a long text becomes the note.
void setTitle(Event& event, const QString& text)
{
    const qsizetype lineEnd = text.indexOf(u'\n');
    const bool isLong = lineEnd >= 0 || text.size() > qsizetype(limits::problemText);
    event.title = (lineEnd >= 0 ? text.left(lineEnd) : text).left(qsizetype(limits::problemText)).trimmed();
    if (isLong && event.note.isEmpty())
        event.note = text;
}

} // namespace

std::optional<QString> EventRow::addAmount(MoneyKind kind, const QString& text)
{
    const auto amount = Decimal::parse(text, m_decimal);
    if (!amount)
        return QStringLiteral("amount_%1: “%2” is no number").arg(moneyKindName(kind), text.left(80));
    m_event.amounts.push_back(Money{*amount, {}, kind, {}});
    return std::nullopt;
}

std::optional<QString> EventRow::set(const QString& key, const QStringList& texts)
{
    if (texts.isEmpty())
        return std::nullopt;
    const QString joined = texts.join(key == u"note" ? QStringLiteral("\n\n") : QStringLiteral("; "));
    const struct
    {
        QStringView key;
        QString EventRow::*text;
    } own[] = {{u"time", &EventRow::m_time},
               {u"at", &EventRow::m_time},
               {u"date", &EventRow::m_date},
               {u"clock", &EventRow::m_clock},
               {u"end", &EventRow::m_end},
               {u"zone", &EventRow::m_zone},
               {u"precision", &EventRow::m_precision},
               {u"currency", &EventRow::m_currency},
               {u"amount_note", &EventRow::m_amountNote}};
    for (const auto& entry : own) {
        if (key == entry.key) {
            this->*entry.text = texts.first();
            return std::nullopt;
        }
    }
    for (const MoneyKind kind : allMoneyKinds) {
        if (key == QStringLiteral("amount_") + moneyKindName(kind))
            return addAmount(kind, texts.first());
    }
    if (key == u"title") {
        setTitle(m_event, texts.join(QStringLiteral(" · ")));
    } else if (key == u"id") {
        m_event.externalId = texts.first();
    } else if (key == u"country") {
        m_event.countries += texts;
        m_event.countries.removeDuplicates();
    } else if (key == u"channel") {
        m_event.channels += texts;
    } else if (key == u"tag") {
        m_event.tags += texts;
    } else if (key == u"source" || key == u"citation") {
        for (const QString& text : texts)
            m_event.citations.push_back(Citation{text});
    } else {
        const EventField* field = eventField(key);
        if (!field || !field->set)
            return QStringLiteral("there is no event field “%1”").arg(key);
        if (!field->set(m_event, joined))
            return unreadable(key, joined);
    }
    return std::nullopt;
}

void EventRow::setExtra(const QString& column, const QString& text)
{
    if (!text.isEmpty())
        m_event.extra.insert(column, text);
}

void EventRow::keepOdd(const QString& tag, const QString& column, const QString& text)
{
    m_event.tags << tag;
    setExtra(column, text);
}

Result<EventTime> EventRow::begin(const Zone& zone)
{
    QString text = m_time;
    if (text.isEmpty())
        text = m_clock.isEmpty() || m_date.isEmpty() ? m_date : m_date + u' ' + m_clock;
    auto read = readTime(text, zone, m_rules);
    if (!read && m_keepOddTimes && m_time.isEmpty() && !m_clock.isEmpty()) {
        if (auto day = readTime(m_date, zone, m_rules)) {
            keepOdd(QStringLiteral("unreadable clock"), QStringLiteral("clock as stated"), m_clock);
            m_clock.clear();
            read = std::move(day);
            text = m_date;
        }
    }
    if (read)
        read->original = text;
    return read;
}

Result<EventTime> EventRow::time(ZoneCache& zones)
{
    const Zone* zone = m_zone.isEmpty() ? &m_rules.zone : zones.find(m_zone);
    if (!zone)
        return Error{ErrorCode::BadInput, QStringLiteral("unknown time zone “%1”").arg(m_zone.left(80)), {}, {}};
    auto read = begin(*zone);
    if (!read)
        return read.error();
    EventTime result = std::move(read).value();
    if (!m_precision.isEmpty()) {
        const auto precision = precisionFromName(m_precision);
        if (!precision)
            return Error{
                ErrorCode::BadInput, QStringLiteral("unknown precision “%1”").arg(m_precision.left(80)), {}, {}};
        // Coarser than written means: no more is known. A clock time beside the date is known to the minute at least.
        if (*precision < result.precision && *precision <= Precision::Minute && result.range && m_clock.isEmpty()) {
            constexpr Bin bins[] = {Bin::Year, Bin::Month, Bin::Day, Bin::Minute};
            const Bin bin = bins[int(*precision)];
            const Micros from = binStart(result.range->from, bin, *zone);
            result.range = TimeRange{from, nextBin(from, bin, *zone)};
            result.precision = *precision;
        }
    }
    if (m_end.isEmpty())
        return result;
    const auto end = readTime(m_end, *zone, m_rules);
    if (!end)
        return end.error();
    if (result.range && end->range) {
        if (end->range->to <= result.range->from && m_keepOddTimes) {
            keepOdd(QStringLiteral("end before start"), QStringLiteral("end as stated"), m_end);
            return result;
        }
        if (end->range->to <= result.range->from)
            return Error{
                ErrorCode::BadInput, QStringLiteral("it ends (%1) before it begins").arg(m_end.left(40)), {}, {}};
        result.range->to = end->range->to;
        result.original += u'/' + m_end;
    } else if (end->range) {
        setExtra(QStringLiteral("end as stated"), m_end); // without a beginning it is no span
    }
    return result;
}

QString EventRow::id() const
{
    if (m_identity.isEmpty())
        return derivedEventId(m_event);
    Event key;
    if (m_identity.contains(QStringLiteral("time"))) {
        key.time.range = m_event.time.range;
        key.time.precision = m_event.time.precision;
    }
    const struct
    {
        const char* field;
        QString Event::*text;
    } texts[] = {
        {"title", &Event::title}, {"id", &Event::externalId}, {"actor", &Event::actor}, {"target", &Event::target}};
    for (const auto& each : texts) {
        if (m_identity.contains(QLatin1String(each.field)))
            key.*each.text = (m_event.*each.text).simplified();
    }
    return derivedEventId(key);
}

Result<Event> EventRow::finish(qint64 record, ZoneCache& zones)
{
    auto when = time(zones);
    if (!when)
        return when.error();
    m_event.time = std::move(when).value();
    for (Money& money : m_event.amounts) {
        money.currency = m_currency;
        money.note = m_amountNote;
    }
    if (m_event.amounts.empty()) {
        setExtra(QStringLiteral("amount_note"), m_amountNote);
        setExtra(QStringLiteral("currency"), m_currency);
    }
    if (m_event.title.isEmpty())
        return Error{ErrorCode::BadInput, QStringLiteral("the event has no title"), {}, {}};
    m_event.record = record;
    m_event.id = id();
    return std::move(m_event);
}

} // namespace tideline
