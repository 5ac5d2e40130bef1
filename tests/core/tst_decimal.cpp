// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/decimal.h"
#include "models/core/money.h"

#include <QTest>

#include <cmath>

using namespace tideline;

class TestDecimal : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void sumsAreExact();
    void sumsBeyondReachAreNotValid();
    void comparesAcrossScales();
    void toDoubleIsNearest();
    void moneyKinds();
};

void TestDecimal::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar>("sign");
    QTest::addColumn<QString>("expected"); // empty: refused
    const QChar point = u'.', comma = u',';
    QTest::newRow("zero") << "0" << point << "0";
    QTest::newRow("integer") << "81000000" << point << "81000000";
    QTest::newRow("fraction") << "1234.50" << point << "1234.5";
    QTest::newRow("negative") << "-3" << point << "-3";
    QTest::newRow("plus") << "+3" << point << "3";
    QTest::newRow("real minus") << QStringLiteral("−3") << point << "-3";
    QTest::newRow("no whole part") << ".25" << point << "0.25";
    QTest::newRow("small negative") << "-0.05" << point << "-0.05";
    QTest::newRow("negative zero") << "-0.00" << point << "0";
    QTest::newRow("leading zeros") << "007" << point << "7";
    QTest::newRow("blanks around") << "  7 " << point << "7";
    QTest::newRow("commas") << "81,000,000.25" << point << "81000000.25";
    QTest::newRow("German") << "1.200,5" << comma << "1200.5";
    QTest::newRow("German integer") << "1.200" << comma << "1200";
    QTest::newRow("English reading of the same") << "1.200" << point << "1.2";
    QTest::newRow("Swiss") << "1'200'000" << point << "1200000";
    QTest::newRow("blanks") << "1 200 000" << point << "1200000";
    QTest::newRow("narrow blanks") << QStringLiteral("1\u202F200,5") << comma << "1200.5";
    QTest::newRow("36 digits") << QString(36, u'9') << point << QString(36, u'9');
    QTest::newRow("36 digits of fraction") << "0." + QString(35, u'0') + "1" << point << "0." + QString(35, u'0') + "1";
    QTest::newRow("37 digits") << QString(37, u'9') << point << "";
    QTest::newRow("37 digits of fraction") << "0." + QString(36, u'0') + "1" << point << "";
    QTest::newRow("zeros do not count") << QString(50, u'0') + "1." + QString(50, u'0') << point << "1";
    QTest::newRow("empty") << "" << point << "";
    QTest::newRow("sign only") << "-" << point << "";
    QTest::newRow("point only") << "." << point << "";
    QTest::newRow("point at end") << "5." << point << "";
    QTest::newRow("two points") << "1.2.3" << point << "";
    QTest::newRow("group of two") << "12,34" << point << "";
    QTest::newRow("group of four") << "1,2345" << point << "";
    QTest::newRow("first group of four") << "1234,567" << point << "";
    QTest::newRow("group at start") << ",123" << point << "";
    QTest::newRow("group at end") << "123," << point << "";
    QTest::newRow("doubled sign") << "1,,234" << point << "";
    QTest::newRow("mixed signs") << "1,234 567" << point << "";
    QTest::newRow("group in the fraction") << "0.123,456" << point << "";
    QTest::newRow("exponent") << "1e5" << point << "";
    QTest::newRow("word") << "nan" << point << "";
    QTest::newRow("two minus") << "--5" << point << "";
    QTest::newRow("currency") << "5 USD" << point << "";
    QTest::newRow("other digits") << QStringLiteral("５") << point << "";
}

void TestDecimal::parses()
{
    QFETCH(QString, text);
    QFETCH(QChar, sign);
    QFETCH(QString, expected);
    const auto decimal = Decimal::parse(text, sign);
    QCOMPARE(decimal.has_value(), !expected.isEmpty());
    if (decimal) {
        QCOMPARE(decimal->toString(), expected);
        QVERIFY(*decimal == *Decimal::parse(decimal->toString()));
    }
}

void TestDecimal::sumsAreExact()
{
    Decimal sum;
    for (int i = 0; i < 10; ++i)
        sum = sum + *Decimal::parse(u"0.1");
    QVERIFY(sum == Decimal::fromInteger(1));
    QCOMPARE(sum.toString(), QStringLiteral("1"));
    const Decimal large = *Decimal::parse(u"99999999999999999999");
    QCOMPARE((large + *Decimal::parse(u"0.000000000000001")).toString(),
             QStringLiteral("99999999999999999999.000000000000001"));
    QVERIFY((large + -large).isZero());
    QCOMPARE((*Decimal::parse(u"-1.5") + *Decimal::parse(u"0.25")).toString(), QStringLiteral("-1.25"));
    QCOMPARE((-*Decimal::parse(u"81000000")).toString(), QStringLiteral("-81000000"));
    QCOMPARE(Decimal::fromInteger(std::numeric_limits<qint64>::min()).toString(),
             QStringLiteral("-9223372036854775808"));
}

void TestDecimal::sumsBeyondReachAreNotValid()
{
    const Decimal most = *Decimal::parse(QString(36, u'9'));
    const Decimal least = *Decimal::parse(QStringLiteral("0.") + QString(35, u'0') + u'1');
    for (const Decimal& sum : {most + Decimal::fromInteger(1), most + least, -most + Decimal::fromInteger(-1)}) {
        QVERIFY(!sum.isValid());
        QVERIFY(!sum.isZero());
        QVERIFY(!(sum == Decimal()));
        QVERIFY(!(sum + Decimal::fromInteger(1)).isValid());
        QVERIFY(!(Decimal::fromInteger(1) + sum).isValid());
        QVERIFY(!(-sum).isValid());
        QVERIFY(std::isnan(sum.toDouble()));
    }
    QVERIFY((most + Decimal::fromInteger(-1)).isValid());
}

void TestDecimal::comparesAcrossScales()
{
    const auto number = [](const char* text) { return *Decimal::parse(QString::fromLatin1(text)); };
    QVERIFY(number("1.50") == number("1.5"));
    QVERIFY(number("1.49") < number("1.5"));
    QVERIFY(number("-2") < number("0.001"));
    QVERIFY(number("-2") < number("-1.999"));
    const Decimal most = *Decimal::parse(QString(36, u'9'));
    const Decimal least = *Decimal::parse(QStringLiteral("0.") + QString(35, u'0') + u'1');
    QVERIFY(least < most);
    QVERIFY(!(most < least));
    QVERIFY(-most < least);
    QVERIFY(!(least < -most));
    QVERIFY(-most < -least);
}

void TestDecimal::toDoubleIsNearest()
{
    QCOMPARE(Decimal::parse(u"0.1")->toDouble(), 0.1);
    QCOMPARE(Decimal::parse(u"81000000.07")->toDouble(), 81000000.07);
    QCOMPARE(Decimal::parse(u"-951000000")->toDouble(), -951e6);
}

void TestDecimal::moneyKinds()
{
    const QStringList names{"attempted", "executed", "taken", "recovered", "outstanding"};
    for (std::size_t i = 0; i < allMoneyKinds.size(); ++i) {
        QCOMPARE(moneyKindName(allMoneyKinds[i]), names[qsizetype(i)]);
        QCOMPARE(moneyKindFromName(names[qsizetype(i)]), std::optional(allMoneyKinds[i]));
    }
    QVERIFY(!moneyKindFromName(u"stolen"));
}

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
