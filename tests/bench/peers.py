# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that the bench runs beside ours, each in its cheapest sensible form: typed columns instead of guessed
ones, explicit threads, and for the questions a packed table in which an address is a number."""
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.parse

MONTH = (1_556_668_800_000_000, 1_559_347_200_000_000)  # May 2019, as in answers.cpp
IN_MONTH = f"ts >= {MONTH[0]} and ts < {MONTH[1]}"


class PeerError(Exception):
    pass


def questions(net, divide):
    """SQL over the packed table; `divide` names the division of whole numbers."""
    hour, day = divide("ts", 3_600_000_000), divide("ts", 86_400_000_000)
    weekday = divide("ts - 345600000000", 86_400_000_000)
    total = "sum(ob + ib)"
    return {
        "q1": f"select {hour} h, {total} from p group by h",
        "q2": f"select {hour} % 24 h, {weekday} % 7 w, {total} from p where {IN_MONTH}"
              f" and src >= {net[0]} and src < {net[1]} group by h, w",
        "q3": f"select dport, {total} b from p where {IN_MONTH} group by dport order by b desc, dport limit 20",
        "q4": f"select dst, {total} b from p where {IN_MONTH} group by dst order by b desc, dst limit 20",
        "q5": f"select {day} d, next_as, {total} from p group by d, next_as",
        "q6": f"select count(distinct src) from p where {IN_MONTH}",
        "filter": f"select {day} d, {total} from p where dport = 443 and ob + ib > 100000 and next_as = 4837 group by d",
        "peers": f"select dst, {total} b from p group by dst order by b desc, dst limit 20",
    }


class LineProgram:
    """A program that answers a line with a line of JSON."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise PeerError("it ended")
        answer = json.loads(line)
        if "error" in answer:
            raise PeerError(answer["error"])
        return answer

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        """Ends it and gives the most memory it had, in MiB."""
        self.process.stdin.close()
        usage = os.wait4(self.process.pid, 0)[2]
        self.process.returncode = 0
        self.process.stdout.close()
        return usage.ru_maxrss / 1024


class Duck:
    name = "DuckDB"

    def __init__(self, folder, npm, threads, net):
        self.folder, self.npm, self.threads = folder, npm, threads
        self.questions = questions(net, lambda a, b: f"(({a}) // {b})")
        self.program = None

    @staticmethod
    def is_there(npm):
        """./dev bench fetches the package; it is no part of the program."""
        return shutil.which("node") and (npm / "node_modules/@duckdb/node-api").is_dir()

    def start(self, database):
        script = pathlib.Path(__file__).with_name("duckdb.mjs")
        self.program = LineProgram(["node", str(script), str(self.npm), str(database), str(self.threads)])
        self.sql("set preserve_insertion_order = false")

    def sql(self, text):
        return self.program.ask(json.dumps({"sql": text}))

    def close(self):
        if self.program:
            self.program.close()
        self.program = None

    def imports(self):
        def csv(file, options, columns):
            return f"read_csv('{self.folder}/{file}', {options}, columns = {{{columns}}})"

        zeek = ("'ts': 'DOUBLE', 'uid': 'VARCHAR', 'src': 'VARCHAR', 'sport': 'USMALLINT', 'dst': 'VARCHAR',"
                " 'dport': 'USMALLINT', 'proto': 'VARCHAR', 'duration': 'DOUBLE', 'ob': 'BIGINT', 'ib': 'BIGINT',"
                " 'op': 'BIGINT', 'ip': 'BIGINT'")
        nfdump = ("'ts': 'TIMESTAMP', 'duration': 'DOUBLE', 'proto': 'UTINYINT', 'src': 'VARCHAR',"
                  " 'sport': 'USMALLINT', 'dst': 'VARCHAR', 'dport': 'USMALLINT', 'next_as': 'UINTEGER',"
                  " 'op': 'BIGINT', 'ob': 'BIGINT', 'ip': 'BIGINT', 'ib': 'BIGINT'")
        zeek_json = ("ts: 'DOUBLE', uid: 'VARCHAR', \"id.orig_h\": 'VARCHAR', \"id.orig_p\": 'USMALLINT',"
                     " \"id.resp_h\": 'VARCHAR', \"id.resp_p\": 'USMALLINT', proto: 'VARCHAR', duration: 'DOUBLE',"
                     " orig_ip_bytes: 'BIGINT', resp_ip_bytes: 'BIGINT', orig_pkts: 'BIGINT', resp_pkts: 'BIGINT'")
        eve = ("src_ip: 'VARCHAR', src_port: 'USMALLINT', dest_ip: 'VARCHAR', dest_port: 'USMALLINT',"
               " proto: 'VARCHAR', flow: 'STRUCT(pkts_toserver BIGINT, pkts_toclient BIGINT, bytes_toserver BIGINT,"
               " bytes_toclient BIGINT, start TIMESTAMPTZ, \"end\" TIMESTAMPTZ, state VARCHAR)'")
        return {
            "nfdump": csv("conn.csv", "header = true, delim = ','", nfdump),
            "zeek": csv("conn.log", "header = false, skip = 7, delim = '\\t', quote = '', escape = ''", zeek),
            "zeekjson": f"read_json('{self.folder}/conn.json', format = 'newline_delimited', columns = {{{zeek_json}}})",
            "eve": f"read_json('{self.folder}/eve.json', format = 'newline_delimited', columns = {{{eve}}})",
        }

    def do_import(self, form):
        database = self.folder / "import.duckdb"
        for file in self.folder.glob("import.duckdb*"):
            file.unlink()
        source = self.imports()[form]
        self.start(database)
        try:
            took = self.sql(f"create table conn as select * from {source}")["ms"] + self.sql("checkpoint")["ms"]
            return took, int(self.sql("select count(*) from conn")["rows"][0])
        finally:
            self.close()

    def prepare(self):
        self.start(self.folder / "packed.duckdb")
        self.sql("create table p as select * from read_csv('%s/packed.csv', header = false, columns = {'ts': 'BIGINT',"
                 " 'src': 'UINTEGER', 'dst': 'UINTEGER', 'dport': 'USMALLINT', 'proto': 'UTINYINT', 'ob': 'BIGINT',"
                 " 'ib': 'BIGINT', 'next_as': 'UINTEGER'})" % self.folder)
        self.sql("checkpoint")

    def pid(self):
        return self.program.process.pid

    def ask(self, name):
        answer = self.sql(self.questions[name])
        return answer["ms"], answer["rows"]


class Sqlite:
    name = "sqlite3"

    def __init__(self, folder, net):
        self.folder = folder
        self.questions = questions(net, lambda a, b: f"({a}) / {b}")

    def shell(self, database, script):
        began = time.perf_counter()
        done = subprocess.run(["sqlite3", str(database)], input=script, text=True, capture_output=True)
        took = (time.perf_counter() - began) * 1000
        if done.returncode != 0 or done.stderr:
            raise PeerError(done.stderr[:300])
        return took, done.stdout.split()

    def do_import(self, form):
        kinds = {
            "nfdump": ("ts text, duration real, proto int, src text, sport int, dst text, dport int, next_as int,"
                       " op int, ob int, ip int, ib int", ".mode csv", 1, "conn.csv"),
            "zeek": ("ts real, uid text, src text, sport int, dst text, dport int, proto text, duration real, ob int,"
                     " ib int, op int, ip int", ".mode tabs", 7, "conn.log"),
        }
        if form not in kinds:
            return None
        columns, mode, skip, file = kinds[form]
        database = self.folder / "import.sqlite"
        database.unlink(missing_ok=True)
        took, _ = self.shell(database, f"create table conn({columns});\n{mode}\n"
                                       f".import --skip {skip} {self.folder}/{file} conn\n")
        return took, int(self.shell(database, "select count(*) from conn;")[1][0])

    def prepare(self):
        self.database = self.folder / "packed.sqlite"
        self.database.unlink(missing_ok=True)
        self.shell(self.database, "pragma journal_mode=off;\npragma synchronous=off;\ncreate table p(ts int, src int,"
                                  " dst int, dport int, proto int, ob int, ib int, next_as int);\n.mode csv\n"
                                  f".import {self.folder}/packed.csv p\ncreate index p_ts on p(ts);\n")

    @staticmethod
    def pid():
        return None  # a process of its own for each question

    def ask(self, name):
        return self.shell(self.database, f".mode list\n{self.questions[name]};\n")

    def close(self):
        pass


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class ClickHouse:
    name = "ClickHouse"
    program = "/usr/sbin/clickhouse-server"

    def __init__(self, folder, threads, net, place="clickhouse"):
        self.folder, self.threads, self.process = folder / place, threads, None
        self.files = folder
        self.questions = questions(net, lambda a, b: f"intDiv({a}, {b})")
        self.port, self.tcp_port, self.between_port = free_ports(3)

    @classmethod
    def is_there(cls):
        return os.access(cls.program, os.X_OK)

    def start(self, shards=()):
        """A server of our own: configuration, data and ports apart from the system's. It knows `shards` as the cluster
        "bench"."""
        self.folder.mkdir(exist_ok=True)
        at = self.folder
        replicas = "".join("<shard><replica><host>127.0.0.1</host>"
                           f"<port>{shard.tcp_port}</port></replica></shard>" for shard in shards)
        (at / "users.xml").write_text(
            "<yandex><profiles><default><max_memory_usage>8000000000</max_memory_usage></default></profiles><users>"
            "<default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>"
            "<quota>default</quota></default></users><quotas><default></default></quotas></yandex>")
        (at / "config.xml").write_text(
            f"<yandex><logger><level>error</level><log>{at}/log</log><errorlog>{at}/errors</errorlog></logger>"
            f"<http_port>{self.port}</http_port><tcp_port>{self.tcp_port}</tcp_port>"
            f"<interserver_http_port>{self.between_port}</interserver_http_port><listen_host>127.0.0.1</listen_host>"
            + (f"<remote_servers><bench>{replicas}</bench></remote_servers>" if replicas else "") +
            f"<path>{at}/data/</path><tmp_path>{at}/tmp/</tmp_path><users_config>{at}/users.xml</users_config>"
            f"<default_profile>default</default_profile><default_database>default</default_database>"
            f"<mark_cache_size>268435456</mark_cache_size></yandex>")
        self.process = subprocess.Popen([self.program, f"--config-file={at}/config.xml"], cwd=at,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            try:
                return self.sql("select 1")
            except (OSError, http.client.HTTPException):
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        raise PeerError("the server did not start; see " + str(at / "errors"))

    def sql(self, text, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3600)
        query = urllib.parse.urlencode({"query": text, "max_threads": self.threads})
        began = time.perf_counter()
        headers = {"Transfer-Encoding": "chunked"} if body else {}
        connection.request("POST", "/?" + query, body=body or b"", headers=headers, encode_chunked=bool(body))
        response = connection.getresponse()
        rows = response.read().decode()
        took = (time.perf_counter() - began) * 1000
        connection.close()
        if response.status != 200:
            raise PeerError(rows[:300])
        return took, [line.replace("\t", "|") for line in rows.splitlines()]

    @staticmethod
    def pieces(path, skip=0):
        with open(path, "rb") as file:
            for _ in range(skip):
                file.readline()
            while piece := file.read(1 << 20):
                yield piece

    def do_import(self, form):
        kinds = {
            "zeek": ("ts Float64, uid String, src String, sport UInt16, dst String, dport UInt16, proto String,"
                     " duration Float64, ob UInt64, ib UInt64, op UInt64, ip UInt64", "TSV", 7, "conn.log"),
            "nfdump": ("ts String, duration Float64, proto UInt8, src String, sport UInt16, dst String, dport UInt16,"
                       " next_as UInt32, op UInt64, ob UInt64, ip UInt64, ib UInt64", "CSV", 1, "conn.csv"),
        }
        if form not in kinds:
            return None
        columns, syntax, skip, file = kinds[form]
        self.sql("drop table if exists conn")
        self.sql(f"create table conn({columns}) engine = MergeTree order by ts")
        took, _ = self.sql(f"insert into conn format {syntax}", self.pieces(self.files / file, skip))
        return took, int(self.sql("select count() from conn")[1][0])

    def prepare(self):
        self.sql("drop table if exists p")
        self.sql("create table p(ts Int64, src UInt32, dst UInt32, dport UInt16, proto UInt8, ob UInt64, ib UInt64,"
                 " next_as UInt32) engine = MergeTree order by ts")
        self.sql("insert into p format CSV", self.pieces(self.files / "packed.csv"))

    @staticmethod
    def pid():
        return None  # its threads come and go, and their times with them

    def ask(self, name):
        return self.sql(self.questions[name])

    def close(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
