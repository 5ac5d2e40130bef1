// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/coins.h"

#include <QStringList>

#include <algorithm>

namespace tideline {

namespace {

constexpr char16_t base58Letters[] = u"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr char16_t bech32Letters[] = u"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr char16_t hexLetters[] = u"0123456789abcdefABCDEF";

/// One way to write an address: what it begins with (any of a list; it counts towards the length), its letters and
/// how many characters it has.
struct Shape
{
    const char* coin;
    const char* beginnings; ///< separated by blanks; empty = any
    const char16_t* letters;
    int least, most;
};

constexpr Shape shapes[] = {
    {"XBT", "1 3", base58Letters, 26, 35},
    {"XBT", "bc1", bech32Letters, 42, 62},
    {"ETH", "0x", hexLetters, 42, 42},
    {"LTC", "L M 3", base58Letters, 33, 34},
    {"LTC", "ltc1", bech32Letters, 43, 63},
    {"TRX", "T", base58Letters, 34, 34},
    {"XMR", "4 8", base58Letters, 95, 106},
    {"XMR", "", hexLetters, 64, 64}, // a payment id, which OFAC lists as an address
    {"BCH", "q p", bech32Letters, 42, 42},
    {"BCH", "bitcoincash:", bech32Letters, 54, 54},
    {"BCH", "1 3", base58Letters, 26, 35},
    {"BSV", "1 3", base58Letters, 26, 35},
    {"BTG", "G A", base58Letters, 33, 35},
    {"DASH", "X 7", base58Letters, 34, 34},
    {"ZEC", "t1 t3", base58Letters, 35, 35},
    {"ZEC", "zs1", bech32Letters, 78, 78},
    {"XVG", "D", base58Letters, 34, 34},
    {"XRP", "r", base58Letters, 25, 35},
    {"SOL", "", base58Letters, 32, 44},
    {"ETC", "0x", hexLetters, 42, 42},
    {"ARB", "0x", hexLetters, 42, 42},
    {"BSC", "0x", hexLetters, 42, 42},
    {"USDC", "0x", hexLetters, 42, 42},
    {"USDC", "", base58Letters, 32, 44},
    {"USDT", "0x", hexLetters, 42, 42},
    {"USDT", "T", base58Letters, 34, 34},
    {"USDT", "1 3", base58Letters, 26, 35},
};
/// Shapes that are unmistakable, the first of the list.
constexpr int telling = 7;

bool fits(const Shape& shape, QStringView address)
{
    if (address.size() < shape.least || address.size() > shape.most)
        return false;
    const QString lower = address.toString().toLower();
    const bool upperBech32 = shape.letters == bech32Letters && address.toString().toUpper() == address;
    const QStringView text = upperBech32 ? QStringView(lower) : address;
    QStringView rest = text;
    const QStringList beginnings = QString::fromLatin1(shape.beginnings).split(u' ', Qt::SkipEmptyParts);
    const auto begun = std::find_if(beginnings.begin(), beginnings.end(),
                                    [text](const QString& beginning) { return text.startsWith(beginning); });
    if (begun != beginnings.end())
        rest = text.mid(begun->size());
    else if (!beginnings.isEmpty())
        return false;
    return std::all_of(rest.begin(), rest.end(), [&shape](QChar c) { return QStringView(shape.letters).contains(c); });
}

} // namespace

std::optional<bool> hasCoinShape(const QString& coin, QStringView address)
{
    std::optional<bool> found;
    for (const Shape& shape : shapes) {
        if (coin == QLatin1String(shape.coin))
            found = found.value_or(false) || fits(shape, address);
    }
    return found;
}

QString coinOfAddress(QStringView address)
{
    const auto* const end = shapes + telling;
    const auto* const shape = std::find_if(shapes, end, [address](const Shape& s) { return fits(s, address); });
    return shape == end ? QString() : QString::fromLatin1(shape->coin);
}

QString addressKey(const QString& address)
{
    const bool noCase = address.startsWith(u"0x") || address.startsWith(u"bc1", Qt::CaseInsensitive) ||
                        address.startsWith(u"ltc1", Qt::CaseInsensitive);
    return noCase ? address.toLower() : address;
}

} // namespace tideline
