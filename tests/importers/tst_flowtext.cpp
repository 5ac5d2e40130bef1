// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"
#include "models/importers/lines.h"
#include "models/importers/problems.h"

#include <QTest>

#include <algorithm>
#include <arpa/inet.h>
#include <random>

using namespace tideline;

class TestFlowText : public QObject
{
    Q_OBJECT

private slots:
    void fields();
    void addressesAsInetPton();
    void groupsAsInetPton();
    void newlines();
    void jsonMembersAsTheWholeParser();
    void numbersAsFromChars();
    void epochs_data();
    void epochs();
    void spans_data();
    void spans();
    void clocks_data();
    void clocks();
    void boundary();
    void texts();
};

void TestFlowText::fields()
{
    // Against the plain way, at every length around the 16 bytes of a register.
    std::mt19937 random(7);
    for (int size = 0; size < 200; ++size) {
        std::string line;
        for (int i = 0; i < size; ++i)
            line += "ab\tc"[random() % 4];
        std::vector<std::string_view> found, plain;
        splitFields(line, '\t', found);
        std::size_t from = 0;
        for (std::size_t at = 0; at <= line.size(); ++at) {
            if (at == line.size() || line[at] == '\t') {
                plain.push_back(std::string_view(line).substr(from, at - from));
                from = at + 1;
            }
        }
        QVERIFY(found == plain);
    }
}

/// R-42
void TestFlowText::groupsAsInetPton()
{
    std::mt19937 random(13);
    const std::string pieces[] = {":", "::", ":", "0", "f", "fFfF", "2001", "00001", "1.2.3.4", "db8", "g", "%1"};
    int good = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string text = random() % 4 ? "" : "::";
        const unsigned groups = random() % 9;
        for (unsigned group = 0; group < groups; ++group)
            text += pieces[3 + (random() % 24 ? random() % 4 : random() % 9)] + pieces[random() % 16 ? 0 : 1];
        if (random() % 2 && !text.empty())
            text.pop_back();
        const auto whole = IpAddress::parse(text); // inet_pton itself
        IpAddress mine;
        QCOMPARE(parseAddress(text, mine), whole.has_value());
        if (whole)
            QCOMPARE(mine.toString(), whole->toString());
        good += whole.has_value();
    }
    QVERIFY(good > 10'000);
}

void TestFlowText::newlines()
{
    std::mt19937 random(17);
    for (const int size : {0, 1, 15, 16, 17, 31, 4'079, 4'080, 4'096, 10'000}) {
        std::string text;
        for (int i = 0; i < size; ++i)
            text += size == 10'000 ? '\n' : "a\n\r\x8a"[random() % 4];
        QCOMPARE(countNewlines(text), qint64(std::count(text.begin(), text.end(), '\n')));
    }
}

namespace {

/// All that `fields` says of a line, and `nested` of its nested values.
std::string members(std::string_view line)
{
    JsonLines lines(line);
    std::string said;
    const auto say = [&said](const JsonField& field) {
        said += std::to_string(field.place) + " " + std::string(field.key) + "=" + std::to_string(int(field.type)) +
                std::string(field.text) + ";";
        return true;
    };
    const std::string fault = lines.fields(line, [&](const JsonField& field) {
        say(field);
        if (field.type == JsonField::Type::Nested && field.text.front() == '{') {
            const std::string inner = lines.nested(field.text, say);
            said += inner.empty() ? "}" : "!";
        }
        return true;
    });
    return fault.empty() ? said : "fault";
}

} // namespace

/// A tab behind the line sends it to the whole parser.
void TestFlowText::jsonMembersAsTheWholeParser()
{
    const std::string seeds[] = {
        R"({"ts":1546300800.123456,"uid":"C1","id.orig_h":"10.0.0.1","id.orig_p":1,"local":true,"n":null,"a":[1,[]]})",
        R"({"event_type":"flow","flow":{"pkts":12,"start":"2019-01-01T00:00:00.000000+0000","s":{"x":[{}]}},"b":false})",
        R"({ "a" : -1.5e+7 , "b":"", "c":{"d":"}{[","e":{}} })",
        R"({"a":"x y","a":"z","":0})",
        "{}",
        R"({"a":1})"};
    const std::string_view junk = "{}[]\",:. 0-+eE\\tfn/\x7f";
    std::mt19937 random(19);
    int good = 0;
    for (int i = 0; i < 60'000; ++i) {
        std::string line = seeds[random() % std::size(seeds)];
        for (unsigned changes = random() % 4; changes > 0; --changes) {
            const std::size_t at = random() % line.size();
            if (random() % 3 == 0)
                line.erase(at, 1 + random() % 3);
            else if (random() % 2)
                line.insert(at, 1, junk[random() % junk.size()]);
            else
                line[at] = junk[random() % junk.size()];
            if (line.empty())
                line = " ";
        }
        const std::string quick = members(line), whole = members(line + "\t");
        QVERIFY2(quick == whole, (line + "\n" + quick + "\n" + whole).c_str());
        good += quick != "fault";
    }
    QVERIFY(good > 15'000);
    std::string wide = "{";
    for (int i = 0; i < 100; ++i)
        wide += (i ? ",\"" : "\"") + std::to_string(i) + "\":" + std::to_string(i);
    QCOMPARE(members(wide + "}"), members(wide + "}\t"));
}

void TestFlowText::addressesAsInetPton()
{
    std::mt19937 random(11);
    const std::string pieces[] = {"0", "1", "10", "255", "256", "01", "999", "1000", ".",
                                  ".", ".", ".",  ":",   "a",   " ",  "x",   ""};
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (int part = 0; part < 7; ++part)
            text += part % 2 && random() % 8 ? "." : pieces[random() % std::size(pieces)];
        IpAddress mine;
        unsigned char bytes[16];
        const bool good = inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
        QCOMPARE(parseAddress(text, mine), good);
        if (good)
            QVERIFY2(*IpAddress::parse(text) == mine, text.c_str());
    }
}

void TestFlowText::numbersAsFromChars()
{
    std::mt19937 random(29);
    const std::string_view others = "/:0 -.\x80";
    const auto compare = [](const std::string& text, auto number) {
        auto whole = number;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
        const bool good = error == std::errc() && end == text.data() + text.size();
        QCOMPARE(parseUnsigned(text, number), good);
        if (good)
            QCOMPARE(number, whole);
    };
    for (int i = 0; i < 200'000; ++i) {
        std::string text;
        for (unsigned size = random() % 22; size > 0; --size)
            text += char('0' + random() % 10);
        if (!text.empty() && random() % 4 == 0)
            text[random() % text.size()] = others[random() % others.size()];
        compare(text, std::uint16_t());
        compare(text, std::uint32_t());
        compare(text, std::uint64_t());
        std::size_t digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
            ++digits;
        if (digits > 0 && text[0] != '0' && (digits == text.size() || text[digits] != '.'))
            QCOMPARE(jsonNumberLength(text), digits);
    }
}

void TestFlowText::epochs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("seconds") << QByteArray("1506848871") << true << 1506848871000000LL;
    QTest::newRow("micros") << QByteArray("1506848871.000001") << true << 1506848871000001LL;
    QTest::newRow("rounded up") << QByteArray("0.0962819999999998") << true << 96282LL;
    QTest::newRow("rounded over") << QByteArray("1.9999996") << true << 2000000LL;
    QTest::newRow("negative") << QByteArray("-1.5") << true << -1500000LL;
    QTest::newRow("exponent") << QByteArray("1e-05") << true << 10LL;
    QTest::newRow("milliseconds") << QByteArray("1506848871123") << true << 1506848871123000LL;
    QTest::newRow("microseconds") << QByteArray("1506848871123456") << true << 1506848871123456LL;
    QTest::newRow("nanoseconds") << QByteArray("1506848871123456789") << true << 1506848871123456LL;
    for (const char* bad :
         {"", "-", ".", "abc", "1.2.3", "1,5", "nan", "inf", "1e300", "99999999999999999999", "0x10", "1 ", "--1"})
        QTest::newRow(bad) << QByteArray(bad) << false << 0LL;
}

void TestFlowText::epochs()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(qint64, micros);
    Micros found = 0;
    QCOMPARE(parseEpoch(text.toStdString(), found), good);
    if (good)
        QCOMPARE(qint64(found), micros);
}

void TestFlowText::spans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("seconds") << QByteArray("12.5") << true << 12500000LL;
    QTest::newRow("clock") << QByteArray("01:02:03.004") << true << 3723004000LL;
    QTest::newRow("days") << QByteArray("2d 00:00:01") << true << 172801000000LL;
    QTest::newRow("exponent") << QByteArray("5e-06") << true << 5LL;
    for (const char* bad : {"", "-1", "abc", "1:2:3", "99999999999999999999", "xd 00:00:01"})
        QTest::newRow(bad) << QByteArray(bad) << false << 0LL;
}

void TestFlowText::spans()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(qint64, micros);
    std::int64_t found = 0;
    QCOMPARE(parseSpan(text.toStdString(), found), good);
    if (good)
        QCOMPARE(qint64(found), micros);
}

void TestFlowText::clocks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<bool>("zone");
    QTest::newRow("blank") << QByteArray("2017-10-01 09:07:51") << true << 1506848871000000LL << false;
    QTest::newRow("fraction") << QByteArray("2017-10-01 09:07:51.942") << true << 1506848871942000LL << false;
    QTest::newRow("Z") << QByteArray("2017-10-01T09:07:51.000001Z") << true << 1506848871000001LL << true;
    QTest::newRow("offset") << QByteArray("2017-10-01T17:37:51+08:30") << true << 1506848871000000LL << true;
    QTest::newRow("offset without colon")
        << QByteArray("2017-10-01T05:07:51-0400") << true << 1506848871000000LL << true;
    QTest::newRow("leap second") << QByteArray("2016-12-31T23:59:60Z") << true << 1483228800000000LL << true;
    for (const char* bad :
         {"", "2017-10-01", "2017-02-29 00:00:00", "2017-13-01 00:00:00", "2017-10-01 24:00:00", "2017-10-01 09:60:00",
          "2017-10-01 09:07:51.", "2017-10-01 09:07:51+24:00", "2017-10-01 09:07:51 ", "2017/10/01 09:07:51",
          "0000-10-01 09:07:51", "2017-10-01x09:07:51"})
        QTest::newRow(bad) << QByteArray(bad) << false << 0LL << false;
}

void TestFlowText::clocks()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QFETCH(qint64, micros);
    QFETCH(bool, zone);
    ClockParser parser;
    for (int again = 0; again < 2; ++again) { // the second time from the remembered date
        ClockText clock;
        QCOMPARE(parser.parse(text.toStdString(), clock), good);
        if (good) {
            QCOMPARE(qint64(clock.local), micros);
            QCOMPARE(clock.hasZone, zone);
        }
    }
}

void TestFlowText::boundary()
{
    QCOMPARE(lineBoundary("a\nb\nc", false), std::size_t(4));
    QCOMPARE(lineBoundary("a\nb\nc", true), std::size_t(5));
    QCOMPARE(lineBoundary("abc", false), std::size_t(0));
    QCOMPARE(lineBoundary("", true), std::size_t(0));
}

void TestFlowText::texts()
{
    QCOMPARE(problemText("caf\xC3\xA9 \xE9\x01\t"), QStringLiteral("café \\xe9\\x01\t"));
    QCOMPARE(problemText(std::string(4095, 'a') + "\xC3\xA9" + "b"), QString(4095, u'a')); // never half a character
    QCOMPARE(firstBadUtf8("abcdefghijklmn\xFF"), std::size_t(14));
    QCOMPARE(firstBadUtf8("abcdefgh\xF0\x9D\x84\x9E"), std::string_view::npos);
}

QTEST_APPLESS_MAIN(TestFlowText)
#include "tst_flowtext.moc"
