// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/ipaddress.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QtTest>

using namespace tideline;

namespace {

using Rows = QList<QStringList>;

/// RFC 4180, small and strict enough for our own files.
Rows readCsv(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Rows rows;
    QStringList row;
    QString field;
    bool quoted = false;
    const QString text = QString::fromUtf8(file.readAll());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            field += c;
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && (c == u',' || c == u'\n')) {
            row << field;
            field.clear();
            if (c == u'\n') {
                rows << row;
                row.clear();
            }
        } else if (c != u'\r' || quoted) {
            field += c;
        }
    }
    return rows;
}

QString founding(const char* name)
{
    return QStringLiteral(TIDELINE_SOURCE_DIR "/resources/founding/") + QLatin1String(name);
}

QJsonObject readJson(const char* name)
{
    QFile file(founding(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

/// The tables that are shipped: complete, well-formed, and no fact of the timeline changed on the way.
class FoundingTablesTest : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreComplete_data();
    void rowsAreComplete();
    void factsAreThoseOfTheTimeline();
    void textsAreShort();
    void networksAreWellFormed();
    void rulesAreWellFormed();
    void windowsAreInOrder();
};

void FoundingTablesTest::rowsAreComplete_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("rows");
    QTest::newRow("events") << "events.csv" << 212;
    QTest::newRow("places") << "places.csv" << 137;
    QTest::newRow("channels") << "channels.csv" << 59;
    QTest::newRow("claims") << "claims.csv" << 156;
    QTest::newRow("networks") << "networks.csv" << 180;
}

void FoundingTablesTest::rowsAreComplete()
{
    QFETCH(QString, file);
    QFETCH(int, rows);
    const Rows found = readCsv(founding(qPrintable(file)));
    QCOMPARE(found.size(), rows + 1);
    for (const QStringList& row : found)
        QCOMPARE(row.size(), found.first().size());
    QSet<QString> events;
    for (const QStringList& row : readCsv(founding("events.csv")).mid(1))
        events << row.first();
    QCOMPARE(events.size(), 212);
    if (file != QLatin1String("networks.csv"))
        for (const QStringList& row : found.mid(1))
            QVERIFY2(events.contains(row.first()), qPrintable(row.first()));
}

void FoundingTablesTest::factsAreThoseOfTheTimeline()
{
    SKIP_WITHOUT_SHARED_DATA("dprk_timeline.csv");
    const Rows timeline = readCsv(sharedData(QStringLiteral("dprk_timeline.csv"))),
               events = readCsv(founding("events.csv"));
    QCOMPARE(events.first(), timeline.first());
    QCOMPARE(events.size(), timeline.size());
    const QSet<QString> facts = {
        "id",    "date",    "date_end",         "precision",    "time_utc",         "category", "subtype",
        "actor", "country", "amount_attempted", "amount_taken", "amount_recovered", "currency", "certainty"};
    for (qsizetype row = 1; row < events.size(); ++row)
        for (qsizetype column = 0; column < events.first().size(); ++column)
            if (facts.contains(events.first()[column]))
                QCOMPARE(events[row][column], timeline[row][column]);
}

void FoundingTablesTest::textsAreShort()
{
    const Rows events = readCsv(founding("events.csv"));
    const qsizetype note = events.first().indexOf(QStringLiteral("note"));
    const qsizetype source = events.first().indexOf(QStringLiteral("source"));
    for (const QStringList& row : events.mid(1)) {
        QVERIFY2(row[note].size() <= 140, qPrintable(row[note]));
        QVERIFY2(!row[source].isEmpty(), qPrintable(row.first()));
    }
}

void FoundingTablesTest::networksAreWellFormed()
{
    QSet<QString> seen;
    for (const QStringList& row : readCsv(founding("networks.csv")).mid(1)) {
        QVERIFY2(Prefix::parse(row[0]).has_value(), qPrintable(row[0]));
        QVERIFY2(!seen.contains(row[0]), qPrintable(row[0]));
        seen << row[0];
        QCOMPARE(row[1].size(), 2);
        QVERIFY(row[2].isEmpty() || row[2].toUInt() > 0);
        QVERIFY(!row[3].isEmpty() && !row[4].isEmpty());
    }
    for (const char* ours : {"175.45.176.0/22", "210.52.109.0/24", "77.94.35.0/24"})
        QVERIFY(seen.contains(QLatin1String(ours)));
}

void FoundingTablesTest::rulesAreWellFormed()
{
    const QJsonObject file = readJson("rules.json");
    QCOMPARE(file["tideline_rules"].toInt(), 1);
    const QSet<QString> sets = {"route", "service", "content", "coin", "obfuscation"};
    const QSet<QString> keys = {"set",       "label", "local_prefixes", "peer_prefixes", "peer_asns", "next_as",
                                "exporters", "ports", "protocols",      "services",      "from",      "to",
                                "note"};
    QSet<QString> used;
    for (const QJsonValue& value : file["rules"].toArray()) {
        const QJsonObject rule = value.toObject();
        QVERIFY(sets.contains(rule["set"].toString()));
        QVERIFY(!rule["label"].toString().isEmpty());
        used << rule["set"].toString();
        for (const QString& key : rule.keys())
            QVERIFY2(keys.contains(key), qPrintable(key));
        for (const char* list : {"local_prefixes", "peer_prefixes"})
            for (const QJsonValue& prefix : rule[QLatin1String(list)].toArray())
                QVERIFY2(Prefix::parse(prefix.toString()).has_value(), qPrintable(prefix.toString()));
    }
    QCOMPARE(used, sets);
}

void FoundingTablesTest::windowsAreInOrder()
{
    const QJsonObject file = readJson("founding.json");
    QCOMPARE(file["zone"].toString(), QStringLiteral("Asia/Pyongyang"));
    const QJsonArray windows = file["windows"].toArray();
    const int days[] = {97, 105, 168, 305};
    QCOMPARE(windows.size(), 4);
    QDate last;
    for (int i = 0; i < 4; ++i) {
        const QDate from = QDate::fromString(windows[i].toObject()["from"].toString(), Qt::ISODate);
        const QDate to = QDate::fromString(windows[i].toObject()["to"].toString(), Qt::ISODate);
        QCOMPARE(from.daysTo(to) + 1, days[i]);
        QVERIFY(!last.isValid() || from > last);
        last = to;
    }
    QCOMPARE(file["subjects"].toArray().size(), 1);
}

QTEST_GUILESS_MAIN(FoundingTablesTest)
#include "tst_foundingtables.moc"
