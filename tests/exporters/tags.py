#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Tideline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the tags of HTML files, one a line, with the names of their attributes; "BAD ..." for what a report may not hold.

The marks of invisible characters (span class="esc") are left out: they depend on the text.
"""

import html.parser
import sys

FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "input", "button", "video", "audio", "frame"}


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.skip = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "span" and values.get("class") == "esc":
            self.skip += 1
            return
        print(tag, *sorted(values))
        if tag in FORBIDDEN:
            print("BAD tag", tag)
        for name, value in attributes:
            self.check(tag, name, value or "")

    def check(self, tag, name, value):
        if name.startswith("on") or name in ("style", "srcset", "action", "formaction", "ping", "background"):
            print("BAD attribute", tag, name)
        if name in ("href", "xlink:href") and not value.startswith("#"):
            print("BAD link", value)
        if name == "src" and not value.startswith("data:image/svg+xml;base64,"):
            print("BAD source", value)
        if name == "http-equiv" and value != "Content-Security-Policy":
            print("BAD meta", value)

    def handle_endtag(self, tag):
        if tag == "span" and self.skip:
            self.skip -= 1
            return
        print("/" + tag)

    def handle_comment(self, data):
        print("BAD comment", data)


for path in sys.argv[1:]:
    print("FILE")
    with open(path, encoding="utf-8") as file:
        Tags().feed(file.read())
