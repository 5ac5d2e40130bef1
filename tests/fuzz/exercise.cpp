// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/exercise.h"

#include "models/importers/limits.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <random>

namespace tideline {

namespace {

/// How many records of the file the rows of a block are; several points or members may share one.
qint64 acceptedRecords(const ParsedBlock& block)
{
    QSet<qint64> shared;
    for (const SeriesPoint& point : block.points)
        shared.insert(point.record);
    return qint64(block.flows.size() + block.events.size() + block.dns.size() + block.routes.size() +
                  block.actors.size() + block.addenda.size() + std::size_t(shared.size()));
}

std::string checkBlock(const ParsedBlock& block, const Reader& reader)
{
    bool even = true;
    FlowBatch::forEachColumn(
        block.flows, [&](const char*, const auto& column) { even = even && column.size() == block.flows.size(); });
    if (!even)
        return "columns of different lengths";
    for (const SeriesPoint& point : block.points) {
        if (!(point.value - point.value == 0) || point.span.isEmpty())
            return "a point without value or span";
    }
    const qint64 taken = acceptedRecords(block) + block.joined + qint64(block.problems.size());
    // Rows that begin on one line (CR alone in a file of LF) share its number; a capture counts packets.
    const bool shares = !block.points.empty() || !block.members.empty() || reader.kind() == FileKind::Series;
    if (!reader.isCapture() && (shares ? taken > block.read : taken != block.read))
        return "read is not accepted + rejected";
    for (const Event& event : block.events) {
        if (event.id.isEmpty() || event.title.isEmpty())
            return "an event without id or title";
        if (event.time.range && (event.time.range->isEmpty() || event.time.range->from < earliestTime))
            return "an event with an impossible time";
    }
    for (std::size_t i = 0; i < block.flows.size(); ++i) {
        if (block.flows.duration[i] < 0 || block.flows.start[i] < earliestTime || block.flows.start[i] >= latestTime)
            return "a flow with an impossible time";
    }
    for (const Problem& problem : block.problems) {
        if (problem.reason.isEmpty() || problem.line < 1 || problem.text.size() > 4 * qsizetype(limits::problemText))
            return "a problem without line or reason";
    }
    return {};
}

template <typename Column> void add(Column& to, const Column& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

void append(ParsedBlock& all, const ParsedBlock& block)
{
    all.read += block.read;
    all.joined += block.joined;
    add(all.events, block.events);
    add(all.points, block.points);
    add(all.dns, block.dns);
    add(all.routes, block.routes);
    add(all.members, block.members);
    add(all.actors, block.actors);
    add(all.addenda, block.addenda);
    add(all.problems, block.problems);
    std::vector<void*> columns;
    FlowBatch::forEachColumn(all.flows, [&](const char*, auto& column) { columns.push_back(&column); });
    std::size_t i = 0;
    FlowBatch::forEachColumn(block.flows, [&](const char*, const auto& column) {
        add(*static_cast<std::remove_cvref_t<decltype(column)>*>(columns[i++]), column);
    });
}

void appendEnd(ParsedBlock& all, Reader& reader)
{
    for (bool more = true; more;) {
        const ParsedBlock last = reader.end();
        append(all, last);
        more = last.more;
    }
}

std::string said(const Problem* problem)
{
    return problem ? "line " + std::to_string(problem->line) + " “" + problem->reason.toStdString() + "”" : "none";
}

std::string differs(const ParsedBlock& a, const ParsedBlock& b)
{
    if (a.read != b.read)
        return "read " + std::to_string(a.read) + " whole and " + std::to_string(b.read) + " in blocks";
    if (!(a.events == b.events))
        return "other events in blocks";
    if (!(a.points == b.points))
        return "other points in blocks";
    if (a.dns != b.dns || a.routes != b.routes)
        return "other queries or routes in blocks";
    if (a.actors != b.actors || a.addenda != b.addenda)
        return "other actors or addenda in blocks";
    for (std::size_t i = 0; i < std::max(a.problems.size(), b.problems.size()); ++i) {
        const Problem* const x = i < a.problems.size() ? &a.problems[i] : nullptr;
        const Problem* const y = i < b.problems.size() ? &b.problems[i] : nullptr;
        if (!x || !y || !(*x == *y))
            return "other problems in blocks: " + said(x) + " and " + said(y);
    }
    const FlowBatch &x = a.flows, &y = b.flows;
    if (x.start != y.start || x.duration != y.duration || !(x.src == y.src) || !(x.dst == y.dst) ||
        x.dstPort != y.dstPort || x.srcBytes != y.srcBytes || x.service != y.service || x.record != y.record)
        return "other flows in blocks";
    return {};
}

/// Cuts as a driver does, with windows of changing size.
std::string cutAndParse(Reader& reader, std::string_view bytes, std::uint64_t seed, ParsedBlock& all)
{
    std::mt19937_64 random(seed);
    std::size_t at = 0, window = 1 + random() % 64;
    qint64 line = 1;
    while (at < bytes.size()) {
        const std::size_t size = std::min(window, bytes.size() - at);
        const bool last = at + size == bytes.size();
        const std::size_t whole = reader.boundary(bytes.substr(at, size), last);
        if (whole > size)
            return "a boundary beyond the bytes";
        if (whole == 0) {
            if (last)
                return "no boundary at the end";
            window *= 2;
            continue;
        }
        const std::string copy(bytes.substr(at, whole)); // so that a sanitizer sees reads beyond the block
        append(all, reader.inOrder() ? reader.parseNext({copy, line}) : reader.parse({copy, line}));
        line += reader.lines(copy);
        at += whole;
        window = 1 + random() % 512;
    }
    if (reader.inOrder())
        appendEnd(all, reader);
    return {};
}

std::string parseWhole(Reader& reader, std::string_view bytes, ParsedBlock& all)
{
    if (!reader.inOrder()) {
        all = reader.parse({bytes, 1});
        return {};
    }
    qint64 line = 1;
    while (!bytes.empty()) {
        const std::size_t whole = reader.boundary(bytes, true);
        if (whole == 0 || whole > bytes.size())
            return "no boundary at the end";
        append(all, reader.parseNext({bytes.substr(0, whole), line}));
        line += reader.lines(bytes.substr(0, whole));
        bytes.remove_prefix(whole);
    }
    appendEnd(all, reader);
    return {};
}

} // namespace

std::string exercise(const Format& format, std::string_view bytes, std::uint64_t seed, std::int64_t* rows)
{
    if (format.sniff(bytes.substr(0, limits::head), {}) < 0)
        return "a confidence below 0";
    std::vector<ReadOptions> readings{{}};
    if (format.name.endsWith(QStringLiteral("-csv")))
        readings.push_back({{"quotes", "lax"}, {"encoding", seed % 2 ? "utf-16le" : "windows-1252"}, {"dates", "dmy"}});
    if (format.name == u"events-csv")
        readings.push_back({{"map", QJsonObject{{"time", 1}, {"title", QJsonArray{1, QJsonObject{{"const", "x"}}}}}}});
    for (const ReadOptions& options : readings) {
        const auto reader = format.make();
        if (!reader->begin(bytes.substr(0, limits::head), options))
            continue;
        // Whole records, as few blocks as the format allows; then as many.
        ParsedBlock whole, cut;
        std::string broken = parseWhole(*reader, bytes, whole);
        if (rows)
            *rows += whole.read;
        if (broken.empty())
            broken = checkBlock(whole, *reader);
        const auto second = format.make();
        if (broken.empty() && second->begin(bytes.substr(0, limits::head), options))
            broken = cutAndParse(*second, bytes, seed, cut);
        if (broken.empty())
            broken = differs(whole, cut);
        if (!broken.empty())
            return broken;
    }
    return {};
}

} // namespace tideline
