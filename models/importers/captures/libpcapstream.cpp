// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/captures/libpcapstream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <pcap/pcap.h>
#include <stdio_ext.h>

namespace tideline {

LibpcapStream::LibpcapStream(Container container, std::string_view header) : m_container(container), m_served(header)
{
    m_file = fopencookie(this, "r", {&LibpcapStream::serve, nullptr, nullptr, nullptr});
    if (!m_file) {
        m_refusal = QString::fromLocal8Bit(std::strerror(errno));
        return;
    }
    __fsetlocking(m_file, FSETLOCKING_BYCALLER);
    // In nanoseconds libpcap rounds nothing of pcap, and an impossible fraction of a second stays visible. pcapng has
    // none of these, and fine units of time that nanoseconds would make overflow.
    const u_int precision = container == Container::Pcap ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO;
    char error[PCAP_ERRBUF_SIZE] = "";
    m_pcap = pcap_fopen_offline_with_tstamp_precision(m_file, precision, error);
    if (!m_pcap) {
        m_refusal = QString::fromUtf8(error);
        fclose(m_file);
    }
}

LibpcapStream::~LibpcapStream()
{
    if (m_pcap)
        pcap_close(m_pcap); // and the file
}

ssize_t LibpcapStream::serve(void* stream, char* to, std::size_t size)
{
    std::string_view& served = static_cast<LibpcapStream*>(stream)->m_served;
    const std::size_t given = std::min(size, served.size());
    std::memcpy(to, served.data(), given);
    served.remove_prefix(given);
    return static_cast<ssize_t>(given);
}

QString LibpcapStream::read(std::string_view record, CapturedPacket& packet)
{
    if (!m_pcap)
        return QStringLiteral("libpcap refuses the header of this packet's capture: %1").arg(m_refusal);
    m_served = record;
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    if (pcap_next_ex(m_pcap, &header, &bytes) != 1) {
        __fpurge(m_file); // what libpcap left of the record
        clearerr(m_file);
        return QStringLiteral("libpcap refuses this packet: %1").arg(QString::fromUtf8(pcap_geterr(m_pcap)));
    }
    const bool isPcap = m_container == Container::Pcap;
    // The seconds of pcap are unsigned; libpcap takes them for signed, and those after 2038 for times before 1970.
    const std::int64_t seconds = isPcap ? static_cast<std::uint32_t>(header->ts.tv_sec) : header->ts.tv_sec;
    const std::int64_t fraction = header->ts.tv_usec;
    if (fraction < 0 || fraction >= (isPcap ? 1'000 : 1) * microsPerSecond)
        return QStringLiteral("the fraction of a second in the time of this packet is a whole second or more");
    if (seconds < earliestTime / microsPerSecond || seconds >= latestTime / microsPerSecond)
        return QStringLiteral("the time of this packet lies outside of the years 1 to 9999");
    packet.at = seconds * microsPerSecond + (isPcap ? fraction / 1'000 : fraction);
    packet.bytes = {reinterpret_cast<const char*>(bytes), header->caplen};
    packet.length = std::max(header->len, header->caplen);
    return {};
}

} // namespace tideline
