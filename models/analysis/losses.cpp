// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/catalogue.h"
#include "models/analysis/completion.h"
#include "models/analysis/notes.h"
#include "models/analysis/picked.h"
#include "models/core/counted.h"

#include <QMap>
#include <QSet>

#include <array>

namespace tideline {

namespace {

constexpr QLatin1String lossesName("losses");

Result<Question> complete(const Question& asked, const CaseFacts& facts)
{
    return completeEvents(asked, facts, lossesName);
}

QString titleOf(MoneyKind kind)
{
    QString title = moneyKindName(kind);
    title[0] = title[0].toUpper();
    return title;
}

std::vector<TableColumn> columnsOf(const Question& question)
{
    std::vector<TableColumn> columns;
    if (!question.byField.isEmpty())
        columns.push_back({QStringLiteral("key"), titleOfField(question.byField), ColumnType::String, {}});
    columns.push_back({QStringLiteral("currency"), QStringLiteral("Currency"), ColumnType::String, {}});
    for (const MoneyKind kind : allMoneyKinds)
        columns.push_back({moneyKindName(kind), titleOf(kind), ColumnType::MoneyAmount, {}});
    columns.push_back(
        {QStringLiteral("events"), QStringLiteral("Events"), ColumnType::Integer, QStringLiteral("events")});
    return columns;
}

/// Sums of one currency, kinds apart; what no event states stays empty.
struct Sums
{
    std::array<std::optional<Decimal>, allMoneyKinds.size()> kinds;
    QSet<QString> events;

    void add(const Money& money, const QString& event)
    {
        std::optional<Decimal>& sum = kinds[std::size_t(money.kind)];
        sum = sum ? *sum + money.amount : money.amount;
        events.insert(event);
    }
};

using SumsByKey = QMap<std::pair<QString, QString>, Sums>; ///< key, currency

/// Without a filter of its own the measure looks at what could have brought or cost money.
bool isAboutMoney(const Event& event)
{
    return !event.amounts.empty() || !event.channels.isEmpty();
}

/// Do two claims of one quantity, kind and unit differ?
bool hasRivalAmounts(const Event& event)
{
    for (std::size_t i = 0; i < event.claims.size(); ++i) {
        for (std::size_t j = i + 1; j < event.claims.size(); ++j) {
            const Claim &a = event.claims[i], &b = event.claims[j];
            if (a.quantity == u"amount" && b.quantity == a.quantity && a.kind == b.kind && a.unit == b.unit &&
                !(a.value == b.value))
                return true;
        }
    }
    return false;
}

/// "USD 2.05 bn"
QString moneyText(const Decimal& amount, const QString& currency)
{
    const double value = amount.toDouble();
    const double size = value < 0 ? -value : value;
    const auto scaled = [&](double unit, const char* name) {
        return QStringLiteral("%1 %2 %3").arg(currency).arg(value / unit, 0, 'f', 2).arg(QLatin1String(name));
    };
    if (size >= 1e9)
        return scaled(1e9, "bn");
    return size >= 1e6 ? scaled(1e6, "m") : QStringLiteral("%1 %2").arg(currency, amount.toString());
}

/// What was taken, in the currency that most events state it in.
void sayTaken(MeasureResult& result, const SumsByKey& all)
{
    const Sums* largest = nullptr;
    QString currency;
    qsizetype others = 0;
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (!it->kinds[std::size_t(MoneyKind::Taken)])
            continue;
        ++others;
        if (!largest || it->events.size() > largest->events.size()) {
            largest = &*it;
            currency = it.key().second;
        }
    }
    if (!largest) {
        result.headline.text = QStringLiteral("no event states what was taken");
        return;
    }
    const Decimal taken = *largest->kinds[std::size_t(MoneyKind::Taken)];
    result.headline.value = taken.toDouble();
    result.headline.unit = currency;
    result.headline.text = QStringLiteral("%1 taken").arg(moneyText(taken, currency));
    if (--others > 0)
        result.headline.text +=
            QStringLiteral(", and amounts in %1").arg(counted(others, "other currency", "other currencies"));
}

void fillTable(Table& table, const SumsByKey& sums, bool withKey)
{
    for (auto it = sums.cbegin(); it != sums.cend(); ++it) {
        std::vector<Cell> row;
        if (withKey)
            row.push_back(it.key().first);
        row.push_back(it.key().second);
        for (const auto& sum : it->kinds) {
            row.emplace_back();
            if (sum)
                row.back() = *sum;
        }
        row.push_back(qint64(it->events.size()));
        table.rows.push_back(std::move(row));
    }
}

Result<MeasureResult> finish(const Question& question, const CaseFacts& facts, const std::vector<FlowAggregate>&)
{
    const auto asked = lookUp(question, facts);
    if (!asked)
        return asked.error();
    const Picked picked = pickedEvents(*asked, facts, question.events.isEmpty() ? isAboutMoney : nullptr);
    SumsByKey groups, all;
    qint64 without = 0, rivals = 0, multiple = 0;
    for (const EventPtr& event : picked.events) {
        without += event->amounts.empty() ? 1 : 0;
        rivals += hasRivalAmounts(*event) ? 1 : 0;
        const QStringList keys = question.byField.isEmpty() ? QStringList{QString()}
                                                            : eventKeys(*event, question.byField, asked->zone, picked);
        multiple += keys.size() > 1 && !event->amounts.empty() ? 1 : 0;
        for (const Money& money : event->amounts) {
            all[{QString(), money.currency}].add(money, event->id);
            for (const QString& key : keys)
                groups[{key, money.currency}].add(money, event->id);
        }
    }
    MeasureResult result = startResult(*asked);
    result.table.columns = columnsOf(question);
    fillTable(result.table, groups, !question.byField.isEmpty());
    sayTaken(result, all);
    const auto total = qint64(picked.events.size());
    result.notes.append(
        QStringLiteral("%1 of %2 state no amount and are in no sum.").arg(without).arg(counted(total, "event")));
    if (question.events.isEmpty())
        result.notes.append(QStringLiteral("Events that have a channel or an amount are looked at."));
    if (rivals > 0)
        result.notes.append(
            QStringLiteral("%1 with rival amounts by different sources: the sums take the amounts of the event "
                           "itself, the rivals stand in its claims.")
                .arg(counted(rivals, "event")));
    if (multiple > 0)
        result.notes.append(
            QStringLiteral("%1 counted in each of several groups, so that groups add up to more than all.")
                .arg(counted(multiple, "event")));
    result.notes.append(pickNotes(picked));
    return result;
}

} // namespace

Measure lossesMeasure()
{
    Measure measure;
    measure.name = lossesName;
    measure.question = QStringLiteral("How much money was attempted, moved, taken and got back?");
    measure.definition =
        QStringLiteral("Sums of the stated amounts, each kind and each currency apart; nothing is converted "
                       "and no kind is derived from another.");
    measure.source = QStringLiteral("Plain exact decimal sums of the events of the case.");
    measure.options = {QStringLiteral("subject"), QStringLiteral("from"), QStringLiteral("to"),
                       QStringLiteral("window"),  QStringLiteral("by"),   QStringLiteral("events"),
                       QStringLiteral("where"),   QStringLiteral("zone")};
    Question grouped;
    grouped.byField = QStringLiteral("Key");
    measure.columns = columnsOf(grouped);
    measure.ofFlows = false;
    measure.complete = complete;
    measure.finish = finish;
    return measure;
}

} // namespace tideline
