// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are made to hurt, through the real program: it ends by itself, says what is wrong, takes less than 500
// MiB, and the case is what it was.
#include "tests/cli/cli.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sys/resource.h>

class TestBadInput : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void pictures_data();
    void pictures();
    void noReaderKnowsPictures();
    void memory_data();
    void memory();
    void childDies_data();
    void childDies();
    void templatesOfTheEntryBefore();

private:
    QString file(const QString& name, const QByteArray& bytes) const;
    Run import(const QStringList& more) const { return cli(QStringList{QStringLiteral("import"), m_case} + more); }
    QJsonObject counts() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_case;
};

void TestBadInput::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_case = m_folder->filePath(QStringLiteral("case.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), m_case}).exitCode, 0);
}

QString TestBadInput::file(const QString& name, const QByteArray& bytes) const
{
    const QString path = m_folder->filePath(name);
    QFile out(path);
    return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? path : QString();
}

QJsonObject TestBadInput::counts() const
{
    return cli({QStringLiteral("info"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("counts")].toObject();
}

// --- R-38

/// Each says that it is 60,000 x 60,000: who decodes it asks for 14 GB.
void TestBadInput::pictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("png") << QByteArray::fromHex("89504e470d0a1a0a0000000d49484452"
                                                "0000ea600000ea600806000000ba01be44"
                                                "0000000049454e44ae426082");
    QTest::newRow("jpeg") << QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000"
                                                 "ffc0001108ea60ea6003012200021101031101ffd9");
    QTest::newRow("gif") << QByteArray::fromHex("47494638396160ea60eaf70000") + QByteArray(768, '\0') + ';';
    QTest::newRow("bmp") << QByteArray::fromHex("424d360000000000000036000000280000006"
                                                "0ea000060ea00000100180000000000000000000000000000000000"
                                                "0000000000000000");
    QTest::newRow("ico") << QByteArray::fromHex("00000100010000000000010020001600000016000000") +
                                QByteArray::fromHex("89504e470d0a1a0a0000000d494844520000ea600000ea60");
    QTest::newRow("webp") << QByteArray("RIFF\x1a\0\0\0WEBPVP8L", 16) + QByteArray::fromHex("0d0000002f5fea97ba000000");
    QTest::newRow("svg") << QByteArray(
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60000\" "
        "height=\"60000\"><g id=\"a\"/><g id=\"b\"><use href=\"#a\"/><use href=\"#a\"/></g>"
        "<g id=\"c\"><use href=\"#b\"/><use href=\"#b\"/></g></svg>\n");
}

void TestBadInput::pictures()
{
    QFETCH(QByteArray, bytes);
    const QString path = file(QStringLiteral("picture"), bytes);
    const Run run = import({path});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains("The format was not recognised"), run.err.constData());
    if (qstrcmp(QTest::currentDataTag(), "png") != 0)
        return;
    // Called a log, a list or a capture it is still nothing but bytes.
    for (const QJsonValue& format :
         cli({QStringLiteral("formats"), QStringLiteral("--json")}).json()[QStringLiteral("formats")].toArray()) {
        if (!format[u"direction"].toString().contains(QStringLiteral("read")))
            continue;
        const QString name = format[u"name"].toString();
        const Run named = import({path, QStringLiteral("--format"), name, QStringLiteral("--dry-run")});
        QVERIFY2(named.exitCode == 0 || named.exitCode == 2 || named.exitCode == 3, qPrintable(name));
    }
    QCOMPARE(counts()[QStringLiteral("sources")].toInt(), 0);
}

void TestBadInput::noReaderKnowsPictures()
{
    int files = 0;
    for (const char* room : {"importers", "store"}) {
        QDirIterator it(QStringLiteral(TIDELINE_SOURCE_DIR "/models/") + QLatin1String(room),
                        {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("CMakeLists.txt")}, QDir::Files,
                        QDirIterator::Subdirectories);
        for (; it.hasNext(); ++files) {
            QFile source(it.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            const QByteArray text = source.readAll();
            for (const char* decoder : {"QImage", "QPixmap", "QPicture", "QMovie", "QSvg", "QIcon", "Qt6::Gui"})
                QVERIFY2(!text.contains(decoder), qPrintable(source.fileName()));
        }
    }
    QVERIFY(files > 100);
}

// --- no file takes more than 500 MiB

namespace {

using Piece = std::function<QByteArray(int)>;
using Make = std::function<QByteArray()>;

/// `piece(i)` over and over up to the size.
QByteArray repeated(const QByteArray& head, const Piece& piece, const QByteArray& end, qsizetype size)
{
    QByteArray bytes = head;
    bytes.reserve(size + 4096);
    for (int i = 0; bytes.size() < size; ++i)
        bytes += piece(i);
    return bytes + end;
}

QByteArray comma(int i)
{
    return i == 0 ? QByteArray() : QByteArray(",");
}

QByteArray number(int i)
{
    return QByteArray::number(i).rightJustified(8, '0');
}

} // namespace

void TestBadInput::memory_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("says"); // of a problem; empty = all is read
    constexpr qsizetype document = 62 * 1024 * 1024, small = 10 * 1024 * 1024;
    const QByteArray bundle = R"({"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":[)";
    const QByteArray event =
        R"({"Event":{"uuid":"00000000-0000-4000-8000-000000000001","info":"x","date":"2020-01-01","Attribute":[)";
    const QByteArray zeek = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
                            "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n"
                            "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\n"
                            "1506848871.0\tC\t192.0.2.1\t1\t192.0.2.2\t2\ttcp\n";
    const auto campaign = [](int i) {
        return comma(i) + R"({"type":"campaign","spec_version":"2.1","id":"campaign--)" + number(i) +
               R"(-0000-4000-8000-000000000000","created":"2020-01-01T00:00:00Z","modified":"2020-01-01T00:00:00Z",)" +
               R"("name":"c","first_seen":"2019-01-02T00:00:00Z"})";
    };
    const auto attribute = [](int i) {
        return comma(i) + R"({"uuid":")" + number(i) + R"(-0000-4000-8000-000000000000","type":"ip-dst",)" +
               R"("category":"Network activity","value":"192.0.2.1","first_seen":"2020-01-01T00:00:00Z"})";
    };
    const auto entity = [](int i) {
        return R"({"id":"a)" + number(i) + R"(","caption":"n","schema":"Person","properties":{"name":["n"],)" +
               R"("topics":["sanction"]},"datasets":["x"],"first_seen":"2020-01-01T00:00:00","target":true})" + "\n";
    };
    const auto row = [](int i) { return comma(i) + R"({"date":"2015-01-01","title":"t)" + number(i) + "\"}"; };
    const auto always = [](const QByteArray& piece, bool listed) {
        return [=](int i) { return listed ? comma(i) + piece : piece; };
    };
    const QString tooMany = QStringLiteral("over 50,000 records in one document");
    const auto add = [](const char* name, const QByteArray& head, const Piece& piece, const QByteArray& end,
                        qsizetype size, const QString& says) {
        QTest::newRow(name) << Make([=] { return repeated(head, piece, end, size); }) << says;
    };
    if (qEnvironmentVariableIsSet("TIDELINE_LONG")) {
        add("STIX of small objects", bundle, campaign, "]}", document, tooMany);
        add("STIX of nothing", bundle, always("{}", true), "]}", document, QStringLiteral("the object has no “type”"));
        add("STIX of damage", bundle, always("{a}", true), "]}", small, QStringLiteral("a name in quotes is expected"));
        add("MISP of small attributes", event, attribute, "]}}", document, tooMany);
        add("entities without end", {}, entity, {}, document,
            QStringLiteral("the list is too long to be joined in memory"));
    }
    add("table in JSON", "[", row, "]", 8'000'000, {});
    add("larger table in JSON", "[", row, "]", small,
        QStringLiteral("a record of over 8 MiB; it was skipped: a document is read whole"));
    add("short events", "date,title\n", always("2015,a\n", false), {}, small / 8, {});
    add("AS numbers by the thousand", {}, always("apnic|KP|asn|1|65536|20091221|allocated\n", false), {}, 300'000,
        QStringLiteral("give away over 500,000 numbers"));
    add("short lines in a log", zeek, always("x\n", false), {}, small / 2, QStringLiteral("fields"));
}

void TestBadInput::memory()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("the sanitizer takes most of the memory");
#endif
    QFETCH(Make, make);
    QFETCH(QString, says);
    // Gone from here before the program starts: a child counts what its parent held when it was born.
    const QString path = file(QStringLiteral("hostile"), make());
    QVERIFY(!path.isEmpty());
    const Run run = import({path, QStringLiteral("--dry-run"), QStringLiteral("--json")});
    QFile::remove(path);
    QCOMPARE(run.exitCode, says.isEmpty() ? 0 : 3);
    const QJsonObject report = run.json()[QStringLiteral("files")].toArray().first().toObject();
    QCOMPARE(report[QStringLiteral("read")].toInteger(), report[QStringLiteral("accepted")].toInteger() +
                                                             report[QStringLiteral("rejected")].toInteger() +
                                                             report[QStringLiteral("duplicates")].toInteger());
    const QJsonArray problems = report[QStringLiteral("problems")].toArray();
    QCOMPARE(problems.isEmpty(), says.isEmpty());
    if (!says.isEmpty())
        QVERIFY2(problems.first()[u"reason"].toString().contains(says),
                 qPrintable(problems.first()[u"reason"].toString()));
    // The most that any child of this test has taken so far: the first row that is over it is the one.
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    const qint64 mebibytes = children.ru_maxrss / 1024;
    qInfo("%lld MiB", static_cast<long long>(mebibytes));
    QVERIFY2(mebibytes <= 500, qPrintable(QString::number(mebibytes)));
}

// --- R-43

void TestBadInput::childDies_data()
{
    QTest::addColumn<QByteArray>("script");
    const QByteArray row = "1546300800.000,0.000,6,192.0.2.1,192.0.2.2,1,2,......S.,1,60,0,0,1,0,0,0,192.0.2.9,1";
    for (const int rows : {0, 1, 7, 40})
        QTest::newRow(qPrintable(QStringLiteral("killed after %1 rows").arg(rows)))
            << "yes " + row + " | head -n " + QByteArray::number(rows) + "\nkill -9 $$\n";
    QTest::newRow("crashes in a row") << QByteArray("printf 1546300800.000,0.0\nkill -SEGV $$\n");
    QTest::newRow("garbage") << QByteArray("head -c 2000 /dev/urandom\nkill -ABRT $$\n");
}

void TestBadInput::childDies()
{
    QFETCH(QByteArray, script);
    const QString program = file(QStringLiteral("nfdump"), "#!/bin/sh\n" + script);
    QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", m_folder->path().toUtf8() + ":/usr/bin:/bin");
    const Run run =
        import({QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/sample.nfcapd"), QStringLiteral("--json")});
    qputenv("PATH", path);
    QCOMPARE(run.exitCode, 3);
    const QJsonObject report = run.json()[QStringLiteral("files")].toArray().first().toObject();
    QCOMPARE(report[QStringLiteral("accepted")].toInt(), 0);
    QVERIFY2(
        report[QStringLiteral("problems")].toArray().first()[u"reason"].toString().contains(QStringLiteral("died")),
        run.out.constData());
    QCOMPARE(counts()[QStringLiteral("flows")].toInt(), 0);
    QCOMPARE(cli({QStringLiteral("verify"), m_case}).exitCode, 0);
}

// --- one exporter's files in one archive

/// The templates stand in the first file only; put one behind the other they are one stream.
void TestBadInput::templatesOfTheEntryBefore()
{
    const QByteArray header = QByteArray::fromHex("00090001000186a06553f1000000000100000021");
    const QByteArray layout = QByteArray::fromHex("00000014 01000003 00080004 000c0004 00010004");
    const QByteArray row = QByteArray::fromHex("01000010 c0000201 c0000202 00000064");
    file(QStringLiteral("1.dat"), header + layout + header + row);
    const QString later = file(QStringLiteral("2.dat"), header + row + header + row);
    const QString both = m_folder->filePath(QStringLiteral("both.zip"));
    QCOMPARE(
        runProgram(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-c"),
                                               both, m_folder->filePath(QStringLiteral("1.dat")), later})
            .exitCode,
        0);
    const Run alone = import({later, QStringLiteral("--json")});
    QCOMPARE(alone.exitCode, 3);
    QVERIFY2(alone.out.contains("both in one zip archive in the order of time"), alone.out.constData());
    const Run together = import({both, QStringLiteral("--json")});
    QCOMPARE(together.exitCode, 0);
    const QJsonObject report = together.json()[QStringLiteral("files")].toArray().first().toObject();
    QCOMPARE(report[QStringLiteral("accepted")].toInt(), 3);
    QVERIFY2(together.out.contains("2 records were read by templates of the files before"), together.out.constData());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
