// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/remote/batchplan.h"
#include "models/remote/sqltext.h"

#include <vector>

namespace tideline {

/// The distinct texts that records carry. What a rule or a filter says of a text is decided here, over these, exactly
/// as the embedded store decides it over its dictionaries; the server only compares bytes.
struct FlowTexts
{
    std::vector<QString> services, states, exporters;
};

/// Which side of a flow a question sees it from, and what names it gets, as expressions over the columns of a row.
/// Subjects and rules travel along within the question; countries and AS numbers of the network tables stand in the
/// rows.
class FlowSql
{
public:
    struct Shape
    {
        const Subject* subject = nullptr; ///< of the question
        bool bySubject = false;           ///< a row for each subject a flow belongs to
        bool byDirection = false;         ///< a row for each direction
    };
    FlowSql(const Attribution& attribution, const FlowTexts& texts, Shape shape);

    /// "ARRAY JOIN … AS code", or nothing: makes the rows of a flow. A code has bit 0 the direction (1 = in), bit 1
    /// whether local is dst, and above them the number of the view.
    QByteArray arrayJoin() const;

    QByteArray localIsDst() const;
    QByteArray directionIn() const { return "bitTest(code,0)"; }
    /// `ifSrc` where src is local, else `ifDst`.
    QByteArray choose(const QByteArray& ifSrc, const QByteArray& ifDst) const;
    QByteArray local() const { return choose("src", "dst"); }
    QByteArray peer() const { return choose("dst", "src"); }
    QByteArray asn() const;
    /// The place in countries().
    QByteArray country() const { return choose("dst_country", "src_country"); }
    // Texts: "unknown" where there is no answer.
    QByteArray label(RuleSet set) const;
    QByteArray prefix() const;
    QByteArray subjectName() const;
    QByteArray sourceTitle() const;

    // Everything that the texts above can be.
    std::vector<QString> countries() const { return countryNames(m_attribution.networks); }
    std::vector<QString> labels(RuleSet set) const;
    std::vector<QString> prefixes() const;

    const Attribution& attribution() const { return m_attribution; }
    const FlowTexts& texts() const { return m_texts; }

private:
    using Members = std::vector<SubjectMember>;
    QByteArray view() const { return "bitShiftRight(code,2)"; }
    QByteArray codes(std::size_t view, const QByteArray& condition, const QByteArray& localIsDst) const;
    QByteArray ruleCondition(const Rule& rule) const;
    Members pooledMembers() const;

    const Attribution& m_attribution;
    const FlowTexts& m_texts;
    Shape m_shape;
};

} // namespace tideline
