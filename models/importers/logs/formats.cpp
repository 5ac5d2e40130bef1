// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/logs/argus.h"
#include "models/importers/logs/awsvpc.h"
#include "models/importers/logs/evereader.h"
#include "models/importers/logs/nfcapd.h"
#include "models/importers/logs/nfdumpjson.h"
#include "models/importers/logs/rwcut.h"
#include "models/importers/logs/zeekdns.h"
#include "models/importers/logs/zeeklog.h"
#include "models/importers/logs/zonefile.h"

namespace tideline {

namespace {

template <typename R> Format format(const char* name, FileKind kind, const char* title, const char* description)
{
    return {QString::fromUtf8(name),        kind,      QString::fromUtf8(title),
            QString::fromUtf8(description), &R::sniff, &makeReader<R>};
}

} // namespace

std::vector<Format> logFormats()
{
    return {
        format<ZeekDnsTsvReader>("zeek-dns-tsv", FileKind::Dns, "Zeek dns.log",
                                 "Zeek's log of DNS queries as tab-separated text with its # header."),
        format<ZeekDnsJsonReader>("zeek-dns-json", FileKind::Dns, "Zeek dns.log, JSON",
                                  "Zeek's log of DNS queries as JSON, one object a line."),
        format<ZeekLogTsvReader>("zeek-log-tsv", FileKind::Events, "Zeek log",
                                 "Any other log of Zeek (http, ssl, notice, weird, files …) as tab-separated text: "
                                 "each row becomes an event."),
        format<ZeekLogJsonReader>("zeek-log-json", FileKind::Events, "Zeek log, JSON",
                                  "Any other log of Zeek as JSON, one object a line: each becomes an event."),
        format<EveReader>("suricata-eve", FileKind::Flows, "Suricata EVE",
                          "Suricata's eve.json: flows, DNS queries, and alerts and the like as events."),
        format<ArgusReader>("argus-binetflow", FileKind::Flows, "Argus flows",
                            "Two-way flows of Argus (ra) as text with its column titles, as in the CTU data sets."),
        format<AwsVpcReader>("aws-vpc", FileKind::Flows, "AWS VPC flow log",
                             "Amazon's VPC flow logs, versions 2 to 5, with or without a header line."),
        format<RwcutReader>("silk-rwcut", FileKind::Flows, "SiLK rwcut",
                            "What SiLK's rwcut prints, with its line of titles."),
        format<NfdumpJsonReader>("nfdump-json", FileKind::Flows, "nfdump JSON",
                                 "What nfdump prints with -o json (one array) or -o ndjson."),
        format<NfcapdReader>("nfcapd", FileKind::Flows, "nfcapd capture file",
                             "Binary files of nfcapd, read through the installed nfdump."),
        format<ZoneFileReader>("zone-file", FileKind::Events, "DNS zone",
                               "A zone as dig prints it or as a master file: each record becomes an event."),
    };
}

} // namespace tideline
