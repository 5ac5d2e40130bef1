// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/usage/delegations.h"
#include "models/importers/usage/ioda.h"

namespace tideline {

std::vector<Format> usageFormats()
{
    return {
        {QStringLiteral("ioda-signals-json"), FileKind::Series, QStringLiteral("IODA signals"),
         QStringLiteral("Connectivity signals of the IODA API, version 2, as JSON."), &IodaSignalsReader::sniff,
         &makeReader<IodaSignalsReader>},
        {QStringLiteral("ioda-outages-json"), FileKind::Events, QStringLiteral("IODA outages and alerts"),
         QStringLiteral("Outage events and alerts of the IODA API, version 2, as JSON."), &IodaOutagesReader::sniff,
         &makeReader<IodaOutagesReader>},
        {QStringLiteral("rir-delegated"), FileKind::Subjects, QStringLiteral("Delegations of a registry"),
         QStringLiteral("Which prefixes and AS numbers a regional registry gave to which country."),
         &DelegationsReader::sniff, &makeReader<DelegationsReader>},
    };
}

} // namespace tideline
