// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// attach
#include "app/cli/command.h"
#include "models/core/counted.h"
#include "models/session/flowplace.h"

namespace tideline {

namespace {

Result<Exit> detach(const Arguments& arguments, CaseFile& file)
{
    if (auto done = detachFlows(file); !done)
        return done.error();
    if (arguments.has(QStringLiteral("json")))
        printJson({{QStringLiteral("flows"), QStringLiteral("local")}});
    else
        printLine(QStringLiteral("The flows are asked in the case file. What is on a server stays there."));
    return Exit::Done;
}

Result<Exit> attach(const Arguments& arguments)
{
    const QString flows = arguments.value(QStringLiteral("flows"));
    if (flows.isEmpty())
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("attach needs to know where the flows shall live"),
                     {},
                     QStringLiteral("Add --flows http://HOST:8123/DATABASE, or --flows local")};
    const bool isLocal = flows == u"local";
    const auto place =
        RemotePlace::make(flows, arguments.value(QStringLiteral("cluster")), arguments.values(QStringLiteral("shard")));
    if (!isLocal && !place)
        return place.error();
    const auto open = openCase(arguments, true);
    if (!open)
        return open.error();
    if (isLocal)
        return detach(arguments, *open->file);
    const auto report = attachFlows(*open->file, *open->snapshot, *place, terminalProgress());
    if (!report)
        return report.error();
    if (arguments.has(QStringLiteral("json"))) {
        printJson({{QStringLiteral("flows"), place->toJson()},
                   {QStringLiteral("batches"), qint64(report->batches)},
                   {QStringLiteral("batches_written"), qint64(report->written)},
                   {QStringLiteral("rows_written"), qint64(report->rows)},
                   {QStringLiteral("bytes_sent"), report->bytes},
                   {QStringLiteral("equal"), true}});
    } else {
        printLine(QStringLiteral("%1 of %2 written (%3, %4 MB); the others were there already.")
                      .arg(report->written)
                      .arg(counted(qint64(report->batches), "batch"), counted(qint64(report->rows), "flow"))
                      .arg(report->bytes / 1'000'000));
        printLine(
            QStringLiteral("Counts and sums are equal. The flows are asked at %1 from now on.").arg(place->url()));
    }
    return Exit::Done;
}

} // namespace

std::vector<Command> attachCommands()
{
    return {
        {QStringLiteral("attach"),
         QStringLiteral("CASE --flows http://HOST:8123/DATABASE [--cluster NAME --shard HOST:PORT …] | --flows local"),
         QStringLiteral("Copies the flows to ClickHouse servers and asks them there; events and findings stay. "
                        "User and password: TIDELINE_CLICKHOUSE_USER, TIDELINE_CLICKHOUSE_PASSWORD."),
         {QStringLiteral("flows"), QStringLiteral("cluster"), QStringLiteral("shard"), QStringLiteral("json")},
         1,
         attach}};
}

} // namespace tideline
