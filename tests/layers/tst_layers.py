#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check that cannot fail checks nothing: every wall gets a planted hole, and the hole must be found."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
import layers  # noqa: E402


def problems_of(path, text):
    with tempfile.TemporaryDirectory() as root:
        file = Path(root) / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        return layers.Checker(root).check()


HOLES = {
    "core includes query": ("models/core/a.h", '#include "models/query/question.h"'),
    "query includes the store": ("models/query/a.h", '#include "models/store/casestore.h"'),
    "importers include the store": ("models/importers/a.cpp", '#include "models/store/casestore.h"'),
    "flows include the store": ("models/flows/a.cpp", '#include "models/store/casestore.h"'),
    "store includes analysis": ("models/store/a.cpp", '#include "models/analysis/volume.h"'),
    "a measure knows the generator": ("models/analysis/a.cpp", '#include "models/simulation/generator.h"'),
    "the generator knows a measure": ("models/simulation/a.cpp", '#include "models/analysis/volume.h"'),
    "items include the session": ("models/items/a.cpp", '#include "models/session/session.h"'),
    "session includes widgets": ("models/session/a.cpp", '#include "widgets/theme/theme.h"'),
    "widgets include the store": ("widgets/case/a.cpp", '#include "models/store/casestore.h"'),
    "widgets include app": ("widgets/case/a.cpp", '#include "app/mainwindow.h"'),
    "a program includes a test": ("app/a.cpp", '#include "tests/support/shareddata.h"'),
    "a short include": ("models/core/a.cpp", '#include "money.h"'),
    "an include through the roof": ("models/core/a.cpp", '#include "models/core/../store/casestore.h"'),
    "own header in angle brackets": ("models/core/a.cpp", "#include <models/core/money.h>"),
    "widgets in a model": ("models/items/a.cpp", "#include <QWidget>"),
    "widgets in a model, with module": ("models/core/a.cpp", "#include <QtWidgets/QWidget>"),
    "widgets in a model, odd spacing": ("models/core/a.cpp", "  #  include  <QLabel>"),
    "widgets in the session": ("models/session/a.cpp", "#include <QMessageBox>"),
    "gui in an importer": ("models/importers/a.cpp", "#include <QColor>"),
    "QtSql anywhere": ("models/store/a.cpp", "#include <QSqlDatabase>"),
    "sqlite in analysis": ("models/analysis/a.cpp", "#include <sqlite3.h>"),
    "sqlite in importers": ("models/importers/a.cpp", '#include "sqlite3.h"'),
    "sqlite in the program": ("app/a.cpp", "#include <sqlite3.h>"),
    "QCustomPlot outside charts": ("widgets/timeline/a.cpp", "#include <qcustomplot.h>"),
    "libpcap outside captures": ("models/importers/logs/a.cpp", "#include <pcap/pcap.h>"),
    "a measure reads a file": ("models/analysis/a.cpp", "#include <QFile>"),
    "a measure asks the clock": ("models/analysis/a.cpp", "auto t = QDateTime::currentDateTimeUtc();"),
    "a measure asks the locale": ("models/analysis/a.cpp", "QString s = QLocale().toString(1);"),
    "hashing the live case": ("models/session/a.cpp", "QFile file(m_casePath);"),
    "copying the live case": ("app/a.cpp", "QFile::copy(casePath, target);"),
    "a room nobody drew": ("models/cellar/a.cpp", "int wine = 0;"),
    "linking widgets": ("models/items/CMakeLists.txt", "target_link_libraries(tideline_items PUBLIC\n  Qt6::Widgets)"),
    "linking the store": ("models/analysis/CMakeLists.txt", "target_link_libraries(tideline_analysis tideline_store)"),
    "linking sqlite": ("models/flows/CMakeLists.txt", "target_link_libraries(tideline_flows PRIVATE SQLite::SQLite3)"),
}

DOORS = {
    "own room": ("models/core/a.cpp", '#include "models/core/money.h"'),
    "query includes core": ("models/query/a.cpp", '#include "models/core/money.h"'),
    "store knows sqlite": ("models/store/a.cpp", "#include <sqlite3.h>"),
    "charts know QCustomPlot": ("widgets/charts/a.cpp", "#include <qcustomplot.h>"),
    "captures know libpcap": ("models/importers/captures/a.cpp", "#include <pcap/pcap.h>"),
    "exporters paint": ("models/exporters/a.cpp", "#include <QTextDocument>"),
    "session has undo": ("models/session/a.h", "#include <QUndoStack>"),
    "widgets are widgets": ("widgets/case/a.cpp", "#include <QWidget>\n#include <vector>"),
    "the generated half of a class": ("widgets/case/a.cpp", '#include "a.moc"'),
    "a commented include": ("models/core/a.cpp", '// #include <QWidget>\n/*\n#include <sqlite3.h>\n*/'),
    "asking whether a case exists": ("app/a.cpp", "if (!QFile::exists(casePath)) return;"),
    "linking below": ("models/flows/CMakeLists.txt", "target_link_libraries(tideline_flows PUBLIC tideline_query)"),
}


class Layers(unittest.TestCase):
    def test_every_planted_hole_is_found(self):
        for name, (path, text) in HOLES.items():
            with self.subTest(name):
                problems = problems_of(path, "\n" + text + "\n")
                self.assertEqual(len(problems), 1, problems)
                self.assertTrue(problems[0].startswith(path + ":"), problems)

    def test_doors_are_open(self):
        for name, (path, text) in DOORS.items():
            with self.subTest(name):
                self.assertEqual(problems_of(path, text + "\n"), [])

    def test_line_and_text_are_printed(self):
        problems = problems_of("models/core/a.cpp", '/* two\nlines */\n#include <sqlite3.h>\n')
        self.assertEqual(problems, ["models/core/a.cpp:3: sqlite3.h belongs to models/store\n    #include <sqlite3.h>"])

    def test_an_empty_tree_does_not_pass(self):
        with tempfile.TemporaryDirectory() as root, contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(layers.main([root]), 2)


if __name__ == "__main__":
    unittest.main()
