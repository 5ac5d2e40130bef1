// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casefileprivate.h"

namespace tideline {
namespace {

/// Ends of time are left out.
void addRange(QJsonObject& detail, const TimeRange& range)
{
    if (range.from != TimeRange::beginning())
        detail.insert(QStringLiteral("from"), qint64(range.from));
    if (range.to != TimeRange::end())
        detail.insert(QStringLiteral("to"), qint64(range.to));
}

} // namespace

QJsonObject annotationDetail(const Annotation& annotation)
{
    QJsonObject detail{{QStringLiteral("id"), annotation.id}, {QStringLiteral("text"), annotation.text}};
    if (annotation.eventId.isEmpty())
        addRange(detail, annotation.period);
    else
        detail.insert(QStringLiteral("event"), annotation.eventId);
    if (!annotation.tags.isEmpty())
        detail.insert(QStringLiteral("tags"), QJsonArray::fromStringList(annotation.tags));
    if (annotation.starred)
        detail.insert(QStringLiteral("starred"), true);
    return detail;
}

QJsonObject rangeDetail(const QString& name, const TimeRange& range)
{
    QJsonObject detail{{QStringLiteral("name"), name}};
    addRange(detail, range);
    return detail;
}

QJsonObject subjectDetail(const Subject& subject)
{
    QJsonArray members;
    for (const SubjectMember& member : subject.members) {
        QJsonObject entry;
        if (member.prefix)
            entry.insert(QStringLiteral("prefix"), member.prefix->toString());
        else
            entry.insert(QStringLiteral("asn"), qint64(member.asn));
        addRange(entry, member.valid);
        members << entry;
    }
    return {{QStringLiteral("name"), subject.name},
            {QStringLiteral("zone"), subject.zone},
            {QStringLiteral("members"), members}};
}

QJsonObject rulesDetail(const std::vector<Rule>& rules)
{
    QJsonArray labels;
    for (const Rule& rule : rules)
        labels << ruleSetName(rule.set) + QStringLiteral(": ") + rule.label;
    return {{QStringLiteral("count"), qint64(rules.size())}, {QStringLiteral("rules"), labels}};
}

QJsonObject mergesDetail(const std::vector<EventMerge>& merges)
{
    QJsonArray pairs;
    for (const EventMerge& merge : merges)
        pairs << QJsonArray{merge.kept, merge.other, merge.how};
    return {{QStringLiteral("pairs"), pairs}};
}

QJsonObject sourceDetail(const Source& source)
{
    return {{QStringLiteral("source"), source.id},         {QStringLiteral("name"), source.name},
            {QStringLiteral("sha256"), source.sha256},     {QStringLiteral("bytes"), source.bytes},
            {QStringLiteral("format"), source.format},     {QStringLiteral("options"), source.options},
            {QStringLiteral("read"), source.read},         {QStringLiteral("accepted"), source.accepted},
            {QStringLiteral("rejected"), source.rejected}, {QStringLiteral("duplicate"), source.duplicate}};
}

QJsonObject eventDetail(const Event& before, const Event& after)
{
    QJsonObject fields;
    for (const EventField& field : eventFields()) {
        const QString was = field.get(before);
        const QString is = field.get(after);
        if (was != is)
            fields.insert(QLatin1String(field.key), QJsonArray{was, is});
    }
    return fields;
}

} // namespace tideline
