// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timeparser.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr const char* monthNames[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

} // namespace

std::optional<WrittenTime> TimeParser::run()
{
    if (!readDate() || !readClock() || !readZone())
        return std::nullopt;
    if (m_at != m_text.size()) {
        fail("it goes on after the time");
        return std::nullopt;
    }
    return m_time;
}

bool TimeParser::fail(const char* reason)
{
    m_reason = reason;
    return false;
}

QChar TimeParser::peek(qsizetype ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
}

bool TimeParser::take(QChar c)
{
    const bool there = peek() == c && !c.isNull();
    m_at += there;
    return there;
}

qsizetype TimeParser::skipBlanks()
{
    const qsizetype from = m_at;
    while (take(u' ')) {
    }
    return m_at - from;
}

int TimeParser::digitsAhead() const
{
    int count = 0;
    while (isDigit(peek(count)))
        ++count;
    return count;
}

int TimeParser::number(int digits)
{
    int value = 0;
    while (digits-- > 0)
        value = value * 10 + (m_text[m_at++].unicode() - u'0');
    return value;
}

std::optional<int> TimeParser::numberOf(int min, int max)
{
    const int digits = digitsAhead();
    if (digits < min || digits > max)
        return std::nullopt;
    return number(digits);
}

bool TimeParser::setDate(int year, int month, int day, Precision precision)
{
    if (year < 1)
        return fail("there is no year 0");
    if (!isValidDate(year, month, day))
        return fail("the calendar has no such date");
    m_time.civil = {};
    m_time.civil.year = year;
    m_time.civil.month = month;
    m_time.civil.day = day;
    m_time.precision = precision;
    return true;
}

bool TimeParser::readDate()
{
    if (isLetter(peek()))
        return readMonthNameFirst();
    const int digits = digitsAhead();
    if (digits == 8) {
        const int year = number(4), month = number(2);
        return setDate(year, month, number(2), Precision::Day);
    }
    if (digits == 4)
        return readYearFirst();
    if (digits == 1 || digits == 2)
        return readDayFirst();
    return fail(digits > 4 ? "the year is outside 0001 to 9999" : "it does not begin with a date");
}

bool TimeParser::readYearFirst()
{
    const int year = number(4);
    const QChar sign = peek();
    if ((sign != u'-' && sign != u'/' && sign != u'.') || !isDigit(peek(1)))
        return setDate(year, 1, 1, Precision::Year);
    ++m_at;
    const auto month = numberOf(1, 2);
    if (!month)
        return fail("the month is not a number of one or two digits");
    if (peek() != sign || !isDigit(peek(1)))
        return sign == u'.' ? fail("the day is missing") : setDate(year, *month, 1, Precision::Month);
    ++m_at;
    const auto day = numberOf(1, 2);
    if (!day)
        return fail("the day is not a number of one or two digits");
    return setDate(year, *month, *day, Precision::Day);
}

bool TimeParser::readDayFirst()
{
    const int first = *numberOf(1, 2);
    const QChar sign = peek();
    if (sign != u'-' && sign != u'/' && sign != u'.' && sign != u' ')
        return fail("it does not begin with a date");
    ++m_at;
    const bool isNamed = isLetter(peek());
    const auto second = isNamed ? std::optional(readMonthName()) : numberOf(1, 2);
    if (!second || *second == 0)
        return fail("the month is not known");
    if (!take(sign) && !(isNamed && (take(u' ') || (take(u',') && take(u' ')))))
        return fail("the year is missing");
    const auto year = numberOf(4, 4);
    if (!year)
        return fail("the year does not have four digits");
    if (isNamed)
        return setDate(*year, *second, first, Precision::Day);
    switch (m_order) {
    case DateOrder::MonthDayYear:
        return setDate(*year, first, *second, Precision::Day);
    case DateOrder::DayMonthYear:
        return setDate(*year, *second, first, Precision::Day);
    case DateOrder::YearMonthDay:
        break;
    }
    return fail("which number is the day and which the month is not known");
}

bool TimeParser::readMonthNameFirst()
{
    const int month = readMonthName();
    if (month == 0)
        return fail("the month is not known");
    if (!take(u'-'))
        skipBlanks();
    if (digitsAhead() == 4)
        return setDate(number(4), month, 1, Precision::Month);
    const auto day = numberOf(1, 2);
    take(u',');
    skipBlanks();
    const auto year = numberOf(4, 4);
    if (!day || !year)
        return fail("the day or the year is missing");
    return setDate(*year, month, *day, Precision::Day);
}

/// 1..12, or 0. Three letters or the whole name, also "Sept" and a full stop after the short form.
int TimeParser::readMonthName()
{
    const qsizetype from = m_at;
    while (isLetter(peek()))
        ++m_at;
    const QStringView name = m_text.mid(from, m_at - from);
    for (int i = 0; i < 12; ++i) {
        const QLatin1String full(monthNames[i]);
        if (name.compare(full, Qt::CaseInsensitive) == 0)
            return i + 1;
        const bool isShort = name.size() == 3 || (i == 8 && name.size() == 4);
        if (isShort && name.compare(full.left(name.size()), Qt::CaseInsensitive) == 0) {
            take(u'.');
            return i + 1;
        }
    }
    return 0;
}

bool TimeParser::readClock()
{
    if (m_time.precision != Precision::Day)
        return true;
    const qsizetype before = m_at;
    const bool marked = take(u'T') || take(u't');
    if (!marked) {
        take(u',');
        if (skipBlanks() == 0 || !isDigit(peek())) {
            m_at = before;
            return true;
        }
    }
    const int digits = digitsAhead();
    CivilTime& civil = m_time.civil;
    if (marked && (digits == 4 || digits == 6)) {
        civil.hour = number(2);
        civil.minute = number(2);
        m_time.precision = digits == 6 ? Precision::Second : Precision::Minute;
        civil.second = digits == 6 ? number(2) : 0;
    } else if (!readDigitalClock()) {
        return false;
    }
    if (!readFraction() || !readHalfOfDay())
        return false;
    const bool isMidnight = civil.hour == 24 && civil.minute == 0 && civil.second == 0 && civil.micros == 0;
    if ((civil.hour > 23 && !isMidnight) || civil.minute > 59 || civil.second > 60)
        return fail("the clock has no such time");
    return true;
}

bool TimeParser::readDigitalClock()
{
    const auto hour = numberOf(1, 2);
    if (!hour || !take(u':'))
        return fail("the time of day is not written as hours and minutes");
    const auto minute = numberOf(2, 2);
    if (!minute)
        return fail("the minutes do not have two digits");
    m_time.civil.hour = *hour;
    m_time.civil.minute = *minute;
    m_time.precision = Precision::Minute;
    if (!take(u':'))
        return true;
    const auto second = numberOf(2, 2);
    if (!second)
        return fail("the seconds do not have two digits");
    m_time.civil.second = *second;
    m_time.precision = Precision::Second;
    return true;
}

bool TimeParser::readFraction()
{
    if (m_time.precision != Precision::Second || (!take(u'.') && !take(u',')))
        return true;
    const int digits = digitsAhead();
    if (digits < 1 || digits > 9)
        return fail("the fraction does not have one to nine digits");
    int micros = 0;
    for (int i = 0; i < std::max(digits, 6); ++i) {
        const int digit = i < digits ? number(1) : 0;
        if (i < 6)
            micros = micros * 10 + digit;
    }
    m_time.civil.micros = micros;
    m_time.fractionDigits = digits;
    m_time.precision = Precision::Fraction;
    return true;
}

bool TimeParser::readHalfOfDay()
{
    const qsizetype before = m_at;
    skipBlanks();
    const QChar half = peek().toUpper();
    if ((half != u'A' && half != u'P') || peek(1).toUpper() != u'M') {
        m_at = before;
        return true;
    }
    m_at += 2;
    int& hour = m_time.civil.hour;
    if (hour < 1 || hour > 12)
        return fail("with AM or PM the hour is 1 to 12");
    hour = hour % 12 + (half == u'P' ? 12 : 0);
    return true;
}

bool TimeParser::readZone()
{
    skipBlanks();
    if (m_at == m_text.size())
        return true;
    if (take(u'Z') || take(u'z')) {
        m_time.offset = 0;
        return true;
    }
    const QStringView word = m_text.mid(m_at, 3);
    const bool isNamed =
        word.compare(u"UTC", Qt::CaseInsensitive) == 0 || word.compare(u"GMT", Qt::CaseInsensitive) == 0;
    if (isNamed) {
        m_time.offset = 0;
        m_at += 3;
    }
    const QChar sign = peek();
    if (sign == u'+' || sign == u'-' || sign == QChar(0x2212))
        return readOffset(m_time.precision > Precision::Day);
    return isNamed || fail("it goes on after the time");
}

/// `+hh`, `+hhmm`, `+hh:mm`, `+hh:mm:ss`; after a bare date only with a colon, since "2017-10-01-05" is a slip.
bool TimeParser::readOffset(bool afterClock)
{
    if (m_time.precision < Precision::Day)
        return fail("a year or a month takes no offset");
    const bool isEast = peek() == u'+';
    ++m_at;
    const int digits = digitsAhead();
    if (digits != 2 && digits != 4)
        return fail("the offset from UTC is not written as +hh:mm");
    const int hours = number(2);
    int minutes = 0;
    int seconds = 0;
    const bool hasColon = digits == 2 && peek() == u':';
    if (!hasColon && !afterClock)
        return fail("the offset from UTC is not written as +hh:mm");
    if (digits == 4) {
        minutes = number(2);
    } else if (hasColon) {
        ++m_at;
        minutes = numberOf(2, 2).value_or(60);
        if (take(u':'))
            seconds = numberOf(2, 2).value_or(60);
    }
    if (hours > 23 || minutes > 59 || seconds > 59)
        return fail("the offset from UTC is a day or more, or no time");
    const Micros offset = hours * microsPerHour + minutes * microsPerMinute + seconds * microsPerSecond;
    m_time.offset = isEast ? offset : -offset;
    return true;
}

} // namespace tideline
