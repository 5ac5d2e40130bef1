// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/timetext.h"

#include <optional>

namespace tideline {

/// What a text says, before any zone is applied.
struct WrittenTime
{
    CivilTime civil; ///< hour may be 24 and second 60
    int fractionDigits = 0;
    Precision precision = Precision::Year;
    std::optional<Micros> offset;
};

/// Reads the forms that timetext.h lists; `reason` says why a text is none of them.
class TimeParser
{
public:
    TimeParser(QStringView text, DateOrder order) : m_text(text), m_order(order) {}

    std::optional<WrittenTime> run();
    const char* reason() const { return m_reason; }

private:
    bool fail(const char* reason);
    QChar peek(qsizetype ahead = 0) const;
    bool take(QChar c);
    qsizetype skipBlanks();
    int digitsAhead() const;
    int number(int digits);
    /// The whole run of digits ahead, which must have min..max digits.
    std::optional<int> numberOf(int min, int max);

    bool readDate();
    bool readYearFirst();
    bool readDayFirst();
    bool readMonthNameFirst();
    int readMonthName();
    bool setDate(int year, int month, int day, Precision precision);
    bool readClock();
    bool readDigitalClock();
    bool readFraction();
    bool readHalfOfDay();
    bool readZone();
    bool readOffset(bool afterClock);

    QStringView m_text;
    qsizetype m_at = 0;
    DateOrder m_order;
    WrittenTime m_time;
    const char* m_reason = "it is not in a form that is known";
};

} // namespace tideline
