// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/captureoutput.h"
#include "models/importers/captures/samplingrates.h"

#include <set>
#include <tuple>

namespace tideline {

class ByteCursor;

/// Flows out of NetFlow datagrams. Keeps the templates of every source, and data that came before its template.
class NetflowDecoder
{
public:
    /// Of the block's counts, `read` is that of the records, and of the sets that no template explains.
    using Output = CaptureOutput;

    /// `sender`: address of the exporter, empty where a raw file does not say. `number`: of the datagram, or of the
    /// packet that carries it; `numberRows`: flows are numbered by themselves instead.
    void datagram(std::string_view bytes, const std::string& sender, std::uint64_t number, bool numberRows,
                  Output& out);
    void finish(Output& out);
    /// Off where a person gave the rate of the source.
    void setMultiplying(bool on) { m_rates.setMultiplying(on); }
    /// Sampling rates that stand further on in the file than the first records: those of a decoder that looked ahead.
    void learnRates(const NetflowDecoder& ahead) { m_rates.learnFrom(ahead.m_rates); }
    /// Templates and sampling rates of the file before this one.
    void continueFrom(const NetflowDecoder& before);
    QStringList notes() const;

private:
    struct Context
    {
        NetflowHeader header;
        std::string sender;
        std::string exporter;
        std::uint64_t number = 0;
        bool numberRows = false;
    };
    using Key = std::tuple<std::string, std::uint16_t, std::uint32_t, std::uint16_t>;
    struct Waiting
    {
        Context context;
        std::uint16_t id = 0; ///< of the template
        std::string bytes;
    };

    Key keyOf(const Context& context, std::uint16_t id) const;
    void sets(const Context& context, std::string_view bytes, Output& out);
    void templates(const Context& context, std::string_view set, bool options, Output& out);
    bool readFields(const Context& context, ByteCursor& cursor, std::size_t count, NetflowTemplate& made) const;
    void learn(const Context& context, std::uint16_t id, NetflowTemplate&& made, Output& out);
    void data(const Context& context, std::uint16_t id, std::string_view set, Output& out);
    void wait(const Context& context, std::uint16_t id, std::string_view set, Output& out);
    void records(const Context& context, const NetflowTemplate& layout, std::string_view set, Output& out);
    bool record(const NetflowTemplate& layout, ByteCursor& cursor, NetflowRow& row) const;
    void take(const Context& context, NetflowRow& row, std::string_view bytes, Output& out);
    void unresolved(const Waiting& waiting, Output& out) const;
    static void reject(const Context& context, const QString& reason, std::string_view bytes, Output& out);

    std::map<Key, NetflowTemplate> m_templates;
    std::map<Key, std::vector<Waiting>> m_waiting;
    std::size_t m_waitingBytes = 0, m_waitingSets = 0;
    SamplingRates m_rates;
    std::set<Key> m_inherited; ///< templates that only the file before had
    std::uint64_t m_rows = 0, m_options = 0, m_untimed = 0, m_byInherited = 0;
};

} // namespace tideline
