// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/flowtable.h"

#include "models/flows/resolver.h"

#include <QCoreApplication>
#include <QHash>

namespace tideline {

namespace {

struct RowColumn
{
    const char* key;
    const char* title;
    ColumnType type;
    const char* unit;
};

constexpr RowColumn rowColumns[] = {
    {"time", QT_TRANSLATE_NOOP("FlowRows", "Time"), ColumnType::Time, ""},
    {"duration", QT_TRANSLATE_NOOP("FlowRows", "Duration"), ColumnType::Duration, "s"},
    {"src", QT_TRANSLATE_NOOP("FlowRows", "From"), ColumnType::String, ""},
    {"src_port", QT_TRANSLATE_NOOP("FlowRows", "From port"), ColumnType::Integer, ""},
    {"dst", QT_TRANSLATE_NOOP("FlowRows", "To"), ColumnType::String, ""},
    {"dst_port", QT_TRANSLATE_NOOP("FlowRows", "To port"), ColumnType::Integer, ""},
    {"protocol", QT_TRANSLATE_NOOP("FlowRows", "Protocol"), ColumnType::String, ""},
    {"bytes_out", QT_TRANSLATE_NOOP("FlowRows", "Bytes out"), ColumnType::Integer, "B"},
    {"bytes_in", QT_TRANSLATE_NOOP("FlowRows", "Bytes in"), ColumnType::Integer, "B"},
    {"packets_out", QT_TRANSLATE_NOOP("FlowRows", "Packets out"), ColumnType::Integer, "packets"},
    {"packets_in", QT_TRANSLATE_NOOP("FlowRows", "Packets in"), ColumnType::Integer, "packets"},
    {"flows", QT_TRANSLATE_NOOP("FlowRows", "Flows"), ColumnType::Integer, "flows"},
    {"service", QT_TRANSLATE_NOOP("FlowRows", "Service"), ColumnType::String, ""},
    {"route", QT_TRANSLATE_NOOP("FlowRows", "Route"), ColumnType::String, ""},
    {"country", QT_TRANSLATE_NOOP("FlowRows", "Country"), ColumnType::String, ""},
    {"label", QT_TRANSLATE_NOOP("FlowRows", "Label"), ColumnType::String, ""},
    {"state", QT_TRANSLATE_NOOP("FlowRows", "State"), ColumnType::String, ""},
    {"exporter", QT_TRANSLATE_NOOP("FlowRows", "Exporter"), ColumnType::String, ""},
    {"next_as", QT_TRANSLATE_NOOP("FlowRows", "Next AS"), ColumnType::Integer, ""},
    {"source", QT_TRANSLATE_NOOP("FlowRows", "Source"), ColumnType::String, ""},
    {"line", QT_TRANSLATE_NOOP("FlowRows", "Line"), ColumnType::Integer, ""},
};

Cell number(std::uint64_t value)
{
    return qint64(value);
}

Cell text(const std::string& value)
{
    return value.empty() ? Cell() : Cell(QString::fromStdString(value));
}

} // namespace

Table toTable(const FlowRows& rows, const std::vector<Source>& sources)
{
    Table table;
    for (const RowColumn& column : rowColumns)
        table.columns.push_back({QString::fromLatin1(column.key), QCoreApplication::translate("FlowRows", column.title),
                                 column.type, QString::fromLatin1(column.unit)});
    QHash<qint64, QString> titles;
    const FlowBatch& batch = rows.batch;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto at = qsizetype(i);
        const qint64 source = rows.source[i];
        if (!titles.contains(source))
            titles.insert(source, sourceTitle(sources, source));
        const bool turned = i < rows.localIsDst.size() && rows.localIsDst[i];
        table.rows.push_back({
            qint64(batch.start[i]),
            double(batch.duration[i]) / double(microsPerSecond),
            batch.src[i].toString(),
            number(batch.srcPort[i]),
            batch.dst[i].toString(),
            number(batch.dstPort[i]),
            QString::fromStdString(protocolName(batch.protocol[i])),
            number(turned ? batch.dstBytes[i] : batch.srcBytes[i]),
            number(turned ? batch.srcBytes[i] : batch.dstBytes[i]),
            number(turned ? batch.dstPackets[i] : batch.srcPackets[i]),
            number(turned ? batch.srcPackets[i] : batch.dstPackets[i]),
            number(batch.flows[i]),
            rows.services[at],
            rows.routes[at],
            rows.countries[at],
            text(batch.service[i]),
            text(batch.state[i]),
            text(batch.exporter[i]),
            batch.nextAs[i] ? number(batch.nextAs[i]) : Cell(),
            titles[source],
            number(batch.record[i]),
        });
    }
    return table;
}

} // namespace tideline
