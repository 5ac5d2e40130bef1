// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/event.h"

#include "models/core/timetext.h"

#include <QtGlobal>

#include <algorithm>

namespace tideline {

namespace {

constexpr const char* certaintyNames[] = {"", "low", "medium", "high"};

QStringList splitList(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(u';')) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            parts.append(trimmed);
    }
    return parts;
}

template <QString Event::*member> QString getText(const Event& event)
{
    return event.*member;
}

template <QString Event::*member> bool setText(Event& event, const QString& text)
{
    event.*member = text.trimmed();
    return true;
}

template <QStringList Event::*member> QString getList(const Event& event)
{
    return (event.*member).join(u';');
}

template <QStringList Event::*member> bool setList(Event& event, const QString& text)
{
    event.*member = splitList(text);
    return true;
}

QString getId(const Event& event)
{
    return event.externalId.isEmpty() ? event.id : event.externalId;
}

bool setTitle(Event& event, const QString& text)
{
    const QString title = text.trimmed();
    if (title.isEmpty())
        return false;
    event.title = title;
    return true;
}

QString getTime(const Event& event)
{
    return timeText(event.time, Zone::utc());
}

QString getPrecision(const Event& event)
{
    return event.time.isDated() ? precisionName(event.time.precision) : QString();
}

bool setCountries(Event& event, const QString& text)
{
    QStringList countries = splitList(text);
    for (QString& country : countries) {
        if (country.size() == 2)
            country = country.toUpper();
    }
    event.countries = countries;
    return true;
}

QString getCertainty(const Event& event)
{
    return certaintyName(event.certainty);
}

bool setCertainty(Event& event, const QString& text)
{
    const auto certainty = certaintyFromName(text.trimmed());
    if (certainty)
        event.certainty = *certainty;
    return certainty.has_value();
}

QString getVerified(const Event& event)
{
    return event.verified ? QStringLiteral("yes") : QStringLiteral("no");
}

bool setVerified(Event& event, const QString& text)
{
    const QString word = text.trimmed().toLower();
    const bool yes = word == u"yes" || word == u"true" || word == u"1";
    const bool no = word == u"no" || word == u"false" || word == u"0";
    if (yes || no)
        event.verified = yes;
    return yes || no;
}

QString getCitations(const Event& event)
{
    QStringList texts;
    for (const Citation& citation : event.citations)
        texts.append(citation.text);
    return texts.join(QStringLiteral("; "));
}

bool setCitations(Event& event, const QString& text)
{
    event.citations.clear();
    for (const QString& part : splitList(text))
        event.citations.push_back({part});
    return true;
}

template <MoneyKind kind> QString getAmounts(const Event& event)
{
    QStringList texts;
    for (const Money& money : event.amounts) {
        if (money.kind == kind)
            texts.append(money.amount.toString() + u' ' + money.currency);
    }
    return texts.join(QStringLiteral("; "));
}

/// "81000000 USD"; the amount may have thousands signs, the currency is a code or a coin's sign.
std::optional<Money> moneyFromText(const QString& text, MoneyKind kind)
{
    const qsizetype blank = text.lastIndexOf(u' ');
    const QString currency = text.mid(blank + 1).toUpper();
    const auto amount = Decimal::parse(QStringView(text).left(std::max<qsizetype>(blank, 0)));
    const bool isCode = !currency.isEmpty() && currency.size() <= 12 && currency[0].isLetter() &&
                        std::all_of(currency.begin(), currency.end(), [](QChar c) { return c.isLetterOrNumber(); });
    if (blank < 0 || !amount || !isCode)
        return std::nullopt;
    return Money{*amount, currency, kind, {}};
}

template <MoneyKind kind> bool setAmounts(Event& event, const QString& text)
{
    std::vector<Money> amounts;
    for (const Money& money : event.amounts) {
        if (money.kind != kind)
            amounts.push_back(money);
    }
    for (const QString& part : splitList(text)) {
        auto money = moneyFromText(part, kind);
        if (!money)
            return false;
        // The note of an amount that stays the same stays too.
        for (const Money& old : event.amounts) {
            if (old.kind == kind && old.amount == money->amount && old.currency == money->currency)
                money->note = old.note;
        }
        amounts.push_back(*money);
    }
    event.amounts = std::move(amounts);
    return true;
}

QString getPlaces(const Event& event)
{
    QStringList texts;
    for (const Place& place : event.places) {
        QStringList words{place.country, place.role, place.name};
        words.removeAll(QString());
        texts.append(words.join(u' '));
    }
    return texts.join(QStringLiteral("; "));
}

bool setPlaces(Event& event, const QString& text)
{
    std::vector<Place> places;
    for (const QString& part : splitList(text)) {
        Place place;
        place.country = part.section(u':', 0, 0).trimmed();
        place.role = part.section(u':', 1, 1).trimmed();
        place.name = part.section(u':', 2).trimmed();
        if (place.country.isEmpty())
            return false;
        if (place.country.size() == 2)
            place.country = place.country.toUpper();
        places.push_back(place);
    }
    event.places = std::move(places);
    return true;
}

QString getClaims(const Event& event)
{
    return QString::number(event.claims.size());
}

std::vector<EventField> makeFields()
{
    return {
        {"id", QT_TRANSLATE_NOOP("EventField", "ID"), false, getId, nullptr},
        {"at", QT_TRANSLATE_NOOP("EventField", "Time (UTC)"), false, getTime, nullptr},
        {"precision", QT_TRANSLATE_NOOP("EventField", "Precision"), false, getPrecision, nullptr},
        {"title", QT_TRANSLATE_NOOP("EventField", "Title"), true, getText<&Event::title>, setTitle},
        {"category", QT_TRANSLATE_NOOP("EventField", "Category"), true, getText<&Event::category>,
         setText<&Event::category>},
        {"subtype", QT_TRANSLATE_NOOP("EventField", "Subtype"), true, getText<&Event::subtype>,
         setText<&Event::subtype>},
        {"actor", QT_TRANSLATE_NOOP("EventField", "Actor"), true, getText<&Event::actor>, setText<&Event::actor>},
        {"target", QT_TRANSLATE_NOOP("EventField", "Target"), true, getText<&Event::target>, setText<&Event::target>},
        {"country", QT_TRANSLATE_NOOP("EventField", "Countries"), true, getList<&Event::countries>, setCountries},
        {"channel", QT_TRANSLATE_NOOP("EventField", "Channel"), true, getList<&Event::channels>,
         setList<&Event::channels>},
        {"certainty", QT_TRANSLATE_NOOP("EventField", "Certainty"), true, getCertainty, setCertainty},
        {"verified", QT_TRANSLATE_NOOP("EventField", "Verified"), true, getVerified, setVerified},
        {"amount_attempted", QT_TRANSLATE_NOOP("EventField", "Amount attempted"), true,
         getAmounts<MoneyKind::Attempted>, setAmounts<MoneyKind::Attempted>},
        {"amount_executed", QT_TRANSLATE_NOOP("EventField", "Amount executed"), true, getAmounts<MoneyKind::Executed>,
         setAmounts<MoneyKind::Executed>},
        {"amount_taken", QT_TRANSLATE_NOOP("EventField", "Amount taken"), true, getAmounts<MoneyKind::Taken>,
         setAmounts<MoneyKind::Taken>},
        {"amount_recovered", QT_TRANSLATE_NOOP("EventField", "Amount recovered"), true,
         getAmounts<MoneyKind::Recovered>, setAmounts<MoneyKind::Recovered>},
        {"amount_outstanding", QT_TRANSLATE_NOOP("EventField", "Amount outstanding"), true,
         getAmounts<MoneyKind::Outstanding>, setAmounts<MoneyKind::Outstanding>},
        {"place", QT_TRANSLATE_NOOP("EventField", "Places"), true, getPlaces, setPlaces},
        {"claims", QT_TRANSLATE_NOOP("EventField", "Claims"), false, getClaims, nullptr},
        {"tag", QT_TRANSLATE_NOOP("EventField", "Tags"), true, getList<&Event::tags>, setList<&Event::tags>},
        {"note", QT_TRANSLATE_NOOP("EventField", "Note"), true, getText<&Event::note>, setText<&Event::note>},
        {"source", QT_TRANSLATE_NOOP("EventField", "Sources"), true, getCitations, setCitations},
    };
}

} // namespace

QString certaintyName(Certainty certainty)
{
    return QString::fromLatin1(certaintyNames[static_cast<int>(certainty)]);
}

std::optional<Certainty> certaintyFromName(QStringView name)
{
    for (int i = 0; i < int(std::size(certaintyNames)); ++i) {
        if (name.compare(QLatin1String(certaintyNames[i]), Qt::CaseInsensitive) == 0)
            return static_cast<Certainty>(i);
    }
    return std::nullopt;
}

const std::vector<EventField>& eventFields()
{
    static const std::vector<EventField> fields = makeFields();
    return fields;
}

const EventField* eventField(QStringView key)
{
    for (const EventField& field : eventFields()) {
        if (key == QLatin1String(field.key))
            return &field;
    }
    return nullptr;
}

} // namespace tideline
