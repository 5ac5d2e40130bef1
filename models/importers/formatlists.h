// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

// Each folder of readers lists its own; formats() joins them in this order.
std::vector<Format> logFormats();          ///< flow and DNS logs as text
std::vector<Format> captureFormats();      ///< packets and flow exports as they travelled
std::vector<Format> routingFormats();      ///< routing updates and tables
std::vector<Format> intelligenceFormats(); ///< incidents, actors and indicators as others exchange them
std::vector<Format> sanctionFormats();     ///< lists of sanctioned people, bodies and addresses
std::vector<Format> timelineFormats();     ///< weapons tests and timelines of other programs
std::vector<Format> usageFormats();        ///< usage, prices and delegations

/// Formats whose rows are known by the file's name as much as by its content: the same bytes under another name are
/// another list.
bool isMeantByName(const QString& format);

template <typename R> std::unique_ptr<Reader> makeReader()
{
    return std::make_unique<R>();
}

} // namespace tideline
