// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/netflowreader.h"

#include "models/core/counted.h"

namespace tideline {

namespace {

constexpr std::size_t recognisable = 28; // the longest header with that of a set
constexpr std::size_t shownBytes = 24;

} // namespace

int NetflowReader::sniff(std::string_view head, const QString&)
{
    constexpr int unmistakable = 97, likely = 60;
    const NetflowExtent first = netflowExtent(head, head.size() < limits::head);
    if (!first.enough || first.length == 0 || !isNetflowDatagram(head.substr(0, first.length)))
        return 0;
    const std::string_view rest = head.substr(first.length);
    return rest.empty() || looksLikeNetflow(rest) ? unmistakable : likely;
}

void NetflowReader::continueFrom(const Reader& before)
{
    if (const auto* other = dynamic_cast<const NetflowReader*>(&before))
        m_decoder.continueFrom(other->m_decoder);
}

Result<void> NetflowReader::begin(std::string_view head, const ReadOptions& options)
{
    const NetflowExtent first = netflowExtent(head, head.size() < limits::head);
    if (first.enough && first.length == 0)
        return Error{ErrorCode::BadInput,
                     QStringLiteral("The file does not begin with a NetFlow v5, v9 or IPFIX datagram"),
                     {},
                     QStringLiteral("For files of nfcapd or of a capture choose those formats")};
    NetflowReader ahead = *this;
    ahead.take(head, head.size() < limits::head);
    m_decoder.learnRates(ahead.m_decoder);
    m_decoder.setMultiplying(!options.contains(QStringLiteral("sampling")));
    return {};
}

std::size_t NetflowReader::take(std::string_view bytes, bool last)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::string_view rest = bytes.substr(at);
        if (m_lost) {
            bool more = false;
            at += skipLost(rest, last, more);
            if (more)
                return at;
            continue;
        }
        const NetflowExtent datagram = netflowExtent(rest, last);
        if (!datagram.enough)
            return at;
        ++m_number;
        if (datagram.length == 0) {
            m_lost = true;
            m_skipped = 0;
            m_lostBytes = rest.substr(0, shownBytes); // no more: what else is there differs with the block
            continue;
        }
        m_decoder.datagram(rest.substr(0, datagram.length), {}, m_number, true, m_output);
        at += datagram.length;
    }
    if (last && m_lost)
        sayLost();
    return at;
}

std::size_t NetflowReader::skipLost(std::string_view rest, bool last, bool& more)
{
    for (std::size_t at = m_skipped == 0 ? 1 : 0; at < rest.size(); ++at) {
        more = !last && rest.size() - at < recognisable;
        const bool again = !more && looksLikeNetflow(rest.substr(at));
        if (again || more) {
            m_skipped += at;
            if (again)
                sayLost();
            return at;
        }
    }
    m_skipped += rest.size();
    return rest.size();
}

void NetflowReader::sayLost()
{
    m_lost = false;
    ++m_output.block.read;
    addProblem(m_output.block, qint64(m_number), 0,
               QStringLiteral("no NetFlow datagram starts where one should; %1 skipped")
                   .arg(counted(qint64(m_skipped), "byte was", "bytes were")),
               m_lostBytes);
}

void NetflowReader::settle(std::string_view rest)
{
    take(rest, true);
    m_decoder.finish(m_output);
    for (const QString& text : m_decoder.notes())
        m_output.block.notes << text;
}

ParsedBlock NetflowReader::parse(const Block& block) const
{
    NetflowReader fresh = *this;
    fresh.settle(block.bytes);
    return fresh.m_output.release();
}

ParsedBlock NetflowReader::parseNext(const Block& block)
{
    m_carry.append(block.bytes);
    m_carry.erase(0, take(m_carry, false));
    return m_output.release();
}

ParsedBlock NetflowReader::end()
{
    settle(m_carry);
    m_carry.clear();
    return m_output.release();
}

} // namespace tideline
