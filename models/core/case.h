// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"
#include "models/core/timepoint.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tideline {

/// The cover sheet of a case.
struct CaseInfo
{
    QString id; ///< UUID
    QString title;
    QString number;
    QString examiner;
    QString classification;
    QString author; ///< who is working now; every audit row carries it
    QString zone = QStringLiteral("UTC");
    bool operator==(const CaseInfo&) const = default;
};

/// A named interval that measures compare.
struct Window
{
    QString name;
    TimeRange range;
    QString note;
    bool operator==(const Window&) const = default;
};

/// A prefix or an AS that belongs to a subject for a while.
struct SubjectMember
{
    std::optional<Prefix> prefix; ///< exactly one of prefix and asn is set
    std::uint32_t asn = 0;
    TimeRange valid = TimeRange::all();
    bool operator==(const SubjectMember&) const = default;
};

/// Whose traffic is measured: named prefixes and AS numbers, with the calendar people there live by.
struct Subject
{
    QString name;
    std::vector<SubjectMember> members;
    QString zone = QStringLiteral("UTC");
    QList<int> weekend = {6, 7}; ///< ISO weekdays; {5, 6} where Friday and Saturday are off
    int officeFrom = 9;          ///< office hours [officeFrom, officeTo), local
    int officeTo = 18;
    bool operator==(const Subject&) const = default;
};

/// The sets of rules that name things in traffic.
enum class RuleSet { Route, Service, Content, Coin, Obfuscation };
QString ruleSetName(RuleSet set); ///< "route", "service", …
std::optional<RuleSet> ruleSetFromName(QStringView name);
inline constexpr RuleSet allRuleSets[] = {RuleSet::Route, RuleSet::Service, RuleSet::Content, RuleSet::Coin,
                                          RuleSet::Obfuscation};

struct PortRange
{
    std::uint16_t from = 0;
    std::uint16_t to = 0;
    bool operator==(const PortRange&) const = default;
};

/// All conditions given must hold; within one condition any entry may. In a set the first matching rule wins.
/// Peer conditions look at the other side of the flow, local ones at the subject's; ports are those of the service: the
/// responder's, whichever side that is.
struct Rule
{
    RuleSet set = RuleSet::Service;
    QString label;
    std::vector<Prefix> localPrefixes;
    std::vector<Prefix> peerPrefixes;
    std::vector<std::uint32_t> peerAsns; ///< origin AS of the peer, by the network tables or the exporter
    std::vector<std::uint32_t> nextAs;   ///< neighbouring AS the record names
    QStringList exporters;
    std::vector<PortRange> ports;
    std::vector<std::uint8_t> protocols;
    QStringList services; ///< application label that the log itself gives
    TimeRange valid = TimeRange::all();
    QString note;
    bool operator==(const Rule&) const = default;
};

/// One range of a country/AS table.
struct Network
{
    IpAddress first;
    IpAddress last;
    QString country;       ///< ISO alpha-2; empty = unknown
    std::uint32_t asn = 0; ///< 0 = unknown
    QString name;
    bool operator==(const Network&) const = default;
};

/// One import: what was read, how, when, and what came of it.
struct Source
{
    qint64 id = 0;
    QString name;  ///< file name; "manual" rows have no source
    QString title; ///< what people see; says "simulated" where it is
    QString format;
    QString kind;   ///< "events", "flows", "series"
    QString sha256; ///< hex, of the file as found (before decompression)
    qint64 bytes = 0;
    QJsonObject options; ///< mapping, zone, unit … as used
    Micros importedAt = 0;
    qint64 read = 0;
    qint64 accepted = 0;
    qint64 rejected = 0;
    qint64 duplicate = 0;
    std::optional<TimeRange> span;   ///< first to last row
    std::vector<TimeRange> coverage; ///< when the source was recording: gaps in between are gaps
    QStringList notes;
    bool withdrawn = false;
    bool simulated = false;
    bool operator==(const Source&) const = default;
};

/// A row that could not be taken: kept with reason and text.
struct Problem
{
    qint64 source = 0;
    qint64 line = 0; ///< 1-based
    int column = 0;  ///< 1-based field number; 0 = the whole row
    QString reason;
    QString text; ///< first 4 KiB of the row
    bool operator==(const Problem&) const = default;
};

/// A usage series: numbers over time with their unit.
struct SeriesPoint
{
    TimeRange span;   ///< the bin the value stands for
    double value = 0; ///< finite; "no data" is no point
    QString key;      ///< place or entity, e.g. a country or a region; may be empty
    QString quantity; ///< column name, e.g. "connectivity"
    QString unit;
    qint64 source = 0;
    qint64 record = 0;
    bool operator==(const SeriesPoint&) const = default;
};
/// What a series is called everywhere: place or entity, quantity and unit, as far as it has them: "BTC · close (USD)".
/// Points with one name are one series, whichever source they came with.
QString seriesName(const SeriesPoint& point);

} // namespace tideline
