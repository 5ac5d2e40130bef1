// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/ipaddress.h"

#include <arpa/inet.h>
#include <cstring>

namespace tideline {

namespace {
constexpr std::uint8_t mappedHead[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int mappedBits = 96;
} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    const bool isV6 = text.find(':') != std::string_view::npos;
    if (const auto percent = text.find('%'); isV6 && percent != std::string_view::npos) {
        if (percent + 1 == text.size())
            return std::nullopt;
        text = text.substr(0, percent);
    }
    char buffer[INET6_ADDRSTRLEN];
    if (text.empty() || text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::memcpy(buffer, text.data(), text.size());
    buffer[text.size()] = '\0';

    IpAddress address;
    if (isV6) {
        if (inet_pton(AF_INET6, buffer, address.bytes.data()) != 1)
            return std::nullopt;
        return address;
    }
    std::memcpy(address.bytes.data(), mappedHead, sizeof mappedHead);
    if (inet_pton(AF_INET, buffer, address.bytes.data() + 12) != 1)
        return std::nullopt;
    return address;
}

IpAddress IpAddress::fromV4(std::uint32_t hostOrder)
{
    IpAddress address;
    std::memcpy(address.bytes.data(), mappedHead, sizeof mappedHead);
    const std::uint32_t network = htonl(hostOrder);
    std::memcpy(address.bytes.data() + 12, &network, sizeof network);
    return address;
}

bool IpAddress::isV4() const
{
    return std::memcmp(bytes.data(), mappedHead, sizeof mappedHead) == 0;
}

bool IpAddress::isUnspecified() const
{
    return *this == IpAddress{} || *this == fromV4(0);
}

QString IpAddress::toString() const
{
    char buffer[INET6_ADDRSTRLEN];
    const bool v4 = isV4();
    if (!inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data() + (v4 ? 12 : 0), buffer, sizeof buffer))
        return {};
    return QString::fromLatin1(buffer);
}

std::optional<Prefix> Prefix::parse(QStringView text)
{
    const QByteArray bytes = text.trimmed().toUtf8();
    const std::string_view whole(bytes.constData(), std::size_t(bytes.size()));
    const auto slash = whole.find('/');
    const std::string_view host = whole.substr(0, slash);
    const auto address = IpAddress::parse(host);
    if (!address)
        return std::nullopt;
    Prefix prefix{*address, 128};
    if (slash == std::string_view::npos)
        return prefix;

    const std::string_view digits = whole.substr(slash + 1);
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0'))
        return std::nullopt;
    int length = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        length = length * 10 + (c - '0');
    }
    prefix.length = length + (host.find(':') == std::string_view::npos ? mappedBits : 0);
    if (prefix.length > 128)
        return std::nullopt;
    for (int bit = prefix.length; bit < 128; ++bit) {
        if (address->bytes[std::size_t(bit / 8)] & (0x80 >> (bit % 8)))
            return std::nullopt;
    }
    return prefix;
}

IpAddress Prefix::last() const
{
    IpAddress address = first;
    const int whole = length / 8;
    if (whole < 16)
        address.bytes[std::size_t(whole)] |= std::uint8_t(0xff >> (length % 8));
    for (int i = whole + 1; i < 16; ++i)
        address.bytes[std::size_t(i)] = 0xff;
    return address;
}

QString Prefix::toString() const
{
    const bool v4 = first.isV4() && length >= mappedBits;
    return first.toString() + u'/' + QString::number(v4 ? length - mappedBits : length);
}

} // namespace tideline
