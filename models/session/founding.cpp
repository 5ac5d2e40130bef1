// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/founding.h"

#include "models/core/timetext.h"
#include "models/flows/chunk.h"
#include "models/session/foundingtables.h"
#include "models/session/importing.h"
#include "models/simulation/flowsimulator.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

static void initFoundingResource()
{
    // A macro that must be expanded outside of any namespace: the tables live in a static library.
    Q_INIT_RESOURCE(founding);
}

namespace tideline {

namespace {

/// All that writing one step needs.
struct Maker
{
    CaseFile& file;
    Zone zone;
    std::vector<Network> networks;
    std::vector<Window> windows;
};

Result<void> writeEvents(Maker& maker)
{
    const QByteArray csv = foundingTable(QStringLiteral("events.csv"));
    auto events = foundingEvents();
    if (!events)
        return events.error();
    Source source;
    source.name = QStringLiteral("founding-events.csv");
    source.title = QStringLiteral("Timeline of the founding case");
    source.format = QStringLiteral("founding-timeline");
    source.kind = fileKindName(FileKind::Events);
    source.sha256 = QString::fromLatin1(QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex());
    source.bytes = csv.size();
    source.notes = {
        QStringLiteral("Comes with the program; places, channels and rival figures are joined in by event")};
    auto writer = maker.file.beginImport(source, QString());
    if (!writer)
        return writer.error();
    ImportWriter::Rows rows;
    for (const Event& event : *events) {
        if (event.time.range)
            source.span = source.span ? source.span->united(*event.time.range) : *event.time.range;
    }
    rows.read = static_cast<qint64>(events->size());
    rows.events = std::move(*events);
    const auto written = (*writer)->write(0, rows);
    if (!written)
        return written.error();
    source.read = rows.read;
    source.accepted = written->accepted;
    source.duplicate = written->duplicates;
    if (const auto completed = (*writer)->complete(source); !completed)
        return completed.error();
    return {};
}

Result<void> writeFlows(Maker& maker, qint64 flows, quint64 seed, const Progress& progress)
{
    if (flows == 0)
        return {};
    auto plan = foundingPlan(maker.networks, maker.zone, maker.windows);
    if (!plan)
        return plan.error();
    plan->seed = seed;
    plan->flows = flows;
    Source source;
    source.name = QStringLiteral("simulated-flows-seed-%1-%2").arg(seed).arg(flows);
    source.title = QStringLiteral("Simulated traffic, seed %1, %2 flows").arg(seed).arg(flows);
    source.format = QStringLiteral("simulated");
    source.kind = fileKindName(FileKind::Flows);
    source.simulated = true;
    source.options = {{QStringLiteral("seed"), QString::number(seed)}, {QStringLiteral("flows"), flows}};
    source.notes = {QStringLiteral(
        "Simulated: no raw traffic was ever published. Made by this program's seeded generator so that the "
        "published ratios hold over the four study windows; nothing lies between the windows")};
    for (const Window& window : maker.windows)
        source.coverage.push_back(window.range);
    auto writer = maker.file.beginImport(source, QString());
    if (!writer)
        return writer.error();
    FlowSimulator simulator(std::move(*plan));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    FlowBatch batch;
    for (int block = 0; simulator.next(batch, chunkRows); ++block) {
        if (progress.cancelled())
            return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), {}, {}};
        ImportWriter::Rows rows;
        rows.chunks.push_back(encodeChunk(batch, 0, batch.size(), (*writer)->sourceId(), false));
        rows.read = rows.accepted = static_cast<qint64>(batch.size());
        hash.addData(rows.chunks.front().digest);
        for (const QByteArray& column : rows.chunks.front().columns)
            source.bytes += column.size();
        const TimeRange span{rows.chunks.front().info.minStart, rows.chunks.front().info.maxStart + 1};
        source.span = source.span ? source.span->united(span) : span;
        if (const auto written = (*writer)->write(block, rows); !written)
            return written.error();
        source.read += rows.read;
        source.accepted += rows.accepted;
        progress.report(static_cast<double>(simulator.produced()) / static_cast<double>(flows),
                        QStringLiteral("Simulated flows"));
    }
    source.sha256 = QString::fromLatin1(hash.result().toHex());
    if (const auto completed = (*writer)->complete(source); !completed)
        return completed.error();
    return {};
}

Result<void> fill(CaseFile& file, qint64 flows, quint64 seed, const Progress& progress)
{
    const auto setup = foundingSetup();
    if (!setup)
        return setup.error();
    auto networks = parseNetworks(foundingTable(QStringLiteral("networks.csv")));
    if (!networks)
        return networks.error();
    const auto rules = parseRules(foundingTable(QStringLiteral("rules.json")));
    if (!rules)
        return rules.error();
    const auto zone = Zone::named(setup->info.zone);
    if (!zone)
        return zone.error();
    for (const Subject& subject : setup->subjects) {
        if (const auto put = file.putSubject(subject); !put)
            return put;
    }
    for (const Window& window : setup->windows) {
        if (const auto put = file.putWindow(window); !put)
            return put;
    }
    if (const auto set = file.setRules(*rules); !set)
        return set;
    if (const auto put = file.putNetworks(QStringLiteral("founding networks"), QStringLiteral("2020-02"), *networks);
        !put)
        return put;
    Maker maker{file, *zone, std::move(*networks), setup->windows};
    if (const auto written = writeEvents(maker); !written)
        return written;
    return writeFlows(maker, flows, seed, progress);
}

} // namespace

Result<std::unique_ptr<CaseFile>> makeFoundingCase(const QString& path, qint64 flows, quint64 seed,
                                                   const Progress& progress)
{
    initFoundingResource();
    const auto setup = foundingSetup();
    if (!setup)
        return setup.error();
    auto file = CaseFile::create(path, setup->info);
    if (!file)
        return file.error();
    if (const auto filled = fill(**file, flows, seed, progress); !filled) {
        file->reset();
        // Only what was made here goes: `create` refuses a path that exists.
        for (const char* suffix : {"", "-wal", "-shm", ".lock"})
            QFile::remove(path + QLatin1String(suffix));
        return filled.error();
    }
    return file;
}

} // namespace tideline
