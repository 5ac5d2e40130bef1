// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace tideline {

/// Whether a text has the shape of an address of the coin ("XBT", "ETH" …, as OFAC names them): alphabet, prefix and
/// length; checksums are not computed. nullopt for a coin whose addresses are not known here.
std::optional<bool> hasCoinShape(const QString& coin, QStringView address);

/// The coin whose addresses alone look like this; empty if several or none do. 0x… counts as ETH, 1… and 3… as XBT.
QString coinOfAddress(QStringView address);

/// What stands for the address when two are compared: without case where case means nothing (0x…, bech32).
QString addressKey(const QString& address);

} // namespace tideline
