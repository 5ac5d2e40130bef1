// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/listing.h"

namespace tideline {

/// What kind of entry a schema of OpenSanctions (FollowTheMoney) is: person, entity, vessel, aircraft, security or
/// address; empty for those that are none (sanctions, ownership, positions …).
QString subtypeOfSchema(const QString& schema);

/// The entry of a wallet: its address as title and, where the coin is known or plain from the address, as wallet too.
void setWallet(const QString& coin, const QString& address, Listing& entry);

} // namespace tideline
