// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/netflowrow.h"

#include <QStringList>

#include <map>

namespace tideline {

/// What exporters say of their sampling, and the bytes and packets of their records multiplied by it, as nfdump does.
class SamplingRates
{
public:
    /// Off where a person gave the rate of the source: it wins.
    void setMultiplying(bool on) { m_multiplying = on; }
    /// An options record: `sampler` is its number, 0 where there is but one.
    void learn(const std::string& exporter, std::uint64_t sampler, std::uint64_t interval);
    /// What another one was told; not what it did.
    void learnFrom(const SamplingRates& other) { m_rates = other.m_rates; }
    /// `own`: what the record or its v5 header says; 0 = nothing.
    void apply(const std::string& exporter, std::uint64_t sampler, std::uint64_t own, FlowRow& row);
    void addNotes(QStringList& notes) const;

private:
    struct Rate
    {
        std::uint64_t interval = 0;
        bool mixed = false; ///< several were told, as by interface: which one holds for a record is not known
    };
    struct Told
    {
        std::uint64_t least = 0, most = 0;
        std::uint64_t multiplied = 0, plain = 0, tooLarge = 0; ///< records
    };
    static void tell(Told& told, std::uint64_t interval);
    std::uint64_t rateOf(const std::string& exporter, std::uint64_t sampler) const;
    QString note(const std::string& exporter, const Told& told) const;

    bool m_multiplying = true;
    std::map<std::string, std::map<std::uint64_t, Rate>> m_rates;
    std::map<std::string, Told> m_told;
};

} // namespace tideline
