// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/sourcetext.h"

#include "models/core/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace tideline {

SourceText sourceText(const CaseSnapshot& snapshot, qint64 source, qint64 record)
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("SourceText", text); };
    const auto it = std::find_if(snapshot.allSources.begin(), snapshot.allSources.end(),
                                 [source](const Source& each) { return each.id == source; });
    if (it == snapshot.allSources.end())
        return {translated("entered by hand"), {}};
    QString hash = it->sha256;
    if (hash.size() > 24)
        hash = hash.left(10) + u'…' + hash.right(10);
    return {translated("%1, line %2").arg(it->name).arg(record), hash};
}

QString coverageHint(const CaseFacts& facts, const Event& event)
{
    const std::vector<TimeRange> coverage = facts.coverage();
    if (coverage.empty() || !event.time.range)
        return {};
    const TimeRange& at = *event.time.range;
    if (std::any_of(coverage.begin(), coverage.end(), [&](const TimeRange& range) { return range.overlaps(at); }))
        return {};
    const auto translated = [](const char* text) { return QCoreApplication::translate("SourceText", text); };
    if (at.to <= coverage.front().from)
        return translated("No traffic here: the recording begins %1 later")
            .arg(durationText(coverage.front().from - at.to));
    if (at.from >= coverage.back().to)
        return translated("No traffic here: the recording ended %1 before")
            .arg(durationText(at.from - coverage.back().to));
    const auto next =
        std::find_if(coverage.begin(), coverage.end(), [&](const TimeRange& range) { return range.from >= at.to; });
    return translated("No traffic here: a gap of %1").arg(durationText(next->from - (next - 1)->to));
}

QJsonObject sourceFacts(const Source& source)
{
    const auto time = [&source](Micros TimeRange::*end) {
        return source.span ? QJsonValue(isoUtc((*source.span).*end)) : QJsonValue();
    };
    return {{QStringLiteral("format"), source.format},
            {QStringLiteral("kind"), source.kind},
            {QStringLiteral("sha256"), source.sha256},
            {QStringLiteral("bytes"), source.bytes},
            {QStringLiteral("read"), source.read},
            {QStringLiteral("accepted"), source.accepted},
            {QStringLiteral("rejected"), source.rejected},
            {QStringLiteral("duplicates"), source.duplicate},
            {QStringLiteral("from"), time(&TimeRange::from)},
            {QStringLiteral("to"), time(&TimeRange::to)},
            {QStringLiteral("notes"), QJsonArray::fromStringList(source.notes)}};
}

} // namespace tideline
