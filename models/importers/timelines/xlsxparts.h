// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QByteArray>
#include <QMap>

#include <functional>
#include <string_view>

namespace tideline {

/// The wanted entries of a zip in memory, by their names. Fails if it is damaged, encrypted, or beyond the limits of
/// archives (entries; 200 times its size, or 64 MiB at once).
Result<QMap<QString, QByteArray>> unzip(std::string_view zip, const std::function<bool(const QString& name)>& wanted);

/// What an XML text holds, one element after the other; names without their prefix. Null where not wanted.
struct XmlHandler
{
    using Attributes = QMap<QString, QString>;
    std::function<void(const QString& name, const Attributes& attributes)> start;
    std::function<void(const QString& name)> end;
    std::function<void(const QString& text)> text;
    std::function<bool()> isFull; ///< asked now and then: true ends the reading with an error
};
/// Through expat. A DOCTYPE is refused, and so is what is nested deeper than 256.
Result<void> readXml(const QByteArray& xml, const XmlHandler& handler);
/// A part of a zip, unpacked on the way and never whole in memory: up to 1 GiB, but no comment or element of many MiB.
/// One that is missing is no XML.
Result<void> readXmlPart(std::string_view zip, const QString& part, const XmlHandler& handler);

} // namespace tideline
