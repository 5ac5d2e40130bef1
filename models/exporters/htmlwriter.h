// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <vector>

namespace tideline {

/// Writes HTML that cannot be broken out of: tags and attribute names are literals of ours, all else is escaped, and
/// invisible characters are shown (visibletext.h).
class HtmlWriter
{
public:
    struct Attribute
    {
        const char* name;
        QString value;
    };
    using Attributes = std::initializer_list<Attribute>;

    HtmlWriter& open(const char* tag, Attributes attributes = {});
    HtmlWriter& close();                                            ///< the innermost open tag
    HtmlWriter& empty(const char* tag, Attributes attributes = {}); ///< a tag without content: img, meta, br
    HtmlWriter& text(const QString& text);
    HtmlWriter& element(const char* tag, const QString& text, Attributes attributes = {});
    template <std::size_t size> HtmlWriter& literal(const char (&html)[size])
    {
        m_html.append(html, qsizetype(size) - 1);
        return *this;
    }
    HtmlWriter& styleSheet(const char* css)
    {
        m_html += css;
        return *this;
    } ///< of our own, inside <style>

    const QByteArray& result() const { return m_html; }

private:
    void tag(const char* name, Attributes attributes);

    QByteArray m_html;
    std::vector<const char*> m_open;
};

} // namespace tideline
