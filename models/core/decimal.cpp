// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/decimal.h"

#include <algorithm>
#include <limits>

namespace tideline {

namespace {

constexpr int maxDigits = 36;
constexpr int overflowScale = -1;

__int128 powerOfTen(int exponent)
{
    __int128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isBlank(QChar c)
{
    return c == u' ' || c == QChar(0x00A0) || c == QChar(0x202F) || c == QChar(0x2009);
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == QChar(0x2019);
}

/// Digits of the whole part without thousands signs; nullopt where the signs do not part groups of three.
std::optional<QString> ungrouped(QStringView whole, QChar decimalSign)
{
    const QChar otherSign = decimalSign == u',' ? u'.' : u',';
    QString digits;
    QChar sign;
    qsizetype sinceSign = 0;
    for (const QChar c : whole) {
        if (isDigit(c)) {
            digits += c;
            ++sinceSign;
            continue;
        }
        if (c != otherSign && !isBlank(c) && !isApostrophe(c))
            return std::nullopt;
        if (!sign.isNull() && c != sign)
            return std::nullopt;
        const bool fits = sign.isNull() ? sinceSign >= 1 && sinceSign <= 3 : sinceSign == 3;
        if (!fits)
            return std::nullopt;
        sign = c;
        sinceSign = 0;
    }
    if (!sign.isNull() && sinceSign != 3)
        return std::nullopt;
    return digits;
}

} // namespace

Decimal Decimal::fromInteger(qint64 value)
{
    Decimal decimal;
    decimal.m_digits = value;
    return decimal;
}

std::optional<Decimal> Decimal::parse(QStringView text, QChar decimalSign)
{
    text = text.trimmed();
    bool negative = false;
    if (!text.isEmpty() && (text[0] == u'-' || text[0] == u'+' || text[0] == QChar(0x2212))) {
        negative = text[0] != u'+';
        text = text.mid(1);
    }
    const qsizetype point = text.indexOf(decimalSign);
    const auto whole = ungrouped(point < 0 ? text : text.left(point), decimalSign);
    QStringView fraction = point < 0 ? QStringView() : text.mid(point + 1);
    if (!whole || (point >= 0 && fraction.isEmpty()) || (point < 0 && whole->isEmpty()) ||
        !std::all_of(fraction.begin(), fraction.end(), isDigit)) {
        return std::nullopt;
    }
    while (!fraction.isEmpty() && fraction.back() == u'0')
        fraction.chop(1);

    if (fraction.size() > maxDigits)
        return std::nullopt;
    Decimal decimal;
    int significant = 0;
    const QString digits = *whole + fraction.toString();
    for (const QChar c : digits) {
        significant += significant > 0 || c != u'0';
        if (significant > maxDigits)
            return std::nullopt;
        decimal.m_digits = decimal.m_digits * 10 + (c.unicode() - u'0');
    }
    decimal.m_scale = int(fraction.size());
    if (negative)
        decimal.m_digits = -decimal.m_digits;
    return decimal;
}

QString Decimal::toString() const
{
    if (!isValid())
        return QStringLiteral("overflow");
    const bool negative = m_digits < 0;
    unsigned __int128 rest = negative ? -static_cast<unsigned __int128>(m_digits) : m_digits;
    QString text;
    do {
        text.prepend(QChar(u'0' + int(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    if (m_scale > 0) {
        text = text.rightJustified(m_scale + 1, u'0');
        text.insert(text.size() - m_scale, u'.');
    }
    return negative ? u'-' + text : text;
}

double Decimal::toDouble() const
{
    return isValid() ? toString().toDouble() : std::numeric_limits<double>::quiet_NaN();
}

Decimal Decimal::operator+(const Decimal& other) const
{
    Decimal sum;
    sum.m_scale = std::max(m_scale, other.m_scale);
    const __int128 limit = powerOfTen(maxDigits);
    __int128 a, b;
    if (!isValid() || !other.isValid() || __builtin_mul_overflow(m_digits, powerOfTen(sum.m_scale - m_scale), &a) ||
        __builtin_mul_overflow(other.m_digits, powerOfTen(sum.m_scale - other.m_scale), &b) ||
        __builtin_add_overflow(a, b, &sum.m_digits) || sum.m_digits >= limit || sum.m_digits <= -limit) {
        sum.m_digits = 0;
        sum.m_scale = overflowScale;
        return sum;
    }
    sum.normalise();
    return sum;
}

Decimal Decimal::operator-() const
{
    Decimal negated = *this;
    negated.m_digits = -m_digits;
    return negated;
}

int Decimal::compare(const Decimal& other) const
{
    if (!isValid() || !other.isValid())
        return int(isValid()) - int(other.isValid());
    const int scale = std::max(m_scale, other.m_scale);
    __int128 a, b;
    // What cannot be scaled up exceeds 36 digits and with that everything on the other side.
    if (__builtin_mul_overflow(m_digits, powerOfTen(scale - m_scale), &a))
        return m_digits < 0 ? -1 : 1;
    if (__builtin_mul_overflow(other.m_digits, powerOfTen(scale - other.m_scale), &b))
        return other.m_digits < 0 ? 1 : -1;
    return a < b ? -1 : a > b ? 1 : 0;
}

void Decimal::normalise()
{
    while (m_scale > 0 && m_digits % 10 == 0) {
        m_digits /= 10;
        --m_scale;
    }
}

} // namespace tideline
