// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// MISP events: {"Event":…}, {"response":[…]}, arrays of them, or the bare event. The event, its reports, every
/// attribute and proposal (also of objects) is a record. An attribute happened at its first_seen, or its object's, or
/// on the event's date; `timestamp`, when it was last edited, is an extra column.
class MispReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;
};

/// Clusters of a MISP galaxy: those of actors become actors, others undated events.
class MispGalaxyReader : public DocumentReader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Actors; }

protected:
    void read(const JsonTree& tree, DocumentSink& sink) const override;
};

} // namespace tideline
