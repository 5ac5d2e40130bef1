// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QStringView>

#include <vector>

namespace tideline {

/// What a field of the filter language belongs to.
enum class Domain { Events = 1, Flows = 2, Both = 3 };

enum class FieldType { Text, Number, Time, Duration, Address };

/// One field of the filter language: the list that parser, completion and help share.
struct QueryField
{
    const char* name;
    Domain domain;
    FieldType type;
    const char* help; ///< one short sentence, English
};
/// title, category, subtype, actor, target, country, channel, certainty, verified, note, source, tag, starred, id,
/// amount_… (events); time, duration, src, dst, peer, local, src_port, dst_port, port, protocol, bytes, bytes_in,
/// bytes_out, packets, flows, service, content, route, coin, obfuscation, direction, asn, prefix, exporter, label,
/// next_as, state, source (flows); country, time and source belong to both.
const std::vector<QueryField>& queryFields();
const QueryField* queryField(QStringView name);
/// The nearest names to a misspelt one, best first.
QStringList nearestNames(const QString& name, const QStringList& known, int most = 3);

} // namespace tideline
