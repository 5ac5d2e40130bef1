// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/timepoint.h"
#include "models/core/zone.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tideline {

/// What flows can be told apart by.
enum class Dimension {
    Direction,
    Protocol,
    Port,
    Service,
    Content,
    Route,
    Peer,
    Country,
    Asn,
    Prefix,
    Source,
    Subject,
    Coin,
    Obfuscation,
    Local,
    Exporter
};
QString dimensionName(Dimension dimension); ///< "direction", …
std::optional<Dimension> dimensionFromName(QStringView name);

/// What is summed.
enum class Quantity { Bytes, Packets, Flows };
QString quantityName(Quantity quantity);
std::optional<Quantity> quantityFromName(QStringView name);
QString quantityUnit(Quantity quantity); ///< "B", "packets", "flows"

/// What a measure is asked: the options of `measure` on the command line, of a chart, of a finding.
/// Empty and unset members mean the measure's default.
struct Question
{
    QString measure;
    QString subject;
    std::optional<TimeRange> range; ///< --from/--to
    QString window;                 ///< names
    QString against;
    std::optional<Micros> at; ///< a moment that splits before from after
    std::optional<Bin> bin;
    std::optional<Dimension> by; ///< of flows
    QString byField;             ///< of events (`counts`): any event field, year, month …
    Quantity of = Quantity::Bytes;
    QString series; ///< in place of flows: the name of a usage series of the case
    QString events; ///< EXPR that picks events
    QString where;  ///< EXPR
    int top = 0;    ///< 0 = all
    QString zone;   ///< IANA name; empty = the subject's or the case's

    QJsonObject toJson() const; ///< only what is set; times ISO UTC
    static Result<Question> fromJson(const QJsonObject& json);
};

} // namespace tideline
