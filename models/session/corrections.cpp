// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/corrections.h"

#include "models/core/counted.h"
#include "models/core/timetext.h"

#include <cmath>

namespace tideline {

namespace {

/// A number that may come as text from the command line.
std::optional<double> numberIn(const ReadOptions& options, const QString& key)
{
    const QJsonValue value = options.value(key);
    if (value.isDouble())
        return value.toDouble();
    bool good = false;
    const double number = value.toString().toDouble(&good);
    return good ? std::optional<double>(number) : std::nullopt;
}

/// How many values are too large to be multiplied; they stay as they are.
qint64 multiply(std::vector<std::uint64_t>& column, std::uint64_t factor)
{
    qint64 kept = 0;
    for (std::uint64_t& value : column) {
        std::uint64_t product = 0;
        if (__builtin_mul_overflow(value, factor, &product))
            ++kept;
        else
            value = product;
    }
    return kept;
}

} // namespace

Result<Corrections> Corrections::from(const ReadOptions& options)
{
    constexpr double mostSampling = 1'000'000, mostOffset = 100 * 86'400;
    Corrections corrections;
    if (options.contains(QStringLiteral("sampling"))) {
        const auto sampling = numberIn(options, QStringLiteral("sampling"));
        if (!sampling || *sampling < 1 || *sampling > mostSampling || *sampling != std::floor(*sampling))
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("The sampling is no whole number from 1 to 1,000,000"),
                         {},
                         QStringLiteral("For one packet in a thousand: sampling=1000")};
        corrections.sampling = std::uint64_t(*sampling);
    }
    if (options.contains(QStringLiteral("clock_offset"))) {
        const auto offset = numberIn(options, QStringLiteral("clock_offset"));
        if (!offset || std::abs(*offset) > mostOffset)
            return Error{ErrorCode::BadArgument,
                         QStringLiteral("The clock offset is no number of seconds up to 100 days"),
                         {},
                         QStringLiteral("For a clock that was 90 s ahead: clock_offset=90")};
        corrections.clockOffset = std::llround(*offset * double(microsPerSecond));
    }
    return corrections;
}

void Corrections::apply(ParsedBlock& block) const
{
    if (sampling > 1) {
        qint64 kept = 0;
        for (auto* column :
             {&block.flows.srcBytes, &block.flows.dstBytes, &block.flows.srcPackets, &block.flows.dstPackets})
            kept += multiply(*column, sampling);
        if (kept > 0)
            block.notes += QStringLiteral("Too large to be multiplied by the sampling, and left as written: %1")
                               .arg(counted(kept, "number of bytes or packets"));
    }
    if (clockOffset == 0)
        return;
    for (Micros& start : block.flows.start)
        start -= clockOffset;
    for (DnsRecord& query : block.dns)
        query.at -= clockOffset;
    for (RouteRecord& route : block.routes)
        route.at -= clockOffset;
    for (SeriesPoint& point : block.points)
        point.span = {point.span.from - clockOffset, point.span.to - clockOffset};
    for (Event& event : block.events) {
        // A day stays that day: only a clock can be ahead.
        if (event.time.range && event.time.precision > Precision::Day)
            event.time.range = TimeRange{event.time.range->from - clockOffset, event.time.range->to - clockOffset};
    }
}

QStringList Corrections::notes() const
{
    QStringList notes;
    if (sampling > 1)
        notes += QStringLiteral("Sampled 1 in %1: bytes and packets are multiplied by it; flows that no sampled packet "
                                "belonged to are missing")
                     .arg(sampling);
    if (clockOffset != 0)
        notes += QStringLiteral("The clock was %1 %2: times are put right by it")
                     .arg(durationText(std::abs(clockOffset)),
                          clockOffset > 0 ? QStringLiteral("ahead") : QStringLiteral("behind"));
    return notes;
}

} // namespace tideline
