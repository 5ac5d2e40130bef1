// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "widgets/dialogs/recordmodel.h"

#include <vector>

namespace tideline {

/// The lists of an event as rows of texts and back. Amounts and claims are exact decimals; the cells say why not.

std::vector<RecordColumn> citationColumns();
std::vector<RecordColumn> amountColumns(const std::vector<EventPtr>& known);
std::vector<RecordColumn> placeColumns(const std::vector<EventPtr>& known);
std::vector<RecordColumn> claimColumns(const std::vector<EventPtr>& known);

QList<QStringList> citationRows(const Event& event);
QList<QStringList> amountRows(const Event& event);
QList<QStringList> placeRows(const Event& event);
QList<QStringList> claimRows(const Event& event);

void readCitations(const QList<QStringList>& rows, Event& event);
void readAmounts(const QList<QStringList>& rows, Event& event);
void readPlaces(const QList<QStringList>& rows, Event& event);
void readClaims(const QList<QStringList>& rows, Event& event);

} // namespace tideline
