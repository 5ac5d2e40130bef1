// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/filepreview.h"

#include "models/core/decimal.h"
#include "widgets/importing/columnmapping.h"

#include <QHash>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace tideline {

namespace {

constexpr int headLimit = 256 * 1024;
constexpr int sampled = 60;
constexpr int valuesKept = 60;
constexpr int longText = 120;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

/// A table that did not come as CSV was written as one by us, whatever the options say about bytes.
ReadOptions writtenAs(const MappedHead& head, ReadOptions options)
{
    if (head.numbers.empty())
        return options;
    for (const char* key : {"encoding", "quotes", "header"})
        options.remove(QLatin1String(key));
    options.insert(QStringLiteral("delimiter"), QStringLiteral(","));
    return options;
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

qint64 MappedHead::number(qint64 line) const
{
    return line >= 1 && line <= qint64(numbers.size()) ? numbers[std::size_t(line - 1)] : line;
}

MappedHead csvHead(const QByteArray& head)
{
    return {head, {}, head.size() < headLimit};
}

Result<RawTable> readRawTable(const MappedHead& head, const ReadOptions& options)
{
    auto raw = readRawRows(viewOf(head.csv), writtenAs(head, options));
    if (!raw)
        return raw.error();
    RawTable table;
    table.whole = head.whole;
    for (const QString& name : raw->columns) {
        PreviewColumn column;
        column.name = name;
        table.columns += column;
    }
    for (const RawRow& row : raw->rows) {
        PreviewRow shown{head.number(row.line), {}};
        for (const QString& cell : row.cells) // readers trim as well
            shown.cells += cell.trimmed();
        table.rows += shown;
    }
    table.problems = std::move(raw->problems);
    for (Problem& problem : table.problems)
        problem.line = head.number(problem.line);
    describe(table);
    return table;
}

Result<ParsedBlock> readEffect(const MappedHead& head, FileKind kind, const ReadOptions& options)
{
    auto parsed = readHead(viewOf(head.csv), mappedFormat(kind), writtenAs(head, options), head.whole);
    if (!parsed)
        return parsed;
    for (Event& event : parsed->events)
        event.record = head.number(event.record);
    for (SeriesPoint& point : parsed->points)
        point.record = head.number(point.record);
    for (Problem& problem : parsed->problems)
        problem.line = head.number(problem.line);
    return parsed;
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

ReadOptions guessedOptions(const MappedHead& head, const RawTable& table, FileKind kind)
{
    const QStringList names = table.names();
    ReadOptions known = guessMapping(viewOf(head.csv), mappedFormat(kind));
    known.remove(QStringLiteral("kind"));
    ColumnMapping mapping = ColumnMapping::from(known, names, kind);
    if (mapping.missing().isEmpty())
        return mapping.toOptions(names);
    const auto first = [&](std::initializer_list<ColumnLook> looks) {
        for (const ColumnLook look : looks) {
            for (int i = 0; i < table.columns.size(); ++i) {
                if (table.columns[i].look == look && mapping.columns[i].isEmpty())
                    return i;
            }
        }
        return -1;
    };
    const auto lacks = [&](const char* field) { return mapping.columnOf(QLatin1String(field)) < 0; };
    if (const int time = first({ColumnLook::Time, ColumnLook::Epoch}); time >= 0 && lacks("time") && lacks("date"))
        mapping.setField(time, QStringLiteral("time"));
    if (kind == FileKind::Series && lacks("value")) {
        for (int i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].look == ColumnLook::Number && mapping.columns[i].isEmpty())
                mapping.setField(i, QStringLiteral("value"));
        }
        if (const int key = first({ColumnLook::Text}); key >= 0 && lacks("key"))
            mapping.setField(key, QStringLiteral("key"));
    } else if (kind == FileKind::Events && lacks("title")) {
        if (const int title = first({ColumnLook::Text, ColumnLook::LongText}); title >= 0)
            mapping.setField(title, QStringLiteral("title"));
    }
    return mapping.toOptions(names);
}

ReadOptions withValueColumns(const MappedHead& head, const RawTable& table, FileKind kind, const ReadOptions& options)
{
    ColumnMapping mapping = ColumnMapping::from(options, table.names(), kind);
    if (kind != FileKind::Series || mapping.columnOf(QStringLiteral("value")) >= 0)
        return options;
    // The reader says: its points carry the names of their columns.
    const auto parsed = readEffect(head, kind, options);
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
