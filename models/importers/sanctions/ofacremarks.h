// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/listing.h"

namespace tideline {

/// "NPWMD] [DPRK2" and "[CYBER2] [DPRK3]" as single programmes.
QStringList ofacProgrammes(const QString& text);

/// Whether OFAC cut the remarks at 1,000 characters, in the middle of a word; the rest is in the comments file.
bool isCutRemark(const QString& remarks);

/// What OFAC's remarks say in a fixed way ("DOB …; POB …; nationality …; a.k.a. '…'; Digital Currency Address - XBT
/// …;") as fields of the entry. The remarks stay whole in the note; a piece that is cut off is not read.
void readRemarks(const QString& remarks, Listing& entry);

/// The names after a.k.a. and its kin in remarks. `continued`: the text begins in the middle of a piece.
QStringList namesInRemarks(const QString& remarks, bool continued);

} // namespace tideline
