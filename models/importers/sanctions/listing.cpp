// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/listing.h"

#include "models/importers/sanctions/countries.h"

#include <algorithm>

namespace tideline {

namespace {

QString between()
{
    return QStringLiteral("; ");
}

void addOnce(QStringList& list, const QString& text)
{
    const QString clean = text.simplified();
    if (!clean.isEmpty() && !list.contains(clean))
        list << clean;
}

} // namespace

Listing::Listing(const QString& list, const QString& listDate, qint64 record)
{
    event.category = QStringLiteral("sanction");
    event.record = record;
    addExtra(QStringLiteral("list"), list);
    addExtra(QStringLiteral("list_date"), listDate);
}

void Listing::addAlias(const QString& name)
{
    if (name.simplified() != event.title)
        addOnce(m_aliases, name);
}

void Listing::addProgramme(const QString& programme)
{
    addOnce(event.tags, programme);
}

void Listing::addCountry(const QString& name)
{
    addOnce(event.countries, listedCountry(name));
}

void Listing::addPlace(const QString& role, const QString& country, const QString& name)
{
    const Place place{listedCountry(country), role, name.simplified(), {}};
    const bool known = std::find(event.places.begin(), event.places.end(), place) != event.places.end();
    if (!known && !(place.country.isEmpty() && place.name.isEmpty()))
        event.places.push_back(place);
}

void Listing::addWallet(const QString& coin, const QString& address)
{
    addOnce(m_wallets, coin + u' ' + address);
}

void Listing::addExtra(const QString& key, const QString& text)
{
    const QString clean = text.simplified();
    if (clean.isEmpty())
        return;
    QString& value = event.extra[key];
    if (value.isEmpty())
        value = clean;
    else if (!value.split(between()).contains(clean))
        value += between() + clean;
}

Event Listing::finish()
{
    addExtra(QStringLiteral("aliases"), m_aliases.join(between()));
    addExtra(QStringLiteral("wallets"), m_wallets.join(between()));
    return std::move(event);
}

Result<EventTime> listingDate(const QString& text, const TimeRules& rules)
{
    const QString clean = text.trimmed();
    if (clean.isEmpty())
        return EventTime{};
    constexpr int day = 10; // characters of 2015-04-07
    QString date = clean;
    Zone zone = rules.zone;
    const bool withOffset = clean.size() == day + 6 && (clean[day] == u'-' || clean[day] == u'+');
    if (withOffset || (clean.size() == day + 1 && clean[day] == u'Z')) {
        date.truncate(day);
        auto named = Zone::named(QStringLiteral("UTC") + (withOffset ? clean.mid(day) : QString()));
        if (!named)
            return Error{
                ErrorCode::BadInput, QStringLiteral("“%1” has no offset that can be read").arg(clean.left(40)), {}, {}};
        zone = std::move(named).value();
    }
    auto read = readTime(date, zone, rules);
    if (!read)
        return read.error();
    EventTime time = std::move(read).value();
    time.original = clean;
    return time;
}

QString joinedParts(const QStringList& parts, const QString& separator)
{
    QStringList full;
    for (const QString& part : parts) {
        if (const QString clean = part.simplified(); !clean.isEmpty())
            full << clean;
    }
    return full.join(separator);
}

} // namespace tideline
