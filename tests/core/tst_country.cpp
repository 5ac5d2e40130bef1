// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/country.h"

#include <QTest>

using namespace tideline;

class TestCountry : public QObject
{
    Q_OBJECT

private slots:
    void names()
    {
        QCOMPARE(countryName(QStringLiteral("KP")), QStringLiteral("North Korea"));
        QCOMPARE(countryName(QStringLiteral("mz")), QStringLiteral("Mozambique"));
        QCOMPARE(countryName(QStringLiteral("IR")), QStringLiteral("Iran"));
        QCOMPARE(countryName(QStringLiteral("unknown")), QString());
        QCOMPARE(countryName(QString()), QString());
        QCOMPARE(countryText(QStringLiteral("KR")), QStringLiteral("South Korea (KR)"));
        QCOMPARE(countryText(QStringLiteral("unknown")), QStringLiteral("unknown"));
    }
    void codes_data()
    {
        QTest::addColumn<QString>("code");
        for (const auto& [name, code] : {std::pair{"Korea, Democratic People's Republic of", "KP"},
                                         {"Democratic People's Republic of Korea", "KP"},
                                         {"DPRK", "KP"},
                                         {"prk", "KP"},
                                         {"408", "KP"},
                                         {"Korea, North", "KP"},
                                         {"Iran (Islamic Republic of)", "IR"},
                                         {"  iran,  islamic republic of ", "IR"},
                                         {"The Gambia", "GM"},
                                         {"Bahamas, The", "BS"},
                                         {"Syrian Arab Republic", "SY"},
                                         {"Côte d'Ivoire", "CI"},
                                         {"Viet Nam", "VN"},
                                         {"Vietnam", "VN"},
                                         {"United Kingdom of Great Britain and Northern Ireland", "GB"},
                                         {"worldwide", ""},
                                         {"", ""}})
            QTest::newRow(*name ? name : "nothing") << QString::fromLatin1(code);
    }
    void codes()
    {
        QFETCH(QString, code);
        const QString name =
            qstrcmp(QTest::currentDataTag(), "nothing") == 0 ? QString() : QString::fromUtf8(QTest::currentDataTag());
        QCOMPARE(countryCode(name), code);
    }
};

QTEST_APPLESS_MAIN(TestCountry)
#include "tst_country.moc"
