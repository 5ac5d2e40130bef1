// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Our part of the benchmark; bench.py runs it and its peers in turn.
//   generate FOLDER FLOWS SEED FORM…   writes the files (flowwriter.h)
//   import CASE FILE                   a new case from one file, with every duty done
//   attach CASE URL CLUSTER SHARD…     its flows to ClickHouse servers, every sum compared
//   parse FILE                         its reader alone, on all cores: what an import could at best take
//   serve CASE                         answers the questions named on standard input, a line of JSON each
#include "models/flows/chunkflowstore.h"
#include "models/flows/rollup.h"
#include "models/importers/limits.h"
#include "models/importers/reader.h"
#include "models/session/flowplace.h"
#include "models/session/importing.h"
#include "models/session/measuring.h"
#include "tests/bench/answers.h"
#include "tests/bench/flowwriter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <atomic>
#include <ctime>
#include <thread>

using namespace tideline;

namespace {

void say(const QJsonObject& object)
{
    QTextStream(stdout) << QJsonDocument(object).toJson(QJsonDocument::Compact) << Qt::endl;
}

int fail(const QString& text)
{
    QTextStream(stderr) << "tideline-bench: " << text << Qt::endl;
    return 2;
}

int generate(const QStringList& words)
{
    BenchGenerator generator(words[4].toULongLong(), words[3].toULongLong());
    if (!writeFlows(generator, words[2], words.mid(5)))
        return fail(QStringLiteral("the files could not be written"));
    say({{QStringLiteral("net_from"), qint64(generator.netFrom())},
         {QStringLiteral("net_to"), qint64(generator.netTo())}});
    return 0;
}

int import(const QString& path, const QString& log)
{
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        QFile::remove(path + QLatin1String(suffix));
    auto file = CaseFile::create(path, {});
    if (!file)
        return fail(file.error().text());
    QElapsedTimer timer;
    timer.start();
    ImportRequest request;
    request.path = log;
    const auto report = importFile(**file, request, {});
    if (!report)
        return fail(report.error().text());
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
    if (report->source.rejected > 0)
        return fail(QStringLiteral("%1 records were rejected").arg(report->source.rejected));
    if (!(*file)->setRules(benchRules()) || !(*file)->putSubject(benchSubject()))
        return fail(QStringLiteral("the rules could not be stored"));
    say({{QStringLiteral("ms"), milliseconds},
         {QStringLiteral("rows"), report->source.accepted},
         {QStringLiteral("format"), report->source.format}});
    return 0;
}

int attach(const QString& path, const QStringList& where)
{
    const auto place = RemotePlace::make(where[0], where[1], where.mid(2));
    const auto file = CaseFile::open(path, OpenMode::ReadWrite);
    if (!place || !file)
        return fail(place ? file.error().text() : place.error().text());
    const auto snapshot = takeSnapshot(**file);
    if (!snapshot)
        return fail(snapshot.error().text());
    QElapsedTimer timer;
    timer.start();
    const auto report = attachFlows(**file, **snapshot, *place, {});
    if (!report)
        return fail(report.error().text());
    say({{QStringLiteral("ms"), double(timer.nsecsElapsed()) / 1e6},
         {QStringLiteral("rows"), qint64(report->rows)},
         {QStringLiteral("bytes"), report->bytes}});
    return 0;
}

int parse(const QString& log)
{
    QFile file(log);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const auto* const bytes = isOpen ? reinterpret_cast<const char*>(file.map(0, file.size())) : nullptr;
    if (!bytes)
        return fail(QStringLiteral("%1 cannot be read").arg(log));
    const std::string_view all(bytes, std::size_t(file.size()));
    const Recognised found = recognise(all.substr(0, limits::head), log);
    const auto reader = found.format ? found.format->make() : nullptr;
    if (!reader || !reader->begin(all.substr(0, limits::head), found.options))
        return fail(QStringLiteral("%1 was not recognised").arg(log));
    QElapsedTimer timer;
    timer.start();
    const std::clock_t worked = std::clock();
    constexpr std::size_t piece = 8 << 20;
    std::vector<std::string_view> blocks;
    for (std::size_t at = 0; at < all.size(); at += blocks.back().size()) {
        const bool last = all.size() - at <= piece;
        blocks.push_back(all.substr(at, reader->boundary(all.substr(at, piece), last)));
    }
    std::atomic<std::size_t> next = 0, rows = 0;
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back([&] {
            FlowBatch spare;
            for (std::size_t mine = next++; mine < blocks.size(); mine = next++) {
                const Block block{blocks[mine], 1, &spare};
                ParsedBlock parsed = reader->settles() ? reader->parseAhead(block) : reader->parse(block);
                rows += parsed.flows.size();
                spare = std::move(parsed.flows);
                spare.clear();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    say({{QStringLiteral("ms"), double(timer.nsecsElapsed()) / 1e6},
         {QStringLiteral("cpu_ms"), double(std::clock() - worked) * 1e3 / CLOCKS_PER_SEC},
         {QStringLiteral("rows"), qint64(rows)}});
    return 0;
}

/// "NAME" scans; "NAME warm" may use what earlier questions left behind.
void answer(const QString& line, const FlowStore& plain, const FlowStore& warm)
{
    const QStringList words = line.split(u' ');
    for (const BenchQuestion& question : benchQuestions()) {
        if (question.name != words[0])
            continue;
        const FlowStore& store = words.size() > 1 ? warm : plain;
        QElapsedTimer timer;
        timer.start();
        const std::clock_t worked = std::clock();
        const auto found = store.aggregate(question.flow, {});
        const std::vector<BenchRow> rows = found ? question.rows(*found) : std::vector<BenchRow>();
        const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
        const double workedMs = double(std::clock() - worked) * 1e3 / CLOCKS_PER_SEC;
        if (!found)
            return say({{QStringLiteral("error"), found.error().text()}});
        QJsonArray texts;
        for (const BenchRow& row : rows)
            texts << row.text();
        return say({{QStringLiteral("ms"), milliseconds},
                    {QStringLiteral("cpu_ms"), workedMs},
                    {QStringLiteral("scanned"), qint64(found->scannedFlows)},
                    {QStringLiteral("rows"), texts}});
    }
    say({{QStringLiteral("error"), QStringLiteral("no such question")}});
}

int serve(const QString& path)
{
    QElapsedTimer timer;
    timer.start();
    const auto file = CaseFile::open(path, OpenMode::ReadOnly);
    if (!file)
        return fail(file.error().text());
    const auto snapshot = takeSnapshot(**file);
    if (!snapshot)
        return fail(snapshot.error().text());
    const ChunkFlowStore plain(**file, (*snapshot)->attribution);
    const ChunkFlowStore warm(**file, (*snapshot)->attribution, 0, std::make_shared<MemoryRollups>());
    say({{QStringLiteral("ms"), double(timer.nsecsElapsed()) / 1e6}});
    QTextStream in(stdin);
    QString line;
    while (in.readLineInto(&line))
        answer(line, plain, warm);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const QString verb = words.value(1);
    if (verb == u"generate" && words.size() > 5)
        return generate(words);
    if (verb == u"import" && words.size() == 4)
        return import(words[2], words[3]);
    if (verb == u"attach" && words.size() > 5)
        return attach(words[2], words.mid(3));
    if (verb == u"parse" && words.size() == 3)
        return parse(words[2]);
    if (verb == u"serve" && words.size() == 3)
        return serve(words[2]);
    return fail(QStringLiteral("generate FOLDER FLOWS SEED FORM…, import CASE FILE, attach CASE URL CLUSTER SHARD…, "
                               "parse FILE or serve CASE"));
}
