// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tideline {

/// An exact decimal number: digits × 10^-scale, up to 36 digits. Money is never a double.
class Decimal
{
public:
    Decimal() = default;
    static Decimal fromInteger(qint64 value);
    /// "1234.50", "-3", with `decimalSign` '.' or ','; the other of the two, blanks and ' are accepted as thousands
    /// signs where they stand between groups of three. nullopt for anything else or over 36 digits.
    static std::optional<Decimal> parse(QStringView text, QChar decimalSign = u'.');

    QString toString() const; ///< shortest exact form: "1234.5"; "overflow" if not valid
    double toDouble() const;  ///< nearest double; NaN if not valid
    /// False for a sum beyond 36 digits; it stays so and never equals a number.
    bool isValid() const { return m_scale >= 0; }
    bool isZero() const { return isValid() && m_digits == 0; }
    /// Exact; a sum that needs more than 36 digits is not valid.
    Decimal operator+(const Decimal& other) const;
    Decimal operator-() const;
    bool operator==(const Decimal& other) const { return compare(other) == 0; }
    bool operator<(const Decimal& other) const { return compare(other) < 0; }

private:
    int compare(const Decimal& other) const;
    void normalise();
    __int128 m_digits = 0;
    int m_scale = 0;
};

} // namespace tideline
