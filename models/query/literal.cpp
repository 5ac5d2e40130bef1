// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/literal.h"

#include "models/core/flowbatch.h"
#include "models/core/timetext.h"

#include <QCoreApplication>

#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Filter", text);
}

/// The only words that some text fields can hold.
QStringList wordsOf(const QueryField& field)
{
    const QByteArrayView name(field.name);
    if (name == "certainty")
        return {QStringLiteral("unknown"), QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")};
    if (name == "verified" || name == "starred")
        return {QStringLiteral("yes"), QStringLiteral("no"), QStringLiteral("true"), QStringLiteral("false")};
    if (name == "direction")
        return {QStringLiteral("in"), QStringLiteral("out")};
    return {};
}

/// Digits with at most one point, then a unit of letters. A number that is too large is not read.
std::optional<double> splitNumber(const QString& text, QString& unit)
{
    qsizetype end = text.startsWith(u'-') ? 1 : 0;
    const auto isNumeric = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; };
    while (end < text.size() && isNumeric(text[end]))
        ++end;
    bool ok = false;
    const double number = text.left(end).toDouble(&ok);
    unit = text.mid(end);
    if (!ok || !std::isfinite(number))
        return std::nullopt;
    return number;
}

bool isFlowNumberWithName(const QueryField& field)
{
    const QByteArrayView name(field.name);
    return name == "asn" || name == "next_as";
}

} // namespace

QString suggestionText(const QString& name, const QStringList& known)
{
    const QStringList nearest = nearestNames(name, known);
    return nearest.isEmpty() ? QString() : tr("; did you mean %1?").arg(nearest.join(QStringLiteral(", ")));
}

bool LiteralReader::fail(const QString& reason)
{
    m_reason = reason;
    return false;
}

std::optional<QueryValue> LiteralReader::read(const QueryField& field, const Token& token)
{
    QueryValue value;
    value.text = token.text;
    bool ok = false;
    if (token.kind == Token::Kind::Regex) {
        ok = field.type == FieldType::Text
                 ? readRegex(token.text, value)
                 : fail(tr("“%1” takes no regular expression").arg(QLatin1String(field.name)));
    } else {
        switch (field.type) {
        case FieldType::Text:
            ok = readText(field, value);
            break;
        case FieldType::Number:
            ok = readNumber(field, value);
            break;
        case FieldType::Duration:
            ok = readDuration(value);
            break;
        case FieldType::Time:
            ok = readTime(value);
            break;
        case FieldType::Address:
            ok = readAddress(field, value);
            break;
        }
    }
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<QueryValue> LiteralReader::readWord(const Token& token)
{
    QueryValue value;
    value.text = token.text;
    if (token.kind == Token::Kind::Regex && !readRegex(token.text, value))
        return std::nullopt;
    return value;
}

bool LiteralReader::readText(const QueryField& field, QueryValue& value)
{
    if (QByteArrayView(field.name) == "protocol") {
        const int protocol = protocolFromName(value.text.toLower().toStdString());
        if (protocol < 0) {
            const QStringList known = {QStringLiteral("tcp"), QStringLiteral("udp"),   QStringLiteral("icmp"),
                                       QStringLiteral("gre"), QStringLiteral("icmp6"), QStringLiteral("esp"),
                                       QStringLiteral("sctp")};
            return fail(tr("“%1” is no protocol").arg(value.text) + suggestionText(value.text, known));
        }
        value.text = QString::fromStdString(protocolName(protocol));
        value.number = protocol;
    }
    const QStringList words = wordsOf(field);
    if (!words.isEmpty() && !words.contains(value.text, Qt::CaseInsensitive)) {
        const QString text = tr("“%1” cannot be “%2”, only %3")
                                 .arg(QLatin1String(field.name), value.text, words.join(QStringLiteral(", ")));
        return fail(text + suggestionText(value.text, words));
    }
    return true;
}

bool LiteralReader::readNumber(const QueryField& field, QueryValue& value)
{
    QString text = value.text;
    if (isFlowNumberWithName(field)) {
        if (text.compare(u"unknown", Qt::CaseInsensitive) == 0)
            return true; // 0 stands for it
        if (text.startsWith(u"AS", Qt::CaseInsensitive))
            text.remove(0, 2);
    }
    QString unit;
    const auto number = splitNumber(text, unit);
    const double factor = unit.isEmpty()                 ? 1
                          : unit == u"k" || unit == u"K" ? 1e3
                          : unit == u"M"                 ? 1e6
                          : unit == u"G"                 ? 1e9
                                                         : 0;
    if (!number || factor == 0)
        return fail(tr("“%1” is no number; k, M and G may follow one").arg(value.text));
    value.text = text;
    value.number = *number * factor;
    return true;
}

bool LiteralReader::readDuration(QueryValue& value)
{
    struct Unit
    {
        QStringView name;
        double micros;
    };
    static constexpr Unit units[] = {{u"", microsPerSecond},    {u"us", 1},
                                     {u"ms", microsPerMilli},   {u"s", microsPerSecond},
                                     {u"min", microsPerMinute}, {u"m", microsPerMinute},
                                     {u"h", microsPerHour},     {u"d", microsPerDay},
                                     {u"w", 7.0 * microsPerDay}};
    QString unit;
    if (const auto number = splitNumber(value.text, unit)) {
        for (const Unit& known : units) {
            if (unit == known.name) {
                value.number = *number * known.micros;
                return true;
            }
        }
    }
    return fail(tr("“%1” is no duration; 5s, 10min, 2h and 3d are").arg(value.text));
}

bool LiteralReader::readTime(QueryValue& value)
{
    const auto time = parseTime(value.text, m_zone);
    if (!time)
        return fail(time.error().what);
    if (!time->range)
        return fail(tr("“%1” is no time").arg(value.text));
    value.time = *time->range; // a second is one second long, so that == finds what happened within it
    return true;
}

bool LiteralReader::readAddress(const QueryField& field, QueryValue& value)
{
    value.prefix = Prefix::parse(value.text);
    const bool isUnknown =
        QByteArrayView(field.name) == "prefix" && value.text.compare(u"unknown", Qt::CaseInsensitive) == 0;
    if (value.prefix || isUnknown)
        return true;
    return fail(value.text.contains(u'/')
                    ? tr("“%1” is no network: an address, a slash, a length, and no bits beyond it").arg(value.text)
                    : tr("“%1” is no address").arg(value.text));
}

bool LiteralReader::readRegex(const QString& pattern, QueryValue& value)
{
    QRegularExpression regex(pattern, QRegularExpression::CaseInsensitiveOption |
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (!regex.isValid())
        return fail(tr("The regular expression is not valid: %1").arg(regex.errorString()));
    value.regex = regex;
    return true;
}

} // namespace tideline
