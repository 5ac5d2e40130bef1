// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/expression.h"

#include <QTest>

#include <random>

using namespace tideline;

namespace {

Zone zoneOf(const QString& name)
{
    auto zone = Zone::named(name);
    return zone ? *zone : Zone::utc();
}

TimeRange day(int year, int month, int dayOfMonth)
{
    const Micros from = daysFromCivil(year, month, dayOfMonth) * microsPerDay;
    return {from, from + microsPerDay};
}

Event sampleEvent()
{
    Event event;
    event.id = QStringLiteral("11111111-2222-3333-4444-555555555555");
    event.externalId = QStringLiteral("E126");
    event.time.range = day(2017, 10, 1);
    event.time.precision = Precision::Day;
    event.title = QStringLiteral("Second line through Russia");
    event.category = QStringLiteral("network change");
    event.actor = QStringLiteral("Lazarus Group");
    event.target = QStringLiteral("UpBit");
    event.countries = {QStringLiteral("KP"), QStringLiteral("RU")};
    event.channels = {QStringLiteral("exchange hack")};
    event.certainty = Certainty::High;
    event.verified = false;
    event.note = QStringLiteral("Seen in BGP");
    event.citations = {{QStringLiteral("Reuters 2017-10-02")}};
    event.tags = {QStringLiteral("route")};
    Money taken;
    taken.amount = Decimal::fromInteger(49'000'000);
    taken.currency = QStringLiteral("USD");
    event.amounts.push_back(taken);
    return event;
}

bool eventMatches(const QString& text)
{
    const auto parsed = parseExpression(text, Zone::utc());
    if (!parsed) {
        qWarning("%s", qPrintable(parsed.error().text()));
        return false;
    }
    return matches(*parsed, sampleEvent(), QStringLiteral("compare with the outage"), {QStringLiteral("mine")}, true);
}

/// The tree as text with every bracket written.
QString shape(const ExpressionPtr& node)
{
    if (!node)
        return {};
    QStringList parts;
    for (const ExpressionPtr& child : node->children)
        parts.append(shape(child));
    switch (node->kind) {
    case Expression::Kind::And:
        return u'(' + parts.join(QStringLiteral(" & ")) + u')';
    case Expression::Kind::Or:
        return u'(' + parts.join(QStringLiteral(" | ")) + u')';
    case Expression::Kind::Not:
        return u'!' + parts.front();
    case Expression::Kind::Word:
        return node->values.front().text;
    case Expression::Kind::Compare:
        return QString::fromLatin1(node->field->name);
    case Expression::Kind::In:
        break;
    }
    return QLatin1String(node->field->name) + QStringLiteral(" in %1").arg(node->values.size());
}

} // namespace

class TestExpression : public QObject
{
    Q_OBJECT

private slots:
    void precedence_data();
    void precedence();
    void values();
    void timesAreReadInTheZone();
    void errors_data();
    void errors();
    void limits();
    void events_data();
    void events();
    void undatedEvents();
    void restriction();
    void chips_data();
    void chips();
    void randomTextNeverCrashes();
    void nearest();
    void everyFieldIsDescribed();
};

void TestExpression::precedence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("blanks") << QStringLiteral("  \t ") << QString();
    QTest::newRow("word") << QStringLiteral("sony") << QStringLiteral("sony");
    QTest::newRow("implicit and") << QStringLiteral("a b c") << QStringLiteral("(a & b & c)");
    QTest::newRow("and before or") << QStringLiteral("a or b and c d") << QStringLiteral("(a | (b & c & d))");
    QTest::newRow("not binds closest") << QStringLiteral("not a b or not c") << QStringLiteral("((!a & b) | !c)");
    QTest::newRow("brackets") << QStringLiteral("(a or b) and not (c d)") << QStringLiteral("((a | b) & !(c & d))");
    QTest::newRow("keywords ignore case") << QStringLiteral("a AND b OR NOT c") << QStringLiteral("((a & b) | !c)");
    QTest::newRow("quoted keyword") << QStringLiteral("\"and\" \"or\"") << QStringLiteral("(and & or)");
    QTest::newRow("no blanks") << QStringLiteral("port==3333 and(bytes>1k)") << QStringLiteral("(port & bytes)");
    QTest::newRow("list") << QStringLiteral("country in (CN, IN)") << QStringLiteral("country in 2");
    QTest::newRow("network") << QStringLiteral("peer in 210.52.109.0/24") << QStringLiteral("peer in 1");
    QTest::newRow("in as a value") << QStringLiteral("direction == in") << QStringLiteral("direction");
    QTest::newRow("from the contract") << QStringLiteral("port == 3333 and country in (CN, IN) and bytes > 1k")
                                       << QStringLiteral("(port & country in 2 & bytes)");
}

void TestExpression::precedence()
{
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto parsed = parseExpression(text, Zone::utc());
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().text()));
    QCOMPARE(shape(*parsed), tree);
}

void TestExpression::values()
{
    const auto value = [](const QString& text) {
        const auto parsed = parseExpression(text, Zone::utc());
        return parsed ? (*parsed)->values.front() : QueryValue{};
    };
    QCOMPARE(value(QStringLiteral("bytes > 1k")).number, 1e3);
    QCOMPARE(value(QStringLiteral("bytes > 2.5M")).number, 2.5e6);
    QCOMPARE(value(QStringLiteral("bytes > 3G")).number, 3e9);
    QCOMPARE(value(QStringLiteral("duration > 5s")).number, 5e6);
    QCOMPARE(value(QStringLiteral("duration > 10min")).number, 600e6);
    QCOMPARE(value(QStringLiteral("duration > 2h")).number, 7200e6);
    QCOMPARE(value(QStringLiteral("duration > 3d")).number, 259200e6);
    QCOMPARE(value(QStringLiteral("duration > 250ms")).number, 250e3);
    QCOMPARE(value(QStringLiteral("asn == AS4837")).number, 4837.0);
    QCOMPARE(value(QStringLiteral("protocol == TCP")).text, QStringLiteral("tcp"));
    QCOMPARE(value(QStringLiteral("protocol == 17")).text, QStringLiteral("udp"));
    QCOMPARE(value(QStringLiteral("title == \"a \\\"b\\\" \\\\ c\"")).text, QStringLiteral("a \"b\" \\ c"));
    QVERIFY(value(QStringLiteral("actor ~ /laz.*s/")).regex.has_value());
    QCOMPARE(value(QStringLiteral("note ~ /a\\/b\\d/")).regex->pattern(), QStringLiteral("a/b\\d"));
    QCOMPARE(value(QStringLiteral("peer in 210.52.109.0/24")).prefix->toString(), QStringLiteral("210.52.109.0/24"));
    QCOMPARE(value(QStringLiteral("src == 2001:db8::1")).prefix->length, 128);
}

void TestExpression::timesAreReadInTheZone()
{
    const auto range = [](const QString& text, const Zone& zone) {
        const auto parsed = parseExpression(text, zone);
        return parsed ? (*parsed)->values.front().time : TimeRange{};
    };
    QCOMPARE(range(QStringLiteral("time == 2017-10-01"), Zone::utc()), day(2017, 10, 1));
    // Pyongyang was at UTC+08:30 then.
    const Micros halfPast = 8 * microsPerHour + 30 * microsPerMinute;
    const TimeRange local = range(QStringLiteral("time == 2017-10-01"), zoneOf(QStringLiteral("Asia/Pyongyang")));
    QCOMPARE(local.from, day(2017, 10, 1).from - halfPast);
    QCOMPARE(local.length(), microsPerDay);
    const TimeRange second = range(QStringLiteral("time == 2017-10-01T09:07:51Z"), Zone::utc());
    QCOMPARE(second.length(), microsPerSecond);
    QCOMPARE(range(QStringLiteral("time == \"2017-10-01 09:07:51Z\""), Zone::utc()), second);
}

void TestExpression::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("character"); // 1-based
    QTest::addColumn<QString>("part");
    QTest::newRow("unknown field") << QStringLiteral("bytes > 1k and prot == tcp") << 16 << QStringLiteral("port");
    QTest::newRow("field far from all") << QStringLiteral("zzzzzzzzzzzz == 1") << 1 << QStringLiteral("no field");
    QTest::newRow("value missing") << QStringLiteral("port ==") << 8 << QStringLiteral("missing");
    QTest::newRow("bad number") << QStringLiteral("port == abc") << 9 << QStringLiteral("no number");
    QTest::newRow("bad suffix") << QStringLiteral("bytes > 5T") << 9 << QStringLiteral("k, M and G");
    QTest::newRow("bad duration") << QStringLiteral("duration > 5y") << 12 << QStringLiteral("no duration");
    QTest::newRow("bad address") << QStringLiteral("peer == 10.1") << 9 << QStringLiteral("no address");
    QTest::newRow("bits beyond the length")
        << QStringLiteral("peer in 10.0.0.1/8") << 9 << QStringLiteral("no network");
    QTest::newRow("bad time") << QStringLiteral("time > 2017-13-01") << 8 << QString();
    QTest::newRow("bad protocol") << QStringLiteral("protocol == tpc") << 13 << QStringLiteral("tcp");
    QTest::newRow("bad word of a list") << QStringLiteral("certainty == hihg") << 14 << QStringLiteral("high");
    QTest::newRow("bad direction") << QStringLiteral("direction == outt") << 14 << QStringLiteral("out");
    QTest::newRow("operator of numbers") << QStringLiteral("actor > x") << 7 << QStringLiteral("cannot be compared");
    QTest::newRow("operator of texts") << QStringLiteral("port ~ 3") << 6 << QStringLiteral("cannot be compared");
    QTest::newRow("single equals") << QStringLiteral("port = 3") << 6 << QStringLiteral("==");
    QTest::newRow("exclamation mark") << QStringLiteral("!a") << 1 << QStringLiteral("not");
    QTest::newRow("open bracket") << QStringLiteral("a (b or c") << 3 << QStringLiteral("not closed");
    QTest::newRow("closing bracket") << QStringLiteral("a b)") << 4 << QStringLiteral("closes nothing");
    QTest::newRow("empty brackets") << QStringLiteral("()") << 2 << QStringLiteral("missing");
    QTest::newRow("ends in or") << QStringLiteral("a or") << 5 << QStringLiteral("missing");
    QTest::newRow("begins with and") << QStringLiteral("and a") << 1 << QStringLiteral("expected");
    QTest::newRow("twice not") << QStringLiteral("not not a") << 5 << QStringLiteral("expected");
    QTest::newRow("open quote") << QStringLiteral("a \"b") << 3 << QStringLiteral("closing quote");
    QTest::newRow("open regex") << QStringLiteral("actor ~ /b") << 9 << QStringLiteral("closing slash");
    QTest::newRow("bad regex") << QStringLiteral("actor ~ /(b/") << 9 << QStringLiteral("not valid");
    QTest::newRow("regex for a number") << QStringLiteral("port == /3/") << 9 << QStringLiteral("regular expression");
    QTest::newRow("list not closed") << QStringLiteral("country in (CN") << 15 << QStringLiteral("comma");
    QTest::newRow("list empty") << QStringLiteral("country in ()") << 13 << QStringLiteral("missing");
    QTest::newRow("in without list") << QStringLiteral("country in CN") << 12 << QStringLiteral("list");
    QTest::newRow("stray comma") << QStringLiteral("a, b") << 2 << QStringLiteral("belong");
}

void TestExpression::errors()
{
    QFETCH(QString, text);
    QFETCH(int, character);
    QFETCH(QString, part);
    const auto parsed = parseExpression(text, Zone::utc());
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, ErrorCode::BadArgument);
    QVERIFY2(parsed.error().what.contains(QStringLiteral("character %1 ").arg(character)),
             qPrintable(parsed.error().what));
    QVERIFY2(parsed.error().what.contains(part), qPrintable(parsed.error().what));
    const auto error = expressionError(text, Zone::utc());
    QVERIFY(error.has_value());
    QCOMPARE(error->position, character - 1);
    QVERIFY(error->length >= 1);
}

void TestExpression::limits()
{
    QVERIFY(parseExpression(QString(10'000, u'a'), Zone::utc()).ok());
    QVERIFY(!parseExpression(QString(10'001, u'a'), Zone::utc()).ok());
    const auto nested = [](int depth) { return QString(depth, u'(') + u'a' + QString(depth, u')'); };
    QVERIFY(parseExpression(nested(100), Zone::utc()).ok());
    const auto deep = expressionError(nested(101), Zone::utc());
    QVERIFY(deep.has_value());
    QCOMPARE(deep->position, 100);
}

void TestExpression::events_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* text, bool found) { QTest::newRow(text) << QString::fromUtf8(text) << found; };
    row("", true);
    row("russia", true);
    row("\"line through\"", true);
    row("reuters", true);
    row("outage", true); // an annotation's text
    row("mine", true);   // an annotation's tag
    row("upbit bgp", true);
    row("upbit sony", false);
    row("/sec.nd l/", true);
    row("category == \"Network Change\"", true);
    row("category == network", false);
    row("category ~ network", true);
    row("category != hack", true);
    row("category == /^network/", true);
    row("category != /^network/", false);
    row("country == kp", true);
    row("country != kp", false);
    row("country in (CN, RU)", true);
    row("country in (CN, IN)", false);
    row("certainty == high", true);
    row("certainty in (low, medium)", false);
    row("verified == no", true);
    row("verified == true", false);
    row("starred == yes", true);
    row("starred != yes", false);
    row("tag == route and tag == mine", true);
    row("id == E126", true);
    row("source ~ reuters", true);
    row("currency == usd", true);
    row("amount_taken > 10M", true);
    row("amount_taken > 49M", false);
    row("amount_taken >= 49M", true);
    row("amount_attempted > 1", false);
    row("amount != 49M", false);
    row("amount == 49M", true);
    row("time == 2017-10-01", true);
    row("time == 2017-10", true);
    row("time == 2017", true);
    row("time == 2017-10-01T12:00:00Z", true);
    row("time == 2017-10-02", false);
    row("time != 2017-10-02", true);
    row("time < 2017-10-02", true);
    row("time < 2017-10-01", false);
    row("time <= 2017-10-01", true);
    row("time >= 2017-10", true);
    row("time > 2017-09", true);
    row("time > 2017-10", false);
    row("time in (2016, 2017)", true);
    row("not time == 2017", false);
    row("port == 3333", true); // neutral
    row("port == 3333 and category == hack", false);
    row("port == 3333 or category == hack", false);
    row("not port == 3333", true);
}

void TestExpression::events()
{
    QFETCH(QString, text);
    QFETCH(bool, found);
    QVERIFY2(!expressionError(text, Zone::utc()), qPrintable(text));
    QCOMPARE(eventMatches(text), found);
}

void TestExpression::undatedEvents()
{
    Event event = sampleEvent();
    event.time.range.reset();
    event.countries.clear();
    const auto found = [&event](const char* text) {
        return matches(*parseExpression(QString::fromLatin1(text), Zone::utc()), event);
    };
    QVERIFY(!found("time > 1900"));
    QVERIFY(!found("time == 2017"));
    QVERIFY(found("time != 2017"));
    QVERIFY(found("country == unknown"));
}

void TestExpression::restriction()
{
    const auto parsed = parseExpression(
        QStringLiteral("(port == 3333 or title ~ x) and not category == hack and country == CN word"), Zone::utc());
    QVERIFY(parsed.ok());
    QCOMPARE(shape(restrictedTo(*parsed, Domain::Flows)), QStringLiteral("(port & country)"));
    QCOMPARE(shape(restrictedTo(*parsed, Domain::Events)), QStringLiteral("(title & !category & country & word)"));
    QCOMPARE(restrictedTo(*parsed, Domain::Both), *parsed);
    QVERIFY(!restrictedTo(*parseExpression(QStringLiteral("not port == 1"), Zone::utc()), Domain::Events));
    QVERIFY(!restrictedTo(nullptr, Domain::Events));

    const Expression* foreign = foreignTerm(*parsed, Domain::Flows);
    QVERIFY(foreign);
    QCOMPARE(QByteArray(foreign->field->name), QByteArray("title"));
    QCOMPARE(foreign->position, 17);
    QVERIFY(!foreignTerm(*parseExpression(QStringLiteral("time > 2017 port == 1"), Zone::utc()), Domain::Flows));
    QVERIFY(foreignTerm(*parseExpression(QStringLiteral("word"), Zone::utc()), Domain::Flows));
}

void TestExpression::chips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("chips");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("one") << QStringLiteral(" port == 1 ") << QStringList{QStringLiteral("port == 1")};
    QTest::newRow("three") << QStringLiteral("port == 1 and (a or b)  not c")
                           << QStringList{QStringLiteral("port == 1"), QStringLiteral("(a or b)"),
                                          QStringLiteral("not c")};
    QTest::newRow("or stays whole") << QStringLiteral("a b or c") << QStringList{QStringLiteral("a b or c")};
    QTest::newRow("brackets around all") << QStringLiteral("(a and b)") << QStringList{QStringLiteral("(a and b)")};
    QTest::newRow("brackets around the first")
        << QStringLiteral("(a b) c") << QStringList{QStringLiteral("(a b)"), QStringLiteral("c")};
    QTest::newRow("two groups") << QStringLiteral("(a b) (c or d)")
                                << QStringList{QStringLiteral("(a b)"), QStringLiteral("(c or d)")};
    QTest::newRow("nested group at the front")
        << QStringLiteral("((a b) c)") << QStringList{QStringLiteral("((a b) c)")};
}

void TestExpression::chips()
{
    QFETCH(QString, text);
    QFETCH(QStringList, chips);
    QCOMPARE(conjuncts(text, Zone::utc()), chips);
    const auto joined = parseExpression(chips.join(QStringLiteral(" and ")), Zone::utc());
    QVERIFY(joined.ok());
}

void TestExpression::randomTextNeverCrashes()
{
    const QStringList pieces = {
        QStringLiteral("and"),  QStringLiteral("or"),   QStringLiteral("not"),    QStringLiteral("in"),
        QStringLiteral("("),    QStringLiteral(")"),    QStringLiteral(","),      QStringLiteral("=="),
        QStringLiteral("!="),   QStringLiteral("<"),    QStringLiteral(">="),     QStringLiteral("~"),
        QStringLiteral("\""),   QStringLiteral("/"),    QStringLiteral("\\"),     QStringLiteral("port"),
        QStringLiteral("time"), QStringLiteral("peer"), QStringLiteral("2017-1"), QStringLiteral("10.0.0.0/8"),
        QStringLiteral("1k"),   QStringLiteral("5min"), QStringLiteral("=")};
    std::mt19937 random(20200209);
    const Event event = sampleEvent();
    int valid = 0;
    for (int i = 0; i < 10'000; ++i) {
        QString text;
        const int length = int(random() % 20);
        for (int j = 0; j < length; ++j) {
            if (i % 2)
                text += QChar(char16_t(random() % (i % 4 == 1 ? 128 : 0x10000)));
            else
                text += pieces[int(random() % uint(pieces.size()))] + (random() % 3 ? QStringLiteral(" ") : QString());
        }
        const auto parsed = parseExpression(text, Zone::utc());
        const auto error = expressionError(text, Zone::utc());
        QCOMPARE(parsed.ok(), !error.has_value());
        if (error) {
            QVERIFY(error->position >= 0 && error->position <= text.size() && error->length >= 1);
            continue;
        }
        ++valid;
        matches(*parsed, event);
        // The chips mean the same as the whole.
        const auto joined = parseExpression(conjuncts(text, Zone::utc()).join(QStringLiteral(" and ")), Zone::utc());
        QVERIFY2(joined.ok(), qPrintable(text));
        QCOMPARE(matches(*joined, event), matches(*parsed, event));
    }
    QVERIFY(valid > 100);
}

void TestExpression::nearest()
{
    const QStringList known = {QStringLiteral("port"), QStringLiteral("protocol"), QStringLiteral("prefix")};
    QCOMPARE(nearestNames(QStringLiteral("prot"), known).front(), QStringLiteral("protocol")); // a beginning
    QCOMPARE(nearestNames(QStringLiteral("pord"), known).front(), QStringLiteral("port"));
    QCOMPARE(nearestNames(QStringLiteral("xyzxyzxyz"), known), QStringList());
    QCOMPARE(nearestNames(QStringLiteral("p"), known, 2).size(), 2);
}

void TestExpression::everyFieldIsDescribed()
{
    QSet<QString> names;
    for (const QueryField& field : queryFields()) {
        const QString name = QString::fromLatin1(field.name);
        QVERIFY2(!names.contains(name), field.name);
        names.insert(name);
        QCOMPARE(queryField(name), &field);
        QVERIFY(QByteArray(field.help).endsWith('.'));
    }
    QCOMPARE(queryField(u"PORT"), queryField(u"port"));
    QVERIFY(!queryField(u"nothing"));
}

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"
