// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// GeoJSON (RFC 7946) features as events: the time from properties such as time, date, begin (ISO 8601 or epoch numbers
/// as earthquake services write them), the title from name, title …; a point becomes the extra columns lat and lon and
/// a place. Of lines and areas only the middle of their box is kept, as lat and lon.
class GeoJsonReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;

private:
    Result<Event> feature(const JsonNode& node) const;
    Result<EventTime> timeOf(const JsonNode& properties) const;
};

} // namespace tideline
