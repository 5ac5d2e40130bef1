// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// STIX 2.0 and 2.1: bundles, TAXII envelopes, arrays of objects, single objects. Every object is one record:
/// intrusion sets and threat actors become actors, everything else an event of the category that is its type.
/// Times are those at which something happened or was published: first_seen/last_seen, first/last_observed, published,
/// valid_from, start(_time)/stop_time or end. `created` and `modified` are extra columns: an object without a time of
/// its own is undated. Relationships fill actor, target and countries of the objects they join.
class StixReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;
};

} // namespace tideline
