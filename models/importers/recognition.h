// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

/// What was seen in the content that speaks for a format, for people: first line begins with “#separator”; columns ts,
/// id.orig_h, id.resp_h and 12 more; magic number d4 c3 b2 a1; JSON with “type”: “bundle”; XML with root element “x”.
QString evidenceFor(const QString& format, std::string_view head, const QString& fileName);

/// A format that the content could be of.
struct Candidate
{
    const Format* format = nullptr;
    int confidence = 0; ///< 1 … 100
};
/// All of them, the likeliest first; the first is what recognise() takes, if it is sure enough.
std::vector<Candidate> candidateFormats(std::string_view head, const QString& fileName);

} // namespace tideline
