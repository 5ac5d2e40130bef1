// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/guess.h"

#include "models/core/counted.h"
#include "models/core/decimal.h"
#include "models/core/event.h"
#include "models/core/timetext.h"

#include <QJsonArray>

#include <algorithm>

namespace tideline {

namespace {

constexpr int sampled = 50;

const QStringList& timeNames()
{
    static const QStringList names{"time",       "datetime",   "timestamp",  "ts",         "when",
                                   "date",       "date_time",  "start_date", "startdate",  "start",
                                   "start_time", "first_seen", "dateadded",  "event_date", "published",
                                   "time_utc",   "time_local", "month",      "year"};
    return names;
}

const QStringList& titleNames()
{
    static const QStringList names{"title",   "name",     "event",       "message", "summary", "headline",
                                   "subject", "incident", "description", "text",    "what"};
    return names;
}

/// Other names for event fields.
const QList<std::pair<QString, QStringList>>& fieldNames()
{
    static const QList<std::pair<QString, QStringList>> names{
        {"end", {"end", "end_date", "enddate", "date_end", "end_time", "last_seen", "end_utc"}},
        {"id", {"id", "uid", "uuid", "incident_id", "event_id"}},
        {"category", {"category", "type", "kind"}},
        {"subtype", {"subtype", "subcategory"}},
        {"actor", {"actor", "sponsor", "attribution", "threat_actor", "initiator_name"}},
        {"target", {"target", "victim", "victims", "receiver_name"}},
        {"country", {"country", "countries", "country_code"}},
        {"certainty", {"certainty", "confidence"}},
        {"source", {"source", "sources", "source_url", "url", "link", "reference", "references", "resources"}},
        {"tag", {"tag", "tags"}},
        {"currency", {"currency"}},
        {"note", {"note", "notes", "description", "comment", "details"}},
        {"amount_taken", {"amount_taken", "amount", "loss"}},
        {"amount_attempted", {"amount_attempted"}},
        {"amount_recovered", {"amount_recovered"}},
    };
    return names;
}

int columnNamed(const CsvHead& head, const QStringList& names, const QSet<int>& taken = {})
{
    for (const QString& name : names) {
        for (int i = 0; i < head.columns.size(); ++i) {
            QString column = head.columns[i].toLower();
            column.replace(u' ', u'_');
            if (column == name && !taken.contains(i))
                return i;
        }
    }
    return -1;
}

bool isTime(ColumnGuess guess)
{
    return guess == ColumnGuess::Time || guess == ColumnGuess::Epoch;
}

bool readsAsTime(const QString& text)
{
    return text.size() <= 40 &&
           (parseTime(text, Zone::utc()) || parseTime(text, Zone::utc(), DateOrder::MonthDayYear) ||
            parseTime(text, Zone::utc(), DateOrder::DayMonthYear));
}

/// Whether a column that is named like a time holds times; years alone count as well.
bool holdsTimes(const CsvHead& head, int column)
{
    int seen = 0, times = 0;
    for (const QStringList& row : head.rows.mid(0, sampled)) {
        const QString text = row.value(column).trimmed();
        seen += !text.isEmpty();
        times += !text.isEmpty() && readsAsTime(text);
    }
    return (seen > 0 && times * 10 >= seen * 9) || guessColumn(head, column) == ColumnGuess::Epoch;
}

/// A column by its name if its values agree, else the first one that holds times.
int timeColumn(const CsvHead& head)
{
    for (const QString& name : timeNames()) {
        const int at = columnNamed(head, {name});
        if (at >= 0 && holdsTimes(head, at))
            return at;
    }
    for (int i = 0; i < head.columns.size(); ++i) {
        if (isTime(guessColumn(head, i)))
            return i;
    }
    return -1;
}

bool isEpoch(const QString& text)
{
    const qsizetype point = text.indexOf(u'.');
    const QStringView whole = QStringView(text).left(point < 0 ? text.size() : point);
    return whole.size() >= 9 && whole.size() <= 19 && text.size() <= 26 &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; });
}

} // namespace

QString columnGuessName(ColumnGuess guess)
{
    switch (guess) {
    case ColumnGuess::Empty:
        return QStringLiteral("empty");
    case ColumnGuess::Text:
        return QStringLiteral("text");
    case ColumnGuess::Number:
        return QStringLiteral("number");
    case ColumnGuess::Time:
        return QStringLiteral("time");
    case ColumnGuess::Epoch:
        return QStringLiteral("epoch time");
    }
    return {};
}

ColumnGuess guessColumn(const CsvHead& head, int column, QChar decimalSign)
{
    int seen = 0, numbers = 0, epochs = 0, times = 0;
    for (const QStringList& row : head.rows) {
        const QString text = row.value(column).trimmed();
        if (text.isEmpty() || text == u"#N/A") // as spreadsheets say "no data"
            continue;
        if (++seen > sampled)
            break;
        const bool number = Decimal::parse(text, decimalSign).has_value();
        numbers += number;
        epochs += isEpoch(text);
        times += !number && readsAsTime(text);
    }
    seen = std::min(seen, sampled);
    const auto most = [seen](int count) { return count * 10 >= seen * 9; };
    if (seen == 0)
        return ColumnGuess::Empty;
    if (most(epochs))
        return ColumnGuess::Epoch;
    if (most(numbers))
        return ColumnGuess::Number;
    return most(times) ? ColumnGuess::Time : ColumnGuess::Text;
}

QList<int> numericColumns(const CsvHead& head, QChar decimalSign)
{
    static const QStringList notValues{"id",   "lat",  "lon",         "latitude", "longitude", "year",  "month", "day",
                                       "hour", "week", "week_number", "code",     "sno",       "index", "row"};
    QList<int> columns;
    for (int i = 0; i < head.columns.size(); ++i) {
        const QString name = head.columns[i].toLower();
        const bool identifier = name.startsWith(QStringLiteral("id_")) || name.endsWith(QStringLiteral("_id"));
        if (!identifier && !notValues.contains(name) && guessColumn(head, i, decimalSign) == ColumnGuess::Number)
            columns << i;
    }
    return columns;
}

bool looksLikeEpoch(const CsvHead& head, const QJsonObject& map)
{
    const QJsonValue time = map.value(QStringLiteral("time"));
    const QString name = time.isObject() ? time.toObject().value(QStringLiteral("column")).toString() : time.toString();
    const int column = int(head.columns.indexOf(name));
    return column >= 0 && guessColumn(head, column) == ColumnGuess::Epoch;
}

QJsonObject guessEventMap(const CsvHead& head)
{
    QJsonObject map;
    QSet<int> taken;
    const auto take = [&](const QString& field, int column) {
        if (column < 0)
            return;
        map.insert(field, head.columns[column]);
        taken.insert(column);
    };
    take(QStringLiteral("time"), timeColumn(head));
    int title = columnNamed(head, titleNames(), taken);
    for (int i = 0; title < 0 && i < head.columns.size(); ++i) {
        if (!taken.contains(i) && guessColumn(head, i) == ColumnGuess::Text)
            title = i;
    }
    take(QStringLiteral("title"), title);
    for (const auto& [field, names] : fieldNames()) {
        const int column = columnNamed(head, names, taken);
        // A guess must not reject rows: what is read as a value has to look like one.
        const ColumnGuess guess = column < 0 ? ColumnGuess::Empty : guessColumn(head, column);
        const bool amount = field.startsWith(QStringLiteral("amount_"));
        if ((field == u"end" && !isTime(guess)) || (amount && guess != ColumnGuess::Number) || field == u"certainty")
            continue;
        take(field, column);
    }
    return map;
}

QJsonObject guessSeriesMap(const CsvHead& head, QChar decimalSign)
{
    QJsonObject map;
    const int time = timeColumn(head);
    if (time >= 0)
        map.insert(QStringLiteral("time"), head.columns[time]);
    QJsonArray key;
    for (int i = 0; i < head.columns.size() && key.size() < 2; ++i) {
        if (i != time && guessColumn(head, i, decimalSign) == ColumnGuess::Text)
            key.append(head.columns[i]);
    }
    if (!key.isEmpty())
        map.insert(QStringLiteral("key"), key);
    return map;
}

CsvGuess guessCsv(const CsvHead& head)
{
    CsvGuess guess;
    const int time = timeColumn(head);
    if (time < 0 || head.columns.size() < 2 || head.rows.isEmpty())
        return guess;
    // 12,5 between semicolons is a number written with a decimal comma.
    const bool comma =
        head.dialect.delimiter != ',' && numericColumns(head, u',').size() > numericColumns(head, u'.').size();
    const QChar sign = comma ? u',' : u'.';
    QList<int> numbers = numericColumns(head, sign);
    numbers.removeAll(time);
    int texts = 0;
    for (int i = 0; i < head.columns.size(); ++i)
        texts += i != time && guessColumn(head, i, sign) == ColumnGuess::Text;
    const bool titled = columnNamed(head, titleNames(), {time}) >= 0;
    const bool series = !numbers.isEmpty() && !titled && texts <= 3;
    if (!series && texts == 0)
        return guess;
    guess.kind = series ? FileKind::Series : FileKind::Events;
    guess.confidence = series || titled ? 50 : 35;
    guess.options.insert(QStringLiteral("map"), series ? guessSeriesMap(head, sign) : guessEventMap(head));
    if (comma)
        guess.options.insert(QStringLiteral("decimal"), QStringLiteral(","));
    guess.why = series ? QStringLiteral("a table with a time column (%1) and %2")
                             .arg(head.columns[time], counted(numbers.size(), "column of numbers"))
                       : QStringLiteral("a table with a time column (%1) and texts").arg(head.columns[time]);
    return guess;
}

} // namespace tideline
