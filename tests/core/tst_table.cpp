// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/table.h"
#include "models/core/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace tideline;

namespace {

constexpr Micros transTelekom = 1506848871'000000;

Zone pyongyang()
{
    return *Zone::named(QStringLiteral("Asia/Pyongyang"));
}

Table sample()
{
    Table table;
    table.columns = {{"at", "Time", ColumnType::Time, {}},
                     {"name", "Name", ColumnType::String, {}},
                     {"bytes", "Bytes", ColumnType::Integer, "B"},
                     {"ratio", "Ratio", ColumnType::Number, "x"},
                     {"amount", "Amount", ColumnType::MoneyAmount, "USD"},
                     {"length", "Length", ColumnType::Duration, "s"},
                     {"share", "Share", ColumnType::Share, {}}};
    table.rows = {{transTelekom, QStringLiteral("a \"b\", c"), qint64(9007199254740993), 0.1,
                   *Decimal::parse(u"81000000.10"), 34260.0, 0.452},
                  {Cell{}, QString(), Cell{}, std::numeric_limits<double>::quiet_NaN(), Cell{}, Cell{}, Cell{}}};
    return table;
}

/// RFC 4180 reader of the test's own.
std::vector<std::vector<QString>> readCsv(const QByteArray& bytes)
{
    std::vector<std::vector<QString>> rows;
    std::vector<QString> row;
    QString field;
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"')
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                field += text[++i];
            else
                quoted = false;
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u',' || c == u'\r') {
            row.push_back(field);
            field.clear();
            if (c == u'\r') {
                ++i; // the line feed
                rows.push_back(row);
                row.clear();
            }
        } else {
            field += c;
        }
    }
    return rows;
}

QStringList payloads()
{
    QStringList list;
    for (const char* head : {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0",
                             "=HYPERLINK(\"http://x\")"}) {
        const QString payload = QString::fromLatin1(head);
        list << payload << u' ' + payload << QStringLiteral("a,") + payload << QStringLiteral("a;") + payload
             << QStringLiteral("a\n") + payload << u'"' + payload << QStringLiteral("a\";\"") + payload;
    }
    for (const char16_t sign : {u'\uFF1D', u'\uFF0B', u'\uFF0D', u'\uFF20'})
        list << QChar(sign) + QStringLiteral("1+1");
    list << QStringLiteral("\uFEFF=1") << QStringLiteral("\u200B=1") << QStringLiteral("\u00A0=1");
    return list;
}

bool triggers(const QString& cell)
{
    static const QString signs = QStringLiteral("=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20");
    return !cell.isEmpty() && signs.contains(cell[0]);
}

Table oneColumn(const QStringList& texts)
{
    Table table;
    table.columns = {{"text", "Text", ColumnType::String, {}}, {"n", "N", ColumnType::Integer, {}}};
    for (const QString& text : texts)
        table.rows.push_back({text, qint64(-5)});
    return table;
}

} // namespace

class TestTable : public QObject
{
    Q_OBJECT

private slots:
    void columnsAreFoundByKey();
    void typeNames();
    void ratios_data();
    void ratios();
    void quantities_data();
    void quantities();
    void cells_data();
    void cells();
    void measureJsonHasTheContractsShape();
    void tableJson();
    void timesCarryTheZoneAskedFor();
    void simulatedIsSaid();
    void csvIsExact();
    void csvRoundTripsAnyText();
    void csvForSpreadsheetsRunsNothing();
    void csvKeepsLinesOfNothing();
};

void TestTable::columnsAreFoundByKey()
{
    const Table table = sample();
    QCOMPARE(table.columnIndex(u"at"), 0);
    QCOMPARE(table.columnIndex(u"share"), 6);
    QCOMPARE(table.columnIndex(u"nothing"), -1);
}

void TestTable::typeNames()
{
    const QStringList names{"string", "integer", "number", "money", "time", "duration", "share"};
    for (int i = 0; i < names.size(); ++i)
        QCOMPARE(columnTypeName(ColumnType(i)), names[i]);
}

void TestTable::ratios_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QString>("text");
    const auto row = [](double ratio, const char* text) { QTest::newRow(text) << ratio << QString::fromUtf8(text); };
    row(4.0, "+300 % (×4.0)");
    row(0.38, "−62 % (×0.4)");
    row(1.0, "±0 % (×1.0)");
    row(1.001, "±0 % (×1.0)");
    row(0.97, "−3 % (×0.97)");
    row(1.05, "+5 % (×1.05)");
    row(1.0996, "+10 % (×1.1)");
    row(0.9, "−10 % (×0.9)");
    row(13.0, "+1,200 % (×13)");
    row(12.0, "+1,100 % (×12)");
    row(9.96, "+896 % (×10)");
    row(1234.4, "+123,340 % (×1,234)");
    row(0.0, "−100 % (×0.0)");
    row(0.04, "−96 % (×0.04)");
    row(0.004, "−99.6 % (×0.004)");
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "no base";
    QTest::newRow("not a number") << std::nan("") << "no base";
}

void TestTable::ratios()
{
    QFETCH(double, ratio);
    QFETCH(QString, text);
    QCOMPARE(ratioText(ratio), text);
}

void TestTable::quantities_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("gigabytes") << 1.2e9 << "B"
                               << "1.2 GB";
    QTest::newRow("thousands") << 3400.0 << ""
                               << "3.4 k";
    QTest::newRow("bytes") << 999.0 << "B"
                           << "999 B";
    QTest::newRow("1000") << 1000.0 << "B"
                          << "1.0 kB";
    QTest::newRow("hundreds of k") << 123456.0 << "B"
                                   << "123 kB";
    QTest::newRow("carry to k") << 999.9 << "B"
                                << "1.0 kB";
    QTest::newRow("carry to M") << 999'960.0 << "B"
                                << "1.0 MB";
    QTest::newRow("flows") << 3400.0 << "flows"
                           << "3.4 k flows";
    QTest::newRow("few flows") << 12.0 << "flows"
                               << "12 flows";
    QTest::newRow("rate") << 2.5e6 << "B/s"
                          << "2.5 MB/s";
    QTest::newRow("zero") << 0.0 << "B"
                          << "0 B";
    QTest::newRow("negative") << -1.2e6 << "B" << QStringLiteral("−1.2 MB");
    QTest::newRow("small") << 0.5 << ""
                           << "0.5";
    QTest::newRow("largest") << 1e22 << "B"
                             << "10,000 EB";
    QTest::newRow("not a number") << std::nan("") << "B" << QStringLiteral("–");
}

void TestTable::quantities()
{
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, text);
    QCOMPARE(quantityText(value, unit), text);
}

void TestTable::cells_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<int>("cell");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("textWithUnit");
    // Numbers of the list in cells()
    QTest::newRow("bytes") << int(ColumnType::Integer) << "bytes"
                           << "B" << 0 << "1.2 GB"
                           << "1.2 GB";
    QTest::newRow("count") << int(ColumnType::Integer) << "flows"
                           << "flows" << 0 << "1,234,567,890"
                           << "1,234,567,890 flows";
    QTest::newRow("an AS is no count") << int(ColumnType::Integer) << "asn"
                                       << "" << 0 << "1234567890"
                                       << "1234567890";
    QTest::newRow("a port is no count") << int(ColumnType::Integer) << "dst_port"
                                        << "" << 0 << "1234567890"
                                        << "1234567890";
    QTest::newRow("time") << int(ColumnType::Time) << "at"
                          << "" << 1 << "2017-10-01 17:37:51"
                          << "2017-10-01 17:37:51";
    QTest::newRow("share") << int(ColumnType::Share) << "share"
                           << "" << 2 << "45.2 %"
                           << "45.2 %";
    QTest::newRow("number") << int(ColumnType::Number) << "value"
                            << "" << 3 << "1.23"
                            << "1.23";
    QTest::newRow("ratio") << int(ColumnType::Number) << "ratio"
                           << "x" << 3 << "1.23" << QStringLiteral("×1.23");
    QTest::newRow("duration") << int(ColumnType::Duration) << "length"
                              << "s" << 4 << "9 h 31 min"
                              << "9 h 31 min";
    QTest::newRow("money") << int(ColumnType::MoneyAmount) << "amount"
                           << "USD" << 5 << "81,000,000.1"
                           << "81,000,000.1 USD";
    QTest::newRow("text") << int(ColumnType::String) << "name"
                          << "" << 6 << "Lazarus"
                          << "Lazarus";
    QTest::newRow("missing") << int(ColumnType::Integer) << "bytes"
                             << "B" << 7 << QStringLiteral("–") << QStringLiteral("–");
    QTest::newRow("infinite") << int(ColumnType::Number) << "ratio"
                              << "x" << 8 << QStringLiteral("–") << QStringLiteral("–");
}

void TestTable::cells()
{
    QFETCH(int, type);
    QFETCH(QString, key);
    QFETCH(QString, unit);
    QFETCH(int, cell);
    QFETCH(QString, text);
    QFETCH(QString, textWithUnit);
    const std::vector<Cell> cells{qint64(1234567890),
                                  transTelekom,
                                  0.452,
                                  1.234,
                                  34260.0,
                                  *Decimal::parse(u"81000000.1"),
                                  QStringLiteral("Lazarus"),
                                  Cell{},
                                  std::numeric_limits<double>::infinity()};
    const TableColumn column{key, {}, ColumnType(type), unit};
    QCOMPARE(cellText(cells[std::size_t(cell)], column, pyongyang()), text);
    QCOMPARE(cellText(cells[std::size_t(cell)], column, pyongyang(), true), textWithUnit);
}

void TestTable::measureJsonHasTheContractsShape()
{
    MeasureResult result;
    result.measure = QStringLiteral("compare");
    result.question = {{"subject", "Star"}};
    result.headline = {4.0, QStringLiteral("x"), ratioText(4.0), std::pair(3.9, 4.1)};
    result.table = sample();
    result.notes = {QStringLiteral("Per covered day.")};
    result.sources = {{QStringLiteral("conn.log"), QStringLiteral("ab"), false}};
    result.fingerprint = QStringLiteral("cd");
    const QJsonObject json = toJson(result);
    QCOMPARE(json.keys(), (QStringList{"columns", "headline", "measure", "notes", "provenance", "question", "rows"}));
    QCOMPARE(
        json["headline"].toObject(),
        (QJsonObject{{"value", 4.0}, {"unit", "x"}, {"text", "+300 % (×4.0)"}, {"interval", QJsonArray{3.9, 4.1}}}));
    QCOMPARE(json["columns"].toArray()[2].toObject(),
             (QJsonObject{{"key", "bytes"}, {"title", "Bytes"}, {"type", "integer"}, {"unit", "B"}}));
    QCOMPARE(json["provenance"].toObject(),
             (QJsonObject{{"sources", QJsonArray{QJsonObject{{"name", "conn.log"}, {"sha256", "ab"}}}},
                          {"fingerprint", "cd"}}));
    result.headline = {};
    QVERIFY(toJson(result)["headline"].toObject()["value"].isNull());
    QVERIFY(toJson(result)["headline"].toObject()["interval"].isNull());
}

void TestTable::tableJson()
{
    const QByteArray bytes = QJsonDocument(toJson(sample())["rows"].toArray()).toJson(QJsonDocument::Compact);
    QCOMPARE(
        bytes,
        QByteArray("[[\"2017-10-01T09:07:51.000000Z\",\"a \\\"b\\\", c\",9007199254740993,0.1,\"81000000.1\",34260,"
                   "0.452],[null,\"\",null,null,null,null,null]]"));
    QCOMPARE(toJson(sample()).keys(), (QStringList{"columns", "rows"}));
    QCOMPARE(toJson(Table())["rows"].toArray(), QJsonArray());
}

void TestTable::timesCarryTheZoneAskedFor()
{
    const Zone zone = pyongyang();
    QCOMPARE(cellToJson(Cell(transTelekom), ColumnType::Time, &zone).toString(),
             QStringLiteral("2017-10-01T17:37:51.000000+08:30"));
    QCOMPARE(cellToJson(Cell(transTelekom), ColumnType::Integer, &zone).toInteger(), transTelekom);
    QVERIFY(toCsv(sample(), &zone).contains("2017-10-01T17:37:51.000000+08:30"));
    QVERIFY(cellToJson(Cell(TimeRange::end()), ColumnType::Time).isNull());
}

void TestTable::simulatedIsSaid()
{
    MeasureResult result;
    result.sources = {{"real.log", "ab", false}};
    QVERIFY(!result.simulated());
    result.sources.push_back({"simulated.log", "cd", true});
    QVERIFY(result.simulated());
    const QJsonArray sources = toJson(result)["provenance"].toObject()["sources"].toArray();
    QVERIFY(!sources[0].toObject().contains("simulated"));
    QVERIFY(sources[1].toObject()["simulated"].toBool());
}

void TestTable::csvIsExact()
{
    QCOMPARE(toCsv(sample()),
             QByteArray("at,name,bytes,ratio,amount,length,share\r\n"
                        "2017-10-01T09:07:51.000000Z,\"a \"\"b\"\", c\",9007199254740993,0.1,81000000.1,34260,0.452\r\n"
                        ",\"\",,,,,\r\n"));
}

void TestTable::csvRoundTripsAnyText()
{
    QStringList texts = payloads();
    texts << QString() << QStringLiteral("\"") << QStringLiteral("a\r\nb") << QStringLiteral("漢字 ∞ \U0001F600")
          << QStringLiteral(" x ");
    const auto rows = readCsv(toCsv(oneColumn(texts)));
    QCOMPARE(rows.size(), std::size_t(texts.size()) + 1);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QCOMPARE(rows[std::size_t(i) + 1][0], texts[i]);
        QCOMPARE(rows[std::size_t(i) + 1][1], QStringLiteral("-5"));
    }
}

void TestTable::csvForSpreadsheetsRunsNothing()
{
    const QStringList texts = payloads();
    QVERIFY(texts.size() >= 40);
    const QByteArray csv = toCsv(oneColumn(texts), nullptr, true);
    const auto rows = readCsv(csv);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString cell = rows[std::size_t(i) + 1][0];
        QVERIFY2(!triggers(cell), qPrintable(texts[i]));
        QVERIFY2(!triggers(cell.trimmed()), qPrintable(texts[i]));
        // A spreadsheet that parts at semicolons, tabs or line ends must find nothing to run either.
        for (const QString& part : cell.split(QRegularExpression(QStringLiteral("[,;\t\r\n]")))) {
            QString bare = part.trimmed();
            while (bare.startsWith(u'"'))
                bare.remove(0, 1);
            QVERIFY2(!triggers(bare), qPrintable(texts[i]));
        }
        QCOMPARE(rows[std::size_t(i) + 1][1], QStringLiteral("-5")); // numbers stay numbers
    }
    const QStringList harmless{QStringLiteral("Lazarus"), QStringLiteral("2017-10-01"), QStringLiteral("a - b"),
                               QStringLiteral("x=1")};
    QCOMPARE(toCsv(oneColumn(harmless), nullptr, true), toCsv(oneColumn(harmless)));
}

void TestTable::csvKeepsLinesOfNothing()
{
    Table table;
    table.columns = {{"value", "Value", ColumnType::Integer, {}}};
    table.rows = {{Cell{}}, {qint64(1)}};
    QCOMPARE(toCsv(table), QByteArray("value\r\n\"\"\r\n1\r\n"));
}

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
