// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/zone.h"

#include <QDateTime>
#include <QHash>
#include <QMutex>
#include <QTimeZone>

#include <algorithm>

namespace tideline {

namespace {

constexpr Micros floorDiv(Micros value, Micros divisor)
{
    const Micros quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

using Periods = std::vector<Zone::Period>;

Periods::const_iterator periodAt(const Periods& periods, Micros utc)
{
    const auto next = std::upper_bound(periods.begin(), periods.end(), utc,
                                       [](Micros time, const Zone::Period& period) { return time < period.from; });
    return next == periods.begin() ? next : next - 1;
}

Micros endOf(const Periods& periods, Periods::const_iterator period)
{
    return period + 1 == periods.end() ? TimeRange::end() : (period + 1)->from;
}

/// Every change from before the first standard times to 2100. QTimeZone::transitions() stops at the last change that
/// the database lists (2037); asked again from behind it, Qt goes on by the zone's rule.
Periods readPeriods(const QTimeZone& zone)
{
    QDateTime from(QDate(1800, 1, 1), QTime(0, 0), Qt::UTC);
    const QDateTime to(QDate(2100, 1, 1), QTime(0, 0), Qt::UTC);
    Periods periods{{TimeRange::beginning(), zone.offsetFromUtc(from) * microsPerSecond}};
    while (true) {
        const auto transitions = zone.transitions(from, to);
        if (transitions.isEmpty())
            return periods;
        for (const auto& transition : transitions) {
            const Micros offset = transition.offsetFromUtc * microsPerSecond;
            if (offset != periods.back().offset)
                periods.push_back({transition.atUtc.toMSecsSinceEpoch() * microsPerMilli, offset});
        }
        from = transitions.back().atUtc.addSecs(1);
    }
}

/// The offset of "+08:30", "-3", "+0830"; nullopt for anything else or a day and more.
std::optional<Micros> offsetFromText(QStringView text)
{
    if (text.size() < 2 || (text[0] != u'+' && text[0] != u'-'))
        return std::nullopt;
    QString digits = text.mid(1).toString();
    const qsizetype colon = digits.indexOf(u':');
    if (colon == 1)
        digits.prepend(u'0');
    if (colon >= 0)
        digits.remove(u':');
    if (colon > 2 || (colon >= 0 && digits.size() != 4))
        return std::nullopt;
    for (const QChar c : std::as_const(digits)) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
    }
    if (digits.size() == 3 || digits.size() > 4)
        return std::nullopt;
    const int hours = QStringView(digits).left(2).toInt();
    const int minutes = digits.size() == 4 ? QStringView(digits).mid(2).toInt() : 0;
    if (hours > 23 || minutes > 59)
        return std::nullopt;
    const Micros offset = hours * microsPerHour + minutes * microsPerMinute;
    return text[0] == u'-' ? -offset : offset;
}

/// Only names of the database: no paths out of it, and no POSIX rules such as "FOO5", which Qt would take.
bool looksLikeName(const QString& name)
{
    if (name.isEmpty() || name.size() > 64 || !name[0].isLetter())
        return false;
    const bool plain = std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || QStringLiteral("_+-/").contains(c));
    });
    return plain && (name.contains(u'/') || QTimeZone::isTimeZoneIdAvailable(name.toLatin1()));
}

Error unknownZone(const QString& name)
{
    return {ErrorCode::BadArgument,
            QStringLiteral("the time zone “%1” is not known").arg(name),
            {},
            QStringLiteral("Give an IANA name such as Asia/Pyongyang, or UTC, or UTC+08:30")};
}

} // namespace

struct Zone::Data
{
    QString name;
    std::vector<Period> periods;
};

Zone::Zone()
{
    static const auto utcData =
        std::make_shared<const Data>(Data{QStringLiteral("UTC"), {{TimeRange::beginning(), 0}}});
    m_data = utcData;
}

Result<Zone> Zone::named(const QString& name)
{
    Zone zone;
    if (name == u"UTC" || name == u"Z")
        return zone;
    if (name.startsWith(u"UTC")) {
        const auto offset = offsetFromText(QStringView(name).mid(3));
        if (!offset)
            return unknownZone(name);
        if (*offset != 0) {
            zone.m_data = std::make_shared<const Data>(
                Data{QStringLiteral("UTC") + isoOffset(*offset), {{TimeRange::beginning(), *offset}}});
        }
        return zone;
    }
    // Reading a zone's transitions takes far longer than anything else here, and they never change while we run.
    static QMutex mutex;
    static QHash<QString, std::shared_ptr<const Data>> known;
    const QMutexLocker locker(&mutex);
    auto found = known.constFind(name);
    if (found == known.constEnd()) {
        const QTimeZone database = looksLikeName(name) ? QTimeZone(name.toLatin1()) : QTimeZone();
        if (!database.isValid())
            return unknownZone(name);
        found = known.insert(name, std::make_shared<const Data>(Data{name, readPeriods(database)}));
    }
    zone.m_data = *found;
    return zone;
}

const QString& Zone::name() const
{
    return m_data->name;
}

const std::vector<Zone::Period>& Zone::periods() const
{
    return m_data->periods;
}

Micros Zone::offsetAt(Micros utc) const
{
    return periodAt(m_data->periods, utc)->offset;
}

Zone::Resolved Zone::toUtc(Micros local) const
{
    // No offset reaches a day, so only the periods that touch local ± one day can have shown this time.
    const Micros safe =
        std::clamp(local, TimeRange::beginning() + 2 * microsPerDay, TimeRange::end() - 2 * microsPerDay);
    const Periods& all = periods();
    const auto first = periodAt(all, safe - microsPerDay);
    Resolved resolved;
    bool found = false;
    for (auto it = first; it != all.end() && it->from <= safe + microsPerDay; ++it) {
        const Micros utc = safe - it->offset;
        if (utc < it->from || utc >= endOf(all, it))
            continue;
        if (!found)
            resolved.utc = utc;
        resolved.ambiguous = found;
        found = true;
    }
    if (found)
        return resolved;
    resolved.missing = true;
    for (auto it = first; it + 1 != all.end(); ++it) {
        const auto next = it + 1;
        if (safe - it->offset >= next->from && safe - next->offset < next->from) {
            resolved.utc = next->from;
            return resolved;
        }
    }
    resolved.utc = safe - offsetAt(safe);
    return resolved;
}

QString isoOffset(Micros offset)
{
    const Micros seconds = (offset < 0 ? -offset : offset) / microsPerSecond;
    const auto two = [](Micros number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    QString text = QLatin1Char(offset < 0 ? '-' : '+') + two(seconds / 3600) + u':' + two(seconds / 60 % 60);
    if (seconds % 60) // local mean times; without the seconds the text would name another instant
        text += u':' + two(seconds % 60);
    return text;
}

QString Zone::offsetText(Micros utc) const
{
    if (periods().size() == 1 && periods().front().offset == 0)
        return QStringLiteral("Z");
    return isoOffset(offsetAt(utc));
}

std::int64_t daysFromCivil(int year, int month, int day)
{
    const std::int64_t y = std::int64_t(year) - (month <= 2);
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

CivilTime civilFromMicros(Micros localMicros)
{
    const std::int64_t days = floorDiv(localMicros, microsPerDay);
    Micros rest = localMicros - days * microsPerDay;
    const std::int64_t z = days + 719468;
    const std::int64_t era = floorDiv(z, 146097);
    const std::int64_t dayOfEra = z - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shifted = (5 * dayOfYear + 2) / 153;

    CivilTime civil;
    civil.day = int(dayOfYear - (153 * shifted + 2) / 5 + 1);
    civil.month = int(shifted < 10 ? shifted + 3 : shifted - 9);
    civil.year = int(yearOfEra + era * 400 + (civil.month <= 2));
    civil.hour = int(rest / microsPerHour);
    rest %= microsPerHour;
    civil.minute = int(rest / microsPerMinute);
    rest %= microsPerMinute;
    civil.second = int(rest / microsPerSecond);
    civil.micros = int(rest % microsPerSecond);
    civil.weekday = int(((days + 3) % 7 + 7) % 7) + 1; // 1970-01-01 was a Thursday
    return civil;
}

Micros microsFromCivil(const CivilTime& civil)
{
    return daysFromCivil(civil.year, civil.month, civil.day) * microsPerDay + civil.hour * microsPerHour +
           civil.minute * microsPerMinute + civil.second * microsPerSecond + civil.micros;
}

bool isValidDate(int year, int month, int day)
{
    if (month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= lengths[month - 1] + (month == 2 && leap);
}

} // namespace tideline
