// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/ipaddress.h"

#include <QtEndian>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tideline {

/// Reads numbers off bytes and never beyond them: what is not there reads as 0 and leaves `ok()` false.
class ByteCursor
{
public:
    enum class Order { Big, Little };
    explicit ByteCursor(std::string_view bytes, Order order = Order::Big) : m_bytes(bytes), m_order(order) {}

    bool ok() const { return m_ok; }
    std::size_t left() const { return m_bytes.size() - m_at; }
    std::size_t at() const { return m_at; }
    std::string_view rest() const { return m_bytes.substr(m_at); }

    std::uint8_t u8() { return fixed<std::uint8_t>(); }
    std::uint16_t u16() { return fixed<std::uint16_t>(); }
    std::uint32_t u32() { return fixed<std::uint32_t>(); }
    std::uint64_t u64() { return fixed<std::uint64_t>(); }

    /// A number of 0 to 8 bytes.
    std::uint64_t number(std::size_t length)
    {
        const std::string_view bytes = take(length);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const std::size_t from = m_order == Order::Big ? i : bytes.size() - 1 - i;
            value = (value << 8) | static_cast<unsigned char>(bytes[from]);
        }
        return value;
    }

    /// Empty (and not ok) if there are fewer.
    std::string_view take(std::size_t length)
    {
        if (length > left()) {
            m_ok = false;
            m_at = m_bytes.size();
            return {};
        }
        m_at += length;
        return m_bytes.substr(m_at - length, length);
    }
    bool skip(std::size_t length) { return take(length).size() == length; }

    IpAddress v4() { return IpAddress::fromV4(u32()); }
    IpAddress v6()
    {
        IpAddress address;
        const std::string_view bytes = take(address.bytes.size());
        std::copy(bytes.begin(), bytes.end(), address.bytes.begin());
        return address;
    }

private:
    template <typename Number> Number fixed()
    {
        const std::string_view bytes = take(sizeof(Number));
        if (bytes.empty())
            return 0;
        return m_order == Order::Big ? qFromBigEndian<Number>(bytes.data()) : qFromLittleEndian<Number>(bytes.data());
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    Order m_order;
    bool m_ok = true;
};

} // namespace tideline
