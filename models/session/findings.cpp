// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/findings.h"

#include "models/core/timetext.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace tideline {

namespace {

const QString kind = QStringLiteral("finding");

QString digestOf(const Table& table)
{
    const QByteArray json = QJsonDocument(toJson(table)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
}

Result<Finding> fromJson(const QJsonObject& json)
{
    Finding finding;
    finding.id = json[QStringLiteral("id")].toString();
    finding.statement = json[QStringLiteral("statement")].toString();
    auto question = Question::fromJson(json[QStringLiteral("question")].toObject());
    if (!question)
        return question.error();
    finding.question = std::move(*question);
    const QJsonObject headline = json[QStringLiteral("headline")].toObject();
    if (headline[QStringLiteral("value")].isDouble())
        finding.headline.value = headline[QStringLiteral("value")].toDouble();
    finding.headline.unit = headline[QStringLiteral("unit")].toString();
    finding.headline.text = headline[QStringLiteral("text")].toString();
    const QJsonArray interval = headline[QStringLiteral("interval")].toArray();
    if (interval.size() == 2)
        finding.headline.interval = std::pair(interval[0].toDouble(), interval[1].toDouble());
    finding.tableDigest = json[QStringLiteral("table_sha256")].toString();
    finding.fingerprint = json[QStringLiteral("fingerprint")].toString();
    finding.author = json[QStringLiteral("author")].toString();
    if (const auto at = parseTime(json[QStringLiteral("pinned_at")].toString(), Zone::utc()); at && at->range)
        finding.pinnedAt = at->range->from;
    return finding;
}

} // namespace

QString findingStateName(FindingState state)
{
    switch (state) {
    case FindingState::Same:
        return QStringLiteral("same");
    case FindingState::Changed:
        return QStringLiteral("changed");
    case FindingState::CannotCompute:
        break;
    }
    return QStringLiteral("cannot compute");
}

Finding makeFinding(const MeasureResult& result, const QString& statement, const QString& author, Micros at)
{
    Finding finding;
    finding.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    finding.statement = statement;
    if (auto question = Question::fromJson(result.question))
        finding.question = std::move(*question);
    finding.question.measure = result.measure;
    finding.headline = result.headline;
    finding.tableDigest = digestOf(result.table);
    finding.fingerprint = result.fingerprint;
    finding.author = author;
    finding.pinnedAt = at;
    return finding;
}

Result<std::vector<Finding>> loadFindings(const CaseFile& file)
{
    const auto documents = file.documents(kind);
    if (!documents)
        return documents.error();
    std::vector<Finding> findings;
    for (const NamedDocument& document : *documents) {
        auto finding = fromJson(document.content);
        if (!finding)
            return finding.error();
        findings.push_back(std::move(*finding));
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.pinnedAt < b.pinnedAt; });
    return findings;
}

Result<void> saveFinding(CaseFile& file, const Finding& finding)
{
    return file.putDocument({kind, finding.id, toJson(finding)});
}

FindingCheck checkFinding(const CaseFile& file, const CaseSnapshot& snapshot, const Finding& finding,
                          const Progress& progress)
{
    FindingCheck check;
    check.finding = finding;
    const auto result = askMeasure(file, snapshot, finding.question, progress);
    if (!result) {
        check.state = FindingState::CannotCompute;
        check.reason = result.error().text();
        return check;
    }
    check.now = result->headline.text;
    if (digestOf(result->table) == finding.tableDigest && result->headline.text == finding.headline.text)
        return check;
    check.state = FindingState::Changed;
    check.reason = result->fingerprint == finding.fingerprint
                       ? QStringLiteral("The same data give another answer in this version")
                       : QStringLiteral("The data, rules or subjects changed since");
    return check;
}

QJsonObject toJson(const Finding& finding)
{
    const MeasureResult::Headline& headline = finding.headline;
    return {
        {QStringLiteral("id"), finding.id},
        {QStringLiteral("statement"), finding.statement},
        {QStringLiteral("question"), finding.question.toJson()},
        {QStringLiteral("headline"),
         QJsonObject{{QStringLiteral("value"), headline.value ? QJsonValue(*headline.value) : QJsonValue()},
                     {QStringLiteral("unit"), headline.unit},
                     {QStringLiteral("text"), headline.text},
                     {QStringLiteral("interval"),
                      headline.interval ? QJsonValue(QJsonArray{headline.interval->first, headline.interval->second})
                                        : QJsonValue()}}},
        {QStringLiteral("table_sha256"), finding.tableDigest},
        {QStringLiteral("fingerprint"), finding.fingerprint},
        {QStringLiteral("author"), finding.author},
        {QStringLiteral("pinned_at"), isoUtc(finding.pinnedAt)}};
}

QJsonObject toJson(const FindingCheck& check)
{
    QJsonObject json = toJson(check.finding);
    json[QStringLiteral("state")] = findingStateName(check.state);
    json[QStringLiteral("now")] = check.now;
    json[QStringLiteral("reason")] = check.reason;
    return json;
}

} // namespace tideline
