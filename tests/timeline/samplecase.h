// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/event.h"
#include "models/core/table.h"
#include "models/core/timetext.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <random>

namespace tideline::sample {

inline Micros at(const char* text)
{
    const auto time = parseTime(QString::fromLatin1(text), Zone::utc());
    return time ? time->range->from : 0;
}

inline QStringList fields(const QString& line)
{
    QStringList result{QString()};
    bool quoted = false;
    for (const QChar c : line) {
        if (c == u'"')
            quoted = !quoted;
        else if (c == u',' && !quoted)
            result << QString();
        else
            result.back() += c;
    }
    return result;
}

/// The founding case's events: real titles and dates make honest pictures.
inline std::vector<EventPtr> events()
{
    std::vector<EventPtr> list;
    QFile file(QStringLiteral(TIDELINE_SOURCE_DIR "/resources/founding/events.csv"));
    if (!file.open(QIODevice::ReadOnly))
        return list;
    file.readLine();
    while (!file.atEnd()) {
        const QStringList f = fields(QString::fromUtf8(file.readLine()).trimmed());
        if (f.size() < 20)
            continue;
        auto event = std::make_shared<Event>();
        event->id = f[0];
        const auto from = parseTime(f[4].isEmpty() ? f[1] : f[1] + u'T' + f[4], Zone::utc());
        const auto to = parseTime(f[2].isEmpty() ? f[1] : f[2], Zone::utc());
        if (!from || !to)
            continue;
        event->time = *from;
        if (!f[2].isEmpty())
            event->time.range = from->range->united(*to->range);
        event->title = f[5];
        event->category = f[6];
        event->verified = list.size() % 4 != 1; // more hollow marks than the real ones have
        if (const auto amount = Decimal::parse(f[12]))
            event->amounts.push_back({*amount, f[14], MoneyKind::Taken, {}});
        list.push_back(event);
    }
    return list;
}

inline std::vector<Window> windows()
{
    return {{QStringLiteral("W1"), {at("2017-04-01"), at("2017-07-07")}, {}},
            {QStringLiteral("W2"), {at("2017-12-01"), at("2018-03-16")}, {}},
            {QStringLiteral("W3"), {at("2018-03-16"), at("2018-08-31")}, {}},
            {QStringLiteral("W4"), {at("2019-01-01"), at("2019-11-02")}, {}}};
}

/// Made-up traffic with the shape of the founding case's: daily, by upstream, nothing between the windows.
inline MeasureResult volume()
{
    MeasureResult result;
    result.measure = QStringLiteral("volume");
    result.zone = QStringLiteral("Asia/Pyongyang");
    result.question = {{"subject", "North Korea"}, {"from", "2017-01-01T00:00:00Z"}, {"to", "2020-01-01T00:00:00Z"}};
    result.headline.text = QStringLiteral("1.02 TB, 1.5 GB per covered day");
    result.sources = {{QStringLiteral("simulated flows, seed 7"), {}, true}};
    result.table.columns = {
        {QStringLiteral("start"), QStringLiteral("Start"), ColumnType::Time, {}},
        {QStringLiteral("end"), QStringLiteral("End"), ColumnType::Time, {}},
        {QStringLiteral("key"), QStringLiteral("route"), ColumnType::String, {}},
        {QStringLiteral("value"), QStringLiteral("Volume"), ColumnType::Number, QStringLiteral("B")},
        {QStringLiteral("covered"), QStringLiteral("Covered"), ColumnType::Share, {}}};
    const QString keys[] = {QStringLiteral("China Unicom"), QStringLiteral("TransTelekom"), QStringLiteral("SatGate")};
    const double levels[] = {0.62, 0.98, 1.37, 2.48};
    std::mt19937 random(7);
    std::normal_distribution<double> noise(1, 0.11);
    for (Micros day = at("2017-01-01"); day < at("2020-01-01"); day += microsPerDay) {
        int window = -1;
        for (int i = 0; i < 4; ++i)
            if (windows()[std::size_t(i)].range.contains(day))
                window = i;
        const double total = window < 0 ? 0
                                        : levels[window] * 1e9 * noise(random) *
                                              (day >= at("2019-05-01") ? 1.1
                                               : window == 3           ? 0.84
                                                                       : 1);
        const double second = window <= 0 ? 0 : 0.4;
        const double parts[] = {total * (0.97 - second), total * second, total * 0.03};
        for (int k = 0; k < 3; ++k)
            result.table.rows.push_back({qint64(day), qint64(day + microsPerDay), keys[k],
                                         window < 0 ? Cell() : Cell(parts[k]), window < 0 ? 0.0 : 1.0});
    }
    return result;
}

} // namespace tideline::sample
