// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/eventid.h"

#include <QUuid>

namespace tideline {

namespace {

/// Made once at random for this purpose; changing it changes the id of every imported event.
const QUuid& idSpace()
{
    static const QUuid space(QStringLiteral("{6d0f5f0e-5b0c-4d1b-9a55-3c1e8f2a7b41}"));
    return space;
}

class Canonical
{
public:
    void add(const QString& text)
    {
        const QByteArray bytes = text.toUtf8();
        m_bytes += QByteArray::number(bytes.size()) + ':' + bytes;
    }
    void add(qint64 number) { m_bytes += QByteArray::number(number) + ';'; }
    void add(const QStringList& list)
    {
        add(qint64(list.size()));
        for (const QString& text : list)
            add(text);
    }
    const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace

QString derivedEventId(const Event& event)
{
    Canonical text;
    text.add(event.externalId);
    text.add(qint64(event.time.range.has_value()));
    text.add(event.time.range ? event.time.range->from : 0);
    text.add(event.time.range ? event.time.range->to : 0);
    text.add(qint64(event.time.precision));
    for (const QString& part : {event.title, event.category, event.subtype, event.actor, event.target, event.note})
        text.add(part);
    for (const QStringList& list : {event.countries, event.channels, event.tags})
        text.add(list);
    text.add(qint64(event.certainty));
    text.add(qint64(event.verified));
    text.add(qint64(event.amounts.size()));
    for (const Money& money : event.amounts) {
        text.add(qint64(money.kind));
        text.add(QStringList{money.amount.toString(), money.currency, money.note});
    }
    text.add(qint64(event.citations.size()));
    for (const Citation& citation : event.citations)
        text.add(citation.text);
    text.add(qint64(event.places.size()));
    for (const Place& place : event.places)
        text.add(QStringList{place.country, place.role, place.name, place.source});
    text.add(qint64(event.claims.size()));
    for (const Claim& claim : event.claims)
        text.add(QStringList{claim.quantity, claim.kind, claim.value.toString(), claim.unit, claim.asOf,
                             claim.claimedBy, claim.source, claim.note});
    text.add(qint64(event.extra.size()));
    for (auto it = event.extra.begin(); it != event.extra.end(); ++it)
        text.add(QStringList{it.key(), it.value()});
    return QUuid::createUuidV5(idSpace(), text.bytes()).toString(QUuid::WithoutBraces);
}

} // namespace tideline
