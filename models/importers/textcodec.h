// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tideline {

/// How the bytes of a text file stand for characters.
enum class Encoding { Utf8, Utf16Le, Utf16Be, Windows1252, Latin1 };
QString encodingName(Encoding encoding); ///< "utf-8", "utf-16le", …
std::optional<Encoding> encodingFromName(const QString& name);

/// By the byte order mark; Utf8 if there is none.
Encoding encodingFromMark(std::string_view head);
/// Bytes of the byte order mark at the beginning, 0 if there is none.
std::size_t markLength(std::string_view head, Encoding encoding);
/// Bytes of one code unit: 1 or 2.
std::size_t unitSize(Encoding encoding);

/// One byte for each code unit, ASCII as it is, a byte order mark as 0x81 and anything else as 0x80: enough to find
/// separators, quotes and line ends. One-byte encodings are returned as they are and do not use `storage`.
std::string_view scanText(std::string_view bytes, Encoding encoding, std::string& storage);
/// Bytes of the byte order mark at `at` of scan text, 0 if there is none.
std::size_t scanMark(std::string_view text, std::size_t at, Encoding encoding);

/// To UTF-8. What means nothing in the encoding becomes a byte that is no UTF-8, so that the row is rejected by the
/// same check as any other. UTF-8 is returned as it is.
std::string_view toUtf8(std::string_view bytes, Encoding encoding, std::string& storage);

} // namespace tideline
