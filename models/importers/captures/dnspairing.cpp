// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/dnspairing.h"

namespace tideline {

namespace {

constexpr Micros patience = 60 * microsPerSecond;
constexpr std::size_t most = 65'536;

void put(std::string& key, std::uint64_t number)
{
    for (int shift = 0; shift < 64; shift += 8)
        key += static_cast<char>(number >> shift);
}

std::string keyOf(const DnsRecord& record, std::uint16_t id, std::uint16_t type)
{
    std::string key;
    for (const IpAddress& side : {record.client, record.server})
        key.append(side.bytes.begin(), side.bytes.end());
    put(key, (std::uint64_t(record.clientPort) << 48) | (std::uint64_t(record.serverPort) << 32) |
                 (std::uint64_t(id) << 16) | type);
    key += static_cast<char>(record.protocol);
    return key + record.query;
}

} // namespace

void DnsPairing::add(const DnsMessage& message, const PacketFacts& facts, std::size_t size, Micros at,
                     std::uint64_t number, std::vector<DnsRecord>& out)
{
    giveUp(at, out);
    if (message.isAnswer && message.questions.empty())
        ++m_unasked;
    bool first = true;
    for (const DnsMessage::Question& question : message.questions) {
        DnsRecord record;
        record.at = at;
        record.client = message.isAnswer ? facts.dst : facts.src;
        record.server = message.isAnswer ? facts.src : facts.dst;
        record.clientPort = message.isAnswer ? facts.dstPort : facts.srcPort;
        record.serverPort = message.isAnswer ? facts.srcPort : facts.dstPort;
        record.protocol = facts.protocol;
        record.query = question.name;
        record.type = dnsTypeName(question.type);
        record.record = number;
        const std::int32_t bytes = first ? static_cast<std::int32_t>(size) : -1; // several questions share a message
        std::string key = keyOf(record, message.id, question.type);
        if (!message.isAnswer) {
            record.queryBytes = bytes;
            ask(std::move(key), std::move(record), out);
        } else {
            if (const auto open = m_open.find(key); open != m_open.end()) {
                record = std::move(open->second);
                m_open.erase(open);
            }
            record.outcome = dnsOutcomeName(message.outcome);
            record.answers = first ? message.answers : std::string();
            record.answerBytes = bytes;
            out.push_back(std::move(record));
        }
        first = false;
    }
}

void DnsPairing::ask(std::string key, DnsRecord record, std::vector<DnsRecord>& out)
{
    const auto [place, added] = m_open.try_emplace(key);
    if (!added)
        out.push_back(std::move(place->second)); // asked again before an answer came
    m_order.push_back({record.at, std::move(key), record.record});
    place->second = std::move(record);
}

void DnsPairing::giveUp(Micros now, std::vector<DnsRecord>& out)
{
    while (!m_order.empty() && (m_order.size() > most || now - m_order.front().at > patience)) {
        const auto open = m_open.find(m_order.front().key);
        if (open != m_open.end() && open->second.record == m_order.front().record) {
            out.push_back(std::move(open->second));
            m_open.erase(open);
        }
        m_order.pop_front();
    }
}

void DnsPairing::closeAll(std::vector<DnsRecord>& out)
{
    for (; !m_order.empty(); m_order.pop_front()) {
        const auto open = m_open.find(m_order.front().key);
        if (open != m_open.end() && open->second.record == m_order.front().record) {
            out.push_back(std::move(open->second));
            m_open.erase(open);
        }
    }
}

} // namespace tideline
