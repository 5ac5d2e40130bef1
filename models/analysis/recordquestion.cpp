// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/recordquestion.h"

#include "models/analysis/completion.h"

#include <algorithm>

namespace tideline {

Result<Question> completeRecords(Question question, const CaseFacts& facts, const QString& measure, bool firstSubject)
{
    if (!question.where.isEmpty() || !question.events.isEmpty()) {
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("%1 reads no flows and no events and takes no filter of them").arg(measure),
                     {},
                     QStringLiteral("Leave where and events out; choose with subject, from and to")};
    }
    if (firstSubject && question.subject.isEmpty() && !facts.subjects.empty())
        question.subject = facts.subjects.front().name;
    return completeEvents(std::move(question), facts, measure);
}

bool belongs(const Subject* subject, const IpAddress& address, Micros at)
{
    if (!subject)
        return true;
    return std::any_of(subject->members.begin(), subject->members.end(), [&](const SubjectMember& member) {
        return member.prefix && member.valid.contains(at) && member.prefix->contains(address);
    });
}

bool belongs(const Subject* subject, const RouteRecord& route)
{
    if (!subject)
        return true;
    return std::any_of(subject->members.begin(), subject->members.end(), [&](const SubjectMember& member) {
        if (!member.valid.contains(route.at))
            return false;
        if (!member.prefix)
            return member.asn != 0 && member.asn == route.origin;
        return member.prefix->length <= route.prefix.length && member.prefix->contains(route.prefix.first);
    });
}

void addSources(MeasureResult& result, const CaseFacts& facts, const std::vector<qint64>& ids)
{
    for (const Source& source : facts.sources) {
        if (std::find(ids.begin(), ids.end(), source.id) != ids.end())
            addSource(result, source);
    }
}

} // namespace tideline
