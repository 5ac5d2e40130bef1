// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/eventlikeness.h"

#include "models/core/zone.h"

#include <QUuid>

#include <algorithm>

namespace tideline {

namespace {

constexpr qsizetype shortestWord = 4;

QSet<QString> words(const QString& text)
{
    QSet<QString> found;
    QString word;
    const auto close = [&] {
        if (word.size() >= shortestWord)
            found.insert(word);
        word.clear();
    };
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            word += c.toCaseFolded();
        else
            close();
    }
    close();
    return found;
}

QSet<QString> placeWords(const Event& event)
{
    QSet<QString> found = words(event.extra.value(QStringLiteral("facility")));
    for (const Place& place : event.places)
        found.unite(words(place.name));
    return found;
}

bool isSame(const QString& a, const QString& b)
{
    return !a.isEmpty() && a.simplified().compare(b.simplified(), Qt::CaseInsensitive) == 0;
}

bool isInside(const TimeRange& inner, const TimeRange& outer)
{
    return inner.from >= outer.from && inner.to <= outer.to;
}

} // namespace

qint64 Likeness::statedDay(const Event& event)
{
    const QString name = event.time.zone.isEmpty() ? QStringLiteral("UTC") : event.time.zone;
    auto zone = m_zones.find(name);
    if (zone == m_zones.end()) {
        const auto named = Zone::named(name);
        zone = m_zones.insert(name, named ? *named : Zone::utc());
    }
    const Micros local = zone->toLocal(event.time.range->from);
    return local / microsPerDay - (local % microsPerDay < 0 ? 1 : 0);
}

bool Likeness::sameDay(const Event& a, const Event& b)
{
    if (statedDay(a) == statedDay(b))
        return true;
    const Event& fine = a.time.precision > b.time.precision ? a : b;
    const Event& coarse = &fine == &a ? b : a;
    return fine.time.precision > coarse.time.precision && isInside(*fine.time.range, *coarse.time.range);
}

bool Likeness::sameMoment(const Event& a, const Event& b)
{
    return a.time.precision > Precision::Day && b.time.precision > Precision::Day &&
           a.time.range->overlaps(*b.time.range);
}

bool Likeness::sameCountries(const Event& a, const Event& b)
{
    return a.countries.isEmpty() || b.countries.isEmpty() ||
           std::any_of(a.countries.begin(), a.countries.end(),
                       [&](const QString& country) { return b.countries.contains(country, Qt::CaseInsensitive); });
}

bool Likeness::sharesPlaceName(const Event& a, const Event& b)
{
    return placeWords(a).intersects(placeWords(b));
}

bool Likeness::sharesName(const Event& a, const Event& b)
{
    if (isSame(a.title, b.title) || isSame(a.target, b.target))
        return true;
    const QSet<QString> mine = words(a.title);
    const QSet<QString> theirs = words(b.title);
    QSet<QString> both = mine;
    both.intersect(theirs);
    const qsizetype all = mine.size() + theirs.size() - both.size();
    return both.size() >= 2 && 2 * both.size() >= all;
}

bool Likeness::isMatchable(const Event& event)
{
    return event.time.range && event.time.precision >= Precision::Day && !event.category.isEmpty() &&
           !event.category.contains(QStringLiteral("sanction"), Qt::CaseInsensitive);
}

bool Likeness::isWeaponsTest(const Event& event)
{
    static const QStringList categories = {QStringLiteral("missile test"), QStringLiteral("nuclear test"),
                                           QStringLiteral("missile launch"), QStringLiteral("satellite launch")};
    return categories.contains(event.category, Qt::CaseInsensitive);
}

QString Likeness::idSpace(const Event& event, const Source* source)
{
    const QString& id = event.externalId;
    if (id.isEmpty())
        return {};
    const qsizetype colon = id.indexOf(u':');
    if (colon > 0)
        return id.left(colon);
    if (!QUuid::fromString(id.section(QStringLiteral("--"), -1)).isNull())
        return QStringLiteral("uuid");
    if (!source)
        return {};
    const QString recipe = source->options.value(QStringLiteral("recipe")).toString();
    // Any table may call its rows 1, 2, 3: only known layouts have ids that mean something elsewhere.
    const bool isAnyTable = source->format.startsWith(QStringLiteral("events-"));
    return !recipe.isEmpty() ? recipe : isAnyTable ? QString() : source->format;
}

/// Calls `take` with a function that gives the key of a day, for what two may have in common.
template <typename Visit> void LikenessKeys::visit(const Event& event, const Source* source, Visit&& take)
{
    if (const QString space = Likeness::idSpace(event, source); !space.isEmpty())
        take(0, [id = qHashMulti(0, space, event.externalId)](qint64) { return std::uint64_t(id); });
    if (Likeness::isMatchable(event))
        take(m_likeness.statedDay(event), [category = qHash(event.category.toCaseFolded(), 1)](qint64 day) {
            return std::uint64_t(qHashMulti(2, category, day));
        });
}

void LikenessKeys::add(const Event& event, const Source* source)
{
    visit(event, source, [this](qint64 day, const auto& key) { m_keys.push_back(key(day)); });
    m_isSorted = false;
}

bool LikenessKeys::mayHold(const Event& event, const Source* source)
{
    if (!m_isSorted) {
        std::sort(m_keys.begin(), m_keys.end());
        m_keys.erase(std::unique(m_keys.begin(), m_keys.end()), m_keys.end());
        m_isSorted = true;
    }
    bool found = false;
    visit(event, source, [&](qint64 day, const auto& key) {
        for (qint64 near = day - 1; near <= day + 1; ++near) // a finer time may stand in the day before or after
            found = found || std::binary_search(m_keys.begin(), m_keys.end(), key(near));
    });
    return found;
}

} // namespace tideline
