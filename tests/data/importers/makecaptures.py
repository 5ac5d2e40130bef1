#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes capture.pcap, capture.pcapng, netflow.dat and netflow.pcap beside itself. What each packet is there for stands
behind it; the counts are worked out in tests/importers/captures."""
import pathlib
import struct
from ipaddress import ip_address

HERE = pathlib.Path(__file__).parent
START = 1_700_000_000  # 2023-11-14T22:13:20Z


def v4(protocol, src, dst, body, identification=1, offset=0, more=False, length=None):
    total = 20 + len(body) if length is None else length
    flags = (0x2000 if more else 0) | offset // 8
    return struct.pack(">BBHHHBBH", 0x45, 0, total, identification, flags, 64, protocol, 0) + \
        ip_address(src).packed + ip_address(dst).packed + body


def v6(next_header, src, dst, body):
    return struct.pack(">IHBB", 6 << 28, len(body), next_header, 64) + \
        ip_address(src).packed + ip_address(dst).packed + body


def tcp(sport, dport, flags, body=b""):
    return struct.pack(">HHIIBBHHH", sport, dport, 1, 1, 0x50, flags, 1024, 0, 0) + body


def udp(sport, dport, body=b""):
    return struct.pack(">HHHH", sport, dport, 8 + len(body), 0) + body


def ether(ethertype, body, tags=b""):
    return bytes(12) + tags + struct.pack(">H", ethertype) + body


def name(text):
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def question(identification, text, kind):
    return struct.pack(">HHHHHH", identification, 0x0100, 1, 0, 0, 0) + name(text) + struct.pack(">HH", kind, 1)


def answer(identification, text, kind, data, outcome=0):
    count = 1 if data else 0
    record = struct.pack(">HHHIH", 0xC00C, kind, 1, 60, len(data)) + data if data else b""
    return struct.pack(">HHHHHH", identification, 0x8180 | outcome, 1, count, 0, 0) + name(text) + \
        struct.pack(">HH", kind, 1) + record


def pcap(path, packets, link=1, order="<", magic=0xA1B2C3D4):
    out = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, link)
    for at, data, length in packets:
        out += struct.pack(order + "IIII", START + at // 1_000_000, at % 1_000_000, len(data), length or len(data)) + data
    path.write_bytes(out)


def packets():
    a, b, server, resolver = "192.0.2.10", "192.0.2.20", "198.51.100.7", "192.0.2.53"
    second = 1_000_000
    loop = struct.pack(">HHHHHH", 9, 0x0100, 1, 0, 0, 0) + b"\xc0\x0c\0\1\0\1"
    web = lambda flags, body=b"": ether(0x0800, v4(6, a, server, tcp(50000, 443, flags, body)))
    back = lambda flags, body=b"": ether(0x0800, v4(6, server, a, tcp(443, 50000, flags, body)))
    return [
        (0, ether(0x0806, bytes(28)), 0),                                                                     # 1 ARP
        (1000, ether(0x0800, v4(17, a, resolver, udp(40000, 53, question(7, "www.example.org", 1)))), 0),     # 2
        (3000, ether(0x0800, v4(17, resolver, a, udp(53, 40000,
                     answer(7, "www.example.org", 1, ip_address(server).packed)))), 0),                       # 3
        (10_000, web(0x02), 0), (20_000, back(0x12), 0), (30_000, web(0x10), 0),                              # 4-6
        (40_000, web(0x18, bytes(100)), 0), (50_000, back(0x18, bytes(1000)), 0), (60_000, web(0x11), 0),     # 7-9
        (100_000, ether(0x0800, v4(1, a, b, b"\x08\0\0\0" + bytes(4)), b"\x81\0\0\x05"), 0),                  # 10 VLAN
        (110_000, ether(0x0800, v4(1, b, a, b"\0\0\0\0" + bytes(4)), b"\x88\xa8\0\x05\x81\0\0\x06"), 0),      # 11 QinQ
        (200_000, ether(0x86DD, v6(0, "2001:db8::1", "2001:db8::2",
                     b"\x11\0" + bytes(6) + udp(6000, 6001, bytes(10)))), 0),                                 # 12 hop-by-hop
        (300_000, ether(0x0800, v4(17, a, b, udp(7000, 7001, bytes(24)), 77, 0, True)), 0),                   # 13 fragments
        (310_000, ether(0x0800, v4(17, a, b, bytes(40), 77, 32)), 0),                                         # 14
        (320_000, ether(0x0800, v4(17, a, b, bytes(40), 78, 32)), 0),                                         # 15 no first one
        (400_000, ether(0x0800, v4(47, a, server, b"\0\0\x08\0" +
                     v4(6, "10.0.0.1", "10.0.0.2", tcp(1000, 2000, 0x02)))), 0),                              # 16 GRE
        (410_000, ether(0x0800, v4(41, a, server, v6(17, "2001:db8::3", "2001:db8::4", udp(5, 6, b"x")))), 0),  # 17 6in4
        (420_000, ether(0x8847, b"\0\x01\x00\x40\0\x02\x01\x40" + v4(17, "10.0.0.3", "10.0.0.4", udp(8, 9))), 0),  # 18 MPLS
        (430_000, ether(0x8864, b"\x11\0\0\x01\0\x1e\0\x21" + v4(17, "10.0.0.5", "10.0.0.6", udp(8, 9))), 0),  # 19 PPPoE
        (440_000, ether(0x0800, v4(17, a, server, udp(50001, 4789, b"\x08\0\0\0\0\0\x01\0" +
                     ether(0x0800, v4(17, "10.0.0.7", "10.0.0.8", udp(8, 9)))))), 0),                         # 20 VXLAN
        (500_000, ether(0x0800, v4(6, a, b, tcp(1, 2, 2), length=4000)), 0),                                  # 21 lies
        (510_000, ether(0x0800, v4(17, a, resolver, udp(40001, 53, loop))), 0),                               # 22 loop
        (520_000, ether(0x0800, v4(6, a, b, tcp(3, 4, 0x10, bytes(26)), length=1500))[:60], 1514),            # 23 cut
        (530_000, ether(0x0800, v4(17, a, resolver, udp(40002, 53, question(8, "gone.example.org", 16)))), 0),  # 24
        (540_000, ether(0x0800, v4(17, resolver, a, udp(53, 40002,
                     answer(8, "gone.example.org", 16, b"", 3)))), 0),                                        # 25 NXDOMAIN
        (62 * second, web(0x18, bytes(5)), 0),                                                                # 26 after 61.94 s
    ]


def block(order, kind, body):
    body += bytes(-len(body) % 4)
    return struct.pack(order + "II", kind, 12 + len(body)) + body + struct.pack(order + "I", 12 + len(body))


def option(order, code, value):
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def section(order):
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


def enhanced(order, interface, ticks, data):
    return block(order, 6, struct.pack(order + "IIIII", interface, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data)) + data)


def pcapng(path):
    one = v4(17, "192.0.2.1", "192.0.2.2", udp(1001, 1002, b"one"))
    two = v4(17, "192.0.2.2", "192.0.2.1", udp(1002, 1001, b"answer"))
    out = section(">")
    out += block(">", 1, struct.pack(">HHI", 1, 0, 65535))
    out += block(">", 1, struct.pack(">HHI", 101, 0, 65535) + option(">", 9, b"\x09") + option(">", 0, b""))
    out += block(">", 0x0BAD, b"of another kind")
    out += enhanced(">", 0, START * 1_000_000 + 5, ether(0x0800, one))
    out += enhanced(">", 1, START * 1_000_000_000 + 1_000_007_999, two)
    out += enhanced(">", 7, 0, two)  # no such interface
    out += section("<")
    out += block("<", 1, struct.pack("<HHI", 101, 0, 0) + option("<", 9, b"\x8a") +
                 option("<", 14, struct.pack("<q", 100)) + option("<", 0, b""))  # 1/1024 s, 100 s later
    ticks = START * 1024 + 512
    out += block("<", 2, struct.pack("<HHIIII", 0, 0, ticks >> 32, ticks & 0xFFFFFFFF, len(one), len(one)) + one)
    out += block("<", 3, struct.pack("<I", len(one)) + one)  # no time
    out += block("<", 5, struct.pack("<III", 0, 0, 0) + option("<", 5, struct.pack("<Q", 12)) + option("<", 0, b""))
    path.write_bytes(out)


def record5(src, dst, packet_count, octets, first, last, sport, dport, flags, protocol):
    return ip_address(src).packed + ip_address(dst).packed + bytes(8) + \
        struct.pack(">IIIIHHBBBBHHBBH", packet_count, octets, first, last, sport, dport, 0, flags, protocol, 0,
                    64496, 64497, 0, 0, 0)


def datagrams():
    up = 100_000
    v5 = struct.pack(">HHIIIIBBH", 5, 2, up, START, 500_000_000, 1, 1, 2, 0x4000 | 100) + \
        record5("192.0.2.1", "198.51.100.1", 10, 5000, 40_000, 50_000, 1234, 80, 0x1B, 6) + \
        record5("192.0.2.2", "198.51.100.1", 1, 84, 0xFFFFFF38, 20, 0, 0x0800, 0, 1)  # the uptime wrapped around

    def v9(sequence, *sets):
        return struct.pack(">HHIIII", 9, len(sets), up, START + 10, sequence, 33) + b"".join(sets)

    def flowset(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack(">HH", kind, 4 + len(body)) + body

    fields9 = [(8, 4), (12, 4), (1, 4), (2, 4), (22, 4), (21, 4), (7, 2), (11, 2), (4, 1), (6, 1)]
    template9 = flowset(0, struct.pack(">HH", 260, len(fields9)) + b"".join(struct.pack(">HH", *f) for f in fields9))
    data9 = flowset(260, ip_address("192.0.2.3").packed + ip_address("198.51.100.2").packed +
                    struct.pack(">IIIIHHBB", 777, 7, 90_000, 95_000, 5353, 53, 17, 0))
    options9 = flowset(1, struct.pack(">HHHHHHH", 261, 4, 4, 1, 4, 34, 4)) + flowset(261, struct.pack(">II", 0, 512))
    orphan9 = flowset(300, bytes(range(40)))

    def ipfix(*sets):
        body = b"".join(sets)
        return struct.pack(">HHIII", 10, 16 + len(body), START + 20, 1, 44) + body

    fields10 = [struct.pack(">HH", 27, 16), struct.pack(">HH", 28, 16), struct.pack(">HH", 1, 8), struct.pack(">HH", 2, 2),
                struct.pack(">HHI", 0x8001, 8, 29305), struct.pack(">HHI", 0x8000 | 77, 65535, 64512),
                struct.pack(">HH", 152, 8), struct.pack(">HH", 153, 8), struct.pack(">HH", 4, 1)]
    template10 = flowset(2, struct.pack(">HH", 400, len(fields10)) + b"".join(fields10))
    data10 = flowset(400, ip_address("2001:db8::a").packed + ip_address("2001:db8::b").packed +
                     struct.pack(">QHQ", 12345, 9, 54321) + b"\x05hello" +
                     struct.pack(">QQB", START * 1000 + 250, START * 1000 + 1250, 50))
    backwards = flowset(400, ip_address("2001:db8::a").packed + ip_address("2001:db8::b").packed +
                        struct.pack(">QHQ", 1, 1, 1) + b"\xff\0\0" +
                        struct.pack(">QQB", START * 1000, START * 1000 - 1, 50))
    return [v5, v9(1, data9), v9(2, template9, options9), v9(3, data9, orphan9), ipfix(template10), ipfix(data10, backwards)]


def main():
    pcap(HERE / "capture.pcap", packets())
    pcapng(HERE / "capture.pcapng")
    (HERE / "netflow.dat").write_bytes(b"".join(datagrams()))
    pcap(HERE / "netflow.pcap",
         [(i * 1000, ether(0x0800, v4(17, "192.0.2.250", "192.0.2.251", udp(40000, 2055, d))), 0)
          for i, d in enumerate(datagrams())] + [(9000, ether(0x0806, bytes(28)), 0)])


main()
