// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/casejson.h"

#include "models/core/flowbatch.h"
#include "models/core/timetext.h"
#include "models/core/zone.h"
#include "models/exporters/reportzone.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

/// "null" where a range is open.
QJsonValue timeJson(Micros utc)
{
    const QString text = isoUtc(utc);
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

template <typename List, typename ToJson> QJsonArray arrayOf(const List& list, ToJson&& toJsonOf)
{
    QJsonArray array;
    for (const auto& item : list)
        array.append(toJsonOf(item));
    return array;
}

QJsonArray strings(const QStringList& list)
{
    return QJsonArray::fromStringList(list);
}

QJsonObject caseInfoJson(const CaseInfo& info)
{
    return {{u"id"_s, info.id},
            {u"title"_s, info.title},
            {u"number"_s, info.number},
            {u"examiner"_s, info.examiner},
            {u"classification"_s, info.classification},
            {u"author"_s, info.author},
            {u"zone"_s, info.zone}};
}

QJsonValue windowJson(const Window& window)
{
    return QJsonObject{{u"name"_s, window.name},
                       {u"from"_s, timeJson(window.range.from)},
                       {u"to"_s, timeJson(window.range.to)},
                       {u"note"_s, window.note}};
}

QJsonValue memberJson(const SubjectMember& member)
{
    QJsonObject object{{u"from"_s, timeJson(member.valid.from)}, {u"to"_s, timeJson(member.valid.to)}};
    if (member.prefix)
        object.insert(u"prefix"_s, member.prefix->toString());
    else
        object.insert(u"asn"_s, qint64(member.asn));
    return object;
}

QJsonValue subjectJson(const Subject& subject)
{
    return QJsonObject{{u"name"_s, subject.name},
                       {u"zone"_s, subject.zone},
                       {u"weekend"_s, arrayOf(subject.weekend, [](int day) { return QJsonValue(day); })},
                       {u"office_from"_s, subject.officeFrom},
                       {u"office_to"_s, subject.officeTo},
                       {u"members"_s, arrayOf(subject.members, memberJson)}};
}

QJsonValue portsJson(const PortRange& ports)
{
    const QString from = QString::number(ports.from);
    return ports.from == ports.to ? from : from + u'-' + QString::number(ports.to);
}

/// Only what the rule asks for.
QJsonValue ruleJson(const Rule& rule)
{
    const auto prefix = [](const Prefix& given) { return QJsonValue(given.toString()); };
    const auto number = [](std::uint32_t given) { return QJsonValue(qint64(given)); };
    const auto protocol = [](std::uint8_t given) { return QJsonValue(QString::fromStdString(protocolName(given))); };
    QJsonObject object{{u"set"_s, ruleSetName(rule.set)}, {u"label"_s, rule.label}};
    const auto put = [&object](const QString& key, const QJsonArray& values) {
        if (!values.isEmpty())
            object.insert(key, values);
    };
    put(u"local_prefixes"_s, arrayOf(rule.localPrefixes, prefix));
    put(u"peer_prefixes"_s, arrayOf(rule.peerPrefixes, prefix));
    put(u"peer_asns"_s, arrayOf(rule.peerAsns, number));
    put(u"next_as"_s, arrayOf(rule.nextAs, number));
    put(u"exporters"_s, strings(rule.exporters));
    put(u"ports"_s, arrayOf(rule.ports, portsJson));
    put(u"protocols"_s, arrayOf(rule.protocols, protocol));
    put(u"services"_s, strings(rule.services));
    if (rule.valid != TimeRange::all()) {
        object.insert(u"from"_s, timeJson(rule.valid.from));
        object.insert(u"to"_s, timeJson(rule.valid.to));
    }
    if (!rule.note.isEmpty())
        object.insert(u"note"_s, rule.note);
    return object;
}

QJsonValue rangeJson(const TimeRange& range)
{
    return QJsonObject{{u"from"_s, timeJson(range.from)}, {u"to"_s, timeJson(range.to)}};
}

QJsonValue sourceJson(const Source& source)
{
    return QJsonObject{{u"id"_s, source.id},
                       {u"name"_s, source.name},
                       {u"title"_s, source.title},
                       {u"format"_s, source.format},
                       {u"kind"_s, source.kind},
                       {u"sha256"_s, source.sha256},
                       {u"bytes"_s, source.bytes},
                       {u"options"_s, source.options},
                       {u"imported_at"_s, timeJson(source.importedAt)},
                       {u"read"_s, source.read},
                       {u"accepted"_s, source.accepted},
                       {u"rejected"_s, source.rejected},
                       {u"duplicates"_s, source.duplicate},
                       {u"from"_s, source.span ? timeJson(source.span->from) : QJsonValue()},
                       {u"to"_s, source.span ? timeJson(source.span->to) : QJsonValue()},
                       {u"coverage"_s, arrayOf(source.coverage, rangeJson)},
                       {u"notes"_s, strings(source.notes)},
                       {u"withdrawn"_s, source.withdrawn},
                       {u"simulated"_s, source.simulated}};
}

QJsonValue problemJson(const Problem& problem)
{
    return QJsonObject{{u"source"_s, problem.source},
                       {u"line"_s, problem.line},
                       {u"column"_s, problem.column > 0 ? QJsonValue(problem.column) : QJsonValue()},
                       {u"reason"_s, problem.reason},
                       {u"text"_s, problem.text}};
}

QJsonValue moneyJson(const Money& money)
{
    return QJsonObject{{u"amount"_s, money.amount.isValid() ? QJsonValue(money.amount.toString()) : QJsonValue()},
                       {u"currency"_s, money.currency},
                       {u"kind"_s, moneyKindName(money.kind)},
                       {u"note"_s, money.note}};
}

QJsonValue placeJson(const Place& place)
{
    return QJsonObject{
        {u"country"_s, place.country}, {u"role"_s, place.role}, {u"name"_s, place.name}, {u"source"_s, place.source}};
}

QJsonValue claimJson(const Claim& claim)
{
    return QJsonObject{{u"quantity"_s, claim.quantity},
                       {u"kind"_s, claim.kind},
                       {u"value"_s, claim.value.isValid() ? QJsonValue(claim.value.toString()) : QJsonValue()},
                       {u"unit"_s, claim.unit},
                       {u"as_of"_s, claim.asOf},
                       {u"claimed_by"_s, claim.claimedBy},
                       {u"source"_s, claim.source},
                       {u"note"_s, claim.note}};
}

QJsonValue eventTimeJson(const EventTime& time, const Zone& zone)
{
    QJsonObject object{{u"original"_s, time.original}, {u"zone"_s, time.zone}};
    if (!time.range) {
        object.insert(u"from"_s, QJsonValue());
        object.insert(u"to"_s, QJsonValue());
        return object;
    }
    object.insert(u"precision"_s, precisionName(time.precision));
    object.insert(u"from"_s, timeJson(time.range->from));
    object.insert(u"to"_s, timeJson(time.range->to));
    object.insert(u"local_from"_s, isoLocal(time.range->from, zone));
    object.insert(u"local_to"_s, isoLocal(time.range->to, zone));
    return object;
}

QJsonObject extraJson(const QMap<QString, QString>& extra)
{
    QJsonObject object;
    for (auto entry = extra.begin(); entry != extra.end(); ++entry)
        object.insert(entry.key(), entry.value());
    return object;
}

QJsonObject eventJson(const Event& event, const Zone& zone)
{
    return {{u"id"_s, event.id},
            {u"external_id"_s, event.externalId},
            {u"time"_s, eventTimeJson(event.time, zone)},
            {u"title"_s, event.title},
            {u"category"_s, event.category},
            {u"subtype"_s, event.subtype},
            {u"actor"_s, event.actor},
            {u"target"_s, event.target},
            {u"countries"_s, strings(event.countries)},
            {u"channels"_s, strings(event.channels)},
            {u"certainty"_s, certaintyName(event.certainty)},
            {u"verified"_s, event.verified},
            {u"note"_s, event.note},
            {u"amounts"_s, arrayOf(event.amounts, moneyJson)},
            {u"citations"_s, arrayOf(event.citations, [](const Citation& c) { return QJsonValue(c.text); })},
            {u"places"_s, arrayOf(event.places, placeJson)},
            {u"claims"_s, arrayOf(event.claims, claimJson)},
            {u"tags"_s, strings(event.tags)},
            {u"extra"_s, extraJson(event.extra)},
            {u"source"_s, event.source > 0 ? QJsonValue(event.source) : QJsonValue()},
            {u"record"_s, event.record > 0 ? QJsonValue(event.record) : QJsonValue()}};
}

QJsonValue annotationJson(const Annotation& annotation)
{
    const bool isPeriod = annotation.eventId.isEmpty();
    return QJsonObject{{u"id"_s, annotation.id},
                       {u"event"_s, isPeriod ? QJsonValue() : QJsonValue(annotation.eventId)},
                       {u"from"_s, isPeriod ? timeJson(annotation.period.from) : QJsonValue()},
                       {u"to"_s, isPeriod ? timeJson(annotation.period.to) : QJsonValue()},
                       {u"text"_s, annotation.text},
                       {u"tags"_s, strings(annotation.tags)},
                       {u"starred"_s, annotation.starred},
                       {u"author"_s, annotation.author},
                       {u"created_at"_s, timeJson(annotation.createdAt)},
                       {u"changed_at"_s, timeJson(annotation.changedAt)}};
}

QJsonObject figureObject(const ExportFigure& figure, const Zone& zone)
{
    const Zone own = zoneOf(figure.result, zone);
    QJsonObject object = toJson(figure.result, &own);
    object.insert(u"id"_s, figure.id);
    object.insert(u"title"_s, figure.title);
    object.insert(u"zone"_s, own.name());
    return object;
}

QJsonArray auditJson(const QByteArray& lines)
{
    QJsonArray rows;
    for (const QByteArray& line : lines.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const QJsonDocument row = QJsonDocument::fromJson(line);
        rows.append(row.isObject() ? QJsonValue(row.object()) : QJsonValue(QString::fromUtf8(line)));
    }
    return rows;
}

QJsonArray rulesArray(const std::vector<Rule>& rules)
{
    return arrayOf(rules, ruleJson);
}

} // namespace

QByteArray rulesJson(const std::vector<Rule>& rules)
{
    return QJsonDocument(QJsonObject{{u"tideline_rules"_s, 1}, {u"rules"_s, rulesArray(rules)}}).toJson();
}

QByteArray figureJson(const ExportFigure& figure, const Zone& zone)
{
    return QJsonDocument(figureObject(figure, zone)).toJson();
}

QByteArray caseJson(const ExportContent& content, const Zone& zone)
{
    const auto event = [&zone](const EventPtr& given) { return QJsonValue(eventJson(*given, zone)); };
    const auto figure = [&zone](const ExportFigure& given) { return QJsonValue(figureObject(given, zone)); };
    const QJsonObject document{{u"format"_s, u"tideline-case"_s},
                               {u"version"_s, 1},
                               {u"software"_s, QStringLiteral("Tideline " TIDELINE_VERSION)},
                               {u"exported_at"_s, timeJson(content.exportedAt)},
                               {u"zone"_s, zone.name()},
                               {u"from"_s, timeJson(content.range.from)},
                               {u"to"_s, timeJson(content.range.to)},
                               {u"where"_s, content.where},
                               {u"simulated"_s, content.simulated},
                               {u"audit_head"_s, content.auditHead},
                               {u"data_fingerprint"_s, content.dataFingerprint},
                               {u"case"_s, caseInfoJson(content.info)},
                               {u"windows"_s, arrayOf(content.windows, windowJson)},
                               {u"subjects"_s, arrayOf(content.subjects, subjectJson)},
                               {u"rules"_s, rulesArray(content.rules)},
                               {u"sources"_s, arrayOf(content.sources, sourceJson)},
                               {u"problems"_s, arrayOf(content.problems, problemJson)},
                               {u"events"_s, arrayOf(content.events, event)},
                               {u"annotations"_s, arrayOf(content.annotations, annotationJson)},
                               {u"figures"_s, arrayOf(content.figures, figure)},
                               {u"audit"_s, auditJson(content.auditJsonl)}};
    return QJsonDocument(document).toJson();
}

} // namespace tideline
