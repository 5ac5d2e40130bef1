#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same flows as a capture, as a file of nfcapd and as NetFlow datagrams: what all can carry agrees.

    threeways.py CLI CAPTURE...

nfpcapd makes flows of each capture, nfreplay sends them as NetFlow v9 to a socket here. All three are imported and the
packets of each side of each conversation compared. Without the nfdump tools there is nothing to compare, and it says so.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def imported(cli, folder, name, files):
    case = folder / f"{name}.tideline"
    run(cli, "new", case, "--title", name)
    answer = subprocess.run([cli, "import", str(case), *map(str, files), "--json"], capture_output=True, text=True)
    if answer.returncode not in (0, 3):
        raise SystemExit(f"{name}: {answer.stderr}")
    rows = json.loads(run(cli, "rows", case, "flows", "--limit", 1_000_000, "--json"))
    return [dict(zip((column["key"] for column in rows["columns"]), row)) for row in rows["rows"]]


def sides(flows):
    """Packets and bytes by sender, receiver, ports and protocol."""
    sums = {}
    for flow in flows:
        # ICMP types stand in the ports, and each form keeps them in another one.
        ports = (flow["src_port"], flow["dst_port"]) if flow["protocol"] in ("tcp", "udp") else (0, 0)
        out = (flow["src"], ports[0], flow["dst"], ports[1], flow["protocol"])
        back = (flow["dst"], ports[1], flow["src"], ports[0], flow["protocol"])
        for key, packets, size in ((out, flow["packets_out"], flow["bytes_out"]),
                                   (back, flow["packets_in"], flow["bytes_in"])):
            if packets:
                had = sums.get(key, (0, 0))
                sums[key] = (had[0] + packets, had[1] + size)
    return sums


def datagrams(nfcapd_files):
    """What nfreplay sends for the files."""
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    receiver.bind(("127.0.0.1", 0))
    receiver.settimeout(2)
    port = receiver.getsockname()[1]
    got = []

    def receive():
        try:
            while True:
                got.append(receiver.recv(65535))
        except socket.timeout:
            pass

    thread = threading.Thread(target=receive)
    thread.start()
    for file in nfcapd_files:
        run("nfreplay", "-r", file, "-H", "127.0.0.1", "-p", port, "-v", "9", "-d", "100")
    thread.join()
    receiver.close()
    return b"".join(got)


def difference(name, expected, found):
    faults = [f"{name}: {key} is {found.get(key)}, expected {value}"
              for key, value in expected.items() if found.get(key) != value]
    return faults + [f"{name}: {key} is too many" for key in found if key not in expected]


def main():
    cli, captures = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    missing = [tool for tool in ("nfpcapd", "nfreplay", "nfdump") if not shutil.which(tool)]
    captures = [capture for capture in captures if capture.exists()]
    if missing or not captures:
        print(f"SKIP: not here: {', '.join(missing) or 'the captures'}")
        return 77
    faults = []
    for capture in captures:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "flows").mkdir()
            subprocess.run(["nfpcapd", "-r", str(capture), "-l", str(folder / "flows")], capture_output=True)
            files = sorted(path for path in (folder / "flows").rglob("nfcapd.*") if path.is_file())
            (folder / "netflow.dat").write_bytes(datagrams(files))
            packets = sides(imported(cli, folder, "capture", [capture]))
            stored = sides(imported(cli, folder, "nfcapd", files))
            sent = sides(imported(cli, folder, "netflow", [folder / "netflow.dat"]))
            print(f"{capture.name}: {len(packets)} sides in the capture, {len(stored)} in nfcapd, {len(sent)} in NetFlow, "
                  f"{sum(p for p, _ in packets.values())} packets")
            faults += difference(f"{capture.name} as nfcapd", packets, stored)
            faults += difference(f"{capture.name} as NetFlow", stored, sent)
    for fault in faults:
        print(f"FAIL {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
