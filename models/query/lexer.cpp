// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/lexer.h"

#include <QCoreApplication>

namespace tideline {

namespace {

bool endsWord(QChar c)
{
    return c.isSpace() || QStringView(u"()\",=!<>~").contains(c);
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Filter", text);
}

} // namespace

bool Lexer::run()
{
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (c.isSpace()) {
            ++m_at;
        } else if (c == u'(') {
            add(Token::Kind::Open, m_at++);
        } else if (c == u')') {
            add(Token::Kind::Close, m_at++);
        } else if (c == u',') {
            add(Token::Kind::Comma, m_at++);
        } else if (c == u'"') {
            if (!readDelimited(Token::Kind::Quoted, c))
                return false;
        } else if (c == u'/') {
            if (!readDelimited(Token::Kind::Regex, c))
                return false;
        } else if (endsWord(c)) {
            if (!readOperator())
                return false;
        } else {
            readWord();
        }
    }
    m_tokens.push_back({Token::Kind::End, {}, CompareOp::Equal, int(m_text.size()), 0});
    return true;
}

void Lexer::add(Token::Kind kind, int from, QString text, CompareOp op)
{
    m_tokens.push_back({kind, std::move(text), op, from, std::max(1, m_at - from)});
}

bool Lexer::readDelimited(Token::Kind kind, QChar delimiter)
{
    const int from = m_at++;
    QString text;
    while (m_at < m_text.size() && m_text[m_at] != delimiter) {
        const bool isEscape = m_text[m_at] == u'\\' && m_at + 1 < m_text.size();
        // In a regular expression the backslash belongs to the pattern, except before the closing slash.
        if (isEscape && (m_text[m_at + 1] == delimiter || (kind == Token::Kind::Quoted && m_text[m_at + 1] == u'\\'))) {
            text += m_text[m_at + 1];
            m_at += 2;
        } else if (isEscape && kind == Token::Kind::Regex) {
            text += m_text.mid(m_at, 2);
            m_at += 2;
        } else {
            text += m_text[m_at++];
        }
    }
    if (m_at >= m_text.size()) {
        m_error = {from, int(m_text.size()) - from,
                   kind == Token::Kind::Quoted ? tr("The quoted text has no closing quote")
                                               : tr("The regular expression has no closing slash")};
        return false;
    }
    ++m_at;
    add(kind, from, std::move(text));
    return true;
}

bool Lexer::readOperator()
{
    struct Sign
    {
        QStringView text;
        CompareOp op;
    };
    static constexpr Sign signs[] = {{u"==", CompareOp::Equal},     {u"!=", CompareOp::NotEqual},
                                     {u"<=", CompareOp::LessEqual}, {u">=", CompareOp::GreaterEqual},
                                     {u"<", CompareOp::Less},       {u">", CompareOp::Greater},
                                     {u"~", CompareOp::Contains}};
    const QStringView rest = QStringView(m_text).mid(m_at);
    for (const Sign& sign : signs) {
        if (!rest.startsWith(sign.text))
            continue;
        const int from = m_at;
        m_at += int(sign.text.size());
        add(Token::Kind::Operator, from, sign.text.toString(), sign.op);
        return true;
    }
    m_error = {m_at, 1,
               rest.startsWith(u'=') ? tr("“=” is no comparison; “==” is")
                                     : tr("“!” is no comparison; “!=” is, and “not” turns a term round")};
    return false;
}

void Lexer::readWord()
{
    const int from = m_at;
    while (m_at < m_text.size() && !endsWord(m_text[m_at]))
        ++m_at;
    QString word = m_text.mid(from, m_at - from);
    const auto is = [&word](QStringView keyword) { return word.compare(keyword, Qt::CaseInsensitive) == 0; };
    const auto kind = is(u"and")   ? Token::Kind::And
                      : is(u"or")  ? Token::Kind::Or
                      : is(u"not") ? Token::Kind::Not
                      : is(u"in")  ? Token::Kind::In
                                   : Token::Kind::Word;
    add(kind, from, std::move(word));
}

} // namespace tideline
