// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/limits.h"
#include "models/importers/preview.h"
#include "models/importers/recipe.h"
#include "tests/importers/reading.h"

#include <QDir>

using namespace tideline;

static std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

class TestRecipes : public QObject
{
    Q_OBJECT

private slots:
    void builtInsAreSound();
    void roundTrip();
    void brokenOnes_data();
    void brokenOnes();
    void matching();
    void givenOptionsWin();
    void recognition_data();
    void recognition();
    void formatsAreDescribed();
    void previewShowsColumns();
    void guessedMaps();
    void sharedFilesAreRecognised_data();
    void sharedFilesAreRecognised();
};

void TestRecipes::builtInsAreSound()
{
    const QStringList files =
        QDir(QStringLiteral(TIDELINE_SOURCE_DIR "/models/importers/recipes")).entryList({QStringLiteral("*.json")});
    QCOMPARE(builtInRecipes().size(), std::size_t(files.size()));
    for (const Recipe& recipe : builtInRecipes()) {
        QVERIFY2(files.contains(recipe.name + QStringLiteral(".json")), qPrintable(recipe.name));
        // The map fits the columns that the recipe matches by.
        const auto reader = formatNamed(recipe.format)->make();
        QString header = recipe.columns.join(u',') + QStringLiteral(",some number\n");
        header += QStringLiteral("2019,").repeated(recipe.columns.size()) + QStringLiteral("1\n");
        const QByteArray text = header.toUtf8();
        const auto begun = reader->begin(view(text), recipe.options);
        QVERIFY2(begun, qPrintable(begun ? QString() : begun.error().text()));
    }
}

void TestRecipes::roundTrip()
{
    for (const Recipe& recipe : builtInRecipes()) {
        const auto again = parseRecipe(serialiseRecipe(recipe));
        QVERIFY(again);
        QVERIFY(again.value() == recipe);
    }
}

void TestRecipes::brokenOnes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("what");
    QTest::newRow("not JSON") << QByteArray("{") << "not JSON";
    QTest::newRow("other document") << QByteArray("{\"name\":\"x\"}") << "no recipe of version 1";
    QTest::newRow("newer") << QByteArray("{\"tideline_recipe\":2,\"name\":\"x\"}") << "no recipe of version 1";
    QTest::newRow("no name") << QByteArray("{\"tideline_recipe\":1,\"format\":\"events-csv\"}") << "no name";
    QTest::newRow("unknown format") << QByteArray("{\"tideline_recipe\":1,\"name\":\"x\",\"format\":\"y\"}")
                                    << "unknown format “y”";
}

void TestRecipes::brokenOnes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, what);
    const auto recipe = parseRecipe(json);
    QVERIFY(!recipe);
    QVERIFY2(recipe.error().what.contains(what), qPrintable(recipe.error().what));
}

void TestRecipes::matching()
{
    const std::vector<Recipe> recipes{{"few", {}, "events-csv", {"a"}, {}, {}},
                                      {"more", {}, "events-csv", {"A", "b"}, {}, {}},
                                      {"not", {}, "events-csv", {"a", "b", "c"}, {"d"}, {}}};
    QCOMPARE(matchingRecipe({"x", "a"}, recipes)->name, QStringLiteral("few"));
    QCOMPARE(matchingRecipe({"B", "a"}, recipes)->name, QStringLiteral("more"));
    QCOMPARE(matchingRecipe({"c", "b", "a"}, recipes)->name, QStringLiteral("not"));
    QCOMPARE(matchingRecipe({"c", "b", "a", "d"}, recipes)->name, QStringLiteral("more"));
    QVERIFY(!matchingRecipe({"b"}, recipes));
}

void TestRecipes::givenOptionsWin()
{
    const Recipe recipe{"r", {}, "series-csv", {"a"}, {}, {{"unit", "%"}, {"zone", "UTC"}}};
    const ReadOptions options = optionsWith(recipe, {{"unit", "B"}});
    QCOMPARE(options, (ReadOptions{{"unit", "B"}, {"zone", "UTC"}, {"recipe", "r"}}));
}

void TestRecipes::recognition_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("format");
    for (const char* name :
         {"zeek-conn.log", "zeek-conn-reordered.log", "zeek-conn.json", "nfdump-old.csv", "nfdump-new.csv",
          "nfdump-fast.csv", "timeline.csv", "timesketch.csv", "timesketch.jsonl"}) {
        const QString file = QLatin1String(name);
        QString format = file.section(u'.', 0, 0) + u'-' + file.section(u'.', 1);
        if (file.startsWith(u"nfdump"))
            format = QStringLiteral("nfdump-csv");
        else if (file.startsWith(u"zeek"))
            format = file.endsWith(u"json") ? QStringLiteral("zeek-conn-json") : QStringLiteral("zeek-conn-tsv");
        QTest::newRow(name) << bytesOf(sample(file)) << format;
    }
    QTest::newRow("events") << QByteArray("when,what\n2019-01-01,something\n") << "events-csv";
    QTest::newRow("numbers") << QByteArray("day\tpower\n2019-01-01\t3.5\n2019-01-02\t4\n") << "series-csv";
    QTest::newRow("empty") << QByteArray() << "";
    QTest::newRow("prose") << QByteArray("Dear Sir,\nI write to you.\n") << "";
    QTest::newRow("numbers without time") << QByteArray("a,b\n1,2\n3,4\n") << "";
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\0\0\0\1,2,3\n",
                                          16)
                            << "";
}

void TestRecipes::recognition()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, format);
    const Recognised found = recognise(view(head), QStringLiteral("misleading.pcap"));
    QCOMPARE(found.format ? found.format->name : QString(), format);
    if (found.format)
        QVERIFY(!found.why.isEmpty() && found.confidence > 0 && found.confidence <= 100);
}

void TestRecipes::formatsAreDescribed()
{
    QStringList names;
    for (const Format& format : formats()) {
        QVERIFY(!names.contains(format.name));
        names << format.name;
        QVERIFY(!format.title.isEmpty() && format.description.endsWith(u'.'));
        QCOMPARE(format.make()->kind(), format.kind);
        QCOMPARE(formatNamed(format.name), &format);
    }
    QVERIFY(!formatNamed(QStringLiteral("nothing")));
}

void TestRecipes::previewShowsColumns()
{
    const QByteArray text = "when;what;how much\n2019-01-01;a;1,5\n2019-01-02;b;2,5\nnever;c;3\n";
    QCOMPARE(csvColumns(view(text)), (QStringList{"when", "what", "how much"}));
    const auto shown =
        preview(view(text), QStringLiteral("events-csv"), {{"map", QJsonObject{{"time", "when"}, {"title", "what"}}}});
    QVERIFY(shown);
    QCOMPARE(shown->columns.size(), 3);
    QCOMPARE(shown->rows.size(), 3);
    QCOMPARE(shown->rows[1], (QStringList{"2019-01-02", "b", "2,5"}));
    QCOMPARE(shown->options.value("delimiter").toString(), QStringLiteral(";"));
    QCOMPARE(shown->options.value("encoding").toString(), QStringLiteral("utf-8"));
    QCOMPARE(shown->read, 3);
    QCOMPARE(shown->problems.size(), std::size_t(1));
    QCOMPARE(shown->problems[0].line, 4);
    QVERIFY(!preview("", {}));
}

void TestRecipes::guessedMaps()
{
    const QByteArray events = "id,start_date,description,country,type,extra\n7,2019-01-01,Something,KP,hack,x\n";
    QCOMPARE(guessMapping(view(events), QStringLiteral("events-csv")).value("map").toObject(),
             (QJsonObject{{"id", "id"},
                          {"time", "start_date"},
                          {"title", "description"},
                          {"country", "country"},
                          {"category", "type"}}));
    const QByteArray series = "Land;Zeit;Wert\nKP;2019-01-01 00:00;1,5\nKP;2019-01-01 01:00;2,25\n";
    const ReadOptions guessed = guessMapping(view(series), QStringLiteral("series-csv"));
    QCOMPARE(guessed.value("decimal").toString(), QStringLiteral(","));
    QCOMPARE(guessed.value("map").toObject().value("time").toString(), QStringLiteral("Zeit"));
    QString error;
    const ParsedBlock parsed = parseText(QStringLiteral("series-csv"), series, guessed, &error);
    QCOMPARE(error, QString());
    QCOMPARE(textOf(parsed), std::string());
    QCOMPARE(parsed.points.size(), std::size_t(2));
    QCOMPARE(parsed.points[1].value, 2.25);
    QCOMPARE(parsed.points[1].key, QStringLiteral("KP"));
}

void TestRecipes::sharedFilesAreRecognised_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::newRow("timeline") << "dprk_timeline.csv"
                              << "timeline-csv";
    QTest::newRow("Zeek text") << "traffic/slips/test10-mixed-zeek-dir/conn.log"
                               << "zeek-conn-tsv";
    QTest::newRow("Zeek JSON") << "traffic/slips/test9-mixed-zeek-dir/conn.log"
                               << "zeek-conn-json";
    QTest::newRow("routing events") << "usage/TRANSCRIBED-nk-routing-events.csv"
                                    << "events-csv";
    QTest::newRow("prices") << "prices/coin_Bitcoin.csv"
                            << "series-csv";
    QTest::newRow("known exploited vulnerabilities") << "incidents/kev/known_exploited_vulnerabilities.csv"
                                                     << "kev-csv";
    QTest::newRow("CFR") << "incidents/cfr/cyber-operations-incidents.DJP200304-subset.csv"
                         << "events-csv";
    QTest::newRow("EuRepoC") << "incidents/eurepoc/EuRepoC_Global_Database_1.1.csv"
                             << "events-csv";
    QTest::newRow("capture") << "traffic/ndpi/monero.pcap"
                             << "pcap";
    QTest::newRow("nfcapd") << "traffic/slips/test1-malicious.nfdump"
                            << "nfcapd";
}

void TestRecipes::sharedFilesAreRecognised()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    SKIP_WITHOUT_SHARED_DATA(file);
    const QByteArray head = bytesOf(sharedData(file)).left(int(limits::head));
    const Recognised found = recognise(view(head), {});
    QCOMPARE(found.format ? found.format->name : QString(), format);
}

QTEST_APPLESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
