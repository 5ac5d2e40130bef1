// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/memberset.h"

namespace tideline {

void MemberSet::add(const Subject& subject, AddressClasses& classes, TimeSegments& segments, TextPool& texts)
{
    for (const SubjectMember& member : subject.members) {
        Member compiled;
        compiled.asn = member.asn;
        compiled.valid = member.valid;
        if (member.prefix) {
            compiled.list = classes.addList({*member.prefix});
            compiled.length = member.prefix->length;
            compiled.text = texts.intern(member.prefix->toString());
        }
        segments.addEdges(member.valid);
        m_members.push_back(compiled);
    }
}

bool MemberSet::usesAsns() const
{
    return std::any_of(m_members.begin(), m_members.end(), [](const Member& member) { return member.list < 0; });
}

bool MemberSet::hasClass(const AddressClasses& classes, std::uint32_t addressClass, Micros time) const
{
    return addressClass != 0 && std::any_of(m_members.begin(), m_members.end(), [&](const Member& member) {
               return member.list >= 0 && member.valid.contains(time) && classes.contains(addressClass, member.list);
           });
}

bool MemberSet::hasAsn(std::uint32_t asn, Micros time) const
{
    return asn != 0 && std::any_of(m_members.begin(), m_members.end(), [&](const Member& member) {
               return member.list < 0 && member.asn == asn && member.valid.contains(time);
           });
}

std::uint32_t MemberSet::prefix(const AddressClasses& classes, std::uint32_t addressClass, Micros time) const
{
    const Member* best = nullptr;
    for (const Member& member : m_members) {
        const bool holds = addressClass != 0 && member.list >= 0 && member.valid.contains(time) &&
                           classes.contains(addressClass, member.list);
        if (holds && (!best || member.length > best->length))
            best = &member;
    }
    return best ? best->text : TextPool::unknown;
}

} // namespace tideline
