// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/flows/addressclasses.h"
#include "models/flows/textpool.h"
#include "models/flows/timesegments.h"

namespace tideline {

/// The members of one subject (or of several together), compiled: membership is a matter of address class, origin AS
/// and time.
class MemberSet
{
public:
    /// Adds a subject's members; before classes and segments are built.
    void add(const Subject& subject, AddressClasses& classes, TimeSegments& segments, TextPool& texts);

    bool usesAsns() const;
    bool hasClass(const AddressClasses& classes, std::uint32_t addressClass, Micros time) const;
    bool hasAsn(std::uint32_t asn, Micros time) const;
    /// The most specific prefix that holds, as a text's number.
    std::uint32_t prefix(const AddressClasses& classes, std::uint32_t addressClass, Micros time) const;

private:
    struct Member
    {
        int list = -1; ///< of AddressClasses; -1 for an AS
        std::uint32_t asn = 0;
        TimeRange valid;
        int length = 0;
        std::uint32_t text = TextPool::unknown;
    };
    std::vector<Member> m_members;
};

} // namespace tideline
