// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/captures/packet.h"

#include <QString>

#include <cstdio>
#include <string_view>

struct pcap;

namespace tideline {

/// libpcap, reading one record after another as they are found in blocks of bytes. It reads a FILE, and gets one that
/// holds the header of the capture and then, each time, one whole record: so it never sees an end of file, and goes on
/// behind a record that it refuses.
class LibpcapStream
{
public:
    enum class Container { Pcap, Pcapng };
    /// `header`: what stands before the packets. Of pcap the file's header; of pcapng a section header and the
    /// description of one interface, so that all its packets have to belong to interface 0.
    LibpcapStream(Container container, std::string_view header);
    ~LibpcapStream();
    LibpcapStream(const LibpcapStream&) = delete;
    LibpcapStream& operator=(const LibpcapStream&) = delete;

    /// Takes time, bytes and length of the packet from its record; the bytes live until the next call. Empty if all is
    /// well, otherwise why the packet cannot be read.
    QString read(std::string_view record, CapturedPacket& packet);

private:
    static ssize_t serve(void* stream, char* to, std::size_t size);

    Container m_container;
    std::string_view m_served; ///< what is left of it for libpcap
    FILE* m_file = nullptr;
    pcap* m_pcap = nullptr; ///< null: see m_refusal
    QString m_refusal;      ///< what libpcap has against the header
};

} // namespace tideline
