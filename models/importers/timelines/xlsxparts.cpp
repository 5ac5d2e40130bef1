// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timelines/xlsxparts.h"

#include "models/importers/limits.h"

#include <QSet>
#include <QString>

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <memory>

namespace tideline {

namespace {

constexpr std::uint64_t unpackedAtOnce = 64ULL << 20;
constexpr std::uint64_t unpackedInPieces = 1ULL << 30;
constexpr int xmlDepth = 256;

Error broken(const QString& what)
{
    return {ErrorCode::BadInput,
            QStringLiteral("The workbook cannot be read: %1").arg(what),
            {},
            QStringLiteral("Open it in a spreadsheet program, save it as CSV and import that.")};
}

/// The entry at hand in pieces, within `most` bytes; `unpacked` counts over all.
Result<void> eachPiece(archive* zip, std::uint64_t packed, std::uint64_t& unpacked, std::uint64_t most,
                       const std::function<Result<void>(const char* bytes, int size)>& take)
{
    char buffer[1 << 16];
    for (;;) {
        const la_ssize_t got = archive_read_data(zip, buffer, sizeof buffer);
        if (got < 0)
            return broken(QString::fromUtf8(archive_error_string(zip)));
        if (got == 0)
            return {};
        unpacked += std::uint64_t(got);
        if (unpacked > most || limits::swells(packed, unpacked))
            return broken(QStringLiteral("it unpacks to more than %1 MiB or 200 times its size").arg(most >> 20));
        if (const auto taken = take(buffer, int(got)); !taken)
            return taken;
    }
}

/// Goes through the wanted entries; `take` reads the one at hand.
Result<void> eachEntry(std::string_view zip, const std::function<bool(const QString& name)>& wanted,
                       const std::function<Result<void>(archive*, const QString& name)>& take)
{
    const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), zip.data(), zip.size()) != ARCHIVE_OK)
        return broken(QString::fromUtf8(archive_error_string(reader.get())));
    QSet<QString> seen;
    for (int entries = 0;; ++entries) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            return {};
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
        if (seen.contains(name))
            return broken(QStringLiteral("it holds “%1” twice").arg(name));
        seen.insert(name);
        if (const auto taken = take(reader.get(), name); !taken)
            return taken;
    }
}

/// An XML text on its way through expat.
class XmlScan
{
public:
    explicit XmlScan(const XmlHandler& handler)
        : m_handler(handler), m_parser(XML_ParserCreate(nullptr), &XML_ParserFree)
    {
        XML_SetUserData(m_parser.get(), this);
        XML_SetElementHandler(m_parser.get(), onStart, onEnd);
        XML_SetCharacterDataHandler(m_parser.get(), onText);
        XML_SetStartDoctypeDeclHandler(m_parser.get(), onDoctype);
    }

    Result<void> feed(const char* bytes, int size, bool isLast)
    {
        m_fed += size;
        if (XML_Parse(m_parser.get(), bytes, size, isLast) == XML_STATUS_OK)
            return isLast ? Result<void>() : goOn();
        if (!m_refused.isEmpty())
            return broken(m_refused);
        return broken(QStringLiteral("%1 in line %2 of a part")
                          .arg(QString::fromUtf8(XML_ErrorString(XML_GetErrorCode(m_parser.get()))))
                          .arg(XML_GetCurrentLineNumber(m_parser.get())));
    }

private:
    /// What expat cannot hand out yet, such as a comment that does not end, it keeps in memory.
    Result<void> goOn() const
    {
        if (m_fed - XML_GetCurrentByteIndex(m_parser.get()) > std::int64_t(2 * limits::line))
            return broken(QStringLiteral("it holds a comment or element of over %1 MiB").arg(2 * limits::line >> 20));
        if (m_handler.isFull && m_handler.isFull())
            return broken(QStringLiteral("it holds too much"));
        return {};
    }
    static XmlScan& of(void* self) { return *static_cast<XmlScan*>(self); }
    static QString local(const char* name)
    {
        const QString text = QString::fromUtf8(name);
        return text.mid(text.lastIndexOf(u':') + 1);
    }
    void refuse(const QString& why)
    {
        m_refused = why;
        XML_StopParser(m_parser.get(), XML_FALSE);
    }
    static void onStart(void* self, const char* name, const char** attributes)
    {
        if (++of(self).m_depth > xmlDepth)
            return of(self).refuse(QStringLiteral("it is nested deeper than 256"));
        if (!of(self).m_handler.start)
            return;
        XmlHandler::Attributes all;
        for (; *attributes; attributes += 2)
            all.insert(local(attributes[0]), QString::fromUtf8(attributes[1]));
        of(self).m_handler.start(local(name), all);
    }
    static void onEnd(void* self, const char* name)
    {
        --of(self).m_depth;
        if (of(self).m_handler.end)
            of(self).m_handler.end(local(name));
    }
    static void onText(void* self, const char* text, int length)
    {
        if (of(self).m_handler.text)
            of(self).m_handler.text(QString::fromUtf8(text, length));
    }
    static void onDoctype(void* self, const char*, const char*, const char*, int)
    {
        of(self).refuse(QStringLiteral("it has a DOCTYPE"));
    }

    const XmlHandler& m_handler;
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> m_parser;
    std::int64_t m_fed = 0;
    int m_depth = 0;
    QString m_refused;
};

} // namespace

Result<QMap<QString, QByteArray>> unzip(std::string_view zip, const std::function<bool(const QString& name)>& wanted)
{
    QMap<QString, QByteArray> parts;
    std::uint64_t unpacked = 0;
    const auto read = eachEntry(zip, wanted, [&](archive* entry, const QString& name) {
        QByteArray& part = parts[name];
        return eachPiece(entry, zip.size(), unpacked, unpackedAtOnce, [&part](const char* bytes, int size) {
            part.append(bytes, size);
            return Result<void>();
        });
    });
    return read ? Result<QMap<QString, QByteArray>>(std::move(parts)) : read.error();
}

Result<void> readXml(const QByteArray& xml, const XmlHandler& handler)
{
    XmlScan scan(handler);
    return scan.feed(xml.constData(), int(xml.size()), true);
}

Result<void> readXmlPart(std::string_view zip, const QString& part, const XmlHandler& handler)
{
    std::uint64_t unpacked = 0;
    XmlScan scan(handler);
    const auto isPart = [&part](const QString& name) { return name == part; };
    const auto read = eachEntry(zip, isPart, [&](archive* entry, const QString&) {
        const auto feed = [&scan](const char* bytes, int size) { return scan.feed(bytes, size, false); };
        return eachPiece(entry, zip.size(), unpacked, unpackedInPieces, feed);
    });
    return read ? scan.feed("", 0, true) : read;
}

} // namespace tideline
