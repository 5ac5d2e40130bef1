// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/eventscsv.h"

#include "models/importers/eventrow.h"
#include "models/importers/guess.h"

#include <QJsonArray>

namespace tideline {

Result<QChar> decimalSign(const ReadOptions& options)
{
    const QString sign = options.value(QStringLiteral("decimal")).toString(QStringLiteral("."));
    if (sign == u"." || sign == u",")
        return sign[0];
    return Error{ErrorCode::BadArgument,
                 QStringLiteral("“%1” cannot be a decimal sign").arg(sign),
                 {},
                 QStringLiteral("Give . or a comma.")};
}

Result<void> EventsCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    auto map = Mapping::fromOptions(options);
    if (!map)
        return map.error();
    if (map->isEmpty())
        map = guessEventMap(head);
    auto mapping = Mapping::make(map.value(), head.columns);
    if (!mapping)
        return mapping.error();
    m_mapping = std::move(mapping).value();
    if (!m_mapping.field(u"title"))
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("No column is said to hold the title of the events"),
                     {},
                     QStringLiteral("Set map.title to one of: %1.").arg(head.columns.join(QStringLiteral(", ")))};
    if (!m_mapping.field(u"time") && !m_mapping.field(u"date"))
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("No column is said to hold the time of the events"),
                     {},
                     QStringLiteral("Set map.time to one of: %1.").arg(head.columns.join(QStringLiteral(", ")))};
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    if (m_time.epoch == TimeRules::Epoch::No && looksLikeEpoch(head, map.value()))
        m_time.epoch = TimeRules::Epoch::Any;
    const auto sign = decimalSign(options);
    if (!sign)
        return sign.error();
    m_decimal = sign.value();
    m_columns = head.columns;
    m_identity.clear();
    for (const QJsonValue value : options.value(QStringLiteral("identity")).toArray())
        m_identity << value.toString();
    m_keepOddTimes = options.value(QStringLiteral("odd_times")).toString() == u"keep";
    return {};
}

std::optional<CsvFault> EventsCsvReader::row(const CsvRow& row, Context& context) const
{
    EventRow event(m_time, m_decimal);
    event.setIdentity(m_identity);
    if (m_keepOddTimes)
        event.keepOddTimes();
    for (const Mapping::Field& field : m_mapping.fields()) {
        if (const auto fault = event.set(field.key, field.texts(row)))
            return CsvFault{field.column(), *fault};
    }
    for (int i = 0; i < m_columns.size(); ++i) {
        if (!m_mapping.isUsed(i))
            event.setExtra(m_columns[i], row.text(i));
    }
    auto finished = event.finish(row.line, context.zones);
    if (!finished) {
        const Mapping::Field* time = m_mapping.field(u"time");
        return CsvFault{time ? time->column() : 0, finished.error().text()};
    }
    if (m_keepOddTimes && finished->extra.contains(QStringLiteral("end as stated")) && finished->time.range) {
        const QString note = QStringLiteral("some events end before they begin: they stand at their beginning, tagged "
                                            "“end before start”, with the end as stated");
        if (!context.out.notes.contains(note))
            context.out.notes << note;
    }
    context.out.events.push_back(std::move(finished).value());
    return std::nullopt;
}

} // namespace tideline
