// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/kernel.h"
#include "models/flows/predicate.h"
#include "models/query/interval.h"
#include "models/query/termtest.h"

#include <cmath>
#include <limits>
#include <string_view>

namespace tideline {

namespace {

enum class NumberColumn {
    Time,
    Duration,
    SrcPort,
    DstPort,
    Port,
    Bytes,
    BytesIn,
    BytesOut,
    Packets,
    Flows,
    Asn,
    NextAs
};

struct NumberField
{
    std::string_view name;
    NumberColumn column;
};
constexpr NumberField numberFields[] = {{"time", NumberColumn::Time},        {"duration", NumberColumn::Duration},
                                        {"src_port", NumberColumn::SrcPort}, {"dst_port", NumberColumn::DstPort},
                                        {"port", NumberColumn::Port},        {"bytes", NumberColumn::Bytes},
                                        {"bytes_in", NumberColumn::BytesIn}, {"bytes_out", NumberColumn::BytesOut},
                                        {"packets", NumberColumn::Packets},  {"flows", NumberColumn::Flows},
                                        {"asn", NumberColumn::Asn},          {"next_as", NumberColumn::NextAs}};

template <typename T>
[[gnu::always_inline]] inline void narrow(const T* value, T low, T high, std::size_t rows, std::uint8_t* taken)
{
    for (std::size_t row = 0; row < rows; ++row)
        taken[row] &= std::uint8_t((value[row] >= low) & (value[row] <= high));
}

TIDELINE_KERNEL void narrowTo(const std::int64_t* value, std::int64_t low, std::int64_t high, std::size_t rows,
                              std::uint8_t* taken)
{
    narrow(value, low, high, rows, taken);
}
TIDELINE_KERNEL void narrowTo(const std::uint64_t* value, std::uint64_t low, std::uint64_t high, std::size_t rows,
                              std::uint8_t* taken)
{
    narrow(value, low, high, rows, taken);
}
TIDELINE_KERNEL void narrowTo(const std::uint32_t* value, std::uint32_t low, std::uint32_t high, std::size_t rows,
                              std::uint8_t* taken)
{
    narrow(value, low, high, rows, taken);
}
TIDELINE_KERNEL void narrowTo(const std::uint16_t* value, std::uint16_t low, std::uint16_t high, std::size_t rows,
                              std::uint8_t* taken)
{
    narrow(value, low, high, rows, taken);
}

/// The largest number there is stands for all that is above it.
TIDELINE_KERNEL void addUp(const std::uint64_t* a, const std::uint64_t* b, std::size_t rows, std::uint64_t* sums)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t both = a[row] + b[row];
        sums[row] = both < a[row] ? ~0ULL : both;
    }
}

/// A column of numbers within intervals.
class NumberTerm final : public Predicate
{
public:
    NumberTerm(NumberColumn column, std::vector<Interval> intervals, bool isNegated)
        : m_column(column), m_intervals(std::move(intervals)), m_isNegated(isNegated)
    {}

    void narrow(FlowView& view, RowMask& mask) override
    {
        const DecodedChunk& columns = view.columns();
        switch (m_column) {
        case NumberColumn::Time:
            return test(columns.start, mask);
        case NumberColumn::Duration:
            return test(columns.duration, mask);
        case NumberColumn::SrcPort:
            return test(columns.srcPort, mask);
        case NumberColumn::DstPort:
            return test(columns.dstPort, mask);
        case NumberColumn::Port:
            return test(view.chunk().servicePort(), mask);
        case NumberColumn::Bytes:
            return test(sum(columns.srcBytes, columns.dstBytes), mask);
        case NumberColumn::BytesIn:
            return test(view.bytesIn(), mask);
        case NumberColumn::BytesOut:
            return test(view.bytesOut(), mask);
        case NumberColumn::Packets:
            return test(sum(columns.srcPackets, columns.dstPackets), mask);
        case NumberColumn::Flows:
            return test(columns.flows, mask);
        case NumberColumn::Asn:
            return test(view.peerAsn(), mask);
        case NumberColumn::NextAs:
            return columns.nextAsCode ? testCodes(columns, mask) : test(columns.nextAs, mask);
        }
    }

private:
    const std::vector<std::uint64_t>& sum(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b)
    {
        m_sum.resize(a.size());
        addUp(a.data(), b.data(), a.size(), m_sum.data());
        return m_sum;
    }

    /// Few values are tested once each.
    void testCodes(const DecodedChunk& columns, RowMask& mask)
    {
        RowMask answers(columns.nextAsTable.size(), 1);
        test(columns.nextAsTable, answers);
        const std::uint8_t *answer = answers.data(), *codes = columns.nextAsCode;
        std::uint8_t* taken = mask.data();
        for (std::size_t row = 0, rows = mask.size(); row < rows; ++row)
            taken[row] &= answer[codes[row]];
    }

    template <typename T> void test(const std::vector<T>& values, RowMask& mask)
    {
        if (m_intervals.size() == 1)
            return testOne(values, m_intervals.front(), mask);
        m_found.assign(values.size(), 0);
        for (const Interval& interval : m_intervals) {
            m_taken = mask;
            within(values, interval, m_taken);
            for (std::size_t row = 0; row < values.size(); ++row)
                m_found[row] |= m_taken[row];
        }
        for (std::size_t row = 0; row < values.size(); ++row)
            mask[row] &= m_found[row];
    }
    template <typename T> void testOne(const std::vector<T>& values, const Interval& interval, RowMask& mask)
    {
        if (!m_isNegated)
            return within(values, interval, mask);
        m_taken = mask;
        within(values, interval, m_taken);
        for (std::size_t row = 0; row < values.size(); ++row)
            mask[row] &= std::uint8_t(!m_taken[row]);
    }
    template <typename T> static void within(const std::vector<T>& values, const Interval& interval, RowMask& mask)
    {
        constexpr Wide least = std::numeric_limits<T>::min(), most = std::numeric_limits<T>::max();
        if (interval.low > interval.high || interval.low > most || interval.high < least) {
            std::fill(mask.begin(), mask.end(), std::uint8_t(0));
            return;
        }
        const T low = T(std::max(interval.low, least));
        const T high = T(std::min(interval.high, most));
        narrowTo(values.data(), low, high, values.size(), mask.data());
    }

    NumberColumn m_column;
    std::vector<Interval> m_intervals;
    bool m_isNegated;
    std::vector<std::uint64_t> m_sum;
    RowMask m_taken, m_found;
};

} // namespace

std::unique_ptr<Predicate> compileNumberTerm(const Expression& term)
{
    for (const NumberField& field : numberFields) {
        if (field.name != term.field->name)
            continue;
        std::vector<Interval> intervals;
        const bool isTime = term.field->type == FieldType::Time;
        for (const QueryValue& value : term.values)
            intervals.push_back(isTime ? timeInterval(term.op, value) : numberInterval(term.op, value));
        return std::make_unique<NumberTerm>(field.column, std::move(intervals), isNegated(term));
    }
    return nullptr;
}

} // namespace tideline
