// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/core/timepoint.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace tideline {

/// Where a statement comes from: a citation as text or link.
struct Citation
{
    QString text;
    bool operator==(const Citation&) const = default;
};

/// A place with its role in the event: victim, transit, server, destination, actor …
struct Place
{
    QString country; ///< ISO 3166-1 alpha-2, or text where it is none ("worldwide")
    QString role;
    QString name;
    QString source;
    bool operator==(const Place&) const = default;
};

/// One stated quantity; rivals stand side by side and none wins.
struct Claim
{
    QString quantity; ///< "machines", "amount", "cases" …
    QString kind;     ///< "affected", "taken" …
    Decimal value;
    QString unit; ///< a currency for amounts
    QString asOf; ///< date as text, as precise as known
    QString claimedBy;
    QString source;
    QString note;
    bool operator==(const Claim&) const = default;
};

enum class Certainty { Unknown, Low, Medium, High };
QString certaintyName(Certainty certainty); ///< "", "low", "medium", "high"
std::optional<Certainty> certaintyFromName(QStringView name);

/// One incident, sanction, weapons test, network change …; a value.
struct Event
{
    QString id;         ///< UUID made by us, or derived from the source's own id
    QString externalId; ///< the id that the source gives, e.g. "E126"
    EventTime time;
    QString title;
    QString category; ///< "hack", "sanction", "missile test", "nuclear test", "network change", "policy", or any
    QString subtype;
    QString actor;
    QString target;
    QStringList countries;
    QStringList channels; ///< method or income channel: "exchange hack", "mining" …
    Certainty certainty = Certainty::Unknown;
    bool verified = true; ///< false: no source found; drawn hollow, marked "unverified"
    QString note;
    std::vector<Money> amounts;
    std::vector<Citation> citations;
    std::vector<Place> places;
    std::vector<Claim> claims;
    QStringList tags;             ///< tags that came with the source; an examiner's own are annotations
    QMap<QString, QString> extra; ///< columns of the source that have no field here
    qint64 source = 0;            ///< import it came from; 0 = entered by hand
    qint64 record = 0;            ///< 1-based line or record number in the source
    bool operator==(const Event&) const = default;
};

using EventPtr = std::shared_ptr<const Event>;

/// One field of an event as text: the one list that tables, filters, `event add field=value`, exports and mappings use.
struct EventField
{
    const char* key;   ///< name in the filter language, exports and on the command line
    const char* title; ///< English column title, translatable in context "EventField"
    bool editable;
    QString (*get)(const Event&);
    /// Sets from text; returns false with nothing changed if the text cannot be read. Null where not editable.
    bool (*set)(Event&, const QString&);
};
const std::vector<EventField>& eventFields();
const EventField* eventField(QStringView key);

/// What an examiner adds: a note, tags, a star, on an event or on a period.
struct Annotation
{
    QString id;       ///< UUID
    QString eventId;  ///< empty: on the period
    TimeRange period; ///< used when eventId is empty
    QString text;     ///< Markdown
    QStringList tags;
    bool starred = false;
    QString author;
    Micros createdAt = 0;
    Micros changedAt = 0;
    bool operator==(const Annotation&) const = default;
};

} // namespace tideline
