// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/eventparts.h"

#include "models/importers/limits.h"

#include <algorithm>
#include <utility>

namespace tideline {

namespace {

/// "&amp;" at `at`: the character and the entity's length; 0 if it is none that is known.
qsizetype entityAt(const QString& html, qsizetype at, QString& character)
{
    const qsizetype length = QStringView(html).mid(at, 9).indexOf(u';');
    if (length < 0)
        return 0;
    const qsizetype end = at + length;
    const QString name = html.mid(at + 1, end - at - 1);
    constexpr struct
    {
        const char* name;
        char16_t character;
    } known[] = {{"amp", u'&'}, {"lt", u'<'}, {"gt", u'>'}, {"quot", u'"'}, {"apos", u'\''}, {"nbsp", u' '}};
    for (const auto& entity : known) {
        if (name == QLatin1String(entity.name)) {
            character = QChar(entity.character);
            return end - at + 1;
        }
    }
    if (!name.startsWith(u'#'))
        return 0;
    const bool isHex = name.size() > 1 && name[1].toLower() == u'x';
    bool good = false;
    const uint code = isHex ? name.mid(2).toUInt(&good, 16) : name.mid(1).toUInt(&good);
    if (!good || code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    const char32_t one = code;
    character = QString::fromUcs4(&one, 1);
    return end - at + 1;
}

bool breaksLine(const QString& tag)
{
    for (const char* name : {"br", "p", "/p", "div", "/div", "li", "tr", "h1", "h2", "h3"}) {
        const QLatin1String known(name);
        if (tag.startsWith(known, Qt::CaseInsensitive) &&
            (tag.size() == known.size() || !tag[known.size()].isLetterOrNumber()))
            return true;
    }
    return false;
}

} // namespace

void setTitle(Event& event, const QString& text)
{
    const qsizetype end = text.indexOf(u'\n');
    event.title = (end >= 0 ? text.left(end) : text).left(qsizetype(limits::problemText)).trimmed();
    if (text.size() > event.title.size() + 2 && !event.note.startsWith(text)) {
        const QString rest = std::exchange(event.note, text);
        addNote(event.note, rest);
    }
}

void addNote(QString& note, const QString& text)
{
    if (text.isEmpty())
        return;
    if (!note.isEmpty())
        note += QStringLiteral("\n\n");
    note += text;
}

void addNew(QStringList& list, const QString& text)
{
    if (!text.isEmpty() && !list.contains(text))
        list << text;
}

QString countryOf(const QString& text)
{
    if (text.compare(QStringLiteral("unknown"), Qt::CaseInsensitive) == 0)
        return {};
    return text.size() == 2 ? text.toUpper() : text;
}

Result<EventTime> joined(const EventTime& first, const EventTime& last)
{
    if (!first.range || !last.range)
        return first.range ? first : last.range ? last : first;
    if (last.range->to <= first.range->from)
        return Error{
            ErrorCode::BadInput,
            QStringLiteral("it ends (%1) before it begins (%2)").arg(last.original.left(40), first.original.left(40)),
            {},
            {}};
    EventTime time = first;
    time.range->to = std::max(first.range->to, last.range->to);
    time.precision = std::min(first.precision, last.precision);
    time.original += u'/' + last.original;
    return time;
}

void addExtras(Event& event, const JsonNode& object, const QSet<QByteArray>& skipped, const QString& prefix)
{
    for (const JsonNode& member : object.items) {
        const QByteArray key(member.key.data(), qsizetype(member.key.size()));
        if (prefix.isEmpty() ? skipped.contains(key) : skipped.contains(prefix.toUtf8() + key))
            continue;
        if (member.isObject()) {
            addExtras(event, member, skipped, prefix + member.keyText() + u'.');
            continue;
        }
        const bool isList = member.isArray() && std::none_of(member.items.begin(), member.items.end(),
                                                             [](const JsonNode& item) { return item.isNested(); });
        const QString text = isList ? member.texts().join(QStringLiteral("; ")) : member.text();
        if (!text.isEmpty())
            event.extra.insert(prefix + member.keyText(), text);
    }
}

QString plainText(const QString& html)
{
    QString text;
    text.reserve(html.size());
    const qsizetype lastEnd = html.lastIndexOf(u'>');
    for (qsizetype at = 0; at < html.size();) {
        const bool isTag = html[at] == u'<' && at < lastEnd && (html[at + 1].isLetter() || html[at + 1] == u'/');
        const qsizetype end = isTag ? html.indexOf(u'>', at) : -1;
        if (end >= 0) {
            if (breaksLine(html.mid(at + 1, std::min<qsizetype>(end - at - 1, 8))) && !text.endsWith(u'\n'))
                text += u'\n';
            at = end + 1;
            continue;
        }
        QString character(html[at]);
        const qsizetype length = html[at] == u'&' ? entityAt(html, at, character) : 0;
        text += character;
        at += std::max<qsizetype>(length, 1);
    }
    return text.trimmed();
}

QStringList linksIn(const QString& html)
{
    QStringList links;
    const QString mark = QStringLiteral("href=");
    for (qsizetype at = html.indexOf(mark, 0, Qt::CaseInsensitive); at >= 0;
         at = html.indexOf(mark, at + 1, Qt::CaseInsensitive)) {
        const qsizetype from = at + mark.size() + 1;
        const QChar quote = from - 1 < html.size() ? html[from - 1] : QChar();
        const qsizetype length = QStringView(html).mid(std::min(from, html.size()), 2048).indexOf(quote);
        if (length > 0 && (quote == u'"' || quote == u'\''))
            addNew(links, html.mid(from, length).trimmed());
    }
    return links;
}

} // namespace tideline
