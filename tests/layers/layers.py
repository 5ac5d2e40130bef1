#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who includes whom: the walls of the house, checked.

    layers.py ROOT      prints every line that goes through a wall; exit 1 when there is one

The rooms and their doors are the table ROOMS below; CONTRIBUTING.md draws the same map.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

SUFFIXES = {".h", ".hpp", ".cpp", ".cc"}


class Room(NamedTuple):
    doors: tuple  # the rooms that it may include, besides itself
    qt: tuple  # the Qt modules that it may include


MODELS_OF_SESSION = (
    "models/core", "models/query", "models/importers", "models/attribution", "models/flows", "models/store",
    "models/remote", "models/analysis", "models/simulation", "models/exporters", "models/items",
)

ROOMS = {
    "models/core": Room((), ("QtCore",)),
    "models/query": Room(("models/core",), ("QtCore",)),
    "models/importers": Room(("models/core",), ("QtCore",)),
    "models/attribution": Room(("models/core", "models/query"), ("QtCore",)),
    "models/flows": Room(("models/core", "models/query", "models/attribution"), ("QtCore",)),
    "models/store": Room(("models/core", "models/query", "models/flows", "models/attribution"), ("QtCore",)),
    # attribution: subjects and rules travel within the question.
    "models/remote": Room(
        ("models/core", "models/query", "models/attribution", "models/flows"), ("QtCore", "QtNetwork")
    ),
    "models/analysis": Room(("models/core", "models/query", "models/attribution"), ("QtCore",)),
    "models/simulation": Room(("models/core",), ("QtCore",)),
    "models/exporters": Room(("models/core", "models/query"), ("QtCore", "QtGui", "QtSvg")),
    "models/items": Room(("models/core", "models/query"), ("QtCore",)),
    "models/session": Room(MODELS_OF_SESSION, ("QtCore", "QtGui", "QtConcurrent", "QtNetwork")),
    "widgets": Room(
        ("models/core", "models/query", "models/analysis", "models/exporters", "models/items", "models/session"),
        ("QtCore", "QtGui", "QtWidgets", "QtConcurrent", "QtSvg", "QtSvgWidgets", "QtPrintSupport"),
    ),
    "app": Room(
        MODELS_OF_SESSION + ("models/session", "widgets"),
        ("QtCore", "QtGui", "QtWidgets", "QtConcurrent", "QtSvg", "QtSvgWidgets", "QtPrintSupport", "QtNetwork"),
    ),
}

# A header that only one place may know.
OWNED = {
    "sqlite3.h": "models/store",
    "sqlite3ext.h": "models/store",
    "qcustomplot.h": "widgets/charts",
    "pcap.h": "models/importers/captures",
}

# A measure is a pure function: no I/O, no clock, no locale.
IMPURE_INCLUDES = {
    "QFile", "QSaveFile", "QTemporaryFile", "QDir", "QProcess", "QLocale", "QElapsedTimer", "QTimer", "QSettings",
    "QThread", "fstream", "iostream", "cstdio", "stdio.h", "filesystem", "locale", "QRandomGenerator",
}
IMPURE_CALLS = re.compile(
    r"\b(?:QDateTime::current\w+|QDate::currentDate|QTime::currentTime|QLocale\b|QRandomGenerator\b"
    r"|(?:system|steady|high_resolution)_clock\b|std::rand\b|std::random_device\b|qgetenv\b|qEnvironmentVariable\b)"
)

# The live case file is opened by the store alone (opening and closing it elsewhere drops SQLite's locks).
OPENS_CASE = re.compile(
    r"(?:\bQFile\b|\bQSaveFile\b|\bQFileDevice\b|\bQLockFile\b|\bfopen\b|\b[io]?fstream\b|::open\b|\bcopy_file\b"
    r"|mimeTypeForFile\b)[^;]*\b(?:m_)?case(?:Path|File|FileName)\b"
)
QUERIES_ONLY = re.compile(r"\bQFile::exists\b|\bQFileInfo\b")

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
LINKS = re.compile(r"target_link_libraries\s*\(([^)]*)\)", re.S)
GENERATED = re.compile(r"^(?:moc_|ui_|qrc_).*|.*\.moc$")

QT_FOLDERS = sorted(Path("/usr/include").glob("*/qt6/Qt*")) + sorted(Path("/usr/include/qt6").glob("Qt*"))
WITHOUT_FOLDERS = {
    "QtWidgets": "QWidget QApplication QMainWindow QDialog QMessageBox QFileDialog QLabel QTableView QTreeView QListView "
    "QMenu QToolBar QPushButton QLineEdit QComboBox QDockWidget QStyle QStyledItemDelegate QHeaderView QGraphicsView",
    "QtGui": "QColor QFont QIcon QImage QPainter QPixmap QPen QBrush QTextDocument QPdfWriter QUndoStack QUndoCommand "
    "QGuiApplication QPalette QAction QPageLayout QPageSize",
    "QtConcurrent": "QtConcurrentRun QtConcurrentMap",
    "QtSql": "QSqlDatabase QSqlQuery",
    "QtNetwork": "QTcpSocket QTcpServer QLocalServer QLocalSocket QNetworkAccessManager QHostAddress",
    "QtSvg": "QSvgGenerator QSvgRenderer",
    "QtPrintSupport": "QPrinter QPrintDialog QPrintPreviewDialog",
}


def qt_headers():
    """Header name -> Qt module, as installed; a short list of the usual ones where Qt is not installed."""
    headers = {name: module for module, names in WITHOUT_FOLDERS.items() for name in names.split()}
    for folder in QT_FOLDERS:
        for header in folder.iterdir():
            if header.is_file():
                headers.setdefault(header.name, folder.name)
    return headers


def room_of(path):
    """The room of a root-relative path, or None outside the rooms."""
    parts = path.split("/")
    if parts[0] == "models":
        return "/".join(parts[:2]) if len(parts) > 2 else None
    return parts[0] if parts[0] in ("widgets", "app", "tests") else None


def without_comments(text):
    """The same lines without their comments. String literals are kept: includes are written like them."""
    def blank(match):
        found = match.group(0)
        return found if found[0] in "\"'" else re.sub(r"[^\n]", "", found)

    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


class Checker:
    def __init__(self, root):
        self.root = Path(root)
        self.headers = qt_headers()
        self.problems = []
        self.files = 0

    def report(self, path, number, line, why):
        self.problems.append(f"{path}:{number}: {why}\n    {line.strip()}")

    def check(self):
        for top in ("models", "widgets", "app"):
            for file in sorted((self.root / top).rglob("*")):
                path = file.relative_to(self.root).as_posix()
                if file.suffix in SUFFIXES:
                    self.check_source(path, file.read_text(encoding="utf-8"))
                elif file.name == "CMakeLists.txt":
                    self.check_links(path, file.read_text(encoding="utf-8"))
        return self.problems

    def check_source(self, path, text):
        self.files += 1
        name = room_of(path)
        if name not in ROOMS:
            self.report(path, 1, "", f"{name or 'this folder'} is not in the table of rooms in tests/layers/layers.py")
            return
        for number, line in enumerate(without_comments(text).split("\n"), 1):
            include = INCLUDE.match(line)
            if include and include.group(1):
                self.check_own(path, number, line, name, include.group(1))
            elif include:
                self.check_foreign(path, number, line, name, include.group(2))
            else:
                self.check_code(path, number, line, name)

    def check_own(self, path, number, line, name, target):
        if Path(target).name in OWNED or target.startswith("Q"):
            self.check_foreign(path, number, line, name, target)
            return
        if GENERATED.match(Path(target).name):
            return
        other = room_of(target)
        if other is None or ".." in target.split("/"):
            self.report(path, number, line, "includes in quotes start at the root: models/, widgets/ or app/")
        elif other != name and other not in ROOMS[name].doors:
            self.report(path, number, line, f"{name} must not include {other}")

    def check_foreign(self, path, number, line, name, target):
        last = target.split("/")[-1]
        owner = OWNED.get(last)
        if owner and not path.startswith(owner + "/"):
            self.report(path, number, line, f"{last} belongs to {owner}")
        if target.startswith(("models/", "widgets/", "app/")):
            self.report(path, number, line, "our own headers are included in quotes")
        module = target.split("/")[0] if re.match(r"Qt[A-Z]\w*/", target) else self.headers.get(last)
        if module and module not in ROOMS[name].qt:
            self.report(path, number, line, f"{name} must not include {module}")
        if name == "models/analysis" and last in IMPURE_INCLUDES:
            self.report(path, number, line, "measures are pure: no I/O, no clock, no locale, no chance")

    def check_code(self, path, number, line, name):
        if name == "models/analysis" and IMPURE_CALLS.search(line):
            self.report(path, number, line, "measures are pure: no I/O, no clock, no locale, no chance")
        if name != "models/store" and OPENS_CASE.search(line) and not QUERIES_ONLY.search(line):
            self.report(path, number, line, "the case file is opened by models/store alone")

    def check_links(self, path, text):
        """Link lines make layers, so they are held to the same table."""
        name = room_of(path)
        if name not in ROOMS:
            return
        text = re.sub(r"#[^\n]*", "", text)
        for match in LINKS.finditer(text):
            number = text.count("\n", 0, match.start()) + 1
            words = match.group(1).split()
            for word in words[1:]:
                self.check_link(path, number, name, word)

    def check_link(self, path, number, name, word):
        line = f"target_link_libraries(… {word} …)"
        qt = re.match(r"Qt6::(\w+)$", word)
        if qt and "Qt" + qt.group(1) not in ROOMS[name].qt and qt.group(1) != "Test":
            self.report(path, number, line, f"{name} must not link {word}")
        ours = re.match(r"tideline_(\w+)$", word)
        other = ours and ("models/" + ours.group(1))
        if other in ROOMS and other != name and other not in ROOMS[name].doors:
            self.report(path, number, line, f"{name} must not link {other}")
        if "sqlite" in word.lower() and name != "models/store":
            self.report(path, number, line, "SQLite belongs to models/store")
        if "qcustomplot" in word.lower() and not path.startswith("widgets/"):
            self.report(path, number, line, "QCustomPlot belongs to widgets/charts")


def main(arguments):
    if len(arguments) != 1:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    checker = Checker(arguments[0])
    problems = checker.check()
    if checker.files == 0:
        print(f"no sources below {arguments[0]}: nothing was checked", file=sys.stderr)
        return 2
    for problem in problems:
        print(problem)
    print(f"{checker.files} files, {len(problems)} going through a wall")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
