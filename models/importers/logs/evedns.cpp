// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/evedns.h"

#include "models/importers/logs/zeektext.h"

#include <algorithm>

namespace tideline {

namespace {

void assignName(std::string& to, std::string_view text)
{
    assignPlain(to, text);
    if (to.size() > 1 && to.back() == '.')
        to.pop_back();
}

void addAnswer(std::string& answers, std::string_view text)
{
    std::string plain;
    assignPlain(plain, text);
    if (!answers.empty() && !plain.empty())
        answers += ", ";
    answers += plain;
}

/// The data of the resource records in `answers`; those that are objects (SRV, SOA) by their values.
std::string answersOf(JsonLines& lines, std::string_view array, std::string& answers)
{
    std::vector<std::string_view> records;
    std::string fault = lines.nested(array, [&](const JsonField& record) {
        if (record.type == JsonField::Type::Nested)
            records.push_back(record.text);
        return true;
    });
    for (const std::string_view record : records) {
        std::string data;
        std::vector<std::string_view> objects;
        if (fault.empty())
            fault = lines.nested(record, [&](const JsonField& field) {
                if (field.key == "rdata" && field.type != JsonField::Type::Nested)
                    data = field.text;
                else if (field.type == JsonField::Type::Nested)
                    objects.push_back(field.text);
                return true;
            });
        for (std::size_t i = 0; i < objects.size() && data.empty() && fault.empty(); ++i)
            fault = lines.nested(objects[i], [&](const JsonField& field) {
                data.append(data.empty() ? 0 : 1, ' ').append(field.text);
                return true;
            });
        addAnswer(answers, data);
    }
    return fault;
}

/// `grouped`: lists of data by type.
std::string groupedOf(JsonLines& lines, std::string_view object, std::string& answers)
{
    std::vector<std::string_view> lists;
    std::string fault = lines.nested(object, [&](const JsonField& list) {
        if (list.type == JsonField::Type::Nested)
            lists.push_back(list.text);
        return true;
    });
    for (const std::string_view list : lists) {
        if (fault.empty())
            fault = lines.nested(list, [&](const JsonField& data) {
                addAnswer(answers, data.text);
                return true;
            });
    }
    return fault;
}

/// Version 3 keeps the question in an array.
std::string questionOf(JsonLines& lines, std::string_view array, DnsRecord& row)
{
    std::string_view first;
    std::string fault = lines.nested(array, [&](const JsonField& query) {
        if (query.type == JsonField::Type::Nested)
            first = query.text;
        return first.empty();
    });
    if (!fault.empty() || first.empty())
        return fault;
    return lines.nested(first, [&](const JsonField& field) {
        if (field.key == "rrname")
            assignName(row.query, field.text);
        else if (field.key == "rrtype")
            assignPlain(row.type, field.text);
        return true;
    });
}

} // namespace

EveDns::Open* EveDns::question(const Message& message)
{
    // Version 1 comes back to a question that it has answered in part, with names of its own further down a chain.
    Open *same = nullptr, *answered = nullptr, *other = nullptr;
    const auto [from, to] = m_byKey.equal_range(message.key);
    for (auto it = from; it != to; ++it) {
        Open& open = m_rows[std::size_t(it->second - m_first)];
        const bool sameName =
            open.row.query == message.row.query && (open.row.type == message.row.type || message.row.type.empty());
        if (open.answersVersion == 1 && (!answered || answered->row.record < open.row.record))
            answered = &open;
        else if (open.answersVersion == 0 && (!other || open.row.record < other->row.record))
            other = &open;
        if (open.answersVersion == 0 && sameName && (!same || open.row.record < same->row.record))
            same = &open;
    }
    if (same || message.version > 1)
        return same;
    return answered ? answered : other;
}

std::string EveDns::read(EveRecord& record, JsonLines& lines, std::uint64_t number, Message& message)
{
    FlowRow peers;
    std::string fault = record.time(message.row.at);
    if (fault.empty())
        fault = record.peers(peers);
    if (fault.empty() && record.dns().empty())
        fault = "a dns record without its object dns";
    if (!fault.empty())
        return fault;
    std::string_view answers, grouped, queries, data;
    DnsRecord& row = message.row;
    std::uint64_t id = 0;
    fault = lines.nested(record.dns(), [&](const JsonField& field) {
        const std::string_view key = field.key;
        if (key == "type")
            message.isAnswer = field.text == "answer" || field.text == "response";
        else if (key == "version")
            message.version = field.text == "1" ? 1 : field.text == "3" ? 3 : 2;
        else if (key == "id")
            (void)parseUnsigned(field.text, id);
        else if (key == "rrname")
            assignName(row.query, field.text);
        else if (key == "rrtype")
            assignPlain(row.type, field.text);
        else if (key == "rcode")
            assignPlain(row.outcome, field.text);
        else if (key == "rdata" && field.type != JsonField::Type::Nested)
            addAnswer(row.answers, field.text);
        else if (field.type == JsonField::Type::Nested && field.text.front() == '[')
            (key == "answers" ? answers : key == "queries" ? queries : data) = field.text;
        else if (field.type == JsonField::Type::Nested && key == "grouped")
            grouped = field.text;
        return true;
    });
    if (fault.empty() && !queries.empty())
        fault = questionOf(lines, queries, row);
    if (fault.empty() && !answers.empty())
        fault = answersOf(lines, answers, row.answers);
    if (fault.empty() && row.answers.empty() && !grouped.empty())
        fault = groupedOf(lines, grouped, row.answers);
    if (!fault.empty())
        return fault;
    // Version 1 turns the sides of an answer around, later ones keep those of the flow.
    const bool turned = message.isAnswer && peers.srcPort == 53 && peers.dstPort != 53;
    row.client = turned ? peers.dst : peers.src;
    row.server = turned ? peers.src : peers.dst;
    row.clientPort = turned ? peers.dstPort : peers.srcPort;
    row.serverPort = turned ? peers.srcPort : peers.dstPort;
    row.protocol = peers.protocol;
    row.record = number;
    message.hasFlow = record.flowId() != 0;
    message.key = record.flowId() * 65'536 + (id & 65'535);
    if (!message.isAnswer)
        row.outcome.clear(); // what a question says of it means nothing
    return {};
}

void EveDns::take(Message message)
{
    DnsRecord& row = message.row;
    if (Open* open = message.isAnswer && message.hasFlow ? question(message) : nullptr) {
        open->answersVersion = message.version;
        if (!row.outcome.empty())
            open->row.outcome = row.outcome;
        if (!open->row.answers.empty() && !row.answers.empty())
            open->row.answers += ", ";
        open->row.answers += row.answers;
        ++m_joined;
        return;
    }
    const std::uint64_t at = m_first + m_rows.size();
    m_byKey.emplace(message.key, at);
    m_rows.push_back({std::move(row), message.key, message.isAnswer ? message.version : 0});
}

void EveDns::give(ParsedBlock& out, bool all)
{
    while (m_rows.size() > (all ? 0 : window)) {
        Open& front = m_rows.front();
        const auto [from, to] = m_byKey.equal_range(front.key);
        const auto it = std::find_if(from, to, [this](const auto& entry) { return entry.second == m_first; });
        m_byKey.erase(it);
        out.dns.push_back(std::move(front.row));
        m_rows.pop_front();
        ++m_first;
    }
}

} // namespace tideline
