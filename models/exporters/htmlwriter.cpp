// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/htmlwriter.h"

#include "models/exporters/visibletext.h"

namespace tideline {

void HtmlWriter::tag(const char* name, Attributes attributes)
{
    m_html += '<';
    m_html += name;
    for (const Attribute& attribute : attributes) {
        m_html += ' ';
        m_html += attribute.name;
        m_html += "=\"" + visibleText(attribute.value).toHtmlEscaped().toUtf8() + '"';
    }
    m_html += '>';
}

HtmlWriter& HtmlWriter::open(const char* name, Attributes attributes)
{
    tag(name, attributes);
    m_open.push_back(name);
    return *this;
}

HtmlWriter& HtmlWriter::close()
{
    m_html += "</";
    m_html += m_open.back();
    m_html += '>';
    m_open.pop_back();
    return *this;
}

HtmlWriter& HtmlWriter::empty(const char* name, Attributes attributes)
{
    tag(name, attributes);
    return *this;
}

HtmlWriter& HtmlWriter::text(const QString& text)
{
    forEachVisibleRun(text, [this](const QString& run, bool isEscape) {
        const QByteArray escaped = run.toHtmlEscaped().toUtf8();
        if (isEscape)
            m_html += "<span class=\"esc\">" + escaped + "</span>";
        else
            m_html += escaped;
    });
    return *this;
}

HtmlWriter& HtmlWriter::element(const char* name, const QString& content, Attributes attributes)
{
    return open(name, attributes).text(content).close();
}

} // namespace tideline
