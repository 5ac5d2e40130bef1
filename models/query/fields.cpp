// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/fields.h"

#include <QHash>

#include <algorithm>

namespace tideline {

const std::vector<QueryField>& queryFields()
{
    using enum Domain;
    using enum FieldType;
    static const std::vector<QueryField> fields = {
        {"time", Both, Time, "When it happened; a date, month or year means that whole span."},
        {"country", Both, Text, "Country code: of the event, or of the peer's address."},
        {"source", Both, Text, "Where it comes from: a citation of the event, or the name of the import."},

        {"title", Events, Text, "Title of the event."},
        {"category", Events, Text, "Category, such as hack or sanction."},
        {"subtype", Events, Text, "Finer kind within the category."},
        {"actor", Events, Text, "Who did it."},
        {"target", Events, Text, "Whom it hit."},
        {"channel", Events, Text, "Method or income channel."},
        {"certainty", Events, Text, "How sure the attribution is: low, medium, high or unknown."},
        {"verified", Events, Text, "Does a source stand behind it: yes or no."},
        {"note", Events, Text, "Note of the event, or an annotation's text."},
        {"tag", Events, Text, "Tag of the event or of its annotations."},
        {"starred", Events, Text, "Has a star: yes or no."},
        {"id", Events, Text, "Identifier, ours or the source's."},
        {"currency", Events, Text, "Currency of any amount."},
        {"amount", Events, Number, "Any amount, whatever its kind and currency."},
        {"amount_attempted", Events, Number, "Amount attempted, in its own currency."},
        {"amount_executed", Events, Number, "Amount executed, in its own currency."},
        {"amount_taken", Events, Number, "Amount taken, in its own currency."},
        {"amount_recovered", Events, Number, "Amount recovered, in its own currency."},
        {"amount_outstanding", Events, Number, "Amount outstanding, in its own currency."},

        {"duration", Flows, Duration, "Length of the flow."},
        {"src", Flows, Address, "Address of the side that started the flow."},
        {"dst", Flows, Address, "Address of the side that was called."},
        {"peer", Flows, Address, "Address outside the subject."},
        {"local", Flows, Address, "Address inside the subject."},
        {"src_port", Flows, Number, "Port of the side that started the flow."},
        {"dst_port", Flows, Number, "Port of the side that was called."},
        {"port", Flows, Number, "Port of the service."},
        {"protocol", Flows, Text, "Transport protocol: tcp, udp, icmp, or its number."},
        {"bytes", Flows, Number, "Bytes of both directions."},
        {"bytes_in", Flows, Number, "Bytes that the subject received."},
        {"bytes_out", Flows, Number, "Bytes that the subject sent."},
        {"packets", Flows, Number, "Packets of both directions."},
        {"flows", Flows, Number, "Flows that the record stands for."},
        {"service", Flows, Text, "Service, by the rules or else as the log says."},
        {"content", Flows, Text, "Kind of content, by the rules."},
        {"route", Flows, Text, "Route, by the rules."},
        {"coin", Flows, Text, "Cryptocurrency, by the rules."},
        {"obfuscation", Flows, Text, "Kind of obfuscation, by the rules."},
        {"direction", Flows, Text, "Who started the flow: out is the subject, in is the peer."},
        {"asn", Flows, Number, "Origin AS of the peer."},
        {"prefix", Flows, Address, "Prefix of the subject that the local address belongs to."},
        {"exporter", Flows, Text, "Device that recorded the flow."},
        {"label", Flows, Text, "Application label as the log writes it."},
        {"next_as", Flows, Number, "Neighbouring AS that carried the flow."},
        {"state", Flows, Text, "Connection state as the log writes it."},
    };
    return fields;
}

const QueryField* queryField(QStringView name)
{
    static const QHash<QString, const QueryField*> index = [] {
        QHash<QString, const QueryField*> map;
        for (const QueryField& field : queryFields())
            map.insert(QString::fromLatin1(field.name), &field);
        return map;
    }();
    return index.value(name.toString().toLower(), nullptr);
}

namespace {

/// Edits (insert, delete, replace a character) that make `b` of `a`, by Wagner and Fischer's table.
int editDistance(const QString& a, const QString& b)
{
    std::vector<int> row(std::size_t(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] != b[j]);
            diagonal = row[std::size_t(j) + 1];
            row[std::size_t(j) + 1] = std::min({replaced, diagonal + 1, row[std::size_t(j)] + 1});
        }
    }
    return row.back();
}

} // namespace

QStringList nearestNames(const QString& name, const QStringList& known, int most)
{
    constexpr qsizetype longestName = 64; // a longer word is no misspelling of a name
    const QString wanted = name.left(longestName).toLower();
    std::vector<std::pair<int, QString>> scored;
    for (const QString& candidate : known) {
        const QString lower = candidate.left(longestName).toLower();
        int distance = editDistance(wanted, lower);
        if (!wanted.isEmpty() && lower.startsWith(wanted))
            distance = std::min(distance, 1);
        const int longest = int(std::max(wanted.size(), lower.size()));
        if (distance <= std::max(2, longest / 2) && distance < longest)
            scored.emplace_back(distance, candidate);
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QStringList nearest;
    for (const auto& [distance, candidate] : scored) {
        if (nearest.size() == most)
            break;
        nearest.append(candidate);
    }
    return nearest;
}

} // namespace tideline
