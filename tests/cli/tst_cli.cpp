// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line's contract, through the real program: verbs, JSON shapes and exit codes.
#include "tests/cli/cli.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void exitCodes_data();
    void exitCodes();
    void makesAndDescribesACase();
    void keepsWindows();
    void keepsSubjects();
    void eventsByHand();
    void annotates();
    void importsAMappedCsv();
    void importsAFolderAndGoesOn();
    void mergesAndSeparatesEvents();
    void readsQueriesAndActors();
    void refusesBadFilters();
    void listsFormatsAndMeasures();
    void exportsABagThatOthersCanCheck();
    void pinsAndVerifiesFindings();
    void asksASeries();

private:
    QString file(const QString& name, const QByteArray& content) const;
    QTemporaryDir m_folder;
    QString m_case;
};

QString TestCli::file(const QString& name, const QByteArray& content) const
{
    const QString path = m_folder.filePath(name);
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        return {};
    out.write(content);
    return path;
}

void TestCli::initTestCase()
{
    m_case = m_folder.filePath(QStringLiteral("case.tideline"));
    const Run run = cli({QStringLiteral("new"), m_case, QStringLiteral("--title"), QStringLiteral("A test"),
                         QStringLiteral("--zone"), QStringLiteral("Asia/Pyongyang"), QStringLiteral("--number"),
                         QStringLiteral("N-1"), QStringLiteral("--examiner"), QStringLiteral("Ada")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestCli::exitCodes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("expected");
    QTest::newRow("no verb") << QStringList{} << 2;
    QTest::newRow("help") << QStringList{QStringLiteral("help")} << 0;
    QTest::newRow("unknown verb") << QStringList{QStringLiteral("frobnicate")} << 2;
    QTest::newRow("missing case") << QStringList{QStringLiteral("info"), QStringLiteral("/nonexistent/x.tideline")}
                                  << 2;
    QTest::newRow("unknown option") << QStringList{QStringLiteral("info"), QStringLiteral("x"),
                                                   QStringLiteral("--colour")}
                                    << 2;
    QTest::newRow("too few words") << QStringList{QStringLiteral("measure"), QStringLiteral("x")} << 2;
    QTest::newRow("bad zone") << QStringList{QStringLiteral("new"), QStringLiteral("/tmp/never.tideline"),
                                             QStringLiteral("--zone"), QStringLiteral("Mars/Olympus")}
                              << 2;
}

void TestCli::exitCodes()
{
    QFETCH(QStringList, words);
    const Run run = cli(words);
    QTEST(run.exitCode, "expected");
    if (run.exitCode == 2 && !words.isEmpty())
        QVERIFY2(run.err.startsWith("tideline-cli: ") && run.err.count('\n') == 1, run.err.constData());
}

void TestCli::makesAndDescribesACase()
{
    const QJsonObject info = cli({QStringLiteral("info"), m_case, QStringLiteral("--json")}).json();
    QCOMPARE(info[QStringLiteral("title")].toString(), QStringLiteral("A test"));
    QCOMPARE(info[QStringLiteral("zone")].toString(), QStringLiteral("Asia/Pyongyang"));
    QCOMPARE(info[QStringLiteral("number")].toString(), QStringLiteral("N-1"));
    QVERIFY(info[QStringLiteral("schema_version")].toInt() >= 1);
    QVERIFY(info[QStringLiteral("counts")].toObject().contains(QStringLiteral("events")));
    const Run again = cli({QStringLiteral("new"), m_case});
    QCOMPARE(again.exitCode, 2); // never overwrites
    const QJsonObject verified = cli({QStringLiteral("verify"), m_case, QStringLiteral("--json")}).json();
    QCOMPARE(verified[QStringLiteral("intact")].toBool(), true);
}

void TestCli::keepsWindows()
{
    QCOMPARE(
        cli({QStringLiteral("windows"), m_case, QStringLiteral("add"), QStringLiteral("B"), QStringLiteral("--from"),
             QStringLiteral("2019-01-01"), QStringLiteral("--to"), QStringLiteral("2019-11-01")})
            .exitCode,
        0);
    QCOMPARE(
        cli({QStringLiteral("windows"), m_case, QStringLiteral("add"), QStringLiteral("A"), QStringLiteral("--from"),
             QStringLiteral("2017-04"), QStringLiteral("--to"), QStringLiteral("2017-07-06T00:00:00Z")})
            .exitCode,
        0);
    const QJsonArray windows =
        cli({QStringLiteral("windows"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("windows")].toArray();
    QCOMPARE(windows.size(), 2);
    const QJsonObject a = windows[0].toObject(), b = windows[1].toObject();
    QCOMPARE(a[QStringLiteral("name")].toString(), QStringLiteral("A"));
    // April 2017 in Pyongyang begins at 15:30 UTC, since its clocks stood at +08:30.
    QCOMPARE(a[QStringLiteral("from")].toString(), QStringLiteral("2017-03-31T15:30:00.000000Z"));
    QCOMPARE(a[QStringLiteral("to")].toString(), QStringLiteral("2017-07-06T00:00:00.000000Z"));
    QCOMPARE(b[QStringLiteral("from")].toString(), QStringLiteral("2018-12-31T15:00:00.000000Z"));
    QCOMPARE(b[QStringLiteral("to")].toString(), QStringLiteral("2019-11-01T15:00:00.000000Z")); // the end of that day
    QCOMPARE(cli({QStringLiteral("windows"), m_case, QStringLiteral("remove"), QStringLiteral("A")}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("windows"), m_case, QStringLiteral("remove"), QStringLiteral("Z")}).exitCode, 2);
}

void TestCli::keepsSubjects()
{
    QCOMPARE(cli({QStringLiteral("subjects"), m_case, QStringLiteral("add"), QStringLiteral("Us"),
                  QStringLiteral("--prefix"), QStringLiteral("10.0.0.0/8"), QStringLiteral("2001:db8::/32"),
                  QStringLiteral("--asn"), QStringLiteral("64500"), QStringLiteral("AS64501"), QStringLiteral("--zone"),
                  QStringLiteral("Asia/Tehran")})
                 .exitCode,
             0);
    const QJsonArray subjects = cli({QStringLiteral("subjects"), m_case, QStringLiteral("--json")})
                                    .json()[QStringLiteral("subjects")]
                                    .toArray();
    QCOMPARE(subjects.size(), 1);
    const QJsonObject us = subjects[0].toObject();
    QCOMPARE(us[QStringLiteral("prefixes")].toArray(),
             (QJsonArray{QStringLiteral("10.0.0.0/8"), QStringLiteral("2001:db8::/32")}));
    QCOMPARE(us[QStringLiteral("asns")].toArray(), (QJsonArray{64500, 64501}));
    QCOMPARE(us[QStringLiteral("zone")].toString(), QStringLiteral("Asia/Tehran"));
    QCOMPARE(cli({QStringLiteral("subjects"), m_case, QStringLiteral("add"), QStringLiteral("Bad"),
                  QStringLiteral("--prefix"), QStringLiteral("10.0.0.1/8")})
                 .exitCode,
             2);
    QCOMPARE(cli({QStringLiteral("subjects"), m_case, QStringLiteral("remove"), QStringLiteral("Us")}).exitCode, 0);
}

void TestCli::eventsByHand()
{
    const Run added =
        cli({QStringLiteral("event"), m_case, QStringLiteral("add"), QStringLiteral("--title"),
             QStringLiteral("A theft"), QStringLiteral("--at"), QStringLiteral("2017-10"), QStringLiteral("--category"),
             QStringLiteral("hack"), QStringLiteral("amount_taken=81000000 USD"), QStringLiteral("country=BD;PH"),
             QStringLiteral("source=one; two")});
    QVERIFY2(added.exitCode == 0, added.err.constData());
    const QString id = QString::fromUtf8(added.out).trimmed();
    QJsonObject rows = cli({QStringLiteral("rows"), m_case, QStringLiteral("events"), QStringLiteral("--json")}).json();
    QCOMPARE(rows[QStringLiteral("total")].toInt(), 1);
    QCOMPARE(column(rows, QStringLiteral("title"))[0].toString(), QStringLiteral("A theft"));
    QCOMPARE(column(rows, QStringLiteral("precision"))[0].toString(), QStringLiteral("month"));
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("edit"), id, QStringLiteral("title=A larger theft")})
                 .exitCode,
             0);
    rows = cli({QStringLiteral("rows"), m_case, QStringLiteral("events"), QStringLiteral("--where"),
                QStringLiteral("larger and category == hack"), QStringLiteral("--json")})
               .json();
    QCOMPARE(rows[QStringLiteral("total")].toInt(), 1);
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("edit"), id, QStringLiteral("colour=red")}).exitCode,
             2);
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("edit"), id, QStringLiteral("amount_taken=much")})
                 .exitCode,
             2);
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("remove"), id}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("remove"), id}).exitCode, 2);
}

void TestCli::annotates()
{
    QCOMPARE(cli({QStringLiteral("annotate"), m_case, QStringLiteral("--text"), QStringLiteral("look here"),
                  QStringLiteral("--from"), QStringLiteral("2019-05-01"), QStringLiteral("--to"),
                  QStringLiteral("2019-05-03"), QStringLiteral("--tag"), QStringLiteral("x")})
                 .exitCode,
             0);
    QCOMPARE(cli({QStringLiteral("annotate"), m_case, QStringLiteral("--text"), QStringLiteral("nowhere")}).exitCode,
             2);
    QCOMPARE(cli({QStringLiteral("annotate"), m_case, QStringLiteral("--text"), QStringLiteral("x"),
                  QStringLiteral("--event"), QStringLiteral("E999")})
                 .exitCode,
             2);
    QCOMPARE(cli({QStringLiteral("info"), m_case, QStringLiteral("--json")})
                 .json()[QStringLiteral("counts")]
                 .toObject()[QStringLiteral("annotations")]
                 .toInt(),
             1);
}

void TestCli::importsAMappedCsv()
{
    const QString csv = file(QStringLiteral("incidents.csv"),
                             "Day;What;Kind\n2018-01-02;First;a\n2018-13-02;Broken;a\n2018-02;Second;b\n");
    const QStringList import = {QStringLiteral("import"),
                                m_case,
                                csv,
                                QStringLiteral("--set"),
                                QStringLiteral("map.time=Day"),
                                QStringLiteral("--set"),
                                QStringLiteral("map.title=What"),
                                QStringLiteral("--set"),
                                QStringLiteral("map.category=Kind"),
                                QStringLiteral("--json")};
    const Run run = cli(import);
    QVERIFY2(run.exitCode == 3, run.err.constData()); // done, but a row was rejected
    const QJsonObject one = run.json()[QStringLiteral("files")].toArray()[0].toObject();
    QCOMPARE(one[QStringLiteral("read")].toInt(), 3);
    QCOMPARE(one[QStringLiteral("accepted")].toInt(), 2);
    QCOMPARE(one[QStringLiteral("rejected")].toInt(), 1);
    QCOMPARE(one[QStringLiteral("problems")].toArray()[0].toObject()[QStringLiteral("line")].toInt(), 3);
    const Run again = cli(import);
    QCOMPARE(again.exitCode, 0); // known: nothing added
    QCOMPARE(again.json()[QStringLiteral("files")].toArray()[0].toObject()[QStringLiteral("accepted")].toInt(), 0);
    const QJsonArray sources =
        cli({QStringLiteral("sources"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("sources")].toArray();
    QCOMPARE(sources.size(), 1);
    const QString id = QString::number(sources[0].toObject()[QStringLiteral("id")].toInteger());
    const auto events = [this] {
        return cli({QStringLiteral("rows"), m_case, QStringLiteral("events"), QStringLiteral("--json")})
            .json()[QStringLiteral("total")]
            .toInt();
    };
    QCOMPARE(events(), 2);
    QCOMPARE(cli({QStringLiteral("sources"), m_case, QStringLiteral("withdraw"), id}).exitCode, 0);
    QCOMPARE(events(), 0);
    QCOMPARE(cli({QStringLiteral("sources"), m_case, QStringLiteral("restore"), id}).exitCode, 0);
    QCOMPARE(events(), 2);
    QCOMPARE(cli({QStringLiteral("rows"), m_case, QStringLiteral("problems"), QStringLiteral("--json")})
                 .json()[QStringLiteral("total")]
                 .toInt(),
             1);
    QCOMPARE(cli({QStringLiteral("import"), m_case, m_folder.filePath(QStringLiteral("no-such-file"))}).exitCode, 2);
}

void TestCli::importsAFolderAndGoesOn()
{
    const QString path = m_folder.filePath(QStringLiteral("folder.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), path}).exitCode, 0);
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("in/deep")));
    QByteArray list = "date,title,category\n";
    for (int day = 1; day <= 20; ++day)
        list += "2019-05-" + QByteArray::number(100 + day).mid(1) + ",Day " + QByteArray::number(day) + ",hack\n";
    file(QStringLiteral("in/b.csv"), list + "yesterday,Unknown,hack\n");
    file(QStringLiteral("in/a.bin"), QByteArray(300, '\0'));
    file(QStringLiteral("in/deep/c.csv"), "date,title,category\n2019-05-06,Three,hack\n");
    const Run run =
        cli({QStringLiteral("import"), path, m_folder.filePath(QStringLiteral("in")), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 2); // one could not be read, which wins over rejected rows
    QVERIFY2(run.err.contains("a.bin"), run.err.constData());
    const QJsonArray files = run.json()[QStringLiteral("files")].toArray();
    QCOMPARE(files.size(), 2); // the good ones landed
    QVERIFY(files[1].toObject()[QStringLiteral("path")].toString().endsWith(QStringLiteral("/deep/c.csv")));
    QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("in/a.bin"))));
    QCOMPARE(cli({QStringLiteral("import"), path, m_folder.filePath(QStringLiteral("in"))}).exitCode, 0); // all known
}

void TestCli::mergesAndSeparatesEvents()
{
    const QString path = m_folder.filePath(QStringLiteral("merge.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), path}).exitCode, 0);
    const QString one =
        file(QStringLiteral("one.csv"), "date,title,category,country\n2019-05-04,KN-23,missile test,KP\n");
    const QString two = file(QStringLiteral("two.csv"), "date,title,category,country\n"
                                                        "2019-05-04,Short-range launch,missile test,KP\n");
    QCOMPARE(cli({QStringLiteral("import"), path, one}).exitCode, 0);
    const Run run = cli({QStringLiteral("import"), path, two, QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    const QJsonArray merged = run.json()[QStringLiteral("files")][0][QStringLiteral("merged")].toArray();
    QCOMPARE(merged.size(), 1);
    const QJsonObject pair = merged[0].toObject();
    QCOMPARE(pair[QStringLiteral("disagrees")][0].toString(), QStringLiteral("title: KN-23 | Short-range launch"));
    const auto events = [&] {
        return cli({QStringLiteral("info"), path, QStringLiteral("--json")})
            .json()[QStringLiteral("counts")][QStringLiteral("events")]
            .toInt();
    };
    QCOMPARE(events(), 1);
    const QJsonArray listed = cli({QStringLiteral("event"), path, QStringLiteral("merges"), QStringLiteral("--json")})
                                  .json()[QStringLiteral("merges")]
                                  .toArray();
    QCOMPARE(listed, merged);
    const QString id = pair[QStringLiteral("event")].toString();
    QCOMPARE(cli({QStringLiteral("event"), path, QStringLiteral("split"), id}).exitCode, 0);
    QCOMPARE(events(), 2);
    QCOMPARE(cli({QStringLiteral("event"), path, QStringLiteral("split"), id}).exitCode, 2);
    QCOMPARE(cli({QStringLiteral("sources"), path, QStringLiteral("withdraw"), QStringLiteral("1")}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("sources"), path, QStringLiteral("restore"), QStringLiteral("1")}).exitCode, 0);
    QCOMPARE(events(), 2); // for good
}

void TestCli::readsQueriesAndActors()
{
    const QString path = m_folder.filePath(QStringLiteral("dns.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), path}).exitCode, 0);
    const QString log =
        file(QStringLiteral("dns.log"),
             "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
             "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqtype_name\trcode_name\n"
             "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tstring\tstring\n"
             "1500000000.0\tC1\t10.0.0.1\t4000\t10.0.0.53\t53\tudp\twww.example.org\tA\tNOERROR\n"
             "1500000060.0\tC2\t10.0.0.2\t4001\t10.0.0.53\t53\tudp\tx.example.net\tTXT\tNXDOMAIN\n");
    const Run run = cli({QStringLiteral("import"), path, log, QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json()[QStringLiteral("files")][0][QStringLiteral("accepted")].toInt(), 2);
    const QJsonObject rows = cli({QStringLiteral("rows"), path, QStringLiteral("dns"), QStringLiteral("--where"),
                                  QStringLiteral("type == TXT"), QStringLiteral("--json")})
                                 .json();
    QCOMPARE(rows[QStringLiteral("total")].toInt(), 1);
    QCOMPARE(column(rows, QStringLiteral("query"))[0].toString(), QStringLiteral("x.example.net"));
    QCOMPARE(column(rows, QStringLiteral("time"))[0].toString(), QStringLiteral("2017-07-14T02:41:00.000000Z"));
    const QJsonObject first = cli({QStringLiteral("rows"), path, QStringLiteral("dns"), QStringLiteral("--limit"),
                                   QStringLiteral("1"), QStringLiteral("--json")})
                                  .json();
    QCOMPARE(first[QStringLiteral("rows")].toArray().size(), 1);
    QCOMPARE(first[QStringLiteral("total")].toInt(), 2);
    QCOMPARE(cli({QStringLiteral("rows"), path, QStringLiteral("dns"), QStringLiteral("--from"),
                  QStringLiteral("2018-01-01"), QStringLiteral("--json")})
                 .json()[QStringLiteral("total")]
                 .toInt(-1),
             0);
    const Run bad = cli({QStringLiteral("rows"), path, QStringLiteral("dns"), QStringLiteral("--where"),
                         QStringLiteral("querry == x")});
    QCOMPARE(bad.exitCode, 2);
    QVERIFY2(bad.err.contains("character 1") && bad.err.contains("query"), bad.err.constData());
    const Run routes = cli({QStringLiteral("rows"), path, QStringLiteral("routes"), QStringLiteral("--csv")});
    QCOMPARE(routes.out, QByteArray("time,kind,prefix,peer,peer_as,path,origin,upstream,source,line\r\n"));
    const QJsonObject counts =
        cli({QStringLiteral("info"), path, QStringLiteral("--json")}).json()[QStringLiteral("counts")].toObject();
    QCOMPARE(counts[QStringLiteral("dns")].toInt(), 2);
    QCOMPARE(counts[QStringLiteral("routes")].toInt(-1), 0);

    const QJsonObject none = cli({QStringLiteral("actors"), path, QStringLiteral("resolve"), QStringLiteral("Lazarus"),
                                  QStringLiteral("--json")})
                                 .json();
    QCOMPARE(none[QStringLiteral("actors")].toArray().size(), 0);
    QCOMPARE(none[QStringLiteral("ambiguous")].toBool(true), false);
    QCOMPARE(cli({QStringLiteral("actors"), path, QStringLiteral("resolve")}).exitCode, 2);
}

void TestCli::refusesBadFilters()
{
    for (const char* where : {"nosuch == 1", "category ==", "(category == hack", "port == 80", "category ~ /[/"}) {
        const Run run = cli({QStringLiteral("rows"), m_case, QStringLiteral("events"), QStringLiteral("--where"),
                             QLatin1String(where)});
        QVERIFY2(run.exitCode == 2, where);
        QVERIFY2(run.err.toLower().contains("character"), run.err.constData());
    }
}

void TestCli::listsFormatsAndMeasures()
{
    const QJsonArray formats =
        cli({QStringLiteral("formats"), QStringLiteral("--json")}).json()[QStringLiteral("formats")].toArray();
    QVERIFY(formats.size() >= 10);
    for (const QJsonValue& format : formats) {
        for (const char* key : {"name", "kind", "direction", "description"})
            QVERIFY(!format.toObject()[QLatin1String(key)].toString().isEmpty());
    }
    const QJsonArray measures =
        cli({QStringLiteral("measures"), QStringLiteral("--json")}).json()[QStringLiteral("measures")].toArray();
    QStringList names;
    for (const QJsonValue& measure : measures) {
        names += measure.toObject()[QStringLiteral("name")].toString();
        QVERIFY(!measure.toObject()[QStringLiteral("columns")].toArray().isEmpty());
    }
    for (const char* name : {"volume", "index", "compare", "rhythm", "routes", "services", "counts", "losses"})
        QVERIFY2(names.contains(QLatin1String(name)), name);
    QCOMPARE(cli({QStringLiteral("measure"), m_case, QStringLiteral("nosuch")}).exitCode, 2);
    QCOMPARE(cli({QStringLiteral("measure"), m_case, QStringLiteral("volume")}).exitCode,
             2); // no flows, and it says so
}

void TestCli::exportsABagThatOthersCanCheck()
{
    const QString bag = m_folder.filePath(QStringLiteral("bag"));
    const Run run = cli({QStringLiteral("export"), m_case, QStringLiteral("--format"), QStringLiteral("bag"),
                         QStringLiteral("--out"), bag});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QProcess check;
    check.setWorkingDirectory(bag);
    check.start(QStringLiteral("sha256sum"),
                {QStringLiteral("-c"), QStringLiteral("--quiet"), QStringLiteral("manifest-sha256.txt")});
    QVERIFY(check.waitForFinished());
    QCOMPARE(check.exitCode(), 0);
    QCOMPARE(cli({QStringLiteral("verify"), bag}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("export"), m_case, QStringLiteral("--format"), QStringLiteral("bag"),
                  QStringLiteral("--out"), bag})
                 .exitCode,
             2);
    QFile report(bag + QStringLiteral("/data/report.html"));
    QVERIFY(report.open(QIODevice::Append));
    report.write(" ");
    report.close();
    const Run altered = cli({QStringLiteral("verify"), bag, QStringLiteral("--json")});
    QCOMPARE(altered.exitCode, 1);
    QCOMPARE(altered.json()[QStringLiteral("intact")].toBool(), false);
    const QString zip = m_folder.filePath(QStringLiteral("bag.zip"));
    QCOMPARE(cli({QStringLiteral("export"), m_case, QStringLiteral("--format"), QStringLiteral("bag"),
                  QStringLiteral("--out"), zip})
                 .exitCode,
             0);
    QCOMPARE(cli({QStringLiteral("verify"), zip}).exitCode, 0);
}

void TestCli::pinsAndVerifiesFindings()
{
    const QStringList pin = {QStringLiteral("finding"),   m_case,
                             QStringLiteral("pin"),       QStringLiteral("--measure"),
                             QStringLiteral("counts"),    QStringLiteral("--by"),
                             QStringLiteral("category"),  QStringLiteral("--statement"),
                             QStringLiteral("Two events")};
    const Run pinned = cli(pin);
    QVERIFY2(pinned.exitCode == 0, pinned.err.constData());
    QCOMPARE(cli({QStringLiteral("finding"), m_case, QStringLiteral("verify")}).exitCode, 0);
    QCOMPARE(cli({QStringLiteral("event"), m_case, QStringLiteral("add"), QStringLiteral("--title"),
                  QStringLiteral("One more"), QStringLiteral("--at"), QStringLiteral("2020")})
                 .exitCode,
             0);
    const Run changed = cli({QStringLiteral("finding"), m_case, QStringLiteral("verify"), QStringLiteral("--json")});
    QCOMPARE(changed.exitCode, 1);
    QCOMPARE(changed.json()[QStringLiteral("findings")].toArray()[0].toObject()[QStringLiteral("state")].toString(),
             QStringLiteral("changed"));
}

/// Prices of a coin, one row a day: `close` gives that of a day of 2019, counted from 0.
static QByteArray prices(int from, int to, int (*close)(int))
{
    QByteArray rows = "Symbol,Date,High,Low,Open,Close,Volume,Marketcap\n";
    for (int day = from; day < to; ++day) {
        const QByteArray date = QDate(2019, 1, 1).addDays(day).toString(Qt::ISODate).toLatin1();
        rows += "XMR," + date + " 23:59:59,70,30,50," + QByteArray::number(close(day)) + ",1000,5\n";
    }
    return rows;
}

/// A series in place of flows: its name, unit and source in the answer; a finding on it follows its values.
void TestCli::asksASeries()
{
    const QString name = m_folder.filePath(QStringLiteral("prices.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), name}).exitCode, 0);
    const auto close = [](int day) { return (day % 2 == 0 ? 45 : 55) * (day < 40 ? 1 : 3); };
    const QString first = file(QStringLiteral("spring.csv"), prices(0, 80, close));
    QCOMPARE(cli({QStringLiteral("import"), name, first}).exitCode, 0);
    const auto ask = [&](const QString& of, const QString& measure = QStringLiteral("changepoints")) {
        return cli({QStringLiteral("measure"), name, measure, QStringLiteral("--of"), of, QStringLiteral("--json")});
    };
    const Run run = ask(QStringLiteral("xmr close"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject answer = run.json();
    const QString series = QStringLiteral("XMR · close (USD)");
    QCOMPARE(answer[QStringLiteral("question")].toObject()[QStringLiteral("series")].toString(), series);
    QCOMPARE(column(answer, QStringLiteral("at")), QJsonArray{QStringLiteral("2019-02-10T00:00:00.000000Z")});
    QCOMPARE(column(answer, QStringLiteral("before")), QJsonArray{50});
    QCOMPARE(column(answer, QStringLiteral("after")), QJsonArray{150});
    QCOMPARE(answer[QStringLiteral("columns")].toArray()[1].toObject()[QStringLiteral("unit")].toString(),
             QStringLiteral("USD"));
    const QJsonObject provenance = answer[QStringLiteral("provenance")].toObject();
    const QJsonArray sources = provenance[QStringLiteral("sources")].toArray();
    QCOMPARE(sources.size(), 1);
    QCOMPARE(sources[0].toObject()[QStringLiteral("name")].toString(), QStringLiteral("spring.csv"));
    QCOMPARE(ask(series).json(), answer);
    const Run misspelt = ask(QStringLiteral("xmr clsoe"));
    QCOMPARE(misspelt.exitCode, 2);
    QVERIFY2(misspelt.err.contains("Nearest: XMR · close (USD)"), misspelt.err.constData());
    const Run ambiguous = ask(QStringLiteral("XMR"));
    QCOMPARE(ambiguous.exitCode, 2);
    QVERIFY2(ambiguous.err.contains("any of 6 series"), ambiguous.err.constData());
    const QJsonObject levels = ask(QStringLiteral("xmr close"), QStringLiteral("volume")).json();
    QCOMPARE(levels[QStringLiteral("rows")].toArray().size(), 80);
    QCOMPARE(levels[QStringLiteral("headline")].toObject()[QStringLiteral("value")].toDouble(), 100.0);
    QCOMPARE(ask(QStringLiteral("xmr close"), QStringLiteral("index")).exitCode, 2);
    QCOMPARE(ask({}).exitCode, 2);
    QCOMPARE(cli({QStringLiteral("finding"), name, QStringLiteral("pin"), QStringLiteral("--measure"),
                  QStringLiteral("changepoints"), QStringLiteral("--of"), QStringLiteral("close"),
                  QStringLiteral("--statement"), QStringLiteral("It tripled")})
                 .exitCode,
             0);
    const QStringList verify = {QStringLiteral("finding"), name, QStringLiteral("verify")};
    QCOMPARE(cli(verify).exitCode, 0);
    const QString second = file(QStringLiteral("summer.csv"), prices(20, 30, [](int) { return 500; }));
    QCOMPARE(cli({QStringLiteral("import"), name, second}).exitCode, 0);
    const QJsonObject after = ask(series).json()[QStringLiteral("provenance")].toObject();
    QCOMPARE(after[QStringLiteral("sources")].toArray().size(), 2);
    QVERIFY(after[QStringLiteral("fingerprint")] != provenance[QStringLiteral("fingerprint")]);
    QCOMPARE(cli(verify).exitCode, 1);
    QCOMPARE(cli({QStringLiteral("sources"), name, QStringLiteral("withdraw"), QStringLiteral("2")}).exitCode, 0);
    QCOMPARE(cli(verify).exitCode, 0);
    QCOMPARE(ask(series).json(), answer);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
