// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/result.h"
#include "models/core/zone.h"
#include "models/simulation/rhythm.h"

#include <functional>

namespace tideline {

/// A share of a window's bytes that may change: straight from `first` to `last` over the window, and times `before`
/// until the moment `since`.
struct ShareCurve
{
    double first = 0;
    double last = 0;
    Micros since = TimeRange::beginning();
    double before = 1;

    double at(Micros time, const TimeRange& window) const;
    double average(const TimeRange& window) const; ///< over time, by the formula, not by sampling
};

/// One kind of traffic: who, over what, how large. The labels are those that the rules of the case give it, so that a
/// test can compare what measures find with what was meant; the flows do not carry them.
struct TrafficKind
{
    QString name;
    QString service; ///< empty = no rule of that set names it; likewise below
    QString content;
    QString coin;
    QString obfuscation;
    std::vector<Network> peers; ///< where the other side is
    int peerHosts = 40;         ///< distinct addresses of the other side
    std::vector<std::uint16_t> ports = {443};
    std::uint8_t protocol = 6;
    QString logLabel;       ///< application label in the record, e.g. "dns"
    double size = 1;        ///< bytes per flow against the mean of all kinds
    bool isNarrow = false;  ///< the largest flow is 4 times the mean instead of 11
    double upShare = 0.08;  ///< part of the bytes that the subject sends
    int packetBytes = 1400; ///< of a full packet
    double bytesPerSecond = 80e3;
    bool isInbound = false;         ///< the other side starts the flow and calls a port of the subject
    bool isSteady = false;          ///< runs day and night instead of following the rhythm
    bool isFiller = false;          ///< takes what the others leave; exactly one kind does
    std::vector<Prefix> locals;     ///< only from these addresses; empty = those of the route
    int route = -1;                 ///< index of the only route it takes; -1 = any
    std::vector<ShareCurve> shares; ///< one for each window
};

/// An upstream with the subject's ranges that use it, each for a while.
struct SimulatedRoute
{
    struct Local
    {
        Prefix prefix;
        TimeRange valid = TimeRange::all();
    };
    QString label;
    std::uint32_t nextAs = 0;
    std::vector<Local> locals;
};

struct SimulatedWindow
{
    Window window; ///< from and to at local midnight
    double bytesPerDay = 1e9;
    Rhythm rhythm{};                 ///< local time of the plan's zone
    std::vector<double> routeShares; ///< of bytes, one for each route; the sum is 1
};

/// Everything that determines simulated traffic. Same plan, same flows, on every machine.
struct SimulationPlan
{
    std::uint64_t seed = 7;
    qint64 flows = 200'000;
    Zone zone;
    QList<int> weekend = {6, 7};
    double dayNoise = 0.12; ///< spread of a day's volume around what is planned; its mean over the window is 1
    std::vector<SimulatedWindow> windows;
    std::vector<SimulatedRoute> routes;
    std::vector<TrafficKind> kinds;
    std::vector<Network> networks; ///< the case's table: peers are drawn so that it finds them again

    /// Planned share of a window's bytes, the filler included.
    double share(std::size_t window, const TrafficKind& kind) const;
    /// The same for all kinds that `wanted` accepts.
    double share(std::size_t window, const std::function<bool(const TrafficKind&)>& wanted) const;
    /// Shares sum to at most 1 at all times, every kind has peers, windows do not overlap, …
    Result<void> check() const;
};

/// The founding case: the published ratios over the four study windows (see resources/founding/README.md).
/// `networks` is the case's table; NotFound names the first network it lacks.
Result<SimulationPlan> foundingPlan(const std::vector<Network>& networks, const Zone& zone,
                                    const std::vector<Window>& windows);

/// The same kinds of traffic with windows, volumes, shares, rhythm and dates drawn at random from 2019 to 2021:
/// what a measure must find again without having been fitted to it. The last kind of change, Monero's, is at
/// `shares.back().since` of the kind whose coin is "Monero".
Result<SimulationPlan> randomPlan(const std::vector<Network>& networks, const Zone& zone, std::uint64_t seed);

} // namespace tideline
