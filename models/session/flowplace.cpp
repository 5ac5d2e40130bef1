// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/flowplace.h"

#include "models/flows/chunkflowstore.h"
#include "models/remote/remoteflowstore.h"

#include <QCoreApplication>

namespace tideline {

namespace {

const QString documentName = QStringLiteral("flows");
QString documentKind()
{
    return QLatin1String(flowStoreDocument);
}

} // namespace

Result<std::optional<RemotePlace>> flowPlaceOf(const CaseFile& file)
{
    const auto documents = file.documents(documentKind());
    if (!documents)
        return documents.error();
    if (documents->empty())
        return std::optional<RemotePlace>();
    auto place = RemotePlace::fromJson(documents->front().content);
    if (!place)
        return place.error();
    return std::optional(std::move(*place));
}

Result<std::unique_ptr<FlowStore>> flowStoreOf(const CaseFile& file, const CaseSnapshot& snapshot)
{
    const auto place = flowPlaceOf(file);
    if (!place)
        return place.error();
    std::unique_ptr<FlowStore> store;
    if (*place)
        store = std::make_unique<RemoteFlowStore>(file, snapshot.attribution, **place, snapshot.facts.info.id);
    else
        store = std::make_unique<ChunkFlowStore>(file, snapshot.attribution, 0, snapshot.rollups);
    return store;
}

Result<WriteReport> attachFlows(CaseFile& file, const CaseSnapshot& snapshot, const RemotePlace& place,
                                const Progress& progress)
{
    const RemoteFlowStore remote(file, snapshot.attribution, place, snapshot.facts.info.id);
    const auto report = writeFlows(file, *snapshot.attribution, remote.servers(), progress.part(0, 0.9));
    if (!report)
        return report;
    if (report->batches == 0)
        return Error{ErrorCode::NotFound, QCoreApplication::translate("Session", "The case has no flows to attach"),
                     file.path(), QCoreApplication::translate("Session", "Import a flow log first")};
    const ChunkFlowStore embedded(file, snapshot.attribution);
    if (auto same = proveEqual(embedded, remote, progress.part(0.9, 0.1)); !same)
        return same.error();
    if (auto named = file.putDocument({documentKind(), documentName, place.toJson()}); !named)
        return named.error();
    return report;
}

Result<void> detachFlows(CaseFile& file)
{
    const auto place = flowPlaceOf(file);
    if (!place)
        return place.error();
    return *place ? file.removeDocument(documentKind(), documentName) : Result<void>();
}

} // namespace tideline
