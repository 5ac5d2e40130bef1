// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/ftmjson.h"

#include "models/core/counted.h"
#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"
#include "models/importers/problems.h"
#include "models/importers/sanctions/coins.h"
#include "models/importers/sanctions/schemata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tideline {

namespace {

/// An array of texts, or one text; entities that stand inside of others are named by their caption or id.
QStringList textsOf(const JsonField& field)
{
    const QString text = QString::fromUtf8(field.text.data(), qsizetype(field.text.size()));
    if (field.type != JsonField::Type::Nested)
        return text.isEmpty() ? QStringList() : QStringList{text};
    QStringList texts;
    for (const QJsonValue value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject nested = value.toObject();
        const QString one =
            value.isObject()
                ? nested.value(QStringLiteral("caption")).toString(nested.value(QStringLiteral("id")).toString())
                : value.toVariant().toString();
        if (!one.isEmpty())
            texts << one;
    }
    return texts;
}

/// All members of an object; what is wrong with it otherwise.
template <typename F> QString members(JsonLines& json, std::string_view line, F&& f)
{
    QSet<QString> seen;
    QString fault;
    const std::string broken = json.fields(line, [&](const JsonField& field) {
        const QString key = QString::fromUtf8(field.key.data(), qsizetype(field.key.size()));
        if (seen.contains(key))
            fault = QStringLiteral("the field %1 is there twice").arg(key.left(80));
        else if (field.text.find('\0') != std::string_view::npos || key.contains(QChar(u'\0')))
            fault = QStringLiteral("the field %1 holds a NUL character").arg(problemText(field.key));
        else if (firstBadUtf8(field.text) != std::string_view::npos)
            fault = QStringLiteral("the field %1 is not UTF-8").arg(key.left(80));
        else
            f(key, field);
        seen.insert(key);
        return fault.isEmpty();
    });
    return fault.isEmpty() ? problemText(broken) : fault;
}

constexpr const char* nameKeys[] = {"name", "alias", "weakAlias", "previousName", "abbreviation"};
constexpr const char* countryKeys[] = {"country", "nationality", "citizenship", "jurisdiction", "flag"};

} // namespace

int FtmJsonReader::sniff(std::string_view head, const QString&)
{
    int lines = 0, good = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            return true;
        const auto has = [line](std::string_view key) { return line.find(key) != std::string_view::npos; };
        good += line.find('{') < 4 && has("\"id\"") && has("\"schema\"") && has("\"properties\"");
        return ++lines < 8;
    });
    return lines > 0 && good * 2 > lines ? 96 : 0;
}

std::size_t FtmJsonReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

QString FtmJsonReader::parse(std::string_view line, Entity& entity)
{
    JsonLines json(line);
    QString fault, inside;
    json.forEach(1, [&](qint64, std::string_view text) {
        fault = members(json, text, [&](const QString& key, const JsonField& field) {
            const QStringList texts = key == u"properties" ? QStringList() : textsOf(field);
            if (key == u"id") {
                entity.id = texts.value(0).trimmed();
            } else if (key == u"schema") {
                entity.schema = texts.value(0).trimmed();
            } else if (key == u"caption") {
                entity.caption = texts.value(0).simplified();
            } else if (key == u"properties") {
                JsonLines properties(field.text);
                properties.forEach(1, [&](qint64, std::string_view object) {
                    inside = members(properties, object, [&entity](const QString& name, const JsonField& value) {
                        entity.properties.insert(name, textsOf(value));
                    });
                });
            } else {
                entity.others.insert(key, texts);
            }
        });
    });
    if (fault.isEmpty())
        fault = inside;
    if (fault.isEmpty() && (entity.id.isEmpty() || entity.schema.isEmpty()))
        fault = QStringLiteral("the entity has no id or no schema");
    return fault;
}

QString FtmJsonReader::add(const Entity& entity, qint64 line)
{
    if (m_byId.contains(entity.id))
        return QStringLiteral("the id %1 is there twice").arg(entity.id.left(80));
    Listing entry(entity.others.value(QStringLiteral("datasets")).join(QStringLiteral("; ")), edition(), line);
    Event& event = entry.event;
    event.subtype = subtypeOfSchema(entity.schema);
    event.externalId = QStringLiteral("opensanctions:") + entity.id;
    event.title = entity.caption.isEmpty() ? entity.value("name").simplified() : entity.caption;
    QStringList used{"address", "birthPlace", "birthDate", "program", "programId", "notes", "sourceUrl"};
    if (const QString address = entity.value("publicKey"); event.subtype == u"address" && !address.isEmpty()) {
        setWallet(entity.value("currencySymbol"), address, entry);
        for (const QString& holder : entity.values("holder"))
            m_wallets.emplace_back(holder, event.channels.value(0) + u' ' + address);
        used << QStringLiteral("publicKey") << QStringLiteral("currencySymbol");
    }
    if (event.title.isEmpty())
        return QStringLiteral("the entity has no name");
    for (const char* key : nameKeys) {
        used << QString::fromLatin1(key);
        for (const QString& name : entity.values(key))
            entry.addAlias(name);
    }
    for (const char* key : countryKeys) {
        used << QString::fromLatin1(key);
        for (const QString& country : entity.values(key))
            entry.addCountry(country);
    }
    for (const QString& programme : entity.values("program") + entity.values("programId"))
        entry.addProgramme(programme);
    for (const QString& address : entity.values("address"))
        entry.addPlace(QStringLiteral("address"), {}, address);
    for (const QString& place : entity.values("birthPlace"))
        entry.addPlace(QStringLiteral("birth"), {}, place);
    for (const QString& date : entity.values("birthDate"))
        entry.addExtra(QStringLiteral("born"), date);
    for (const QString& url : entity.values("sourceUrl"))
        event.citations.push_back(Citation{url});
    event.note = entity.values("notes").join(u'\n');
    entry.addExtra(QStringLiteral("schema"), entity.schema);
    for (const auto& map : {entity.properties, entity.others}) {
        for (auto it = map.begin(); it != map.end(); ++it) {
            if (!used.contains(it.key()) && it.key() != u"datasets") {
                for (const QString& value : it.value())
                    entry.addExtra(it.key(), value);
            }
        }
    }
    m_byId.insert(entity.id, m_entries.size());
    m_entries.push_back(std::move(entry));
    return {};
}

/// What a sanction says goes to all entries that it names.
QString FtmJsonReader::join(const Sanction& sanction)
{
    const Entity& from = sanction.entity;
    EventTime begun;
    for (const char* key : {"startDate", "listingDate"}) {
        const auto date = listingDate(from.value(key), timeRules());
        if (!date)
            return QString::fromLatin1(key) + QStringLiteral(": ") + date.error().text();
        if (date->range)
            begun = date.value(); // the date of the listing wins
    }
    bool joined = false;
    for (const QString& id : from.values("entity")) {
        const auto known = m_byId.constFind(id);
        if (known == m_byId.constEnd())
            continue;
        joined = true;
        Listing& entry = m_entries[known.value()];
        EventTime& time = entry.event.time;
        if (begun.range && (!time.range || begun.range->from < time.range->from))
            time = begun;
        for (const QString& programme : from.values("program") + from.values("programId"))
            entry.addProgramme(programme);
        for (auto it = from.properties.begin(); it != from.properties.end(); ++it) {
            if (it.key() == u"entity" || it.key() == u"program" || it.key() == u"programId")
                continue;
            for (const QString& value : it.value())
                entry.addExtra(QStringLiteral("sanction_") + it.key(), value);
        }
    }
    return joined ? QString()
                  : QStringLiteral("this sanction names no entry of the file (%1)")
                        .arg(from.values("entity").join(QStringLiteral(", ")).left(200));
}

void FtmJsonReader::take(const Block& block, ParsedBlock& list)
{
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            return true;
        Entity entity;
        QString fault = parse(line, entity);
        const bool isLeftOut =
            fault.isEmpty() && entity.schema != u"Sanction" && subtypeOfSchema(entity.schema).isEmpty();
        m_kept += isLeftOut ? 0 : line.size();
        if (fault.isEmpty() && entity.schema == u"Sanction") {
            m_sanctions.push_back({std::move(entity), number});
            return true;
        }
        if (isLeftOut) {
            ++m_leftOut[entity.schema];
            return true;
        }
        if (fault.isEmpty())
            fault = add(entity, number);
        if (!fault.isEmpty()) {
            ++list.read;
            addProblem(list, number, 0, fault, line);
        }
        return true;
    });
}

std::size_t FtmJsonReader::held(const ParsedBlock& list, std::size_t) const
{
    constexpr std::size_t extras = 1000; // a map of its properties
    return WholeList::held(list, m_kept) +
           (rowBytes + extras) * (m_entries.size() + m_sanctions.size() + m_wallets.size());
}

void FtmJsonReader::close(ParsedBlock& list)
{
    qint64 joined = 0;
    for (const Sanction& sanction : m_sanctions) {
        const QString fault = join(sanction);
        joined += fault.isEmpty();
        if (!fault.isEmpty()) {
            ++list.read;
            addProblem(list, sanction.line, 0, fault, sanction.entity.id.toStdString());
        }
    }
    for (const auto& [holder, wallet] : m_wallets) {
        if (const auto known = m_byId.constFind(holder); known != m_byId.constEnd())
            m_entries[known.value()].addWallet(wallet.section(u' ', 0, 0), wallet.section(u' ', 1));
    }
    for (Listing& entry : m_entries)
        list.events.push_back(entry.finish());
    list.read += qint64(m_entries.size());
    if (joined > 0)
        list.notes << counted(qint64(joined), "sanction joined the entry it names",
                              "sanctions joined the entries they name");
    for (auto it = m_leftOut.begin(); it != m_leftOut.end(); ++it)
        list.notes
            << QStringLiteral("%1 of %2 are no entries of a list and were left out").arg(it.value()).arg(it.key());
}

} // namespace tideline
