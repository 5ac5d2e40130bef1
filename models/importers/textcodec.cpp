// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/textcodec.h"

#include <cstdint>

namespace tideline {

namespace {

/// 0x80–0x9F of Windows-1252; 0 = not assigned.
constexpr std::uint16_t windows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                           0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append(std::string& text, std::uint32_t code)
{
    if (code < 0x80) {
        text += char(code);
    } else if (code < 0x800) {
        text += char(0xC0 | code >> 6);
        text += char(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        text += char(0xE0 | code >> 12);
        text += char(0x80 | (code >> 6 & 0x3F));
        text += char(0x80 | (code & 0x3F));
    } else {
        text += char(0xF0 | code >> 18);
        text += char(0x80 | (code >> 12 & 0x3F));
        text += char(0x80 | (code >> 6 & 0x3F));
        text += char(0x80 | (code & 0x3F));
    }
}

constexpr char notAssigned = char(0xFF);
constexpr std::uint32_t byteOrderMark = 0xFEFF;
constexpr char scannedMark = char(0x81);

std::uint32_t unitAt(std::string_view bytes, std::size_t unit, Encoding encoding)
{
    const auto first = static_cast<unsigned char>(bytes[unit * 2]);
    const auto second = static_cast<unsigned char>(bytes[unit * 2 + 1]);
    return encoding == Encoding::Utf16Le ? std::uint32_t(second << 8 | first) : std::uint32_t(first << 8 | second);
}

void utf16ToUtf8(std::string_view bytes, Encoding encoding, std::string& text)
{
    const std::size_t units = bytes.size() / 2;
    for (std::size_t i = 0; i < units; ++i) {
        const std::uint32_t unit = unitAt(bytes, i, encoding);
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        const std::uint32_t next = high && i + 1 < units ? unitAt(bytes, i + 1, encoding) : 0;
        if (high && next >= 0xDC00 && next < 0xE000) {
            append(text, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
            ++i;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            text += notAssigned;
        } else {
            append(text, unit);
        }
    }
    if (bytes.size() % 2)
        text += notAssigned;
}

} // namespace

QString encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return QStringLiteral("utf-8");
    case Encoding::Utf16Le:
        return QStringLiteral("utf-16le");
    case Encoding::Utf16Be:
        return QStringLiteral("utf-16be");
    case Encoding::Windows1252:
        return QStringLiteral("windows-1252");
    case Encoding::Latin1:
        return QStringLiteral("iso-8859-1");
    }
    return {};
}

std::optional<Encoding> encodingFromName(const QString& name)
{
    const QString key = name.trimmed().toLower().remove(u'-').remove(u'_').remove(u' ');
    if (key == u"utf8")
        return Encoding::Utf8;
    if (key == u"utf16le" || key == u"utf16")
        return Encoding::Utf16Le;
    if (key == u"utf16be")
        return Encoding::Utf16Be;
    if (key == u"windows1252" || key == u"cp1252")
        return Encoding::Windows1252;
    if (key == u"iso88591" || key == u"latin1")
        return Encoding::Latin1;
    return std::nullopt;
}

Encoding encodingFromMark(std::string_view head)
{
    if (head.starts_with("\xFF\xFE"))
        return Encoding::Utf16Le;
    if (head.starts_with("\xFE\xFF"))
        return Encoding::Utf16Be;
    return Encoding::Utf8;
}

std::size_t markLength(std::string_view head, Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    case Encoding::Utf16Le:
        return head.starts_with("\xFF\xFE") ? 2 : 0;
    case Encoding::Utf16Be:
        return head.starts_with("\xFE\xFF") ? 2 : 0;
    default:
        return 0;
    }
}

std::size_t unitSize(Encoding encoding)
{
    return encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be ? 2 : 1;
}

std::string_view scanText(std::string_view bytes, Encoding encoding, std::string& storage)
{
    if (unitSize(encoding) == 1)
        return bytes;
    storage.resize(bytes.size() / 2);
    for (std::size_t i = 0; i < storage.size(); ++i) {
        const std::uint32_t unit = unitAt(bytes, i, encoding);
        storage[i] = unit < 0x80 ? char(unit) : unit == byteOrderMark ? scannedMark : char(0x80);
    }
    return storage;
}

std::size_t scanMark(std::string_view text, std::size_t at, Encoding encoding)
{
    if (unitSize(encoding) == 2)
        return at < text.size() && text[at] == scannedMark;
    return markLength(text.substr(at), encoding);
}

std::string_view toUtf8(std::string_view bytes, Encoding encoding, std::string& storage)
{
    if (encoding == Encoding::Utf8)
        return bytes;
    storage.clear();
    if (unitSize(encoding) == 2) {
        utf16ToUtf8(bytes, encoding, storage);
        return storage;
    }
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (encoding == Encoding::Latin1 || byte < 0x80 || byte > 0x9F)
            append(storage, byte);
        else if (windows1252[byte - 0x80])
            append(storage, windows1252[byte - 0x80]);
        else
            storage += notAssigned;
    }
    return storage;
}

} // namespace tideline
