// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/core/counted.h"

#include <QMap>

#include <algorithm>
#include <array>

namespace tideline {

namespace {

constexpr QLatin1String valuationName("valuation");
constexpr std::array prices = {"low", "open", "close", "high"};

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeEvents(asked, facts, valuationName);
}

std::vector<TableColumn> columnsOf()
{
    return {{QStringLiteral("time"), QStringLiteral("Day"), ColumnType::Time, {}},
            {QStringLiteral("title"), QStringLiteral("Event"), ColumnType::String, {}},
            {QStringLiteral("kind"), QStringLiteral("Kind"), ColumnType::String, {}},
            {QStringLiteral("amount"), QStringLiteral("Amount"), ColumnType::MoneyAmount, {}},
            {QStringLiteral("currency"), QStringLiteral("Coin"), ColumnType::String, {}},
            {QStringLiteral("low"), QStringLiteral("At the day's low"), ColumnType::Number, {}},
            {QStringLiteral("open"), QStringLiteral("At its open"), ColumnType::Number, {}},
            {QStringLiteral("close"), QStringLiteral("At its close"), ColumnType::Number, {}},
            {QStringLiteral("high"), QStringLiteral("At its high"), ColumnType::Number, {}},
            {QStringLiteral("unit"), QStringLiteral("In"), ColumnType::String, {}},
            {QStringLiteral("event"), QStringLiteral("Event id"), ColumnType::String, {}}};
}

/// The prices of one coin on one day.
struct DayPrices
{
    std::array<std::optional<double>, prices.size()> values;
    QString unit;
};

/// Lists of sanctions say XBT for what everybody else calls BTC.
QString coinName(const QString& currency)
{
    const QString name = currency.toUpper();
    return name == u"XBT" ? QStringLiteral("BTC") : name;
}

/// By coin and UTC day.
class PriceTable
{
public:
    explicit PriceTable(const std::vector<SeriesPoint>& points)
    {
        for (const SeriesPoint& point : points) {
            const auto name = std::find_if(prices.begin(), prices.end(),
                                           [&](const char* price) { return point.quantity == QLatin1String(price); });
            if (name == prices.end() || point.key.isEmpty() || point.span.length() > microsPerDay)
                continue;
            DayPrices& day = m_days[{coinName(point.key), dayOf(point.span.from)}];
            day.values[std::size_t(name - prices.begin())] = point.value;
            day.unit = point.unit;
            m_coins.insert(coinName(point.key), true);
        }
    }
    bool isEmpty() const { return m_days.isEmpty(); }
    bool knows(const QString& currency) const { return m_coins.contains(coinName(currency)); }
    const DayPrices* on(const QString& currency, Micros at) const
    {
        const auto it = m_days.constFind({coinName(currency), dayOf(at)});
        return it == m_days.cend() ? nullptr : &*it;
    }

private:
    static std::int64_t dayOf(Micros at)
    {
        return at >= 0 ? at / microsPerDay : (at - microsPerDay + 1) / microsPerDay;
    }
    QMap<std::pair<QString, std::int64_t>, DayPrices> m_days;
    QMap<QString, bool> m_coins;
};

struct Tally
{
    int valued = 0;
    int imprecise = 0;
    int undated = 0;
    int withoutPrice = 0;
};

void addRows(MeasureResult& result, const Event& event, const PriceTable& table, Tally& tally)
{
    for (const Money& money : event.amounts) {
        if (!table.knows(money.currency))
            continue;
        if (!event.time.isDated()) {
            ++tally.undated;
            continue;
        }
        if (event.time.precision < Precision::Day) {
            ++tally.imprecise;
            continue;
        }
        // A date stays that date; a moment has the UTC day it falls in.
        const Micros at = placedAt(event.time, Zone::utc());
        const DayPrices* const day = table.on(money.currency, at);
        if (!day) {
            ++tally.withoutPrice;
            continue;
        }
        ++tally.valued;
        std::vector<Cell> row = {qint64(at), event.title, moneyKindName(money.kind), money.amount, money.currency};
        for (std::optional<double> value : day->values) {
            if (value)
                value = money.amount.toDouble() * *value;
            row.push_back(cellOf(value));
        }
        row.push_back(day->unit);
        row.push_back(event.id);
        result.table.rows.push_back(std::move(row));
    }
}

void note(MeasureResult& result, int count, const char* text)
{
    if (count > 0)
        result.notes.append(QString::fromLatin1(text).arg(counted(count, "amount", "amounts")));
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const PriceTable table(facts.points);
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf();
    Tally tally;
    const Picked picked = pickedEvents(*asked, facts);
    for (const EventPtr& event : picked.events)
        addRows(result, *event, table, tally);
    result.headline.value = tally.valued;
    result.headline.unit = QStringLiteral("amounts");
    result.headline.text = table.isEmpty()
                               ? QStringLiteral("the case has no daily prices of coins")
                               : QStringLiteral("%1 in coin valued").arg(counted(tally.valued, "amount", "amounts"));
    result.notes.append(
        QStringLiteral("Four values stand side by side because a day has no one price; what was taken was "
                       "hardly ever sold on that day. Nothing is added up and no amount is replaced."));
    note(result, tally.imprecise, "%1 known only to a month or a year left out.");
    note(result, tally.undated, "%1 without a date left out.");
    note(result, tally.withoutPrice, "%1 on a day without a price left out.");
    result.notes.append(pickNotes(picked));
    for (const Source& source : facts.sources) {
        const auto isPrice = [&](const SeriesPoint& point) { return point.source == source.id; };
        if (source.kind == u"series" && std::any_of(facts.points.begin(), facts.points.end(), isPrice))
            addSource(result, source);
    }
    return result;
}

} // namespace

Measure valuationMeasure()
{
    Measure measure;
    measure.name = valuationName;
    measure.question = QStringLiteral("What was an amount in coin worth on its day?");
    measure.definition = QStringLiteral("Each amount in a coin times the low, open, close and high of that coin on the "
                                        "UTC day of the event, each by itself.");
    measure.source = QStringLiteral("The daily price series of the case.");
    measure.options = {QStringLiteral("from"),   QStringLiteral("to"),    QStringLiteral("window"),
                       QStringLiteral("events"), QStringLiteral("where"), QStringLiteral("zone")};
    measure.columns = columnsOf();
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
