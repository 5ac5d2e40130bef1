// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/bag.h"

#include "models/core/timetext.h"
#include "models/core/zone.h"
#include "models/exporters/visibletext.h"

#include <QRegularExpression>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

/// One line of bag-info.txt; a value cannot begin a line of its own.
void addInfo(QByteArray& text, const char* label, const QString& value)
{
    const QString line = visibleText(value.simplified());
    if (!line.isEmpty())
        text += QByteArray(label) + ": " + line.toUtf8() + '\n';
}

QString oxum(const FileTree& tree)
{
    qint64 bytes = 0;
    for (const auto& [path, entry] : tree.entries())
        bytes += entry.bytes;
    return QString::number(bytes) + u'.' + QString::number(tree.entries().size());
}

QString rangeInfo(const TimeRange& range)
{
    const QString from = isoUtc(range.from);
    const QString to = isoUtc(range.to);
    return (from.isEmpty() ? u".."_s : from) + u'/' + (to.isEmpty() ? u".."_s : to);
}

QByteArray bagInfo(const FileTree& tree, const ExportContent& content)
{
    QByteArray text;
    addInfo(text, "Bag-Software-Agent", QStringLiteral("Tideline " TIDELINE_VERSION));
    addInfo(text, "Bagging-Date", timeText(content.exportedAt, Precision::Day, Zone::utc()));
    addInfo(text, "Payload-Oxum", oxum(tree));
    addInfo(text, "External-Identifier", content.info.id);
    addInfo(text, "External-Description", content.info.title);
    addInfo(text, "Internal-Sender-Identifier", content.info.number);
    addInfo(text, "Contact-Name", content.info.examiner);
    addInfo(text, "Tideline-Classification", content.info.classification);
    addInfo(text, "Tideline-Author", content.info.author);
    addInfo(text, "Tideline-State-Of", isoUtc(content.exportedAt));
    addInfo(text, "Tideline-Zone", content.zone);
    addInfo(text, "Tideline-Range", rangeInfo(content.range));
    addInfo(text, "Tideline-Filter", content.where.isEmpty() ? u"none"_s : content.where);
    addInfo(text, "Tideline-Csv-Mode", content.forSpreadsheets ? u"for spreadsheets"_s : u"exact"_s);
    addInfo(text, "Tideline-Simulated", content.simulated ? u"yes"_s : u"no"_s);
    addInfo(text, "Tideline-Audit-Head", content.auditHead);
    addInfo(text, "Tideline-Data-Fingerprint", content.dataFingerprint);
    return text;
}

QByteArray manifestOf(const FileTree::Entries& entries, bool payload)
{
    std::map<QString, QString> hashes;
    for (const auto& [path, entry] : entries) {
        if (path.startsWith(QLatin1String(bagPayload)) == payload)
            hashes[path] = entry.sha256;
    }
    return manifestText(hashes);
}

QString decodedPath(const QString& path)
{
    QString decoded = path;
    decoded.replace(u"%0A"_s, u"\n"_s, Qt::CaseInsensitive);
    decoded.replace(u"%0D"_s, u"\r"_s, Qt::CaseInsensitive);
    return decoded.replace(u"%25"_s, u"%"_s);
}

} // namespace

QByteArray manifestText(const std::map<QString, QString>& hashByPath)
{
    QByteArray text;
    for (const auto& [path, hash] : hashByPath)
        text += hash.toLatin1() + "  " + path.toUtf8() + '\n';
    return text;
}

std::optional<std::map<QString, QString>> parseManifest(const QByteArray& text)
{
    static const QRegularExpression entry(u"^([0-9A-Fa-f]{64})[ \\t]+\\*?(.+)$"_s);
    std::map<QString, QString> hashes;
    for (const QByteArray& line : text.split('\n')) {
        QString words = QString::fromUtf8(line);
        if (words.endsWith(u'\r'))
            words.chop(1);
        if (words.isEmpty())
            continue;
        const auto match = entry.match(words);
        if (!match.hasMatch() || !hashes.emplace(decodedPath(match.captured(2)), match.captured(1).toLower()).second)
            return std::nullopt;
    }
    return hashes;
}

Result<void> writeBagTags(FileTree& tree, const ExportContent& content)
{
    const QByteArray info = bagInfo(tree, content);
    for (const auto& [path, text] :
         {std::pair{u"bagit.txt"_s, QByteArray("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")},
          std::pair{u"bag-info.txt"_s, info}, std::pair{u"manifest-sha256.txt"_s, manifestOf(tree.entries(), true)}}) {
        if (const auto written = tree.write(path, text); !written)
            return written;
    }
    return tree.write(u"tagmanifest-sha256.txt"_s, manifestOf(tree.entries(), false));
}

} // namespace tideline
