// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/question.h"

#include <QJsonDocument>
#include <QTest>

using namespace tideline;

class TestQuestion : public QObject
{
    Q_OBJECT

private slots:
    void names()
    {
        const QStringList wanted = {
            QStringLiteral("direction"), QStringLiteral("protocol"),    QStringLiteral("port"),
            QStringLiteral("service"),   QStringLiteral("content"),     QStringLiteral("route"),
            QStringLiteral("peer"),      QStringLiteral("country"),     QStringLiteral("asn"),
            QStringLiteral("prefix"),    QStringLiteral("source"),      QStringLiteral("subject"),
            QStringLiteral("coin"),      QStringLiteral("obfuscation"), QStringLiteral("local"),
            QStringLiteral("exporter")};
        for (int i = 0; i < wanted.size(); ++i) {
            QCOMPARE(dimensionName(Dimension(i)), wanted[i]);
            QCOMPARE(dimensionFromName(wanted[i]), Dimension(i));
        }
        QVERIFY(!dimensionFromName(u"colour"));
        QCOMPARE(quantityName(Quantity::Packets), QStringLiteral("packets"));
        QCOMPARE(quantityFromName(u"flows"), Quantity::Flows);
        QVERIFY(!quantityFromName(u""));
        QCOMPARE(quantityUnit(Quantity::Bytes), QStringLiteral("B"));
    }

    void onlyWhatIsSet()
    {
        Question question;
        question.measure = QStringLiteral("volume");
        QCOMPARE(QJsonDocument(question.toJson()).toJson(QJsonDocument::Compact),
                 QByteArray("{\"measure\":\"volume\"}"));
    }

    void roundTrip()
    {
        Question question;
        question.measure = QStringLiteral("volume");
        question.subject = QStringLiteral("North Korea");
        question.range = TimeRange{1'506'848'871'000'000, 1'506'848'871'000'001};
        question.window = QStringLiteral("w1");
        question.against = QStringLiteral("w0");
        question.at = 1'556'668'800'123'456;
        question.bin = Bin::QuarterHour;
        question.by = Dimension::Coin;
        question.byField = QStringLiteral("category");
        question.of = Quantity::Flows;
        question.series = QStringLiteral("BTC · close (USD)");
        question.events = QStringLiteral("category == hack");
        question.where = QStringLiteral("port == 3333");
        question.top = 20;
        question.zone = QStringLiteral("Asia/Pyongyang");
        const QJsonObject json = question.toJson();
        QCOMPARE(json.value(QStringLiteral("from")).toString(), QStringLiteral("2017-10-01T09:07:51.000000Z"));
        QCOMPARE(json.value(QStringLiteral("bin")).toString(), QStringLiteral("15min"));
        const auto back = Question::fromJson(json);
        QVERIFY(back.ok());
        QCOMPARE(back->toJson(), json);
        QCOMPARE(back->range, question.range);
        QCOMPARE(back->at, question.at);
        QCOMPARE(back->top, 20);
    }

    void openRange()
    {
        Question question;
        question.range = TimeRange{0, TimeRange::end()};
        const auto back = Question::fromJson(question.toJson());
        QVERIFY(back.ok());
        QCOMPARE(back->range, question.range);
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("key");
        QTest::newRow("unknown key") << QByteArray("{\"colour\":\"red\"}") << QStringLiteral("colour");
        QTest::newRow("bad bin") << QByteArray("{\"bin\":\"fortnight\"}") << QStringLiteral("bin");
        QTest::newRow("bad dimension") << QByteArray("{\"by\":\"colour\"}") << QStringLiteral("by");
        QTest::newRow("bad time") << QByteArray("{\"from\":\"yesterday\"}") << QStringLiteral("from");
        QTest::newRow("number for a text") << QByteArray("{\"subject\":3}") << QStringLiteral("subject");
        QTest::newRow("text for a number") << QByteArray("{\"top\":\"3\"}") << QStringLiteral("top");
        QTest::newRow("negative count") << QByteArray("{\"top\":-3}") << QStringLiteral("top");
        QTest::newRow("broken count") << QByteArray("{\"top\":1.5}") << QStringLiteral("top");
    }
    void errors()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, key);
        const auto read = Question::fromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY2(read.error().what.contains(key), qPrintable(read.error().what));
    }
};

QTEST_GUILESS_MAIN(TestQuestion)
#include "tst_question.moc"
