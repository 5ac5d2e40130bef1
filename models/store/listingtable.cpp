// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/listingtable.h"

#include "models/store/digest.h"
#include "models/store/eventtable.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tideline {
namespace {

QString jsonText(const QJsonArray& array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray arrayOf(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).array();
}

QStringList textsOf(const QString& text)
{
    QStringList texts;
    for (const QJsonValue& value : arrayOf(text))
        texts << value.toString();
    return texts;
}

QJsonArray placesToJson(const std::vector<Place>& places)
{
    QJsonArray array;
    for (const Place& place : places)
        array << QJsonArray{place.country, place.role, place.name, place.source};
    return array;
}

std::vector<Place> placesOf(const QString& text)
{
    std::vector<Place> places;
    for (const QJsonValue& value : arrayOf(text)) {
        const QJsonArray place = value.toArray();
        places.push_back(
            {place.at(0).toString(), place.at(1).toString(), place.at(2).toString(), place.at(3).toString()});
    }
    return places;
}

/// Is such a row in a visible source or in this one?
class KnownRows
{
public:
    KnownRows(Database& database, const QByteArray& table, qint64 source)
        : m_rows(database, "SELECT 1 FROM " + table +
                               " r JOIN source s ON s.id = r.source WHERE r.row_key = ?1"
                               " AND (r.source = ?2 OR (" TIDELINE_VISIBLE ")) LIMIT 1")
        , m_source(source)
    {}
    bool has(const QByteArray& key)
    {
        const bool found = m_rows.bind(key, m_source).step();
        m_rows.run();
        return found;
    }

private:
    Statement m_rows;
    qint64 m_source;
};

QByteArray keyOf(Digest& digest)
{
    return digest.result().left(16);
}

std::optional<QString> prefixText(const SubjectMember& member)
{
    return member.prefix ? std::optional<QString>(member.prefix->toString()) : std::nullopt;
}

SubjectMember readMember(const Statement& row, int first)
{
    SubjectMember member;
    if (!row.isNull(first))
        member.prefix = Prefix::parse(row.text(first));
    member.asn = std::uint32_t(row.integer(first + 1));
    member.valid = {row.integer(first + 2), row.integer(first + 3)};
    return member;
}

} // namespace

QByteArray listingKey(const Actor& actor)
{
    Digest digest;
    digest.add(actor.id).add(actor.name).add(actor.country).add(actor.note).add(qint64(actor.aliases.size()));
    for (const QString& name : actor.aliases + actor.links)
        digest.add(name);
    return keyOf(digest);
}

QByteArray listingKey(const QString& subject, const SubjectMember& member)
{
    Digest digest;
    digest.add(subject).add(prefixText(member).value_or(QString())).add(qint64(member.asn));
    digest.add(member.valid.from).add(member.valid.to);
    return keyOf(digest);
}

QByteArray listingKey(const Addendum& addendum)
{
    Digest digest;
    digest.add(addendum.entry).add(jsonText(placesToJson(addendum.places)));
    digest.add(jsonText(QJsonArray::fromStringList(addendum.names))).add(addendum.note);
    return keyOf(digest);
}

QSet<QByteArray> loadListingKeys(Database& database)
{
    QSet<QByteArray> keys;
    for (const char* table : {"actor", "source_member", "addendum"}) {
        Statement rows(database, QByteArray("SELECT DISTINCT r.row_key FROM ") + table +
                                     " r JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE);
        while (rows.step())
            keys.insert(rows.blob(0));
    }
    return keys;
}

void RecordTally::add(qint64 record, bool isNew)
{
    if (record > 0)
        (isNew ? fresh : known).insert(record);
    else
        ++(isNew ? freshNameless : knownNameless);
}

qint64 RecordTally::duplicates() const
{
    qint64 count = knownNameless;
    for (const qint64 record : known)
        count += !fresh.contains(record);
    return count;
}

void insertActors(const Transaction& transaction, qint64 source, int block, const std::vector<Actor>& actors,
                  RecordTally& tally)
{
    if (actors.empty())
        return;
    Database& database = transaction.database();
    KnownRows known(database, "actor", source);
    Statement insert(database, "INSERT INTO actor(source, block, record, id, name, country, note, links, row_key)"
                               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    Statement alias(database, "INSERT INTO actor_alias VALUES(?1, ?2, ?3)");
    for (const Actor& actor : actors) {
        const QByteArray key = listingKey(actor);
        const bool isNew = !known.has(key);
        tally.add(actor.record, isNew);
        if (!isNew)
            continue;
        insert
            .bind(source, block, actor.record, actor.id, actor.name, actor.country, actor.note,
                  jsonText(QJsonArray::fromStringList(actor.links)), key)
            .run();
        const qint64 id = database.lastInsertId();
        for (qsizetype i = 0; i < actor.aliases.size(); ++i)
            alias.bind(id, i, actor.aliases[i]).run();
    }
}

std::vector<Actor> loadActors(Database& database)
{
    std::vector<Actor> actors;
    QHash<qint64, std::size_t> places;
    {
        QSet<QByteArray> keys;
        Statement rows(database, "SELECT r.key, r.id, r.name, r.country, r.note, r.links, r.source, r.record, r.row_key"
                                 " FROM actor r JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE
                                 " ORDER BY r.name, r.key");
        while (rows.step()) {
            if (keys.contains(rows.blob(8))) // a source that was withdrawn and came back beside its twin
                continue;
            keys.insert(rows.blob(8));
            places.insert(rows.integer(0), actors.size());
            actors.push_back({rows.text(1),
                              rows.text(2),
                              {},
                              rows.text(3),
                              rows.text(4),
                              textsOf(rows.text(5)),
                              rows.integer(6),
                              rows.integer(7)});
        }
    }
    Statement names(database, "SELECT actor, name FROM actor_alias ORDER BY actor, ordinal");
    while (names.step()) {
        if (const auto place = places.constFind(names.integer(0)); place != places.constEnd())
            actors[*place].aliases << names.text(1);
    }
    return actors;
}

void insertMembers(const Transaction& transaction, qint64 source, int block, const std::vector<SourceMember>& members,
                   RecordTally& tally)
{
    if (members.empty())
        return;
    Database& database = transaction.database();
    KnownRows known(database, "source_member", source);
    Statement insert(database, "INSERT INTO source_member(source, block, record, subject, prefix, asn, t_from, t_to,"
                               " row_key) VALUES(?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const auto& [subject, member] : members) {
        const std::optional<QString> prefix = prefixText(member);
        const QByteArray key = listingKey(subject, member);
        const bool isNew = !known.has(key);
        tally.add(0, isNew);
        if (isNew)
            insert.bind(source, block, subject, prefix, member.asn, member.valid.from, member.valid.to, key).run();
    }
}

QHash<QString, std::vector<SubjectMember>> loadMembers(Database& database)
{
    QHash<QString, std::vector<SubjectMember>> members;
    QSet<QByteArray> keys;
    Statement rows(database, "SELECT r.subject, r.prefix, r.asn, r.t_from, r.t_to, r.row_key FROM source_member r"
                             " JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE " ORDER BY r.id");
    while (rows.step()) {
        if (keys.contains(rows.blob(5)))
            continue;
        keys.insert(rows.blob(5));
        members[rows.text(0)].push_back(readMember(rows, 1));
    }
    return members;
}

std::vector<SubjectMember> keepMembers(const Transaction& transaction, const QString& subject,
                                       const std::vector<SubjectMember>* kept)
{
    Database& database = transaction.database();
    std::vector<SubjectMember> staying;
    std::vector<qint64> gone;
    QSet<std::pair<qint64, qint64>> blocks;
    {
        Statement rows(database, "SELECT r.id, r.prefix, r.asn, r.t_from, r.t_to, r.source, r.block"
                                 " FROM source_member r JOIN source s ON s.id = r.source"
                                 " WHERE r.subject = ?1 AND " TIDELINE_VISIBLE " ORDER BY r.id");
        rows.bind(subject);
        while (rows.step()) {
            SubjectMember member = readMember(rows, 1);
            if (kept && std::find(kept->begin(), kept->end(), member) != kept->end()) {
                staying.push_back(std::move(member));
            } else {
                gone.push_back(rows.integer(0));
                blocks.insert({rows.integer(5), rows.integer(6)});
            }
        }
    }
    Statement remove(database, "DELETE FROM source_member WHERE id = ?1");
    for (const qint64 id : gone)
        remove.bind(id).run();
    for (const auto& [source, block] : blocks)
        resealRecords(transaction, source, int(block));
    return staying;
}

QSet<QString> hiddenSubjects(Database& database)
{
    QSet<QString> names;
    Statement rows(database, "SELECT DISTINCT r.subject FROM source_member r JOIN source s ON s.id = r.source"
                             " WHERE NOT (" TIDELINE_VISIBLE ")");
    while (rows.step())
        names.insert(rows.text(0));
    return names;
}

void insertAddenda(const Transaction& transaction, qint64 source, int block, const std::vector<Addendum>& addenda,
                   RecordTally& tally)
{
    if (addenda.empty())
        return;
    Database& database = transaction.database();
    KnownRows known(database, "addendum", source);
    Statement insert(database, "INSERT INTO addendum(source, block, record, entry, places, names, note, row_key)"
                               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const Addendum& addendum : addenda) {
        const QString places = jsonText(placesToJson(addendum.places));
        const QString names = jsonText(QJsonArray::fromStringList(addendum.names));
        const QByteArray key = listingKey(addendum);
        const bool isNew = !known.has(key);
        tally.add(addendum.record, isNew);
        if (isNew)
            insert.bind(source, block, addendum.record, addendum.entry, places, names, addendum.note, key).run();
    }
}

std::vector<Addendum> loadAddenda(Database& database, const QString& entry)
{
    std::vector<Addendum> addenda;
    QSet<QByteArray> keys;
    Statement rows(database, QByteArray("SELECT r.entry, r.places, r.names, r.note, r.source, r.record, r.row_key"
                                        " FROM addendum r JOIN source s ON s.id = r.source WHERE " TIDELINE_VISIBLE) +
                                 (entry.isEmpty() ? " ORDER BY r.id" : " AND r.entry = ?1 ORDER BY r.id"));
    if (!entry.isEmpty())
        rows.bind(entry);
    while (rows.step()) {
        if (keys.contains(rows.blob(6)))
            continue;
        keys.insert(rows.blob(6));
        addenda.push_back({rows.text(0), placesOf(rows.text(1)), textsOf(rows.text(2)), rows.text(3), rows.integer(4),
                           rows.integer(5)});
    }
    return addenda;
}

Orphans orphansOf(Database& database, qint64 source)
{
    Orphans result;
    Statement rows(database, "SELECT r.entry, EXISTS(SELECT 1 FROM event e JOIN source s ON s.id = e.source"
                             " WHERE e.external_id = r.entry AND (e.source = ?1 OR (" TIDELINE_VISIBLE ")))"
                             " FROM addendum r WHERE r.source = ?1 ORDER BY r.id");
    rows.bind(source);
    while (rows.step()) {
        ++result.rows;
        if (rows.integer(1) != 0)
            continue;
        if (++result.orphans == 1)
            result.first = rows.text(0);
    }
    return result;
}

} // namespace tideline
