// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/counted.h"
#include "models/exporters/bag.h"
#include "models/exporters/bagreader.h"
#include "models/exporters/export.h"
#include "models/exporters/visibletext.h"

#include <QRegularExpression>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namesShown = 20;

using Hashes = std::map<QString, QString>;

QString listText(const QStringList& names)
{
    QString text = visibleText(names.mid(0, namesShown).join(u", "_s));
    if (names.size() > namesShown)
        text += u" and %1 more"_s.arg(names.size() - namesShown);
    return text;
}

BagCheck checkOf(const QString& name, const QStringList& faults, const QString& good)
{
    return {name, faults.isEmpty(), faults.isEmpty() ? good : listText(faults)};
}

QByteArray textOf(const BagContents& bag, const QString& path)
{
    const auto found = bag.tagTexts.find(path);
    return found == bag.tagTexts.end() ? QByteArray() : found->second;
}

bool isPayload(const QString& path)
{
    return path.startsWith(QLatin1String(bagPayload));
}

/// The values of a label in bag-info.txt or bagit.txt.
QStringList valuesOf(const QByteArray& text, const QString& label)
{
    QStringList values;
    for (const QString& line : QString::fromUtf8(text).split(u'\n')) {
        if (line.section(u':', 0, 0).compare(label, Qt::CaseInsensitive) == 0)
            values.append(line.section(u':', 1).trimmed());
    }
    return values;
}

BagCheck checkVersion(const BagContents& bag)
{
    const QByteArray text = textOf(bag, u"bagit.txt"_s);
    const QStringList versions = valuesOf(text, u"BagIt-Version"_s);
    const QStringList encodings = valuesOf(text, u"Tag-File-Character-Encoding"_s);
    QStringList faults;
    if (!bag.files.count(u"bagit.txt"_s))
        faults.append(u"bagit.txt is missing"_s);
    else if (versions != QStringList{u"1.0"_s})
        faults.append(u"bagit.txt does not say version 1.0"_s);
    else if (encodings != QStringList{u"UTF-8"_s})
        faults.append(u"bagit.txt does not say UTF-8"_s);
    if (bag.files.count(u"fetch.txt"_s))
        faults.append(u"fetch.txt: files that are elsewhere cannot be checked"_s);
    return checkOf(u"bag"_s, faults, u"BagIt 1.0, UTF-8"_s);
}

/// Reads one manifest; what is wrong with it goes into `faults`.
Hashes manifest(const BagContents& bag, const QString& path, QStringList& faults)
{
    if (!bag.files.count(path)) {
        faults.append(path + u" is missing"_s);
        return {};
    }
    const QByteArray text = textOf(bag, path);
    const auto hashes = parseManifest(text);
    if (!hashes) {
        faults.append(path + u" cannot be read"_s);
        return {};
    }
    // What we wrote, we wrote in one way only: a manifest that says the same in another was touched.
    const QString agent = valuesOf(textOf(bag, u"bag-info.txt"_s), u"Bag-Software-Agent"_s).value(0);
    if (agent.startsWith(u"Tideline "_s) && manifestText(*hashes) != text)
        faults.append(path + u" was altered"_s);
    return *hashes;
}

BagCheck checkHashes(const BagContents& bag, const QString& name, const Hashes& stated, QStringList faults)
{
    qint64 bytes = 0;
    for (const auto& [path, hash] : stated) {
        const auto file = bag.files.find(path);
        if (file == bag.files.end())
            continue; // told by the check for missing files
        bytes += file->second.bytes;
        if (file->second.sha256 != hash)
            faults.append(path + u" was altered"_s);
    }
    return checkOf(name, faults,
                   u"%1, %2, SHA-256 as stated"_s.arg(counted(stated.size(), "file"), counted(bytes, "byte")));
}

BagCheck checkMissing(const BagContents& bag, const Hashes& payload, const Hashes& tags)
{
    QStringList missing;
    for (const Hashes* stated : {&payload, &tags}) {
        for (const auto& [path, hash] : *stated) {
            if (!bag.files.count(path))
                missing.append(path);
        }
    }
    return checkOf(u"missing files"_s, missing, u"none"_s);
}

BagCheck checkAdded(const BagContents& bag, const Hashes& payload, const Hashes& tags)
{
    QStringList added;
    for (const auto& [path, file] : bag.files) {
        const bool isStated = (isPayload(path) ? payload : tags).count(path) > 0;
        if (!isStated && path != u"tagmanifest-sha256.txt")
            added.append(path);
    }
    return checkOf(u"added files"_s, added, u"none"_s);
}

BagCheck checkOxum(const BagContents& bag)
{
    qint64 bytes = 0;
    qint64 count = 0;
    for (const auto& [path, file] : bag.files) {
        if (!isPayload(path))
            continue;
        bytes += file.bytes;
        ++count;
    }
    const QString found = QString::number(bytes) + u'.' + QString::number(count);
    const QStringList stated = valuesOf(textOf(bag, u"bag-info.txt"_s), u"Payload-Oxum"_s);
    if (stated.isEmpty())
        return {u"payload-oxum"_s, true, u"not stated"_s};
    const bool same = stated == QStringList{found};
    return {u"payload-oxum"_s, same,
            same ? found : visibleText(u"stated %1, found %2"_s.arg(stated.join(u", "_s), found))};
}

} // namespace

Result<std::vector<BagCheck>> verifyBag(const QString& path, const Progress& progress)
{
    const auto read = readBag(path, progress);
    if (!read)
        return read.error();
    const BagContents& bag = *read;
    QStringList payloadFaults;
    QStringList tagFaults;
    const Hashes payload = manifest(bag, u"manifest-sha256.txt"_s, payloadFaults);
    const Hashes tags = manifest(bag, u"tagmanifest-sha256.txt"_s, tagFaults);
    for (const auto& [name, hash] : payload) {
        if (!isPayload(name))
            payloadFaults.append(name + u" is listed but no payload"_s);
    }
    return std::vector<BagCheck>{checkVersion(bag),
                                 checkOf(u"readable"_s, bag.damage, u"all files"_s),
                                 checkHashes(bag, u"payload files"_s, payload, payloadFaults),
                                 checkHashes(bag, u"tag files"_s, tags, tagFaults),
                                 checkMissing(bag, payload, tags),
                                 checkAdded(bag, payload, tags),
                                 checkOxum(bag)};
}

} // namespace tideline
