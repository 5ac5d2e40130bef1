// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/eventtable.h"

#include "models/store/digest.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace tideline {
namespace {

#define EVENT_COLUMNS                                                                                                  \
    "e.id, e.source, e.record, e.external_id, e.t_from, e.t_to, e.precision, e.original_time, e.zone, e.title,"        \
    " e.category, e.subtype, e.actor, e.target, e.certainty, e.verified, e.note"

/// The children: one place that says which columns they have.
struct Child
{
    const char* table;
    const char* columns;                             ///< first the place in the list
    void (*add)(Event& event, const Statement& row); ///< columns from 2 on
};

const Child children[] = {
    {"event_country", "ordinal, value", [](Event& e, const Statement& r) { e.countries << r.text(2); }},
    {"event_channel", "ordinal, value", [](Event& e, const Statement& r) { e.channels << r.text(2); }},
    {"event_tag", "ordinal, value", [](Event& e, const Statement& r) { e.tags << r.text(2); }},
    {"event_citation", "ordinal, value", [](Event& e, const Statement& r) { e.citations.push_back({r.text(2)}); }},
    {"event_extra", "name, value", [](Event& e, const Statement& r) { e.extra.insert(r.text(1), r.text(2)); }},
    {"event_amount", "ordinal, amount, currency, kind, note",
     [](Event& e, const Statement& r) {
         e.amounts.push_back({Decimal::parse(r.text(2)).value_or(Decimal()), r.text(3),
                              moneyKindFromName(r.text(4)).value_or(MoneyKind::Taken), r.text(5)});
     }},
    {"event_place", "ordinal, country, role, name, source",
     [](Event& e, const Statement& r) {
         e.places.push_back({r.text(2), r.text(3), r.text(4), r.text(5)});
     }},
    {"event_claim", "ordinal, quantity, kind, value, unit, as_of, claimed_by, source, note",
     [](Event& e, const Statement& r) {
         e.claims.push_back({r.text(2), r.text(3), Decimal::parse(r.text(4)).value_or(Decimal()), r.text(5), r.text(6),
                             r.text(7), r.text(8), r.text(9)});
     }},
};

Event readEvent(const Statement& row) // columns from 1 on: EVENT_COLUMNS
{
    Event event;
    event.id = row.text(1);
    event.source = row.integer(2);
    event.record = row.integer(3);
    event.externalId = row.text(4);
    if (!row.isNull(5))
        event.time.range = TimeRange{row.integer(5), row.integer(6)};
    event.time.precision = precisionFromName(row.text(7)).value_or(Precision::Day);
    event.time.original = row.text(8);
    event.time.zone = row.text(9);
    event.title = row.text(10);
    event.category = row.text(11);
    event.subtype = row.text(12);
    event.actor = row.text(13);
    event.target = row.text(14);
    event.certainty = certaintyFromName(row.text(15)).value_or(Certainty::Unknown);
    event.verified = row.integer(16) != 0;
    event.note = row.text(17);
    return event;
}

/// Fills in the children of events that are sorted by key: one pass over each table.
void addChildren(Database& database, std::vector<KeyedEvent>& events)
{
    for (const Child& child : children) {
        const bool single = events.size() == 1;
        const QByteArray sql = QByteArray("SELECT event, ") + child.columns + " FROM " + child.table +
                               (single ? " WHERE event = ?1 ORDER BY 1, 2" : " ORDER BY 1, 2");
        Statement rows(database, sql);
        if (single)
            rows.bind(events.front().first);
        auto next = events.begin();
        while (rows.step()) {
            const qint64 key = rows.integer(0);
            while (next != events.end() && next->first < key)
                ++next;
            if (next == events.end())
                break;
            if (next->first == key)
                child.add(*next->second, rows);
        }
    }
}

/// Calls `f(number of the table in children, columns…)` for every row that the event's children make, in stored order.
template <typename F> void visitChildren(const Event& event, F&& f)
{
    const QStringList* texts[] = {&event.countries, &event.channels, &event.tags};
    int table = 0;
    for (const QStringList* list : texts) {
        for (qsizetype i = 0; i < list->size(); ++i)
            f(table, i, list->at(i));
        ++table;
    }
    qint64 ordinal = 0;
    for (const Citation& citation : event.citations)
        f(3, ordinal++, citation.text);
    std::map<QByteArray, QString> extra; // SQLite sorts by bytes
    for (auto it = event.extra.begin(); it != event.extra.end(); ++it)
        extra.emplace(it.key().toUtf8(), it.value());
    for (const auto& [name, value] : extra)
        f(4, QString::fromUtf8(name), value);
    ordinal = 0;
    for (const Money& money : event.amounts)
        f(5, ordinal++, money.amount.toString(), money.currency, moneyKindName(money.kind), money.note);
    ordinal = 0;
    for (const Place& place : event.places)
        f(6, ordinal++, place.country, place.role, place.name, place.source);
    ordinal = 0;
    for (const Claim& c : event.claims)
        f(7, ordinal++, c.quantity, c.kind, c.value.toString(), c.unit, c.asOf, c.claimedBy, c.source, c.note);
}

/// Calls `f(values…)` with the values of EVENT_COLUMNS.
template <typename F> void visitEvent(const Event& event, F&& f)
{
    std::optional<qint64> from, to;
    if (event.time.range) {
        from = event.time.range->from;
        to = event.time.range->to;
    }
    f(event.id, event.source, event.record, event.externalId, from, to, precisionName(event.time.precision),
      event.time.original, event.time.zone, event.title, event.category, event.subtype, event.actor, event.target,
      certaintyName(event.certainty), qint64(event.verified), event.note);
}

void appendRaw(QByteArray& buffer, const std::optional<qint64>& value)
{
    if (value)
        Statement::appendRaw(*value, buffer);
    else
        Statement::appendRawNull(buffer);
}
void appendRaw(QByteArray& buffer, const QString& value)
{
    Statement::appendRaw(value, buffer);
}

/// What `eventDigest` will find, without reading it back.
QByteArray expectedDigest(const Event& event)
{
    QByteArray buffer;
    visitEvent(event, [&](const auto&... values) { (appendRaw(buffer, values), ...); });
    int tables = 0;
    const auto begin = [&](int table) {
        for (; tables <= table; ++tables)
            buffer.append('T');
    };
    visitChildren(event, [&](int table, const auto&... values) {
        begin(table);
        buffer.append('R');
        (appendRaw(buffer, values), ...);
    });
    begin(int(std::size(children)) - 1);
    return Digest::of(buffer);
}

} // namespace

bool isEarlier(const EventPtr& a, const EventPtr& b)
{
    if (a->time.isDated() != b->time.isDated())
        return a->time.isDated();
    if (a->time.isDated() && a->time.range->from != b->time.range->from)
        return a->time.range->from < b->time.range->from;
    return a->id < b->id;
}

namespace {

template <typename Take> void visitRows(Database& database, Take&& take)
{
    Statement rows(database, "SELECT e.key, " EVENT_COLUMNS " FROM event e JOIN source s ON s.id = e.source"
                             " WHERE " TIDELINE_VISIBLE " ORDER BY e.key");
    while (rows.step())
        take(rows);
}

} // namespace

std::vector<KeyedEvent> loadEventRows(Database& database, const QSet<QString>* only)
{
    std::vector<KeyedEvent> found;
    QSet<QString> ids;
    visitRows(database, [&](const Statement& row) {
        const QString id = row.text(1);
        if ((only && !only->contains(id)) || ids.contains(id))
            return;
        ids.insert(id);
        found.emplace_back(row.integer(0), std::make_shared<Event>(readEvent(row)));
    });
    addChildren(database, found);
    return found;
}

void streamEventRows(Database& database, const std::function<void(const Event&)>& take)
{
    visitRows(database, [&take](const Statement& row) { take(readEvent(row)); });
}

std::optional<Event> loadEventRow(Database& database, const QString& id)
{
    std::vector<KeyedEvent> found;
    {
        Statement rows(database, "SELECT e.key, " EVENT_COLUMNS " FROM event e JOIN source s ON s.id = e.source"
                                 " WHERE e.id = ?1 AND " TIDELINE_VISIBLE " ORDER BY e.key LIMIT 1");
        rows.bind(id);
        if (rows.step())
            found.emplace_back(rows.integer(0), std::make_shared<Event>(readEvent(rows)));
    }
    if (found.empty())
        return std::nullopt;
    addChildren(database, found);
    return *found.front().second;
}

bool hasEvent(Database& database, const QString& id, qint64 source)
{
    Statement rows(database, "SELECT 1 FROM event e JOIN source s ON s.id = e.source"
                             " WHERE e.id = ?1 AND (e.source = ?2 OR (" TIDELINE_VISIBLE ")) LIMIT 1");
    return rows.bind(id, source).step();
}

void insertEvent(const Transaction& transaction, const Event& event, int block)
{
    Database& database = transaction.database();
    visitEvent(event, [&](const auto&... values) {
        Statement(database,
                  "INSERT INTO event(id, source, record, external_id, t_from, t_to, precision, original_time, zone,"
                  " title, category, subtype, actor, target, certainty, verified, note, block, digest)"
                  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)")
            .bind(values..., block, expectedDigest(event))
            .run();
    });
    const qint64 key = database.lastInsertId();
    visitChildren(event, [&](int table, const auto&... values) {
        static const QByteArray parameters = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11";
        const qsizetype end = parameters.indexOf(", ?" + QByteArray::number(sizeof...(values) + 2));
        Statement(database, QByteArray("INSERT INTO ") + children[table].table + "(event, " + children[table].columns +
                                ") VALUES(" + parameters.left(end) + ')')
            .bind(key, values...)
            .run();
    });
}

std::vector<EventRow> eventRows(Database& database, const QString& id)
{
    std::vector<EventRow> found;
    Statement rows(database, "SELECT e.key, e.source, e.record, e.block FROM event e JOIN source s ON s.id = e.source"
                             " WHERE e.id = ?1 AND " TIDELINE_VISIBLE " ORDER BY e.key");
    rows.bind(id);
    while (rows.step())
        found.push_back({rows.integer(0), rows.integer(1), rows.integer(2), int(rows.integer(3))});
    return found;
}

void deleteEvent(const Transaction& transaction, qint64 key)
{
    Statement(transaction.database(), "DELETE FROM event WHERE key = ?1").bind(key).run();
}

QByteArray eventDigest(Database& database, qint64 key)
{
    QByteArray buffer;
    {
        Statement row(database, "SELECT " EVENT_COLUMNS " FROM event e WHERE e.key = ?1");
        row.bind(key);
        if (row.step()) {
            for (int column = 0; column < row.columns(); ++column)
                row.appendRaw(column, buffer);
        }
    }
    for (const Child& child : children) {
        buffer.append('T');
        Statement rows(database,
                       QByteArray("SELECT ") + child.columns + " FROM " + child.table + " WHERE event = ?1 ORDER BY 1");
        rows.bind(key);
        while (rows.step()) {
            buffer.append('R');
            for (int column = 0; column < rows.columns(); ++column)
                rows.appendRaw(column, buffer);
        }
    }
    return Digest::of(buffer);
}

} // namespace tideline
