// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/formatlists.h"
#include "models/importers/sanctions/addresslist.h"
#include "models/importers/sanctions/ftmjson.h"
#include "models/importers/sanctions/ofacadvanced.h"
#include "models/importers/sanctions/ofaccsv.h"
#include "models/importers/sanctions/opensanctionscsv.h"
#include "models/importers/sanctions/unlist.h"

namespace tideline {

namespace {

template <typename R> Format list(const char* name, const char* title, const char* description)
{
    return {QString::fromLatin1(name),        FileKind::Events, QString::fromLatin1(title),
            QString::fromLatin1(description), &R::sniff,        &makeReader<R>};
}

constexpr const char* addresses = "ofac-addresses";

} // namespace

bool isMeantByName(const QString& format)
{
    return format == QLatin1String(addresses); // two coins may have the same few addresses
}

std::vector<Format> sanctionFormats()
{
    return {
        list<UnListReader>("un-consolidated", "UN consolidated list",
                           "The list of the United Nations Security Council as XML."),
        list<OfacCsvReader<OfacFile::Listings>>("ofac-sdn", "OFAC sdn.csv", "OFAC's entries, 12 columns, no header."),
        list<OfacCsvReader<OfacFile::Aliases>>("ofac-alt", "OFAC alt.csv",
                                               "Other names of OFAC's entries, which they join."),
        list<OfacCsvReader<OfacFile::Addresses>>("ofac-add", "OFAC add.csv",
                                                 "Addresses of OFAC's entries, which they join."),
        list<OfacCsvReader<OfacFile::Comments>>("ofac-comments", "OFAC sdn_comments.csv",
                                                "The ends of long remarks on OFAC's entries, which they join."),
        list<OfacAdvancedReader>("ofac-advanced", "OFAC advanced XML",
                                 "OFAC's lists with dates, features and wallets, as sdn_advanced.xml."),
        list<AddressListReader>(addresses, "Sanctioned addresses",
                                "Digital currency addresses of one coin, one a line or a JSON array."),
        list<OpenSanctionsCsvReader>("opensanctions-simple", "OpenSanctions CSV",
                                     "OpenSanctions' targets.simple.csv, any of its datasets."),
        list<FtmJsonReader>("opensanctions-ftm", "OpenSanctions entities",
                            "FollowTheMoney entities as JSON, one a line, with their sanctions."),
    };
}

} // namespace tideline
