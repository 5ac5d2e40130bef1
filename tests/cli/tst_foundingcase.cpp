// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The founding case: the published ratios must come back out of the flows through measures that know nothing of the
// generator. Tolerances are the generator's sampling error at 200,000 flows (resources/founding/README.md).
#include "tests/cli/cli.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestFounding : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysThatItIsSimulated();
    void volumeIsFourTimes();
    void aRatioPrintsBothWays();
    void officeHoursReplaceEvenings();
    void shareOfTransTelekom();
    void obfuscationRisesThirteenfold();
    void moneroTenTimesBehindOneAddress();
    void servicesInOrder();
    void indiaAndChinaLeadThePresence();
    void gamingAndStreamingIn2017();
    void gapsStayGaps();
    void figuresAreDrawn_data();
    void figuresAreDrawn();
    void verifies();

private:
    QJsonObject measure(const QStringList& words) const;
    QTemporaryDir m_folder;
    QString m_case;
};

QJsonObject TestFounding::measure(const QStringList& words) const
{
    const Run run = cli(QStringList{QStringLiteral("measure"), m_case} + words + QStringList{QStringLiteral("--json")});
    if (run.exitCode != 0)
        qWarning("%s", run.err.constData());
    return run.json();
}

#define NEAR(actual, expected, tolerance)                                                                              \
    QVERIFY2(qAbs((actual) - (expected)) <= (tolerance),                                                               \
             qPrintable(QStringLiteral("%1 is not %2 ± %3").arg(actual).arg(expected).arg(tolerance)))

void TestFounding::initTestCase()
{
    m_case = m_folder.filePath(QStringLiteral("founding.tideline"));
    const Run run = cli({QStringLiteral("founding"), m_case});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject counts =
        cli({QStringLiteral("info"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("counts")].toObject();
    QCOMPARE(counts[QStringLiteral("events")].toInt(), 212);
    QCOMPARE(counts[QStringLiteral("flows")].toInt(), 200'000);
    QCOMPARE(counts[QStringLiteral("windows")].toInt(), 4);
}

void TestFounding::saysThatItIsSimulated()
{
    const QJsonArray sources =
        cli({QStringLiteral("sources"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("sources")].toArray();
    bool says = false;
    for (const QJsonValue& source : sources) {
        if (source.toObject()[QStringLiteral("kind")].toString() == u"flows")
            says = source.toObject()[QStringLiteral("title")].toString().contains(QStringLiteral("imulated"));
    }
    QVERIFY(says);
    const QString notes = QString::fromUtf8(
        QJsonDocument(measure({QStringLiteral("volume")})[QStringLiteral("notes")].toArray()).toJson());
    QVERIFY2(notes.contains(QStringLiteral("imulated")), qPrintable(notes));
}

void TestFounding::volumeIsFourTimes()
{
    const QJsonObject headline = measure({QStringLiteral("compare")})[QStringLiteral("headline")].toObject();
    NEAR(headline[QStringLiteral("value")].toDouble(), 4.0, 0.04);
    QCOMPARE(headline[QStringLiteral("unit")].toString(), QStringLiteral("x"));
    const QJsonArray interval = headline[QStringLiteral("interval")].toArray();
    QVERIFY(interval[0].toDouble() < 4.0 && interval[1].toDouble() > 4.0 && interval[1].toDouble() < 4.5);
    NEAR(measure(
             {QStringLiteral("compare"), QStringLiteral("--window"), QStringLiteral("W2")})[QStringLiteral("headline")]
             .toObject()[QStringLiteral("value")]
             .toDouble(),
         1.6, 0.03);
}

void TestFounding::aRatioPrintsBothWays()
{
    const QJsonObject headline = measure({QStringLiteral("compare")})[QStringLiteral("headline")].toObject();
    const double ratio = headline[QStringLiteral("value")].toDouble();
    const QString text = headline[QStringLiteral("text")].toString();
    QVERIFY2(text.contains(QStringLiteral("+%1 %").arg(qRound((ratio - 1) * 100))), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("×%1").arg(ratio, 0, 'f', 1)), qPrintable(text));
}

void TestFounding::officeHoursReplaceEvenings()
{
    const auto officeShare = [](const QJsonObject& rhythm) {
        const QJsonArray days = column(rhythm, QStringLiteral("weekday")),
                         hours = column(rhythm, QStringLiteral("hour")),
                         values = column(rhythm, QStringLiteral("value"));
        double office = 0;
        for (int i = 0; i < days.size(); ++i) {
            if (days[i].toInt() <= 5 && hours[i].toInt() >= 9 && hours[i].toInt() < 18)
                office += values[i].toDouble();
        }
        return office / sum(values);
    };
    const QJsonObject first = measure({QStringLiteral("rhythm"), QStringLiteral("--window"), QStringLiteral("W1")});
    const QJsonObject last = measure({QStringLiteral("rhythm"), QStringLiteral("--window"), QStringLiteral("W4")});
    QCOMPARE(column(first, QStringLiteral("value")).size(), 168);
    NEAR(officeShare(first), 0.16, 0.016);
    NEAR(officeShare(last), 0.57, 0.023);
    QVERIFY(first[QStringLiteral("headline")].toObject()[QStringLiteral("value")].toDouble() < 0.6);
    QVERIFY(last[QStringLiteral("headline")].toObject()[QStringLiteral("value")].toDouble() > 1.7);
}

void TestFounding::shareOfTransTelekom()
{
    const auto share = [this](const char* window) {
        return valueWhere(measure({QStringLiteral("routes"), QStringLiteral("--window"), QLatin1String(window)}),
                          QStringLiteral("route"), QStringLiteral("TransTelekom"), QStringLiteral("share"))
            .toDouble();
    };
    QCOMPARE(share("W1"), 0.0);
    NEAR(share("W2"), 0.36, 0.0086);
    NEAR(share("W4"), 0.45, 0.0095);
}

void TestFounding::obfuscationRisesThirteenfold()
{
    const auto share = [this](const char* window) {
        const QJsonObject result =
            measure({QStringLiteral("obfuscation"), QStringLiteral("--window"), QLatin1String(window)});
        return result[QStringLiteral("headline")].toObject()[QStringLiteral("value")].toDouble();
    };
    QVERIFY(share("W1") < 0.01);
    NEAR(share("W2") / share("W1"), 13.0, 13 * 0.06);
}

void TestFounding::moneroTenTimesBehindOneAddress()
{
    const QJsonObject mining =
        measure({QStringLiteral("mining"), QStringLiteral("--window"), QStringLiteral("W4"), QStringLiteral("--at"),
                 QStringLiteral("2019-05-01"), QStringLiteral("--where"), QStringLiteral("coin == Monero")});
    NEAR(mining[QStringLiteral("headline")].toObject()[QStringLiteral("value")].toDouble(), 10.0, 0.6);
    const QJsonObject rows = cli({QStringLiteral("rows"), m_case, QStringLiteral("flows"), QStringLiteral("--where"),
                                  QStringLiteral("coin == Monero and local != 175.45.176.200"),
                                  QStringLiteral("--json"), QStringLiteral("--limit"), QStringLiteral("1")})
                                 .json();
    QCOMPARE(rows[QStringLiteral("total")].toInt(), 0);
}

void TestFounding::servicesInOrder()
{
    const auto names = [this](const char* window) {
        QStringList found;
        const QJsonArray keys =
            column(measure({QStringLiteral("services"), QStringLiteral("--window"), QLatin1String(window)}),
                   QStringLiteral("key"));
        for (const QJsonValue& key : keys) {
            if (key.toString() != u"unknown")
                found += key.toString();
        }
        return found;
    };
    QCOMPARE(names("W1").mid(0, 8),
             (QStringList{QStringLiteral("Facebook"), QStringLiteral("Google"), QStringLiteral("Baidu"),
                          QStringLiteral("Instagram"), QStringLiteral("Alibaba"), QStringLiteral("Amazon"),
                          QStringLiteral("Tencent"), QStringLiteral("Apple")}));
    QCOMPARE(names("W4").mid(0, 3),
             (QStringList{QStringLiteral("Alibaba"), QStringLiteral("Tencent"), QStringLiteral("Baidu")}));
}

void TestFounding::indiaAndChinaLeadThePresence()
{
    const QJsonObject talkers = measure({QStringLiteral("talkers"), QStringLiteral("--by"), QStringLiteral("country"),
                                         QStringLiteral("--window"), QStringLiteral("W1")});
    NEAR(valueWhere(talkers, QStringLiteral("key"), QStringLiteral("IN"), QStringLiteral("share")).toDouble(), 0.20,
         0.01);
    NEAR(valueWhere(talkers, QStringLiteral("key"), QStringLiteral("CN"), QStringLiteral("share")).toDouble(), 0.10,
         0.01);
}

void TestFounding::gamingAndStreamingIn2017()
{
    const QJsonObject content = measure({QStringLiteral("content"), QStringLiteral("--window"), QStringLiteral("W1")});
    const double both =
        valueWhere(content, QStringLiteral("key"), QStringLiteral("Gaming"), QStringLiteral("share")).toDouble() +
        valueWhere(content, QStringLiteral("key"), QStringLiteral("Streaming"), QStringLiteral("share")).toDouble();
    NEAR(both, 0.65, 0.013);
}

void TestFounding::gapsStayGaps()
{
    const QJsonObject volume =
        measure({QStringLiteral("volume"), QStringLiteral("--bin"), QStringLiteral("day"), QStringLiteral("--from"),
                 QStringLiteral("2017-07-01"), QStringLiteral("--to"), QStringLiteral("2017-07-12")});
    const QJsonArray values = column(volume, QStringLiteral("value"));
    QCOMPARE(values.size(), 12);
    for (int day = 0; day < 12; ++day)
        QCOMPARE(values[day].isNull(), day >= 6); // the window ends on 6 July
}

void TestFounding::figuresAreDrawn_data()
{
    QTest::addColumn<QString>("figure");
    for (const char* figure : {"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f10", "f11", "f12", "f13", "f14", "f15",
                               "f16", "f17", "f18"})
        QTest::newRow(figure) << QString::fromLatin1(figure);
}

void TestFounding::figuresAreDrawn()
{
    QFETCH(QString, figure);
    const QString path = m_folder.filePath(figure + QStringLiteral(".svg"));
    const Run run = cli({QStringLiteral("chart"), m_case, figure, QStringLiteral("--out"), path});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QFile svg(path);
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray text = svg.readAll();
    QVERIFY(text.contains("<svg"));
    QVERIFY(text.size() > 2000);
}

void TestFounding::verifies()
{
    QCOMPARE(cli({QStringLiteral("verify"), m_case}).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestFounding)
#include "tst_foundingcase.moc"
