// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/logevent.h"

#include "models/importers/logs/zeektext.h"

namespace tideline {

namespace {

/// Empty if no field of the pattern is set.
QString filled(std::string_view pattern, const Event& event)
{
    QString title;
    bool found = false;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        title += toQString(pattern.substr(0, open));
        if (open == std::string_view::npos)
            break;
        const std::size_t close = pattern.find('}', open);
        const QString value = event.extra.value(toQString(pattern.substr(open + 1, close - open - 1)));
        found = found || !value.isEmpty();
        title += value;
        pattern.remove_prefix(close + 1);
    }
    return found ? title.simplified() : QString();
}

QString peer(const QString& address, const QString& port)
{
    const QString host = address.contains(u':') && !port.isEmpty() ? u'[' + address + u']' : address;
    return port.isEmpty() ? host : host + u':' + port;
}

} // namespace

EventTime momentOf(Micros at, std::string_view original)
{
    EventTime time;
    const bool whole = at % microsPerSecond == 0;
    time.precision = whole ? Precision::Second : Precision::Fraction;
    time.range = TimeRange{at, at + (whole ? microsPerSecond : 1)};
    time.original = toQString(original);
    time.zone = QStringLiteral("UTC");
    return time;
}

QString eventTitle(const Event& event, std::string_view kind, const TitlePattern* patterns, std::size_t count,
                   const QStringList& peers)
{
    constexpr qsizetype longest = 300;
    QString title;
    for (const bool general : {false, true}) {
        for (std::size_t i = 0; i < count && title.isEmpty(); ++i) {
            if (general ? patterns[i].kind.empty() : patterns[i].kind == kind)
                title = filled(patterns[i].text, event);
        }
    }
    if (title.isEmpty()) {
        const QString from = peer(event.extra.value(peers[0]), event.extra.value(peers[1]));
        const QString to = peer(event.extra.value(peers[2]), event.extra.value(peers[3]));
        title = from.isEmpty() && to.isEmpty() ? toQString(kind) : from + QStringLiteral(" → ") + to;
    }
    return title.size() > longest ? title.left(longest - 1) + u'…' : title;
}

void addExtra(Event& event, std::string_view key, const std::string& text)
{
    if (text.empty())
        return;
    std::string plain;
    assignPlain(plain, key);
    event.extra.insert(toQString(plain), toQString(text));
}

} // namespace tideline
