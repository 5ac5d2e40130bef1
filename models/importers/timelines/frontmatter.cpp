// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/frontmatter.h"

namespace tideline {

namespace {

/// A scalar without its quotes; an unquoted one without a comment.
QString scalar(const QString& written)
{
    QString text = written.trimmed();
    const QChar quote = text.isEmpty() ? QChar() : text[0];
    if (quote != u'"' && quote != u'\'') {
        const qsizetype comment = text.indexOf(QStringLiteral(" #"));
        return comment < 0 ? text : text.left(comment).trimmed();
    }
    QString out;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const bool more = i + 1 < text.size();
        if (text[i] == quote && quote == u'\'' && more && text[i + 1] == quote)
            out += text[++i];
        else if (text[i] == quote)
            return out;
        else if (text[i] == u'\\' && quote == u'"' && more)
            out += text[++i] == u'n' ? QChar(u'\n') : text[i];
        else
            out += text[i];
    }
    return text; // the quote is never closed: as written
}

/// [a, "b, c"]: commas within quotes do not part.
QStringList inlineList(const QString& text)
{
    QStringList parts{QString()};
    QChar quote;
    for (const QChar c : text.mid(1, text.size() - 2)) {
        if (c == u',' && quote.isNull()) {
            parts << QString();
            continue;
        }
        if (c == quote)
            quote = QChar();
        else if ((c == u'"' || c == u'\'') && quote.isNull() && parts.last().trimmed().isEmpty())
            quote = c;
        parts.last() += c;
    }
    QStringList items;
    for (const QString& part : parts) {
        if (QString item = scalar(part); !item.isEmpty())
            items << item;
    }
    return items;
}

QStringList valuesOf(const QString& written)
{
    const QString text = written.trimmed();
    if (text.startsWith(u'[') && text.endsWith(u']'))
        return inlineList(text);
    const QString value = scalar(text);
    return value.isEmpty() ? QStringList() : QStringList{value};
}

} // namespace

QStringList FrontMatter::values(QStringView key) const
{
    for (const auto& [name, list] : fields) {
        if (name == key)
            return list;
    }
    return {};
}

Result<FrontMatter> readFrontMatter(const QString& text)
{
    FrontMatter result;
    qint64 number = 0;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf(u'\n', at);
        end = end < 0 ? text.size() : end;
        QString line = text.mid(at, end - at);
        at = end + 1;
        while (line.endsWith(u'\r') || line.endsWith(u' '))
            line.chop(1);
        ++number;
        if (number == 1) {
            if (line != u"---")
                break;
            continue;
        }
        if (line == u"---") {
            result.body = text.mid(at).trimmed();
            result.bodyLine = number + 1;
            return result;
        }
        const QString bare = line.trimmed();
        const qsizetype colon = line.indexOf(u':');
        if (bare.isEmpty() || bare.startsWith(u'#'))
            continue;
        if (bare == u"-" || bare.startsWith(QStringLiteral("- "))) {
            if (result.fields.empty())
                return Error{ErrorCode::BadInput,
                             QStringLiteral("a list that belongs to no key"),
                             QStringLiteral("line %1").arg(number),
                             {}};
            result.fields.back().second << valuesOf(bare.mid(1));
        } else if (colon > 0 && !line.startsWith(u' ')) {
            result.fields.push_back({line.left(colon).trimmed(), valuesOf(line.mid(colon + 1))});
        } else {
            return Error{ErrorCode::BadInput,
                         QStringLiteral("neither “key: value” nor an item of a list: “%1”").arg(bare.left(80)),
                         QStringLiteral("line %1").arg(number),
                         {}};
        }
    }
    return Error{ErrorCode::BadInput,
                 QStringLiteral("the block between two lines of --- is missing or not closed"),
                 QStringLiteral("line 1"),
                 {}};
}

} // namespace tideline
