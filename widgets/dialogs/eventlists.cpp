// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/eventlists.h"

#include <QCoreApplication>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("EventLists", text);
}

QString decimalProblem(const QString& text)
{
    if (text.isEmpty())
        return tr("A number is needed");
    return Decimal::parse(text) ? QString() : tr("“%1” is no number; write it like 81000000.50").arg(text);
}

QString neededProblem(const QString& text)
{
    return text.isEmpty() ? tr("This is needed") : QString();
}

QStringList moneyKinds()
{
    QStringList names;
    for (const MoneyKind kind : allMoneyKinds)
        names += moneyKindName(kind);
    return names;
}

template <typename List, typename Get> QStringList seen(const std::vector<EventPtr>& events, List Event::*list, Get get)
{
    QStringList texts;
    for (const EventPtr& event : events) {
        for (const auto& entry : (*event).*list)
            texts += get(entry);
    }
    texts.removeAll(QString());
    texts.removeDuplicates();
    texts.sort(Qt::CaseInsensitive);
    return texts;
}

} // namespace

std::vector<RecordColumn> citationColumns()
{
    return {{tr("Source: a link or a citation"), 0, {}, false, neededProblem, {}}};
}

std::vector<RecordColumn> amountColumns(const std::vector<EventPtr>& known)
{
    return {{tr("Amount"), 150, {}, false, decimalProblem, {}},
            {tr("Currency"),
             90,
             seen(known, &Event::amounts, [](const Money& m) { return m.currency; }),
             false,
             [](const QString& text) { return text.isEmpty() ? tr("Which currency?") : QString(); },
             {}},
            {tr("Kind"), 120, moneyKinds(), true, {}, moneyKindName(MoneyKind::Taken)},
            {tr("Note"), 0, {}, false, {}, {}}};
}

std::vector<RecordColumn> placeColumns(const std::vector<EventPtr>& known)
{
    return {{tr("Country"),
             100,
             seen(known, &Event::places, [](const Place& p) { return p.country; }),
             false,
             neededProblem,
             {}},
            {tr("Role"), 120, seen(known, &Event::places, [](const Place& p) { return p.role; }), false, {}, {}},
            {tr("Name"), 200, {}, false, {}, {}},
            {tr("Source"), 0, {}, false, {}, {}}};
}

std::vector<RecordColumn> claimColumns(const std::vector<EventPtr>& known)
{
    return {
        {tr("Quantity"),
         110,
         seen(known, &Event::claims, [](const Claim& c) { return c.quantity; }),
         false,
         neededProblem,
         {}},
        {tr("Kind"), 90, seen(known, &Event::claims, [](const Claim& c) { return c.kind; }), false, {}, {}},
        {tr("Value"), 110, {}, false, decimalProblem, {}},
        {tr("Unit"), 70, seen(known, &Event::claims, [](const Claim& c) { return c.unit; }), false, {}, {}},
        {tr("As of"), 90, {}, false, {}, {}},
        {tr("Claimed by"), 140, seen(known, &Event::claims, [](const Claim& c) { return c.claimedBy; }), false, {}, {}},
        {tr("Source"), 0, {}, false, {}, {}},
        {tr("Note"), 120, {}, false, {}, {}}};
}

QList<QStringList> citationRows(const Event& event)
{
    QList<QStringList> rows;
    for (const Citation& citation : event.citations)
        rows += QStringList{citation.text};
    return rows;
}

QList<QStringList> amountRows(const Event& event)
{
    QList<QStringList> rows;
    for (const Money& money : event.amounts)
        rows += QStringList{money.amount.toString(), money.currency, moneyKindName(money.kind), money.note};
    return rows;
}

QList<QStringList> placeRows(const Event& event)
{
    QList<QStringList> rows;
    for (const Place& place : event.places)
        rows += QStringList{place.country, place.role, place.name, place.source};
    return rows;
}

QList<QStringList> claimRows(const Event& event)
{
    QList<QStringList> rows;
    for (const Claim& claim : event.claims)
        rows += QStringList{claim.quantity, claim.kind,      claim.value.toString(), claim.unit,
                            claim.asOf,     claim.claimedBy, claim.source,           claim.note};
    return rows;
}

void readCitations(const QList<QStringList>& rows, Event& event)
{
    event.citations.clear();
    for (const QStringList& row : rows)
        event.citations.push_back({row[0]});
}

void readAmounts(const QList<QStringList>& rows, Event& event)
{
    event.amounts.clear();
    for (const QStringList& row : rows) {
        const QString currency = row[1].size() <= 5 ? row[1].toUpper() : row[1];
        event.amounts.push_back({Decimal::parse(row[0]).value_or(Decimal()), currency,
                                 moneyKindFromName(row[2]).value_or(MoneyKind::Taken), row[3]});
    }
}

void readPlaces(const QList<QStringList>& rows, Event& event)
{
    event.places.clear();
    for (const QStringList& row : rows) {
        const QString country = row[0].size() == 2 ? row[0].toUpper() : row[0];
        event.places.push_back({country, row[1], row[2], row[3]});
    }
}

void readClaims(const QList<QStringList>& rows, Event& event)
{
    event.claims.clear();
    for (const QStringList& row : rows)
        event.claims.push_back(
            {row[0], row[1], Decimal::parse(row[2]).value_or(Decimal()), row[3], row[4], row[5], row[6], row[7]});
}

} // namespace tideline
