// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/intelligence/documentreader.h"

namespace tideline {

/// Puts one MISP event and everything in it into the sink.
class MispEvent
{
public:
    MispEvent(const JsonNode& node, const TimeRules& rules, DocumentSink& sink);
    void take();
    /// Attributes that stand alone, without their event (the answer to a search for attributes).
    void takeAttributes(const JsonNode& list, const JsonNode& object = {}, bool areProposals = false);

private:
    void takeOwn();
    void takeObject(const JsonNode& object);
    void takeReport(const JsonNode& report);
    Result<EventTime> timeOf(const JsonNode& attribute, const JsonNode& object) const;
    Result<Event> attribute(const JsonNode& node, const JsonNode& object) const;

    const JsonNode& m_node;
    const TimeRules& m_rules;
    DocumentSink& m_sink;
    EventTime m_date; ///< undated where the event has none that can be read
    QString m_dateFault;
    QString m_actor;
};

} // namespace tideline
