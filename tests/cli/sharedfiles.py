#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every real file opens: format, counts and span of each, the counts worked out again here.

    sharedfiles.py CLI DATA [TABLE]

Imports each file of DATA into a case of its own with the command line CLI, without naming its format. What stands here
as `read` is counted by a few lines of Python over the file itself, never by the program. TABLE gets the answers.
"""

import csv
import gzip
import io
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

csv.field_size_limit(1 << 26)


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def text(path):
    return content(path).decode("utf-8-sig")


def table_rows(path, delimiter=",", head=1):
    return sum(1 for row in csv.reader(io.StringIO(text(path)), delimiter=delimiter) if any(row)) - head


def lines(path, comment="#"):
    return sum(1 for line in text(path).splitlines() if line.strip() and not line.lstrip().startswith(comment))


def json_at(*keys):
    def count(path):
        value = json.loads(content(path))
        for key in keys:
            value = value[key]
        return len(value)
    return count


def misp(path):
    """An event, its attributes, those of its objects, and its reports."""
    value = json.loads(content(path))
    events = value.get("response", [value]) if isinstance(value, dict) else value
    count = 0
    for event in (item.get("Event", item) for item in (events if isinstance(events, list) else [events])):
        objects = event.get("Object", [])
        count += 1 + len(event.get("Attribute", [])) + len(event.get("EventReport", []))
        count += len(event.get("ShadowAttribute", [])) + sum(len(o.get("Attribute", [])) for o in objects)
    return count


def launches(path):
    return sum(len(era["data"]) for era in json.loads(content(path))["timeBins"])


def entries(path):
    return len(re.findall(r"<(?:INDIVIDUAL|ENTITY)>", text(path)))


def without_header(path):
    rows = csv.reader(io.StringIO(content(path).decode("utf-8", "replace").rstrip("\x1a")))
    return sum(1 for row in rows if any(cell.strip() for cell in row))


def packets(path):
    data = content(path)
    if data[:4] == b"\x0a\x0d\x0d\x0a":  # pcapng, little endian here
        at, count = 0, 0
        while at + 8 <= len(data):
            kind, length = struct.unpack("<II", data[at:at + 8])
            count += kind in (3, 6)
            at += length
        return count
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    at, count = 24, 0
    while at + 16 <= len(data):
        at += 16 + struct.unpack(order + "I", data[at + 8:at + 12])[0]
        count += 1
    return count


def netflow5(path):
    data, at, count = content(path), 0, 0
    while at + 24 <= len(data):
        records = struct.unpack(">H", data[at + 2:at + 4])[0]
        count += records
        at += 24 + 48 * records
    return count


def delegations(path):
    kinds = ("ipv4", "ipv6", "asn")
    return sum(1 for line in text(path).splitlines()
               if line.count("|") >= 6 and line.split("|")[2] in kinds and line.split("|")[3] != "*")


def addresses(path):
    return lines(path)


ONE = lambda path: 1

# glob, format, records (None: not told by so simple a count; the number is from the tool named beside it)
FILES = [
    ("incidents/cfr/*.csv", "events-csv", table_rows),
    ("incidents/eurepoc/*.csv", "events-csv", table_rows),
    ("incidents/dn-institute/incidents/*.md", "markdown-incident", ONE),
    ("incidents/misp-eset/*.json", "misp-event", misp),
    ("incidents/misp-galaxy/*.json", "misp-galaxy", json_at("values")),
    ("incidents/mitre-cti/enterprise-attack/**/*.json", "stix", json_at("objects")),
    ("incidents/stix-oasis/*.json", "stix", json_at("objects")),
    ("incidents/kev/*.csv", "kev-csv", table_rows),
    ("incidents/veris/*.[jJ][sS][oO][nN]", "veris", ONE),
    ("sanctions/un-*/consolidated.xml", "un-consolidated", entries),
    ("sanctions/ofac-watchman/sdn.csv", "ofac-sdn", without_header),
    ("sanctions/ofac-watchman/add.csv", "ofac-add", without_header),
    ("sanctions/ofac-watchman/alt.csv", "ofac-alt", without_header),
    ("sanctions/ofac-watchman/sdn_comments.csv", "ofac-comments", without_header),
    ("sanctions/ofac-addresses/*.txt", "ofac-addresses", addresses),
    ("sanctions/opensanctions/*.csv", "opensanctions-simple", table_rows),
    ("weapons/cns-nagix/test.en.json", "cns-missile-tests-json", launches),
    ("weapons/csis/*.csv", "events-csv", table_rows),
    ("traffic/slips/test1-malicious.nfdump", "nfcapd", lambda path: 4593),  # nfdump -r … -o fmt:%ts | wc -l
    ("traffic/slips/test2*.binetflow", "argus-binetflow", lambda path: lines(path) - 1),
    ("traffic/slips/test5*.binetflow", "argus-binetflow", lambda path: lines(path) - 1),
    ("traffic/slips/test6*.json", "suricata-eve", lines),
    ("traffic/slips/test9*/conn.log", "zeek-conn-json", lines),
    ("traffic/slips/test9*/dns.log", "zeek-dns-json", lines),
    ("traffic/slips/test9*/http.log", "zeek-log-json", lines),
    ("traffic/slips/test9*/notice.log", "zeek-log-json", lines),
    ("traffic/slips/test10*/conn.log", "zeek-conn-tsv", lines),
    ("traffic/slips/test10*/dns.log", "zeek-dns-tsv", lines),
    ("traffic/slips/test10*/[cfnprswx]*[!n].log", "zeek-log-tsv", lines),
    ("traffic/zeek/zed-default/*.log.gz", None, lines),
    ("traffic/zeek/zed-json/*.json.gz", None, lines),
    ("traffic/ndpi/[bmt]*.pcap", "pcap", packets),
    ("traffic/ndpi/d*.pcap", "pcap", packets),
    ("traffic/ndpi/socks.pcap", "pcapng", packets),
    ("traffic/ndpi/netflow*.pcap", None, packets),
    ("traffic/netflow/netflow5.dat", "netflow", netflow5),
    ("traffic/aws-vpc/*.log", "aws-vpc", lines),
    ("traffic/bgp/updates.20160811.1600.gz", "mrt", lambda path: lines(path.with_name(path.name + ".bgp.gz"))),
    ("traffic/bgp/updates.20160811.1600.gz.bgp.gz", "bgpdump", lines),
    ("traffic/bgp/updates.20100722.2015.gz", "mrt", lambda path: 5654),  # bgpdump -m | wc -l, as the data's index says
    ("traffic/bgp/ipasn*.gz", "prefix-origin", lambda path: lines(path, ";")),
    ("usage/cloudflare-radar/*.csv", "series-csv", table_rows),
    ("usage/monash-ip-observatory/*.csv", "series-csv", table_rows),
    ("usage/owid/*.csv", "series-csv", lambda path: table_rows(path, ";")),
    ("usage/rir/delegated-*", "rir-delegated", delegations),
    ("usage/nk-dns-leak/*.zone", "zone-file", lambda path: lines(path, ";")),
    ("usage/TRANSCRIBED-nk-routing-events.csv", "events-csv", table_rows),
    ("prices/*.csv", "series-csv", table_rows),
]
CAPTURES = ("pcap", "pcapng", "netflow-pcap")


def imported(cli, folder, path):
    case = Path(folder) / "one.tideline"
    for rest in Path(folder).glob("one.tideline*"):
        rest.unlink()
    subprocess.run([cli, "new", str(case), "--title", "Files"], check=True, capture_output=True)
    run = subprocess.run([cli, "import", str(case), str(path), "--json"], capture_output=True, text=True)
    if run.returncode not in (0, 3):
        return None, run.stderr.strip()
    return json.loads(run.stdout)["files"][0], ""


def judged(answer, wanted_format, wanted_read):
    faults = []
    if wanted_format and answer["format"] != wanted_format:
        faults.append(f"format {answer['format']}, not {wanted_format}")
    if answer["read"] != wanted_read:
        faults.append(f"read {answer['read']}, counted {wanted_read}")
    total = answer["accepted"] + answer["rejected"] + answer["duplicates"]
    if answer["format"] not in CAPTURES and answer["read"] != total:
        faults.append(f"read {answer['read']} is not accepted + rejected + duplicates = {total}")
    if answer["rejected"] and not answer["problems"]:
        faults.append("rejected without reasons")
    return faults


def main():
    cli, data = sys.argv[1], Path(os.environ.get("TIDELINE_SHARED_DATA") or sys.argv[2])
    if not data.is_dir():
        print(f"SKIP: the real files are not here: {data}")
        return 77
    have_nfdump = subprocess.run(["which", "nfdump"], capture_output=True).returncode == 0
    rows, failed = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for pattern, wanted_format, counter in FILES:
            paths = sorted(data.glob(pattern))
            if not paths:
                rows.append((pattern, "not here", "", "", "", "", "", ""))
            for path in paths:
                name = str(path.relative_to(data))
                if wanted_format == "nfcapd" and not have_nfdump:
                    rows.append((name, "nfcapd: nfdump is not installed", "", "", "", "", "", ""))
                    continue
                answer, error = imported(cli, folder, path)
                if answer is None:
                    faults = [error]
                    rows.append((name, "FAILED", "", "", "", "", "", error))
                else:
                    faults = judged(answer, wanted_format, counter(path))
                    reasons = sorted({problem["reason"] for problem in answer["problems"]})
                    rows.append((name, answer["format"], answer["read"], answer["accepted"], answer["rejected"],
                                 answer["duplicates"], f"{(answer['from'] or '-')[:10]} {(answer['to'] or '-')[:10]}",
                                 "; ".join(reasons)[:120]))
                for fault in faults:
                    failed += 1
                    print(f"FAIL {name}: {fault}", file=sys.stderr)
    header = ("file", "format", "read", "accepted", "rejected", "duplicates", "span", "reasons")
    output = "\n".join("\t".join(map(str, row)) for row in [header, *rows]) + "\n"
    print(output)
    if len(sys.argv) > 3:
        Path(sys.argv[3]).write_text(output, encoding="utf-8")
    print(f"{len(rows)} rows, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
