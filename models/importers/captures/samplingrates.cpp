// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/samplingrates.h"

#include "models/core/counted.h"

#include <algorithm>

namespace tideline {

namespace {

bool multiply(FlowRow& row, std::uint64_t factor)
{
    std::uint64_t products[4];
    std::uint64_t* const numbers[] = {&row.srcBytes, &row.dstBytes, &row.srcPackets, &row.dstPackets};
    for (std::size_t i = 0; i < 4; ++i) {
        if (__builtin_mul_overflow(*numbers[i], factor, &products[i]))
            return false;
    }
    for (std::size_t i = 0; i < 4; ++i)
        *numbers[i] = products[i];
    return true;
}

} // namespace

void SamplingRates::tell(Told& told, std::uint64_t interval)
{
    told.least = told.most == 0 ? interval : std::min(told.least, interval);
    told.most = std::max(told.most, interval);
}

void SamplingRates::learn(const std::string& exporter, std::uint64_t sampler, std::uint64_t interval)
{
    Rate& rate = m_rates[exporter][sampler];
    rate.mixed = rate.mixed || (rate.interval != 0 && rate.interval != interval);
    rate.interval = interval;
    tell(m_told[exporter], interval);
}

std::uint64_t SamplingRates::rateOf(const std::string& exporter, std::uint64_t sampler) const
{
    const auto known = m_rates.find(exporter);
    if (known == m_rates.end())
        return 0;
    const auto& rates = known->second;
    auto rate = rates.find(sampler);
    if (rate == rates.end()) // not by number: it may stand for all where they agree
        rate = rates.begin();
    const bool named = rate->first == sampler && rates.contains(sampler) && sampler != 0;
    const bool agree = named || std::all_of(rates.begin(), rates.end(), [&](const auto& other) {
                           return other.second.interval == rate->second.interval && !other.second.mixed;
                       });
    return agree && !rate->second.mixed ? rate->second.interval : 0;
}

void SamplingRates::apply(const std::string& exporter, std::uint64_t sampler, std::uint64_t own, FlowRow& row)
{
    Told& told = m_told[exporter];
    const std::uint64_t rate = own > 0 ? own : rateOf(exporter, sampler);
    if (rate > 1)
        tell(told, rate);
    if (rate == 0 || !m_multiplying)
        ++told.plain;
    else if (!multiply(row, rate))
        ++told.tooLarge;
    else if (rate > 1)
        ++told.multiplied;
}

QString SamplingRates::note(const std::string& exporter, const Told& told) const
{
    const QString name = QString::fromStdString(exporter);
    const QString rate = told.least == told.most ? QStringLiteral("1 in %1").arg(told.most)
                                                 : QStringLiteral("1 in %1 to 1 in %2").arg(told.least).arg(told.most);
    if (!m_multiplying)
        return QStringLiteral("%1 says that it samples %2; the sampling given for this import counts instead")
            .arg(name, rate);
    QString text = QStringLiteral("%1 samples %2: bytes and packets of %3 are multiplied by it (for the numbers "
                                  "as exported import with sampling=1)")
                       .arg(name, rate)
                       .arg(counted(qint64(told.multiplied), "record"));
    if (told.plain > 0)
        text +=
            QStringLiteral("; which rate holds for %1 as exported")
                .arg(counted(qint64(told.plain), "record is not known, so it is", "records is not known, so they are"));
    if (told.tooLarge > 0)
        text += QStringLiteral("; %1 too large to be multiplied")
                    .arg(counted(qint64(told.tooLarge), "record is", "records are"));
    return text;
}

void SamplingRates::addNotes(QStringList& notes) const
{
    constexpr int shown = 10;
    int count = 0;
    for (const auto& [exporter, told] : m_told) {
        if (told.most > 1 && ++count <= shown)
            notes << note(exporter, told);
    }
    if (count > shown)
        notes << QStringLiteral("%1 further exporters sample").arg(count - shown);
}

} // namespace tideline
