// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/sqltext.h"

#include <map>

namespace tideline {

namespace {

/// Leading bytes that the addresses of a network begin with: a length that ends within a byte gives several.
void addLeads(const Prefix& prefix, std::map<int, std::vector<QByteArray>>& leads)
{
    const int bytes = (prefix.length + 7) / 8;
    const int variants = 1 << (8 * bytes - prefix.length);
    QByteArray lead(reinterpret_cast<const char*>(prefix.first.bytes.data()), bytes);
    for (int i = 0; i < variants; ++i) {
        leads[bytes].push_back(sqlText(lead));
        lead[bytes - 1] = char(lead[bytes - 1] + 1);
    }
}

QByteArray joined(const std::vector<QByteArray>& parts, const char* between)
{
    QByteArray text;
    for (const QByteArray& part : parts)
        text += text.isEmpty() ? part : between + part;
    return text;
}

char unescaped(char c)
{
    switch (c) {
    case '0':
        return '\0';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

QByteArray sqlText(const QByteArray& bytes)
{
    QByteArray text = "'";
    for (const char c : bytes) {
        if (c == '\'' || c == '\\')
            text += '\\';
        if (std::uint8_t(c) < 0x20 || std::uint8_t(c) >= 0x7f)
            text += "\\x" + QByteArray(1, c).toHex();
        else
            text += c;
    }
    return text + '\'';
}

QByteArray sqlText(const QString& text)
{
    return sqlText(text.toUtf8());
}

QByteArray sqlIn(const QByteArray& expression, const std::vector<QByteArray>& literals)
{
    return literals.empty() ? "0" : '(' + expression + " IN (" + joined(literals, ",") + "))";
}

QByteArray sqlIn(const QByteArray& expression, const std::vector<QString>& texts)
{
    std::vector<QByteArray> literals;
    for (const QString& text : texts)
        literals.push_back(sqlText(text));
    return sqlIn(expression, literals);
}

QByteArray sqlAnd(const std::vector<QByteArray>& parts)
{
    return parts.empty() ? "1" : '(' + joined(parts, " AND ") + ')';
}

QByteArray sqlOr(const std::vector<QByteArray>& parts)
{
    return parts.empty() ? "0" : '(' + joined(parts, " OR ") + ')';
}

QByteArray sqlWithin(const TimeRange& range)
{
    std::vector<QByteArray> parts;
    if (range.from != TimeRange::beginning())
        parts.push_back("start >= " + QByteArray::number(range.from));
    if (range.to != TimeRange::end())
        parts.push_back("start < " + QByteArray::number(range.to));
    return sqlAnd(parts);
}

QByteArray sqlInPrefixes(const QByteArray& address, const std::vector<Prefix>& prefixes)
{
    std::map<int, std::vector<QByteArray>> leads;
    for (const Prefix& prefix : prefixes) {
        if (prefix.length == 0)
            return "1";
        addLeads(prefix, leads);
    }
    std::vector<QByteArray> parts;
    for (const auto& [bytes, texts] : leads)
        parts.push_back(sqlIn("substring(" + address + ",1," + QByteArray::number(bytes) + ')', texts));
    return sqlOr(parts);
}

bool isIdentifier(const QString& name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    if (name.isEmpty() || name.size() > 64 || !isLetter(name[0]))
        return false;
    for (const QChar c : name) {
        if (!isLetter(c) && !(c >= u'0' && c <= u'9') && c != u'_')
            return false;
    }
    return true;
}

bool TsvRows::next(std::vector<QByteArray>& cells)
{
    cells.clear();
    const qsizetype end = m_text.indexOf('\n', m_at);
    if (end < 0)
        return false;
    QByteArray cell;
    for (; m_at < end; ++m_at) {
        char c = m_text[m_at];
        if (c == '\t') {
            cells.push_back(cell);
            cell.clear();
            continue;
        }
        if (c == '\\' && m_at + 1 < end)
            c = unescaped(m_text[++m_at]);
        cell += c;
    }
    cells.push_back(cell);
    ++m_at;
    return true;
}

} // namespace tideline
