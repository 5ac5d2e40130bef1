// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/measure.h"
#include "models/core/timetext.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <map>

namespace tideline {

/// A flow that already knows its names.
struct TinyFlow
{
    Micros start = 0;
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    QMap<Dimension, QString> names;
    QString peer = QStringLiteral("192.0.2.1");
    QString local = QStringLiteral("198.51.100.1");
};

/// A store for tests that looks at every flow: nothing clever, so that it can be trusted. Filters are not applied.
class TinyFlowStore final : public FlowStore
{
public:
    std::vector<TinyFlow> flows;

    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress&) const override
    {
        struct Group
        {
            FlowAggregate::Row row;
            QSet<QString> peers, locals;
        };
        std::map<std::pair<int, QStringList>, Group> groups;
        FlowAggregate answer;
        for (const TinyFlow& flow : flows) {
            ++answer.scannedFlows;
            int bin = 0;
            if (!question.edges.empty()) {
                const auto after = std::upper_bound(question.edges.begin(), question.edges.end(), flow.start);
                bin = int(after - question.edges.begin()) - 1;
                if (bin < 0 || after == question.edges.end())
                    continue;
            }
            if (!question.range.contains(flow.start))
                continue;
            QStringList keys;
            for (const Dimension dimension : question.by)
                keys.append(dimension == Dimension::Peer ? flow.peer
                                                         : flow.names.value(dimension, QStringLiteral("unknown")));
            const bool isNew = !groups.contains({bin, keys});
            Group& group = groups[{bin, keys}];
            group.row.bin = bin;
            group.row.keys = keys;
            group.row.sums.bytesIn += flow.in;
            group.row.sums.bytesOut += flow.out;
            ++group.row.sums.flows;
            group.row.first = isNew ? flow.start : std::min(group.row.first, flow.start);
            group.row.last = isNew ? flow.start : std::max(group.row.last, flow.start);
            group.peers.insert(flow.peer);
            group.locals.insert(flow.local);
        }
        for (auto& [key, group] : groups) {
            group.row.peers = question.countPeers ? std::uint64_t(group.peers.size()) : 0;
            group.row.locals = question.countLocals ? std::uint64_t(group.locals.size()) : 0;
            answer.rows.push_back(group.row);
        }
        return answer;
    }
    Result<FlowRows> rows(const FlowRowsQuestion&, const Progress&) const override { return FlowRows{}; }

    void add(const char* time, std::uint64_t in, std::uint64_t out = 0, QMap<Dimension, QString> names = {})
    {
        flows.push_back({at(time), in, out, std::move(names)});
    }
    static Micros at(const char* time) { return parseTime(QString::fromLatin1(time), Zone::utc())->range->from; }
};

inline Micros at(const char* time)
{
    return TinyFlowStore::at(time);
}

inline TimeRange between(const char* from, const char* to)
{
    return {at(from), at(to)};
}

/// A case in UTC with one source of flows that recorded in `coverage`.
inline CaseFacts factsWith(std::vector<TimeRange> coverage)
{
    CaseFacts facts;
    Source source;
    source.id = 1;
    source.name = QStringLiteral("conn.log");
    source.title = QStringLiteral("conn.log");
    source.kind = QStringLiteral("flows");
    source.sha256 = QStringLiteral("00ff");
    source.span = TimeRange{coverage.front().from, coverage.back().to};
    source.coverage = std::move(coverage);
    facts.flowSpan = source.span;
    facts.sources = {source};
    facts.dataFingerprint = QStringLiteral("data");
    return facts;
}

inline Question questionOf(const char* measure)
{
    Question question;
    question.measure = QString::fromLatin1(measure);
    return question;
}

/// The cell under a key; the test fails to compile its expectations otherwise.
inline Cell cell(const MeasureResult& result, std::size_t row, const char* key)
{
    const int column = result.table.columnIndex(QString::fromLatin1(key));
    return column < 0 || row >= result.table.rows.size() ? Cell(QStringLiteral("no such cell"))
                                                         : result.table.rows[row][std::size_t(column)];
}

inline double number(const MeasureResult& result, std::size_t row, const char* key)
{
    const Cell value = cell(result, row, key);
    if (const auto* integer = std::get_if<qint64>(&value))
        return double(*integer);
    const auto* real = std::get_if<double>(&value);
    return real ? *real : -12345;
}

inline QString text(const MeasureResult& result, std::size_t row, const char* key)
{
    const Cell value = cell(result, row, key);
    const auto* string = std::get_if<QString>(&value);
    return string ? *string : QStringLiteral("no text");
}

inline bool isMissing(const MeasureResult& result, std::size_t row, const char* key)
{
    return std::holds_alternative<std::monostate>(cell(result, row, key));
}

inline bool hasNote(const MeasureResult& result, const char* part)
{
    return std::any_of(result.notes.begin(), result.notes.end(),
                       [&](const QString& note) { return note.contains(QString::fromUtf8(part)); });
}

} // namespace tideline

/// Asks and stops the test with the error if there is one.
#define ASK(result, question, facts, flows)                                                                            \
    const auto result##Answer = tideline::runMeasure(question, facts, flows, {});                                      \
    QVERIFY2(result##Answer.ok(), qPrintable(result##Answer.ok() ? QString() : result##Answer.error().text()));        \
    const tideline::MeasureResult& result = *result##Answer
