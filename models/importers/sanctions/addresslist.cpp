// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/addresslist.h"

#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"
#include "models/importers/problems.h"
#include "models/importers/sanctions/coins.h"
#include "models/importers/sanctions/listing.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tideline {

namespace {

constexpr std::string_view blanks = " \t\r\n\xEF\xBB\xBF";

/// "XBT" of sanctioned_addresses_XBT.txt; empty for other names.
QString coinOfFile(const QString& fileName)
{
    const QString prefix = QStringLiteral("sanctioned_addresses_");
    const QString base = QFileInfo(fileName).fileName().section(u'.', 0, 0);
    const QString coin = base.startsWith(prefix, Qt::CaseInsensitive) ? base.mid(prefix.size()).toUpper() : QString();
    const bool plain = std::all_of(coin.begin(), coin.end(), [](QChar c) { return c.isLetterOrNumber(); });
    return plain ? coin : QString();
}

QString textOf(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).trimmed();
}

} // namespace

int AddressListReader::sniff(std::string_view head, const QString& fileName)
{
    constexpr int sure = 96, likely = 60;
    const QString coin = coinOfFile(fileName);
    const std::size_t first = head.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return coin.isEmpty() ? 0 : sure;
    if (head[first] == '[') {
        const std::size_t next = head.find_first_not_of(blanks, first + 1);
        const bool fits = next != std::string_view::npos && (head[next] == '"' || head[next] == ']');
        return fits && !coin.isEmpty() ? sure : 0;
    }
    int lines = 0, good = 0;
    const std::string_view whole = head.substr(0, std::min(head.rfind('\n'), head.size()));
    forEachLine(whole, 1, [&](qint64, std::string_view line) {
        constexpr std::size_t longest = 120;
        const QString text = line.size() > longest ? QString() : textOf(line);
        if (text.isEmpty() && line.size() <= longest)
            return true;
        good += coin.isEmpty() ? !coinOfAddress(text).isEmpty() : hasCoinShape(coin, text).value_or(true);
        return ++lines < 100;
    });
    if (coin.isEmpty())
        return lines > 0 && good == lines ? likely : 0;
    return good * 2 > lines ? sure : 0;
}

Result<void> AddressListReader::begin(std::string_view head, const ReadOptions& options)
{
    m_coin = options.value(QStringLiteral("coin")).toString().toUpper();
    if (m_coin.isEmpty())
        m_coin = coinOfFile(options.value(QStringLiteral("file_name")).toString());
    const std::size_t first = head.find_first_not_of(blanks);
    m_json = first != std::string_view::npos && head[first] == '[';
    return WholeList::begin(head, options);
}

std::size_t AddressListReader::boundary(std::string_view bytes, bool last) const
{
    return m_json ? (last ? bytes.size() : 0) : lineBoundary(bytes, last);
}

void AddressListReader::take(const Block& block, ParsedBlock& list)
{
    if (m_json)
        return takeJson(block, list);
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        if (line.find_first_not_of(blanks) == std::string_view::npos)
            return true;
        if (const std::size_t bad = firstBadUtf8(line); bad != std::string_view::npos) {
            ++list.read;
            addProblem(list, number, 0, badUtf8Reason(line, bad), line);
        } else {
            add(textOf(line), number, list);
        }
        return true;
    });
}

void AddressListReader::takeJson(const Block& block, ParsedBlock& list)
{
    const std::string_view bytes = block.bytes;
    const QByteArray json(bytes.data(), qsizetype(bytes.size()));
    QJsonParseError error{};
    const bool plain = firstBadUtf8(bytes) == std::string_view::npos && bytes.find('\0') == std::string_view::npos &&
                       jsonDepth(bytes) < limits::jsonDepth;
    const QJsonDocument document = plain ? QJsonDocument::fromJson(json, &error) : QJsonDocument();
    if (!document.isArray()) {
        ++list.read;
        const QString reason = plain ? error.errorString() : QStringLiteral("no UTF-8, a NUL byte, or nested too deep");
        return addProblem(list, block.firstLine, 0,
                          QStringLiteral("the file is no JSON array of addresses: %1").arg(reason),
                          bytes.substr(0, 200));
    }
    qsizetype at = 0, counted = 0;
    qint64 line = block.firstLine;
    for (const QJsonValue value : document.array()) {
        const QString text = value.toString();
        // The document has no line numbers: each text is looked for behind the one before it.
        if (const qsizetype found = json.indexOf('"' + text.toUtf8() + '"', at); value.isString() && found >= 0) {
            line += std::count(json.begin() + counted, json.begin() + found, '\n');
            counted = found;
            at = found + 1;
        }
        if (value.isString()) {
            add(text.trimmed(), line, list);
        } else {
            ++list.read;
            addProblem(list, line, 0, QStringLiteral("an element of the array is no text"), {});
        }
    }
}

void AddressListReader::add(const QString& address, qint64 line, ParsedBlock& list) const
{
    ++list.read;
    const QString coin = m_coin.isEmpty() ? coinOfAddress(address) : m_coin;
    const bool plain = !address.isEmpty() && address.size() <= 120 &&
                       std::all_of(address.begin(), address.end(),
                                   [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u':'); });
    QString fault;
    if (coin.isEmpty())
        fault = QStringLiteral("not plain of which coin this is an address: name the file like "
                               "sanctioned_addresses_XBT.txt or give the coin (--set coin=XBT)");
    const bool fits = hasCoinShape(coin, address).value_or(true);
    const QString other = fits ? QString() : coinOfAddress(address);
    if (fault.isEmpty() && (!plain || (!fits && other.isEmpty())))
        fault = QStringLiteral("this does not have the shape of an address of %1").arg(coin);
    if (!fault.isEmpty())
        return addProblem(list, line, 0, fault, address.toStdString());
    if (!hasCoinShape(coin, address)) {
        const QString note =
            QStringLiteral("What addresses of %1 look like is not known: they were not checked").arg(coin);
        if (!list.notes.contains(note))
            list.notes << note;
    }
    Listing entry(QStringLiteral("OFAC digital currency addresses"), edition(), line);
    entry.event.title = address;
    entry.event.subtype = QStringLiteral("address");
    entry.event.externalId = QStringLiteral("ofac:%1:%2").arg(coin, addressKey(address));
    entry.event.channels << coin;
    entry.addWallet(coin, address);
    // OFAC's own lists hold such ones: they are sanctioned all the same.
    if (!other.isEmpty()) {
        entry.addExtra(QStringLiteral("shape"), other);
        list.notes << QStringLiteral("Line %1: listed under %2, but this has the shape of an address of %3")
                          .arg(line)
                          .arg(coin, other);
    }
    list.events.push_back(entry.finish());
}

void AddressListReader::close(ParsedBlock& list)
{
    if (list.read == 0)
        list.notes << QStringLiteral("The list holds no addresses");
}

} // namespace tideline
