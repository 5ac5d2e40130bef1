// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/redaction.h"

#include "models/flows/dictionarycolumns.h"
#include "models/store/addresscolumn.h"
#include "models/store/blockdigest.h"
#include "models/store/casefileprivate.h"
#include "models/store/importing.h"
#include "models/store/seal.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QJsonDocument>

#include <algorithm>

namespace tideline {
namespace {

/// The text as JSON has it between its quotes: lists, options and details are stored so.
QString inJson(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(2, list.size() - 4));
}

QStringList columnsOf(Database& database, const QString& table, const char* type)
{
    QStringList names;
    Statement columns(database, "SELECT name FROM pragma_table_info(?1) WHERE type = ?2 ORDER BY cid");
    columns.bind(table, type);
    while (columns.step())
        names << columns.text(0);
    return names;
}

QByteArray holdsText(const QByteArray& column)
{
    return "(instr(" + column + ", ?1) > 0 OR instr(" + column + ", ?2) > 0)";
}

/// The blocks whose rejected rows hold the text.
std::vector<std::pair<qint64, int>> blocksWith(Database& database, const QString& text)
{
    std::vector<std::pair<qint64, int>> blocks;
    Statement rows(database, "SELECT DISTINCT source, block FROM problem WHERE " + holdsText("text") + " OR " +
                                 holdsText("reason"));
    rows.bind(text, inJson(text));
    while (rows.step())
        blocks.emplace_back(rows.integer(0), int(rows.integer(1)));
    return blocks;
}

qint64 countOf(Database& database, const QByteArray& from, const QString& text)
{
    Statement count(database, "SELECT count(*) FROM " + from);
    count.bind(text, inJson(text));
    return count.step() ? count.integer(0) : 0;
}

Error stillInUse(const std::vector<RedactionForecast::Place>& places)
{
    QStringList list;
    for (const auto& place : places)
        list << StoreText::tr("%1 in %2.%3").arg(place.rows).arg(place.table, place.column);
    return {ErrorCode::BadArgument,
            StoreText::tr("That text is still in use (%1); redaction only removes what is left of what was deleted")
                .arg(list.join(QStringLiteral(", "))),
            {},
            StoreText::tr("First change or delete what holds it, and remove the withdrawn sources that brought it.")};
}

/// Columns of flows have a form of their own: texts stand in their dictionaries, addresses are numbers. Counts chunks.
std::vector<RedactionForecast::Place> flowPlaces(Database& database, const QString& text)
{
    const std::string bytes = text.toStdString();
    const auto address = IpAddress::parse(text.trimmed().toStdString());
    const auto holds = [&](FlowColumn column, const QByteArray& blob, qint64 count) {
        if (column == FlowColumn::Addresses) {
            AddressColumn addresses;
            if (!address || !addresses.open(blob))
                return false;
            const std::size_t at = addresses.lowerBound(*address);
            return at < addresses.size() && addresses[at] == *address;
        }
        TextColumn texts;
        if (!texts.open(column, blob, std::size_t(count)))
            return blob.contains(QByteArrayView(bytes.data(), qsizetype(bytes.size()))); // damaged
        return std::any_of(texts.dictionary.begin(), texts.dictionary.end(),
                           [&bytes](const std::string& entry) { return entry.find(bytes) != std::string::npos; });
    };
    const std::pair<FlowColumn, const char*> columns[] = {{FlowColumn::Service, "service"},
                                                          {FlowColumn::State, "state"},
                                                          {FlowColumn::Exporter, "exporter"},
                                                          {FlowColumn::Addresses, "address"}};
    std::vector<RedactionForecast::Place> places;
    for (const auto& [column, name] : columns) {
        if (column == FlowColumn::Addresses && !address)
            continue;
        qint64 chunks = 0;
        Statement rows(database, "SELECT f.data, c.rows FROM flow_column f LEFT JOIN flow_chunk c ON c.id = f.id / 32"
                                 " WHERE f.id % 32 = ?1");
        rows.bind(int(column));
        while (rows.step())
            chunks += holds(column, rows.blob(0), rows.integer(1));
        if (chunks > 0)
            places.push_back({QStringLiteral("flow_column"), QLatin1String(name), chunks});
    }
    return places;
}

/// Elsewhere an address is its 16 bytes, and a prefix its first address with a length.
std::vector<RedactionForecast::Place> addressPlaces(Database& database, const QString& table, const QString& text)
{
    const auto sought = Prefix::parse(text.trimmed());
    if (!sought || table == u"flow_column")
        return {};
    constexpr int whole = 128; // bits: one address
    std::vector<RedactionForecast::Place> places;
    for (const QString& column : columnsOf(database, table, "BLOB")) {
        const bool isPrefix = table == u"route" && column == u"prefix";
        if (sought->length < whole && !isPrefix)
            continue;
        QByteArray sql = "SELECT count(*) FROM \"" + table.toUtf8() + "\" WHERE \"" + column.toUtf8() + "\" = ?1";
        if (sought->length < whole)
            sql += " AND length = " + QByteArray::number(sought->length);
        Statement count(database, sql);
        count.bind(addressBytes(sought->first));
        if (count.step() && count.integer(0) > 0)
            places.push_back({table, column, count.integer(0)});
    }
    return places;
}

/// Of the events that no other source has.
void dropMerges(Database& database, qint64 source)
{
    for (const QByteArray end : {"kept", "other"})
        Statement(database, "DELETE FROM event_merge WHERE " + end +
                                " IN (SELECT id FROM event WHERE source = ?1) AND " + end +
                                " NOT IN (SELECT id FROM event WHERE source <> ?1)")
            .bind(source)
            .run();
}

} // namespace

std::vector<RedactionForecast::Place> placesOf(Database& database, const QString& text)
{
    QStringList tables;
    {
        Statement names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                  " AND name NOT IN ('audit_detail', 'problem') ORDER BY name");
        while (names.step())
            tables << names.text(0);
    }
    std::vector<RedactionForecast::Place> places = flowPlaces(database, text);
    for (const QString& table : tables) {
        for (const QString& column : columnsOf(database, table, "TEXT")) {
            const QByteArray holders = '"' + table.toUtf8() + "\" WHERE " + holdsText('"' + column.toUtf8() + '"');
            if (const qint64 rows = countOf(database, holders, text); rows > 0)
                places.push_back({table, column, rows});
        }
        const auto addresses = addressPlaces(database, table, text);
        places.insert(places.end(), addresses.begin(), addresses.end());
    }
    return places;
}

Redaction redactText(const Transaction& transaction, const QString& text)
{
    Database& database = transaction.database();
    Redaction done;
    {
        Statement rows(database, "SELECT seq FROM audit_detail WHERE " + holdsText("detail") + " ORDER BY seq");
        rows.bind(text, inJson(text));
        while (rows.step())
            done.auditRows.push_back(rows.integer(0));
    }
    Statement remove(database, "DELETE FROM audit_detail WHERE seq = ?1");
    for (const qint64 row : done.auditRows)
        remove.bind(row).run();
    const auto blocks = blocksWith(database, text);
    Statement(database, "UPDATE problem SET text = '', reason = CASE WHEN " + holdsText("reason") +
                            " THEN ?3 ELSE reason END WHERE " + holdsText("text") + " OR " + holdsText("reason"))
        .bind(text, inJson(text), StoreText::tr("redacted"))
        .run();
    done.rejectedRows = database.failed() || blocks.empty() ? 0 : database.changedRows();
    for (const auto& [source, block] : blocks)
        resealProblems(transaction, source, block);
    return done;
}

QJsonObject redactionDetail(const Redaction& redaction)
{
    QJsonArray rows;
    for (const qint64 row : redaction.auditRows)
        rows << row;
    return {{QStringLiteral("rows"), rows}, {QStringLiteral("rejected_rows"), redaction.rejectedRows}};
}

Result<Redaction> CaseFile::redact(const QString& text, const Progress& progress)
{
    if (text.trimmed().isEmpty())
        return Error{ErrorCode::BadArgument, StoreText::tr("Which text is to be redacted?"), {}, {}};
    Redaction done;
    auto changed = d->core->change(QStringLiteral("redact"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        if (const auto places = placesOf(database, text); !places.empty())
            database.fail(stillInUse(places));
        else
            done = redactText(transaction, text);
        return redactionDetail(done);
    });
    if (!changed)
        return changed.error();
    if (auto packed = packOut(progress); !packed)
        return packed.error();
    return done;
}

Result<RedactionForecast> CaseFile::forecastRedaction(const QString& text, const Progress& progress) const
{
    return d->core->read<RedactionForecast>([&](Database& database) {
        const ProgressScope scope(database, progress);
        RedactionForecast forecast;
        forecast.auditRows = countOf(database, "audit_detail WHERE " + holdsText("detail"), text);
        forecast.rejectedRows =
            countOf(database, "problem WHERE " + holdsText("text") + " OR " + holdsText("reason"), text);
        forecast.inUse = placesOf(database, text);
        return forecast;
    });
}

Result<void> CaseFile::packOut(const Progress& progress)
{
    auto packed = compact(progress);
    if (packed) // what went into the log beside the file meanwhile; a reading that goes on keeps it from being emptied
        packed = d->core->withOwner<void>([](Database& database) -> Result<void> {
            const bool isRead = database.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
            database.takeError();
            if (isRead)
                return Error{ErrorCode::Busy, StoreText::tr("the case is being read"), {}, {}};
            return {};
        });
    if (packed)
        return packed;
    // Its transaction is committed by now: stopping, or a full disk, takes nothing back.
    const Error& error = packed.error();
    return Error{error.code == ErrorCode::Cancelled ? ErrorCode::Io : error.code,
                 StoreText::tr("It was taken out, but the file was not packed, so that its free space may still hold "
                               "it (%1)")
                     .arg(error.what),
                 error.where, StoreText::tr("Compact the case.")};
}

Result<void> CaseFile::removeSource(qint64 source, const Progress& progress)
{
    auto marked = d->core->change(QStringLiteral("source.remove"), [&](const Transaction& transaction) {
        Database& database = transaction.database();
        const auto stored = loadSource(database, source);
        if (!stored || stored->state != SourceState::Complete || source == 0)
            database.fail(Error{ErrorCode::NotFound, StoreText::tr("There is no source %1").arg(source), {}, {}});
        else if (!stored->source.withdrawn)
            database.fail(Error{ErrorCode::BadArgument,
                                StoreText::tr("Source %1 is in use").arg(source),
                                {},
                                StoreText::tr("Withdraw it first; what is removed cannot be restored.")});
        dropMerges(database, source);
        setSourceState(transaction, source, SourceState::Discarding);
        seal(transaction, {"source", "source_coverage", "record_block", "source_head", "event_merge"});
        return QJsonObject{{QStringLiteral("source"), source},
                           {QStringLiteral("sha256"), stored ? stored->source.sha256 : QString()}};
    });
    if (!marked)
        return marked;
    if (auto purged = purgeDiscarded(*d->core); !purged)
        return purged;
    // Their names came with the source; no digest covers those that no point uses.
    auto dropped = d->core->write([](const Transaction& transaction) {
        transaction.database().exec("DELETE FROM series WHERE id NOT IN (SELECT series FROM point)");
    });
    if (!dropped)
        return dropped;
    return packOut(progress);
}

} // namespace tideline
