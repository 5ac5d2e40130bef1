// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// Annotations as Grafana's HTTP API gives and takes them: an array of {time, timeEnd, text, tags …}, times in
/// milliseconds since 1970. A region (timeEnd after time) is a span.
class GrafanaReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;

private:
    Result<EventTime> timeOf(const JsonNode& annotation) const;
};

} // namespace tideline
