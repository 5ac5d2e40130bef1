// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/xlsxcells.h"

#include <QDate>

#include <cmath>

namespace tideline {

namespace {

constexpr qint64 msPerDay = 86'400'000;
constexpr double lastSerial = 2'958'466; // 10000-01-01

QString clockText(qint64 ms)
{
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    QString text = two(ms / 3'600'000) + u':' + two(ms / 60'000 % 60) + u':' + two(ms / 1000 % 60);
    if (ms % 1000 != 0)
        text += QStringLiteral(".%1").arg(ms % 1000, 3, 10, QLatin1Char('0'));
    return text;
}

QString plainNumber(const QString& stored, double value)
{
    if (!stored.contains(u'.') && !stored.contains(u'E', Qt::CaseInsensitive))
        return stored; // an integer, however long
    QString text = QString::number(value, 'g', 15);
    if (!text.contains(u'e') || std::abs(value) >= 1e21)
        return text;
    text = QString::number(value, 'f', 20);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

} // namespace

CellFormat formatOf(int builtIn)
{
    if ((builtIn >= 14 && builtIn <= 17) || (builtIn >= 27 && builtIn <= 31) || builtIn == 36 ||
        (builtIn >= 50 && builtIn <= 58))
        return CellFormat::Date;
    if (builtIn == 22)
        return CellFormat::DateTime;
    const bool clock =
        (builtIn >= 18 && builtIn <= 21) || (builtIn >= 32 && builtIn <= 35) || (builtIn >= 45 && builtIn <= 47);
    return clock ? CellFormat::Clock : CellFormat::Plain;
}

CellFormat formatOf(const QString& code)
{
    bool date = false, clock = false;
    QChar closing;
    for (qsizetype i = 0; i < code.size() && code[i] != u';'; ++i) {
        const QChar c = code[i].toLower();
        if (!closing.isNull()) {
            clock = clock || (closing == u']' && c == u'h'); // [h]:mm is a time, [Red] is none
            closing = c == closing ? QChar() : closing;
        } else if (c == u'"' || c == u'[') {
            closing = c == u'"' ? u'"' : u']';
        } else if (c == u'\\' || c == u'_' || c == u'*') {
            ++i;
        } else if (c == u'y' || c == u'd') {
            date = true;
        } else if (c == u'h' || c == u's') {
            clock = true;
        } else if (c == u'm' && !clock) {
            date = date || !code.contains(u'h', Qt::CaseInsensitive);
        }
    }
    if (code.compare(QStringLiteral("general"), Qt::CaseInsensitive) == 0)
        return CellFormat::Plain;
    return date ? (clock ? CellFormat::DateTime : CellFormat::Date) : clock ? CellFormat::Clock : CellFormat::Plain;
}

QString numberText(const QString& stored, CellFormat format, bool since1904)
{
    bool good = false;
    const double value = stored.toDouble(&good);
    if (!good || !std::isfinite(value))
        return stored;
    if (format == CellFormat::Plain || value < 0 || value >= lastSerial)
        return plainNumber(stored, value);
    const qint64 all = std::llround(value * double(msPerDay));
    const qint64 days = all / msPerDay, ms = all % msPerDay;
    if (format == CellFormat::Clock && days == 0)
        return clockText(ms);
    const QDate first = since1904 ? QDate(1904, 1, 1) : days < 60 ? QDate(1899, 12, 31) : QDate(1899, 12, 30);
    const QString date = first.addDays(days).toString(Qt::ISODate);
    return format == CellFormat::Date && ms == 0 ? date : date + u' ' + clockText(ms);
}

int columnOf(const QString& reference)
{
    int column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z' || column > 16'384)
            break;
        column = column * 26 + (c.unicode() - u'A' + 1);
    }
    return column - 1;
}

QString unescaped(const QString& text)
{
    QString out = text;
    for (qsizetype at = out.indexOf(QStringLiteral("_x")); at >= 0; at = out.indexOf(QStringLiteral("_x"), at + 1)) {
        bool good = false;
        const uint code = at + 6 < out.size() && out[at + 6] == u'_' ? out.mid(at + 2, 4).toUInt(&good, 16) : 0;
        if (good)
            out.replace(at, 7, QChar(char16_t(code)));
    }
    return out;
}

} // namespace tideline
