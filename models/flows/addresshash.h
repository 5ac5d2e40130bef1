// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"

namespace tideline {

/// For tables whose size is a power of two: every bit of the address reaches the low bits, also for the neighbours in
/// one small network, which differ in the last byte alone.
inline std::uint64_t addressHash(const IpAddress& address)
{
    std::uint64_t high, low;
    __builtin_memcpy(&high, address.bytes.data(), 8);
    __builtin_memcpy(&low, address.bytes.data() + 8, 8);
    std::uint64_t x = low ^ (high * 0x9E3779B97F4A7C15ULL);
    x = (x ^ (x >> 32)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 29)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 32);
}

} // namespace tideline
