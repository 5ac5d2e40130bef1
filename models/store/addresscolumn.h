// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"

#include <QByteArray>

#include <cstring>

namespace tideline {

/// An address as it is stored: its 16 bytes.
inline QByteArray addressBytes(const IpAddress& address)
{
    return {reinterpret_cast<const char*>(address.bytes.data()), qsizetype(address.bytes.size())};
}

inline IpAddress addressOf(const QByteArray& bytes)
{
    IpAddress address;
    if (bytes.size() == qsizetype(address.bytes.size()))
        std::memcpy(address.bytes.data(), bytes.constData(), address.bytes.size());
    return address;
}

} // namespace tideline
