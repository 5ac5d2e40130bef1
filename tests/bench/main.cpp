// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmark of `./dev bench`: generates flows (seeded), imports them with every duty done, asks what screens ask,
// and puts the sqlite3 shell beside it on the same file in the same run. Prints medians and ratios; writes bench.json.
#include "models/flows/chunkflowstore.h"
#include "models/session/founding.h"
#include "models/session/foundingtables.h"
#include "models/session/importing.h"
#include "models/session/measuring.h"
#include "models/simulation/flowsimulator.h"
#include "tests/bench/peers.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTextStream>

#include <cstdio>

using namespace tideline;

namespace {

constexpr int importRuns = 3;
constexpr int questionRuns = 5;

bool writeZeekLog(const QString& path, qint64 flows)
{
    const auto networks = parseNetworks(foundingTable(QStringLiteral("networks.csv")));
    const auto setup = foundingSetup();
    auto plan = foundingPlan(*networks, *Zone::named(setup->info.zone), setup->windows);
    if (!plan)
        return false;
    plan->flows = flows;
    FlowSimulator simulator(std::move(*plan));
    std::FILE* out = std::fopen(path.toLocal8Bit().constData(), "w");
    if (!out)
        return false;
    std::fputs("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
               "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_ip_bytes\tresp_ip_"
               "bytes\torig_pkts\tresp_pkts\n"
               "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tcount\tcount\tcount\tcount\n",
               out);
    FlowBatch batch;
    qint64 number = 0;
    while (simulator.next(batch, chunkRows)) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            std::fprintf(out, "%lld.%06lld\tC%lld\t%s\t%u\t%s\t%u\t%s\t%.6f\t%llu\t%llu\t%llu\t%llu\n",
                         static_cast<long long>(batch.start[i] / microsPerSecond),
                         static_cast<long long>(batch.start[i] % microsPerSecond), static_cast<long long>(++number),
                         batch.src[i].toString().toLatin1().constData(), batch.srcPort[i],
                         batch.dst[i].toString().toLatin1().constData(), batch.dstPort[i],
                         protocolName(batch.protocol[i]).c_str(), static_cast<double>(batch.duration[i]) / 1e6,
                         static_cast<unsigned long long>(batch.srcBytes[i]),
                         static_cast<unsigned long long>(batch.dstBytes[i]),
                         static_cast<unsigned long long>(batch.srcPackets[i]),
                         static_cast<unsigned long long>(batch.dstPackets[i]));
        }
    }
    return std::fclose(out) == 0;
}

bool importOnce(const QString& path, const QString& log)
{
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        QFile::remove(path + QLatin1String(suffix));
    auto file = CaseFile::create(path, {});
    if (!file)
        return false;
    ImportRequest request;
    request.path = log;
    const auto report = importFile(**file, request, {});
    return report && report->source.rejected == 0;
}

struct Asked
{
    const char* what;
    Bin bin;
    std::vector<Dimension> by;
    const char* where;
    const char* sql;
};

const Asked questions[] = {
    {"bytes per hour, whole span", Bin::Hour, {}, "", "select cast(ts/3600 as int) h, sum(ob+rb) from conn group by h"},
    {"bytes per day and port",
     Bin::Day,
     {Dimension::Port},
     "",
     "select cast(ts/86400 as int) d, dport, sum(ob+rb) from conn group by d, dport"},
    {"peers by bytes, whole span",
     Bin::Year,
     {Dimension::Peer},
     "",
     "select dst, sum(ob+rb) b from conn group by dst order by b desc"},
    {"port 443 and over 100 kB, per day",
     Bin::Day,
     {},
     "port == 443 and bytes > 100k",
     "select cast(ts/86400 as int) d, sum(ob+rb) from conn where dport=443 and ob+rb>100000 group by d"},
};

Timing askOurs(const CaseFile& file, const CaseSnapshot& snapshot, const Asked& asked)
{
    const ChunkFlowStore flows(file, snapshot.attribution);
    FlowQuestion question;
    question.range = *snapshot.counts.flowSpan;
    question.edges = binEdges(question.range, asked.bin, Zone::utc());
    question.by = asked.by;
    question.where = *parseExpression(QLatin1String(asked.where), Zone::utc());
    return measure(questionRuns, [&] { return flows.aggregate(question, {}).ok(); });
}

void print(const std::vector<Line>& lines, const QString& jsonPath, qint64 flows, double bytesPerFlow)
{
    QTextStream out(stdout);
    out << QStringLiteral("%1 flows, %2 bytes per flow in the case\n").arg(flows).arg(bytesPerFlow, 0, 'f', 1)
        << QStringLiteral("%1 %2 %3 %4\n")
               .arg(QStringLiteral("what"), -36)
               .arg(QStringLiteral("ours, s"), 10)
               .arg(QStringLiteral("sqlite3, s"), 12)
               .arg(QStringLiteral("ratio"), 8);
    QJsonArray rows;
    for (const Line& line : lines) {
        const double ratio = line.ours.median() > 0 ? line.peer.median() / line.ours.median() : 0;
        out << QStringLiteral("%1 %2 %3 %4\n")
                   .arg(line.what, -36)
                   .arg(line.ours.median(), 10, 'f', 4)
                   .arg(line.peer.median(), 12, 'f', 3)
                   .arg(line.peer.seconds.empty() ? QStringLiteral("–") : QStringLiteral("%1x").arg(ratio, 0, 'f', 1),
                        8);
        rows += QJsonObject{
            {QStringLiteral("what"), line.what},
            {QStringLiteral("ours_s"), line.ours.median()},
            {QStringLiteral("sqlite3_s"), line.peer.seconds.empty() ? QJsonValue() : QJsonValue(line.peer.median())}};
    }
    QFile json(jsonPath);
    if (json.open(QIODevice::WriteOnly))
        json.write(QJsonDocument(QJsonObject{{QStringLiteral("flows"), flows},
                                             {QStringLiteral("bytes_per_flow"), bytesPerFlow},
                                             {QStringLiteral("lines"), rows}})
                       .toJson());
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const qint64 flows = words.size() > 1 ? words[1].toLongLong() : 1'000'000;
    const QString json = words.size() > 2 ? words[2] : QStringLiteral("bench.json");
    QTemporaryDir folder;
    const QString log = folder.filePath(QStringLiteral("conn.log")),
                  path = folder.filePath(QStringLiteral("bench.tideline"));
    // A small founding case brings the tables that the generator draws peers from.
    if (flows <= 0 || !makeFoundingCase(folder.filePath(QStringLiteral("f.tideline")), 0, 1, {}).ok() ||
        !writeZeekLog(log, flows)) {
        QTextStream(stderr) << "usage: tideline-bench [FLOWS] [bench.json]\n";
        return 2;
    }
    const SqlitePeer peer(folder.path(), log);
    std::vector<Line> lines;
    lines.push_back({QStringLiteral("import Zeek TSV"), measure(importRuns, [&] { return importOnce(path, log); }),
                     peer.isThere() ? measure(importRuns, [&] { return peer.import(); }) : Timing()});
    const auto file = CaseFile::open(path, OpenMode::ReadOnly);
    if (!file)
        return 2;
    const auto snapshot = takeSnapshot(**file);
    if (!snapshot)
        return 2;
    for (const Asked& asked : questions)
        lines.push_back(
            {QLatin1String(asked.what), askOurs(**file, **snapshot, asked),
             peer.isThere() ? measure(questionRuns, [&] { return peer.ask(QLatin1String(asked.sql)); }) : Timing()});
    print(lines, json, flows, static_cast<double>(QFileInfo(path).size()) / static_cast<double>(flows));
    return 0;
}
