// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/filepreview.h"

#include "models/core/decimal.h"
#include "widgets/importing/columnmapping.h"

#include <QHash>
#include <QJsonArray>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace tideline {

namespace {

constexpr int headLimit = 256 * 1024;
constexpr int mostColumns = 2000;
constexpr int sampled = 60;
constexpr int valuesKept = 60;
constexpr int longText = 120;

/// Stands for an empty cell, so that the cells of a row keep their places.
const QString emptyCell = QStringLiteral("\u2400");

ReadOptions writingOptions(const ReadOptions& options)
{
    ReadOptions kept;
    for (const char* key : {"delimiter", "encoding", "quotes", "header"}) {
        if (options.contains(QLatin1String(key)))
            kept.insert(QLatin1String(key), options.value(QLatin1String(key)));
    }
    return kept;
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

Result<std::unique_ptr<Reader>> tableReader(const QByteArray& head, ReadOptions options, const QJsonArray& cells)
{
    const Format* format = formatNamed(QStringLiteral("events-csv"));
    if (!format)
        return Error{ErrorCode::Internal, QStringLiteral("There is no reader of tables"), {}, {}};
    options.insert(
        QStringLiteral("map"),
        QJsonObject{{QStringLiteral("time"), QJsonObject{{QStringLiteral("const"), QStringLiteral("2000-01-01")}}},
                    {QStringLiteral("title"), QJsonObject{{QStringLiteral("const"), QStringLiteral("row")}}},
                    {QStringLiteral("source"), cells}});
    std::unique_ptr<Reader> reader = format->make();
    if (const auto begun = reader->begin(viewOf(head), options); !begun)
        return begun.error();
    return reader;
}

QJsonObject cellRule(int column)
{
    return {{QStringLiteral("column"), column + 1}, {QStringLiteral("const"), emptyCell}};
}

/// The reader knows how many columns there are and says so by refusing one too many.
Result<int> countColumns(const QByteArray& head, const ReadOptions& options)
{
    const auto has = [&](int column) { return tableReader(head, options, {cellRule(column)}).ok(); };
    if (const auto first = tableReader(head, options, {cellRule(0)}); !first)
        return first.error();
    int known = 0, beyond = 1;
    while (beyond < mostColumns && has(beyond)) {
        known = beyond;
        beyond *= 2;
    }
    while (beyond - known > 1) {
        const int middle = (known + beyond) / 2;
        (has(middle) ? known : beyond) = middle;
    }
    return known + 1;
}

Result<ParsedBlock> parseHead(const QByteArray& head, const Reader& reader)
{
    const std::string_view bytes = viewOf(head);
    const std::size_t whole = reader.boundary(bytes, head.size() < headLimit);
    return reader.parse({bytes.substr(0, whole), 1});
}

Result<ParsedBlock> parseCells(const QByteArray& head, const ReadOptions& options, int columns)
{
    QJsonArray cells;
    for (int i = 0; i < columns; ++i)
        cells += cellRule(i);
    auto reader = tableReader(head, options, cells);
    if (!reader)
        return reader.error();
    return parseHead(head, **reader);
}

QStringList cellsOf(const Event& event)
{
    QStringList cells;
    for (const Citation& citation : event.citations)
        cells += citation.text == emptyCell ? QString() : citation.text;
    return cells;
}

bool isEpoch(const QString& text)
{
    const qsizetype digits = text.section(u'.', 0, 0).size();
    return digits >= 9 && digits <= 19 &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; });
}

bool isTime(const QString& text)
{
    if (text.size() > 40)
        return false;
    for (const DateOrder order : {DateOrder::YearMonthDay, DateOrder::MonthDayYear, DateOrder::DayMonthYear}) {
        if (parseTime(text, Zone::utc(), order))
            return true;
    }
    return false;
}

bool isYesNo(const QString& text)
{
    const QString word = text.toLower();
    return saysYes(word) || word == u"false" || word == u"no" || word == u"n" || word == u"0" || word == u"f";
}

ColumnLook lookOf(const PreviewColumn& column)
{
    int seen = 0, times = 0, epochs = 0, numbers = 0, flags = 0, links = 0;
    qsizetype longest = 0;
    for (const auto& entry : column.values) {
        const QString& text = entry.first;
        if (++seen > sampled)
            break;
        const bool number = Decimal::parse(text).has_value() || Decimal::parse(text, u',').has_value();
        numbers += number;
        epochs += isEpoch(text);
        times += !number && isTime(text);
        flags += isYesNo(text);
        links += text.startsWith(QStringLiteral("http"));
        longest = std::max(longest, text.size());
    }
    seen = std::min(seen, sampled);
    const auto most = [seen](int count) { return count * 10 >= seen * 9; };
    if (seen == 0)
        return ColumnLook::Empty;
    if (most(flags) && column.distinct <= 3)
        return ColumnLook::YesNo;
    if (most(epochs))
        return ColumnLook::Epoch;
    if (most(numbers))
        return ColumnLook::Number;
    if (most(times))
        return ColumnLook::Time;
    if (most(links))
        return ColumnLook::Link;
    return longest > longText ? ColumnLook::LongText : ColumnLook::Text;
}

void describe(RawTable& table)
{
    for (int i = 0; i < table.columns.size(); ++i) {
        PreviewColumn& column = table.columns[i];
        QHash<QString, int> counts;
        for (const PreviewRow& row : table.rows) {
            if (const QString text = row.cells.value(i); !text.isEmpty()) {
                ++column.filled;
                ++counts[text];
            }
        }
        column.distinct = int(counts.size());
        for (auto it = counts.begin(); it != counts.end(); ++it)
            column.values += {it.key(), it.value()};
        std::sort(column.values.begin(), column.values.end(), [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        column.values.resize(std::min<qsizetype>(column.values.size(), valuesKept));
        column.look = lookOf(column);
    }
}

} // namespace

QString PreviewColumn::summary(int rows) const
{
    const QLocale locale;
    const auto of = [&] {
        return filled == rows ? QStringLiteral("100 %")
                              : QObject::tr("%1 of %2").arg(locale.toString(filled), locale.toString(rows));
    };
    switch (look) {
    case ColumnLook::Empty:
        return QObject::tr("empty");
    case ColumnLook::Number:
        return QObject::tr("number, %1").arg(of());
    case ColumnLook::Time:
        return QObject::tr("date, %1").arg(of());
    case ColumnLook::Epoch:
        return QObject::tr("epoch time, %1").arg(of());
    case ColumnLook::YesNo:
        return QObject::tr("yes/no");
    case ColumnLook::Link:
        return QObject::tr("link, %1").arg(of());
    case ColumnLook::LongText:
        return QObject::tr("long text, %1").arg(of());
    case ColumnLook::Text:
        return QObject::tr("text, %n value(s)", nullptr, distinct);
    }
    return {};
}

QStringList RawTable::names() const
{
    QStringList all;
    for (const PreviewColumn& column : columns)
        all += column.name;
    return all;
}

Result<RawTable> readRawTable(const QByteArray& head, const ReadOptions& given)
{
    const ReadOptions options = writingOptions(given);
    const auto count = countColumns(head, options);
    if (!count)
        return count.error();
    RawTable table;
    table.whole = head.size() < headLimit;

    // The header row as it is, read as if it were data.
    const bool header = options.value(QStringLiteral("header")).toString() != u"none";
    QStringList names;
    if (header) {
        ReadOptions bare = options;
        bare.insert(QStringLiteral("header"), QStringLiteral("none"));
        const auto parsed = parseCells(head, bare, *count);
        if (parsed && !parsed->events.empty())
            names = cellsOf(parsed->events.front());
    }
    for (int i = 0; i < *count; ++i) {
        PreviewColumn column;
        column.name = names.value(i).isEmpty() ? QStringLiteral("column %1").arg(i + 1) : names.value(i);
        table.columns += column;
    }
    auto parsed = parseCells(head, options, *count);
    if (!parsed)
        return parsed.error();
    for (const Event& event : parsed->events)
        table.rows += {event.record, cellsOf(event)};
    table.problems = std::move(parsed->problems);
    describe(table);
    return table;
}

Result<ParsedBlock> readEffect(const QByteArray& head, const QString& format, const ReadOptions& options)
{
    const Format* chosen = formatNamed(format);
    if (!chosen)
        return Error{ErrorCode::BadArgument, QObject::tr("There is no format “%1”").arg(format), {}, {}};
    const std::unique_ptr<Reader> reader = chosen->make();
    if (const auto begun = reader->begin(viewOf(head), options); !begun)
        return begun.error();
    return parseHead(head, *reader);
}

QList<DateOrder> possibleOrders(const QStringList& texts)
{
    QList<DateOrder> orders;
    for (const DateOrder order : {DateOrder::YearMonthDay, DateOrder::MonthDayYear, DateOrder::DayMonthYear}) {
        const bool all = std::all_of(texts.begin(), texts.end(),
                                     [order](const QString& text) { return parseTime(text, Zone::utc(), order).ok(); });
        if (all && !texts.isEmpty())
            orders += order;
    }
    return orders;
}

ReadOptions guessedOptions(const RawTable& table, FileKind kind)
{
    ColumnMapping mapping;
    mapping.kind = kind;
    mapping.columns.resize(table.columns.size());
    const auto first = [&](std::initializer_list<ColumnLook> looks) {
        for (const ColumnLook look : looks) {
            for (int i = 0; i < table.columns.size(); ++i) {
                if (table.columns[i].look == look && mapping.columns[i].isEmpty())
                    return i;
            }
        }
        return -1;
    };
    if (const int time = first({ColumnLook::Time, ColumnLook::Epoch}); time >= 0)
        mapping.setField(time, QStringLiteral("time"));
    if (kind == FileKind::Series) {
        for (int i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].look == ColumnLook::Number && mapping.columns[i].isEmpty())
                mapping.setField(i, QStringLiteral("value"));
        }
        if (const int key = first({ColumnLook::Text}); key >= 0)
            mapping.setField(key, QStringLiteral("key"));
    } else if (const int title = first({ColumnLook::Text, ColumnLook::LongText}); title >= 0) {
        mapping.setField(title, QStringLiteral("title"));
    }
    return mapping.toOptions(table.names());
}

ReadOptions withValueColumns(const QByteArray& head, const RawTable& table, FileKind kind, const ReadOptions& options)
{
    ColumnMapping mapping = ColumnMapping::from(options, table.names(), kind);
    if (kind != FileKind::Series || mapping.columnOf(QStringLiteral("value")) >= 0)
        return options;
    // The reader says: its points carry the names of their columns.
    const auto parsed = readEffect(head, mapping.formatName(), options);
    if (!parsed)
        return options;
    QSet<QString> quantities;
    for (const SeriesPoint& point : parsed->points)
        quantities += point.quantity;
    for (int i = 0; i < table.columns.size(); ++i) {
        if (mapping.columns[i].isEmpty() && quantities.contains(table.columns[i].name))
            mapping.setField(i, QStringLiteral("value"));
    }
    return mapping.toOptions(table.names());
}

} // namespace tideline
