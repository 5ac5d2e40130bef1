// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/knownrows.h"

#include "models/store/listingkeys.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <map>

namespace tideline {

namespace {

/// Ids are UUIDs but for those that somebody made up.
QUuid keyOf(const QString& id)
{
    const QUuid key = QUuid::fromString(id);
    return key.isNull() ? QUuid::createUuidV5(QUuid(), id) : key;
}

QUuid keyOf(const SeriesPoint& point)
{
    QByteArray key;
    QDataStream stream(&key, QIODevice::WriteOnly);
    stream << point.key << point.quantity << point.unit << qint64(point.span.from) << qint64(point.span.to)
           << point.value;
    return QUuid::createUuidV5(QUuid(), key);
}

} // namespace

Result<void> KnownRows::load(Kind kind)
{
    if (m_loaded[kind])
        return {};
    m_loaded[kind] = true;
    if (kind == Events) {
        return m_file.eachEventRow([this](const Event& event) { m_inCase.insert(keyOf(event.id)); });
    } else if (kind == Points) {
        const auto points = m_file.points();
        if (!points)
            return points.error();
        for (const SeriesPoint& point : *points)
            m_inCase.insert(keyOf(point));
    } else {
        const auto keys = m_file.listingKeys();
        if (!keys)
            return keys.error();
        for (const QByteArray& key : *keys)
            m_inCase.insert(QUuid::fromRfc4122(key));
    }
    return {};
}

bool KnownRows::isNew(const QUuid& key)
{
    if (m_inCase.contains(key) ||
        std::any_of(m_before.begin(), m_before.end(), [&key](const auto& keys) { return keys->contains(key); }))
        return false;
    const qsizetype before = m_mine->size();
    m_mine->insert(key);
    return m_mine->size() != before;
}

void KnownRows::tellListings(const ParsedBlock& block, bool isCapture, ImportWriter::Written& written)
{
    RecordTally listings, members;
    ImportWriter::Rows rows; // what counting looks at, nothing more
    for (const NamedMember& named : block.members) {
        members.add(0, isNew(QUuid::fromRfc4122(listingKey(named.subject, named.member))));
        rows.members.emplace_back();
    }
    for (const Actor& actor : block.actors)
        listings.add(actor.record, isNew(QUuid::fromRfc4122(listingKey(actor))));
    for (const Addendum& addendum : block.addenda)
        listings.add(addendum.record, isNew(QUuid::fromRfc4122(listingKey(addendum))));
    rows.events.resize(block.events.size());
    for (std::size_t i = 0; i < block.events.size(); ++i)
        rows.events[i].record = block.events[i].record;
    rows.routes.resize(block.routes.size());
    rows.dns.resize(block.dns.size());
    rows.dnsAside = isCapture;
    rows.problems.resize(block.problems.size());
    rows.read = block.read;
    countRecords(rows, std::move(listings), members, written);
}

Result<KnownRows::Told> KnownRows::tell(const ParsedBlock& block, bool isCapture)
{
    const bool hasListings = !block.members.empty() || !block.actors.empty() || !block.addenda.empty();
    const bool has[] = {!block.events.empty(), !block.points.empty(), hasListings};
    for (const Kind kind : {Events, Points, Listings}) {
        if (const auto loaded = has[kind] ? load(kind) : Result<void>(); !loaded)
            return loaded.error();
    }
    Told told;
    for (const Event& event : block.events) {
        if (isNew(keyOf(event.id)))
            told.fresh.push_back(&event);
        else
            ++told.known;
    }
    std::map<qint64, bool> newRecords; // a record may hold several values; one of no record stands for itself
    qint64 nameless = 0;
    for (const SeriesPoint& point : block.points) {
        const bool isFresh = isNew(keyOf(point));
        bool& isRecordNew = newRecords[point.record > 0 ? point.record : --nameless];
        isRecordNew = isRecordNew || isFresh;
    }
    for (const auto& entry : newRecords)
        told.known += !entry.second;
    if (hasListings) { // counted as the store will
        ImportWriter::Written written;
        written.accepted = block.joined + qint64(told.fresh.size()) + qint64(newRecords.size());
        written.duplicates = told.known;
        for (const auto& entry : newRecords)
            written.accepted -= !entry.second;
        tellListings(block, isCapture, written);
        told.known = written.duplicates;
    }
    return told;
}

} // namespace tideline
