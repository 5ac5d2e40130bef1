// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/ofaccsv.h"

#include "models/importers/sanctions/countries.h"
#include "models/importers/sanctions/listing.h"
#include "models/importers/sanctions/ofacremarks.h"

#include <algorithm>

namespace tideline {

namespace {

int columnsOf(OfacFile file)
{
    constexpr int columns[] = {12, 5, 6, 2};
    return columns[int(file)];
}

/// "-0- " is how the set writes nothing.
QString field(const CsvRow& row, int column)
{
    const QString text = row.text(column).simplified();
    return text == u"-0-" ? QString() : text;
}

bool isNumber(const QString& text)
{
    const QString clean = text.trimmed();
    return !clean.isEmpty() && clean.size() < 10 &&
           std::all_of(clean.begin(), clean.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QString subtypeOf(const QString& type)
{
    return type.isEmpty()          ? QStringLiteral("entity")
           : type == u"individual" ? QStringLiteral("person")
                                   : type.toLower();
}

Event listing(const CsvRow& row, const QString& id, const QString& edition)
{
    Listing entry(QStringLiteral("OFAC SDN list"), edition, row.line);
    entry.event.externalId = id;
    entry.event.title = field(row, 1);
    entry.event.subtype = subtypeOf(field(row, 2));
    for (const QString& programme : ofacProgrammes(field(row, 3)))
        entry.addProgramme(programme);
    constexpr const char* keys[] = {"title", "call_sign", "vessel_type", "tonnage", "grt", "flag", "owner"};
    constexpr int firstKey = 4, flag = 9, remarks = 11;
    for (int i = 0; i < int(std::size(keys)); ++i)
        entry.addExtra(QString::fromLatin1(keys[i]), field(row, firstKey + i));
    entry.addPlace(QStringLiteral("flag"), field(row, flag), {});
    entry.event.note = field(row, remarks);
    readRemarks(entry.event.note, entry);
    return entry.finish();
}

Addendum addendum(const CsvRow& row, OfacFile file, const QString& id)
{
    Addendum more;
    more.entry = id;
    more.record = row.line;
    switch (file) {
    case OfacFile::Listings:
        break;
    case OfacFile::Aliases:
        more.names << field(row, 3);
        more.note = field(row, 4);
        break;
    case OfacFile::Addresses:
        if (const QString name = joinedParts({field(row, 2), field(row, 3)}, QStringLiteral(", "));
            !name.isEmpty() || !field(row, 4).isEmpty())
            more.places.push_back(Place{listedCountry(field(row, 4)), QStringLiteral("address"), name, {}});
        more.note = field(row, 5);
        break;
    case OfacFile::Comments:
        more.note = field(row, 1);
        more.names = namesInRemarks(more.note, true);
        break;
    }
    return more;
}

/// What only this kind of row has, beside the number and the count of columns.
bool looksRight(OfacFile file, const QStringList& row)
{
    const auto isNull = [](const QString& text) { return text.trimmed() == u"-0-"; };
    switch (file) {
    case OfacFile::Listings:
        return (isNull(row[2]) || row[2] == u"individual" || row[2] == u"vessel" || row[2] == u"aircraft") &&
               std::any_of(row.begin() + 2, row.end(), isNull);
    case OfacFile::Aliases:
        return isNumber(row[1]) && (row[2] == u"aka" || row[2] == u"fka" || row[2] == u"nka");
    case OfacFile::Addresses:
        return isNumber(row[1]) && std::any_of(row.begin() + 2, row.end(), isNull);
    case OfacFile::Comments:
        return row[1].contains(u"; ") || row[1].contains(u"a.k.a. ") || row[1].contains(u"Linked To:");
    }
    return false;
}

std::string_view withoutEndMark(std::string_view bytes)
{
    constexpr char endMark = '\x1A'; // what CP/M and MS-DOS ended texts with
    std::string_view rest = bytes;
    while (!rest.empty() && rest.back() == endMark)
        rest.remove_suffix(1);
    return rest.empty() || rest.back() == '\n' || rest.back() == '\r' ? rest : bytes;
}

} // namespace

Result<void> OfacRows::bind(const CsvHead& head, const ReadOptions& options)
{
    m_edition = options.value(QStringLiteral("edition")).toString();
    const int columns = columnsOf(m_file);
    if (head.columns.size() == columns)
        return {};
    return Error{
        ErrorCode::BadInput,
        QStringLiteral("This file of OFAC's set has %1 columns; here are %2").arg(columns).arg(head.columns.size()),
        QStringLiteral("line %1").arg(head.firstDataLine),
        QStringLiteral("sdn.csv has 12, alt.csv 5, add.csv 6, sdn_comments.csv 2 columns, none a header.")};
}

std::optional<CsvFault> OfacRows::row(const CsvRow& row, Context& context) const
{
    const QString number = row.text(0).trimmed();
    if (!isNumber(number))
        return CsvFault{1, QStringLiteral("“%1” is no number of an entry").arg(number.left(40))};
    const QString id = QStringLiteral("ofac:") + number;
    if (m_file == OfacFile::Listings) {
        if (field(row, 1).isEmpty())
            return CsvFault{2, QStringLiteral("the entry has no name")};
        context.out.events.push_back(listing(row, id, m_edition));
        return std::nullopt;
    }
    Addendum more = addendum(row, m_file, id);
    // A row of add.csv without an address stands for an entry of which none is known.
    if (more.note.isEmpty() && more.names.join(QString()).isEmpty() && m_file != OfacFile::Addresses)
        return CsvFault{0, QStringLiteral("the row adds nothing to entry %1").arg(number)};
    context.out.addenda.push_back(std::move(more));
    return std::nullopt;
}

int sniffOfac(OfacFile file, std::string_view head, const QString& fileName)
{
    constexpr int sure = 97, likely = 70, looked = 50;
    if (head.empty() || withoutEndMark(head).empty() || head[0] < '0' || head[0] > '9')
        return 0;
    const ReadOptions options{{QStringLiteral("header"), QStringLiteral("none")},
                              {QStringLiteral("delimiter"), QStringLiteral(",")}};
    const auto read = readCsvHead(withoutEndMark(head), options, looked);
    if (!read || read->columns.size() != columnsOf(file))
        return 0;
    qsizetype good = 0, wrong = 0;
    for (const QStringList& row : read->rows) {
        if (row.size() == columnsOf(file) && isNumber(row[0]))
            good += looksRight(file, row);
        else
            ++wrong;
    }
    if (good == 0 || good * 2 < read->rows.size() || wrong * 5 > read->rows.size())
        return 0;
    // Two columns alone say little, so the name has to help.
    return file == OfacFile::Comments && !fileName.contains(QStringLiteral("comment"), Qt::CaseInsensitive) ? likely
                                                                                                            : sure;
}

template <OfacFile file> ParsedBlock OfacCsvReader<file>::parse(const Block& block) const
{
    return m_rows.parse({withoutEndMark(block.bytes), block.firstLine});
}

template <OfacFile file> void OfacCsvReader<file>::take(const Block& block, ParsedBlock& list)
{
    ParsedBlock more = m_rows.parse({withoutEndMark(block.bytes), block.firstLine});
    list.read += more.read;
    list.events.insert(list.events.end(), std::make_move_iterator(more.events.begin()),
                       std::make_move_iterator(more.events.end()));
    list.addenda.insert(list.addenda.end(), more.addenda.begin(), more.addenda.end());
    list.problems.insert(list.problems.end(), more.problems.begin(), more.problems.end());
}

template class OfacCsvReader<OfacFile::Listings>;
template class OfacCsvReader<OfacFile::Aliases>;
template class OfacCsvReader<OfacFile::Addresses>;
template class OfacCsvReader<OfacFile::Comments>;

} // namespace tideline
