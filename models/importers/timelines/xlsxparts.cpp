// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/xlsxparts.h"

#include "models/importers/limits.h"

#include <QString>

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <memory>

namespace tideline {

namespace {

constexpr std::uint64_t unpackedAtOnce = 64ULL << 20;
constexpr int xmlDepth = 256;

Error broken(const QString& what)
{
    return {ErrorCode::BadInput,
            QStringLiteral("The workbook is damaged: %1").arg(what),
            {},
            QStringLiteral("Open it in a spreadsheet program, save it as CSV and import that.")};
}

/// Reads the entry at hand; `unpacked` counts over all.
Result<QByteArray> content(archive* zip, std::uint64_t packed, std::uint64_t& unpacked)
{
    QByteArray bytes;
    char buffer[1 << 16];
    for (;;) {
        const la_ssize_t got = archive_read_data(zip, buffer, sizeof buffer);
        if (got < 0)
            return broken(QString::fromUtf8(archive_error_string(zip)));
        if (got == 0)
            return bytes;
        unpacked += std::uint64_t(got);
        if (unpacked > unpackedAtOnce || limits::swells(packed, unpacked))
            return broken(QStringLiteral("it unpacks to more than 64 MiB or 200 times its size"));
        bytes.append(buffer, int(got));
    }
}

struct Scan
{
    const XmlHandler& handler;
    XML_Parser parser;
    int depth = 0;
    QString refused;

    static QString local(const char* name)
    {
        const QString text = QString::fromUtf8(name);
        return text.mid(text.lastIndexOf(u':') + 1);
    }
    void refuse(const QString& why)
    {
        refused = why;
        XML_StopParser(parser, XML_FALSE);
    }
};

void onStart(void* self, const char* name, const char** attributes)
{
    auto& scan = *static_cast<Scan*>(self);
    if (++scan.depth > xmlDepth)
        return scan.refuse(QStringLiteral("it is nested deeper than 256"));
    if (!scan.handler.start)
        return;
    XmlHandler::Attributes all;
    for (; *attributes; attributes += 2)
        all.insert(Scan::local(attributes[0]), QString::fromUtf8(attributes[1]));
    scan.handler.start(Scan::local(name), all);
}

void onEnd(void* self, const char* name)
{
    auto& scan = *static_cast<Scan*>(self);
    --scan.depth;
    if (scan.handler.end)
        scan.handler.end(Scan::local(name));
}

void onText(void* self, const char* text, int length)
{
    auto& scan = *static_cast<Scan*>(self);
    if (scan.handler.text)
        scan.handler.text(QString::fromUtf8(text, length));
}

void onDoctype(void* self, const char*, const char*, const char*, int)
{
    static_cast<Scan*>(self)->refuse(QStringLiteral("it has a DOCTYPE"));
}

} // namespace

Result<QMap<QString, QByteArray>> unzip(std::string_view zip, const std::function<bool(const QString& name)>& wanted)
{
    const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), zip.data(), zip.size()) != ARCHIVE_OK)
        return broken(QString::fromUtf8(archive_error_string(reader.get())));
    QMap<QString, QByteArray> parts;
    std::uint64_t unpacked = 0;
    for (int entries = 0;; ++entries) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            return parts;
        if (status < ARCHIVE_WARN)
            return broken(QString::fromUtf8(archive_error_string(reader.get())));
        if (entries >= limits::archiveEntries)
            return broken(QStringLiteral("it has more than 10,000 entries"));
        if (archive_entry_is_encrypted(entry))
            return broken(QStringLiteral("it is encrypted"));
        const char* const path = archive_entry_pathname_utf8(entry);
        const QString name = QString::fromUtf8(path ? path : "");
        if (archive_entry_filetype(entry) != AE_IFREG || !wanted(name))
            continue;
        if (parts.contains(name))
            return broken(QStringLiteral("it holds “%1” twice").arg(name));
        auto bytes = content(reader.get(), zip.size(), unpacked);
        if (!bytes)
            return bytes.error();
        parts.insert(name, std::move(bytes).value());
    }
}

Result<void> readXml(const QByteArray& xml, const XmlHandler& handler)
{
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
    Scan scan{handler, parser.get(), 0, {}};
    XML_SetUserData(parser.get(), &scan);
    XML_SetElementHandler(parser.get(), onStart, onEnd);
    XML_SetCharacterDataHandler(parser.get(), onText);
    XML_SetStartDoctypeDeclHandler(parser.get(), onDoctype);
    if (XML_Parse(parser.get(), xml.constData(), int(xml.size()), XML_TRUE) == XML_STATUS_OK)
        return {};
    if (!scan.refused.isEmpty())
        return broken(scan.refused);
    return broken(QStringLiteral("%1 in line %2 of a part")
                      .arg(QString::fromUtf8(XML_ErrorString(XML_GetErrorCode(parser.get()))))
                      .arg(XML_GetCurrentLineNumber(parser.get())));
}

} // namespace tideline
