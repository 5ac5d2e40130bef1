// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/intelligence/geojsonreader.h"
#include "models/importers/intelligence/grafanareader.h"
#include "models/importers/intelligence/kevreader.h"
#include "models/importers/intelligence/mispreader.h"
#include "models/importers/intelligence/stixreader.h"
#include "models/importers/intelligence/timelinejsreader.h"
#include "models/importers/intelligence/verisreader.h"

namespace tideline {

std::vector<Format> intelligenceFormats()
{
    return {
        {QStringLiteral("stix"), FileKind::Events, QStringLiteral("STIX 2"),
         QStringLiteral("Bundles of STIX 2.0 and 2.1, of which MITRE ATT&CK is made: campaigns, actors, reports, "
                        "indicators, sightings and the rest."),
         &StixReader::sniff, &makeReader<StixReader>},
        {QStringLiteral("misp-event"), FileKind::Events, QStringLiteral("MISP event"),
         QStringLiteral("Events of MISP as JSON, with their attributes, objects and reports."), &MispReader::sniff,
         &makeReader<MispReader>},
        {QStringLiteral("misp-galaxy"), FileKind::Actors, QStringLiteral("MISP galaxy"),
         QStringLiteral("Clusters of a MISP galaxy, such as threat actors with their other names."),
         &MispGalaxyReader::sniff, &makeReader<MispGalaxyReader>},
        {QStringLiteral("veris"), FileKind::Events, QStringLiteral("VERIS"),
         QStringLiteral("Incident records of VERIS as JSON: one, an array, or one a line."), &VerisReader::sniff,
         &makeReader<VerisReader>},
        {QStringLiteral("kev-json"), FileKind::Events, QStringLiteral("CISA KEV, JSON"),
         QStringLiteral("The catalogue of known exploited vulnerabilities as JSON."), &KevJsonReader::sniff,
         &makeReader<KevJsonReader>},
        {QStringLiteral("kev-csv"), FileKind::Events, QStringLiteral("CISA KEV, CSV"),
         QStringLiteral("The same catalogue as CSV."), &KevCsvReader::sniff, &makeReader<KevCsvReader>},
        {QStringLiteral("timelinejs"), FileKind::Events, QStringLiteral("TimelineJS"),
         QStringLiteral("Slides and eras of TimelineJS 3 as JSON."), &TimelineJsReader::sniff,
         &makeReader<TimelineJsReader>},
        {QStringLiteral("grafana"), FileKind::Events, QStringLiteral("Grafana annotations"),
         QStringLiteral("Annotations of Grafana as JSON: points and regions with text and tags."),
         &GrafanaReader::sniff, &makeReader<GrafanaReader>},
        {QStringLiteral("geojson"), FileKind::Events, QStringLiteral("GeoJSON"),
         QStringLiteral("Features with a time and a place."), &GeoJsonReader::sniff, &makeReader<GeoJsonReader>},
    };
}

} // namespace tideline
