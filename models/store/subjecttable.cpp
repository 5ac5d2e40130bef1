// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casetables.h"
#include "models/store/listingtable.h"
#include "models/store/seal.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <algorithm>

namespace tideline {
namespace {

QString joinDays(const QList<int>& days)
{
    QStringList texts;
    for (const int day : days)
        texts << QString::number(day);
    return texts.join(u',');
}

QList<int> splitDays(const QString& text)
{
    QList<int> days;
    for (const QString& day : text.split(u',', Qt::SkipEmptyParts))
        days << day.toInt();
    return days;
}

std::vector<Subject> loadHandMade(Database& database)
{
    std::vector<Subject> subjects;
    {
        Statement rows(database, "SELECT name, zone, weekend, office_from, office_to FROM subject ORDER BY name");
        while (rows.step()) {
            Subject subject;
            subject.name = rows.text(0);
            subject.zone = rows.text(1);
            subject.weekend = splitDays(rows.text(2));
            subject.officeFrom = int(rows.integer(3));
            subject.officeTo = int(rows.integer(4));
            subjects.push_back(subject);
        }
    }
    Statement members(database, "SELECT prefix, asn, t_from, t_to FROM subject_member WHERE subject = ?1"
                                " ORDER BY ordinal");
    for (Subject& subject : subjects) {
        members.bind(subject.name);
        while (members.step()) {
            SubjectMember member;
            if (!members.isNull(0))
                member.prefix = Prefix::parse(members.text(0));
            member.asn = std::uint32_t(members.integer(1));
            member.valid = {members.integer(2), members.integer(3)};
            subject.members.push_back(member);
        }
    }
    return subjects;
}

} // namespace

std::vector<Subject> loadSubjects(Database& database)
{
    std::vector<Subject> subjects = loadHandMade(database);
    QHash<QString, std::vector<SubjectMember>> imported = loadMembers(database);
    for (Subject& subject : subjects) {
        const std::vector<SubjectMember> more = imported.take(subject.name);
        for (const SubjectMember& member : more) {
            if (std::find(subject.members.begin(), subject.members.end(), member) == subject.members.end())
                subject.members.push_back(member);
        }
    }
    // Settings that somebody gave to a subject whose members are all withdrawn now: it comes back with them.
    const QSet<QString> hidden = hiddenSubjects(database);
    std::erase_if(subjects,
                  [&](const Subject& subject) { return subject.members.empty() && hidden.contains(subject.name); });
    if (imported.isEmpty())
        return subjects;
    Subject fresh;
    fresh.zone = loadInfo(database).zone; // a delegation file says nothing of clocks
    for (auto it = imported.begin(); it != imported.end(); ++it) {
        fresh.name = it.key();
        fresh.members = std::move(it.value());
        subjects.push_back(fresh);
    }
    const auto byName = [](const Subject& a, const Subject& b) { return a.name.toUtf8() < b.name.toUtf8(); };
    std::sort(subjects.begin(), subjects.end(), byName);
    return subjects;
}

void saveSubject(const Transaction& transaction, const Subject& subject)
{
    Database& database = transaction.database();
    // Members that came with a source stay its own; those that are missing now were taken out by the user.
    const std::vector<SubjectMember> imported = keepMembers(transaction, subject.name, &subject.members);
    std::vector<SubjectMember> own;
    {
        const std::vector<Subject> before = loadHandMade(database);
        const auto same = std::find_if(before.begin(), before.end(),
                                       [&](const Subject& other) { return other.name == subject.name; });
        for (const SubjectMember& member : subject.members) {
            const bool wasOwn = same != before.end() &&
                                std::find(same->members.begin(), same->members.end(), member) != same->members.end();
            if (wasOwn || std::find(imported.begin(), imported.end(), member) == imported.end())
                own.push_back(member);
        }
    }
    Statement(database, "DELETE FROM subject WHERE name = ?1").bind(subject.name).run();
    Statement(database, "INSERT INTO subject VALUES(?1, ?2, ?3, ?4, ?5)")
        .bind(subject.name, subject.zone, joinDays(subject.weekend), subject.officeFrom, subject.officeTo)
        .run();
    Statement insert(database, "INSERT INTO subject_member VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    int ordinal = 0;
    for (const SubjectMember& member : own) {
        std::optional<QString> prefix;
        if (member.prefix)
            prefix = member.prefix->toString();
        insert.bind(subject.name, ordinal++, prefix, member.asn, member.valid.from, member.valid.to).run();
    }
    seal(transaction, {"subject", "subject_member"});
}

void removeSubjectRow(const Transaction& transaction, const QString& name)
{
    Database& database = transaction.database();
    const QHash<QString, std::vector<SubjectMember>> imported = loadMembers(database);
    Statement(database, "DELETE FROM subject WHERE name = ?1").bind(name).run();
    if (!database.failed() && database.changedRows() == 0 && !imported.contains(name))
        database.fail(Error{ErrorCode::NotFound,
                            StoreText::tr("There is no %1").arg(StoreText::tr("subject \"%1\"").arg(name)),
                            {},
                            {}});
    keepMembers(transaction, name, nullptr);
    seal(transaction, {"subject", "subject_member"});
}

} // namespace tideline
