// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/flowstore.h"

namespace tideline {

double FlowSums::of(Quantity quantity) const
{
    switch (quantity) {
    case Quantity::Bytes:
        return double(bytesOut) + double(bytesIn);
    case Quantity::Packets:
        return double(packetsOut) + double(packetsIn);
    case Quantity::Flows:
        break;
    }
    return double(flows);
}

} // namespace tideline
