// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/markdown.h"

#include "models/exporters/htmlwriter.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tideline {

namespace {

struct Mark
{
    const char* sign;
    const char* tag;
};
constexpr Mark marks[] = {{"`", "code"}, {"**", "strong"}, {"*", "em"}};

/// The mark that opens at `at` and where its text ends; end < 0 if none does.
std::pair<const Mark*, qsizetype> markAt(QStringView text, qsizetype at)
{
    for (const Mark& mark : marks) {
        const QLatin1String sign(mark.sign);
        if (!text.mid(at).startsWith(sign))
            continue;
        const qsizetype from = at + sign.size();
        const qsizetype end = text.indexOf(sign, from);
        // "2 * 3 * 4" is no emphasis.
        if (end > from && !text[from].isSpace() && !text[end - 1].isSpace())
            return {&mark, end};
    }
    return {nullptr, -1};
}

void writeInline(HtmlWriter& html, QStringView text)
{
    qsizetype plainFrom = 0;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] != u'`' && text[at] != u'*') {
            ++at;
            continue;
        }
        const auto [mark, end] = markAt(text, at);
        if (!mark) {
            while (at < text.size() && (text[at] == u'*' || text[at] == u'`'))
                ++at;
            continue;
        }
        const qsizetype length = qsizetype(qstrlen(mark->sign));
        html.text(text.mid(plainFrom, at - plainFrom).toString());
        html.open(mark->tag);
        const QStringView inner = text.mid(at + length, end - at - length);
        // Only marks of another kind can stand inside, so this goes two deep at most.
        if (qstrcmp(mark->tag, "strong") == 0)
            writeInline(html, inner);
        else
            html.text(inner.toString());
        html.close();
        at = plainFrom = end + length;
    }
    html.text(text.mid(plainFrom).toString());
}

/// Turns lines into blocks; `m_block` is the tag of the one that is open, if any.
class BlockWriter
{
public:
    explicit BlockWriter(HtmlWriter& html) : m_html(html) {}
    ~BlockWriter() { end(); }

    void line(const QString& line)
    {
        static const QRegularExpression heading(QStringLiteral("^ {0,3}(#{1,6})[ \\t]+(.*?)[ \\t]*#*$"));
        static const QRegularExpression bullet(QStringLiteral("^[ \\t]*[-*+][ \\t]+(.*)$"));
        static const QRegularExpression number(QStringLiteral("^[ \\t]*\\d{1,9}[.)][ \\t]+(.*)$"));
        static const QRegularExpression quote(QStringLiteral("^ {0,3}>[ \\t]?(.*)$"));
        if (line.startsWith(QStringLiteral("```")))
            return toggleCode();
        if (m_block == "pre") {
            m_html.text(line + u'\n');
        } else if (line.trimmed().isEmpty()) {
            end();
        } else if (const auto head = heading.match(line); head.hasMatch()) {
            end();
            m_html.open("p", {{"class", QStringLiteral("heading")}});
            writeInline(m_html, head.captured(2));
            m_html.close();
        } else if (const auto item = bullet.match(line); item.hasMatch()) {
            writeItem("ul", item.captured(1));
        } else if (const auto step = number.match(line); step.hasMatch()) {
            writeItem("ol", step.captured(1));
        } else if (const auto quoted = quote.match(line); quoted.hasMatch()) {
            writeLine("blockquote", quoted.captured(1));
        } else {
            writeLine("p", line);
        }
    }

private:
    void begin(const char* tag)
    {
        end();
        m_html.open(tag);
        m_block = tag;
    }
    void end()
    {
        if (!m_block.isEmpty())
            m_html.close();
        m_block.clear();
    }
    void toggleCode()
    {
        if (m_block == "pre")
            end();
        else
            begin("pre");
    }
    void writeItem(const char* tag, const QString& text)
    {
        if (m_block != tag)
            begin(tag);
        m_html.open("li");
        writeInline(m_html, text);
        m_html.close();
    }
    void writeLine(const char* tag, const QString& text)
    {
        if (m_block != tag)
            begin(tag);
        else
            m_html.literal("<br>");
        writeInline(m_html, text);
    }

    HtmlWriter& m_html;
    QByteArray m_block;
};

} // namespace

void writeMarkdown(HtmlWriter& html, const QString& markdown)
{
    QString text = markdown;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    BlockWriter blocks(html);
    for (const QString& line : text.split(u'\n'))
        blocks.line(line);
}

} // namespace tideline
