// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// what was deleted, edited or withdrawn is in no table of an export; what the audit log and the case file keep of
// it on purpose goes by redaction, after which no byte of any export, nor of the case, holds it, and all is still
// intact.
#include "models/store/casefile.h"
#include "tests/cli/cli.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace tideline;

class TestRedaction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tablesHoldNothingDeleted();
    void whatIsInUseIsNotRedacted();
    void redactedIsGone();
    void flowsAreLookedThrough();
    void codesOfFlowsAreNoText();
    void addressesOfRecordsAreInUse();

private:
    void newCase(const QString& name);
    void plant();
    /// Files below the path, or the path itself, that hold the token or how JSON writes it; zips are unpacked first.
    QStringList filesWith(const QString& path, const QString& token) const;
    QString exported(const QString& format, const QString& name) const;
    bool isIntact(const QString& path) const;

    QTemporaryDir m_folder;
    QString m_case;
};

// One with what JSON escapes and one with what is not ASCII.
static const QString note = QStringLiteral("tok-note \"quoted\" \\ back"), tag = QStringLiteral("tok-tag-wällen"),
                     edited = QStringLiteral("tok-title-edited"), removed = QStringLiteral("tok-title-removed"),
                     rejected = QStringLiteral("tok-rejected-row"), withdrawn = QStringLiteral("tok-withdrawn-row"),
                     finding = QStringLiteral("tok-finding"), window = QStringLiteral("tok-window"),
                     seriesToken = QStringLiteral("tok-series");
static const QStringList deleted{note, tag, edited, removed, finding, window};

static const struct
{
    const char* format;
    const char* name;
} formats[] = {{"bag", "bag"}, {"bag", "bag.zip"}, {"html", "report.html"}, {"csv", "csv"}, {"json", "case.json"}};

static void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// All texts of a case.json but those of its audit log.
static QStringList besidesAudit(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    json.remove(QStringLiteral("audit"));
    QStringList texts;
    const std::function<void(const QJsonValue&)> walk = [&](const QJsonValue& value) {
        if (value.isString())
            texts << value.toString();
        const QJsonArray items = value.toArray();
        const QJsonObject members = value.toObject();
        for (const QJsonValue item : items)
            walk(item);
        for (auto it = members.begin(); it != members.end(); ++it)
            walk(it.value());
    };
    walk(json);
    return texts;
}

QStringList TestRedaction::filesWith(const QString& path, const QString& token) const
{
    QString folder = path;
    if (path.endsWith(QStringLiteral(".zip"))) {
        folder = path + QStringLiteral(".unpacked");
        const Run run = runProgram(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                               QStringLiteral("-e"), path, folder});
        if (run.exitCode != 0)
            return {QStringLiteral("not unpacked")};
    }
    QStringList files{path};
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next();
    const QByteArray plain = token.toUtf8();
    const QByteArray list = QJsonDocument(QJsonArray{token}).toJson(QJsonDocument::Compact);
    const QByteArray json = list.mid(2, list.size() - 4);
    const QByteArray html = token.toHtmlEscaped().toUtf8();
    const QByteArray csv = QByteArray(plain).replace("\"", "\"\"");
    QStringList with;
    for (const QString& name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue; // the folder itself
        const QByteArray bytes = file.readAll();
        for (const QByteArray& form : {plain, json, html, csv}) {
            if (bytes.contains(form) && !with.contains(name))
                with << name;
        }
    }
    return with;
}

QString TestRedaction::exported(const QString& format, const QString& name) const
{
    const QString path = m_folder.filePath(name);
    const Run run =
        cli({QStringLiteral("export"), m_case, QStringLiteral("--format"), format, QStringLiteral("--out"), path});
    return run.exitCode == 0 ? path : QString();
}

bool TestRedaction::isIntact(const QString& path) const
{
    const Run run = cli({QStringLiteral("verify"), path, QStringLiteral("--json")});
    return run.exitCode == 0 && run.json()[QStringLiteral("intact")].toBool();
}

void TestRedaction::plant()
{
    const auto opened = CaseFile::open(m_case, OpenMode::ReadWrite, true);
    QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.error().text()));
    CaseFile& file = **opened;
    Event kept;
    kept.id = QStringLiteral("11111111-1111-4111-8111-111111111111");
    kept.title = edited;
    kept.category = QStringLiteral("hack");
    QVERIFY(file.putEvent(kept).ok());
    kept.title = QStringLiteral("harmless");
    QVERIFY(file.putEvent(kept).ok());
    Event gone = kept;
    gone.id = QStringLiteral("22222222-2222-4222-8222-222222222222");
    gone.title = removed;
    gone.note = note;
    QVERIFY(file.putEvent(gone).ok());
    QVERIFY(file.removeEvent(gone.id).ok());
    Annotation annotation;
    annotation.id = QStringLiteral("33333333-3333-4333-8333-333333333333");
    annotation.eventId = kept.id;
    annotation.text = note;
    annotation.tags = QStringList{tag};
    QVERIFY(file.putAnnotation(annotation).ok());
    annotation.text = QStringLiteral("second version");
    QVERIFY(file.putAnnotation(annotation).ok());
    QVERIFY(file.removeAnnotation(annotation.id).ok());
    QVERIFY(file.putDocument({QStringLiteral("finding"), finding, {{QStringLiteral("statement"), finding}}}).ok());
    QVERIFY(file.removeDocument(QStringLiteral("finding"), finding).ok());
    QVERIFY(file.putWindow({window, {0, microsPerDay}, finding}).ok());
    QVERIFY(file.removeWindow(window).ok());
}

void TestRedaction::initTestCase()
{
    m_case = m_folder.filePath(QStringLiteral("case.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), m_case, QStringLiteral("--title"), QStringLiteral("R-41")}).exitCode, 0);
    write(m_folder.filePath(QStringLiteral("a.csv")),
          "date,title,category\n" +
              QByteArray("2017-02-01,First,hack\n2017-03-01,Second,hack\n2017-04-01,Third,hack\n") + "2017-02-31," +
              rejected.toUtf8() + ",hack\n");
    write(m_folder.filePath(QStringLiteral("b.csv")),
          "date,title,category\n2018-01-01,Fourth,hack\n2018-03-01,Fifth,hack\n2018-02-01," + withdrawn.toUtf8() +
              ",hack\n2018-02-31,also " + withdrawn.toUtf8() + ",hack\n");
    write(m_folder.filePath(QStringLiteral("c.csv")),
          "Entity,Code,Year," + seriesToken.toUtf8() + "\nNorth Korea,PRK,2010,1\nNorth Korea,PRK,2011,2\n");
    for (const char* name : {"a.csv", "b.csv"})
        QCOMPARE(cli({QStringLiteral("import"), m_case, m_folder.filePath(QLatin1String(name)),
                      QStringLiteral("--format"), QStringLiteral("events-csv"), QStringLiteral("--set"),
                      QStringLiteral("map.time=date"), QStringLiteral("--set"), QStringLiteral("map.title=title")})
                     .exitCode,
                 3);
    QCOMPARE(cli({QStringLiteral("import"), m_case, m_folder.filePath(QStringLiteral("c.csv"))}).exitCode, 0);
    plant();
    for (const char* id : {"2", "3"})
        QCOMPARE(cli({QStringLiteral("sources"), m_case, QStringLiteral("withdraw"), QLatin1String(id)}).exitCode, 0);
}

void TestRedaction::tablesHoldNothingDeleted()
{
    const QString bag = exported(QStringLiteral("bag"), QStringLiteral("before"));
    QVERIFY(!bag.isEmpty());
    QVERIFY(isIntact(bag));
    for (const QString& token : deleted + QStringList{withdrawn, seriesToken}) {
        for (const QString& file : filesWith(bag, token)) {
            // What the log keeps, and the case with what can be restored: these are meant to.
            const bool keeps =
                file.endsWith(QStringLiteral("/case.tideline")) || file.endsWith(QStringLiteral("/audit.jsonl")) ||
                (file.endsWith(QStringLiteral("/case.json")) && besidesAudit(file).filter(token).isEmpty());
            QVERIFY2(keeps, qPrintable(token + u' ' + file));
        }
    }
    // The test is no test if the log holds nothing.
    for (const QString& token : deleted)
        QVERIFY2(filesWith(bag, token).size() == 3, qPrintable(token));
    QVERIFY(filesWith(bag, rejected).contains(bag + QStringLiteral("/data/problems.csv")));
    QCOMPARE(filesWith(bag, withdrawn), QStringList{bag + QStringLiteral("/data/case.tideline")});
}

void TestRedaction::whatIsInUseIsNotRedacted()
{
    const auto redact = [this](const QString& text) {
        return cli({QStringLiteral("redact"), m_case, QStringLiteral("--text"), text});
    };
    const Run used = redact(QStringLiteral("harmless"));
    QCOMPARE(used.exitCode, 2);
    QVERIFY2(used.err.contains("still in use (1 in event.title)"), used.err.constData());
    const Run restorable = redact(withdrawn);
    QCOMPARE(restorable.exitCode, 2);
    QVERIFY2(restorable.err.contains("1 in event.title"), restorable.err.constData());
    QCOMPARE(redact(QStringLiteral(" ")).exitCode, 2);
    const Run inUse = cli({QStringLiteral("sources"), m_case, QStringLiteral("remove"), QStringLiteral("1")});
    QCOMPARE(inUse.exitCode, 2);
    QVERIFY2(inUse.err.contains("Withdraw it first"), inUse.err.constData());
    QVERIFY(isIntact(m_case));
}

void TestRedaction::redactedIsGone()
{
    for (const char* id : {"2", "3"}) {
        const Run run = cli({QStringLiteral("sources"), m_case, QStringLiteral("remove"), QLatin1String(id)});
        QVERIFY2(run.exitCode == 0, run.err.constData());
    }
    const QStringList all = deleted + QStringList{rejected, withdrawn, seriesToken};
    for (const QString& token : all) {
        const Run run =
            cli({QStringLiteral("redact"), m_case, QStringLiteral("--text"), token, QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        // What stood beside a token that was redacted before went with it.
        if (token == note || token == edited || token == finding || token == window)
            QVERIFY2(!run.json()[QStringLiteral("audit_rows")].toArray().isEmpty(), qPrintable(token));
        QCOMPARE(run.json()[QStringLiteral("rejected_rows")].toInt(), token == rejected ? 1 : 0);
    }
    QVERIFY(isIntact(m_case));
    const QJsonArray sources =
        cli({QStringLiteral("sources"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("sources")].toArray();
    QCOMPARE(sources.size(), 1);
    for (const auto& [format, name] : formats) {
        const QString path = exported(QLatin1String(format), QLatin1String(name));
        QVERIFY2(!path.isEmpty(), name);
        for (const QString& token : all)
            QCOMPARE(filesWith(path, token), QStringList());
        QVERIFY2(!filesWith(path, QStringLiteral("harmless")).isEmpty(), name); // it looks where there is something
    }
    QVERIFY(isIntact(m_folder.filePath(QStringLiteral("bag"))));
    for (const QString& token : all) {
        for (const char* part : {"", "-wal", "-journal"})
            QCOMPARE(filesWith(m_case + QLatin1String(part), token), QStringList());
    }
    const Run verified = cli({QStringLiteral("verify"), m_case});
    QVERIFY2(verified.out.contains("audit details  redacted in"), verified.out.constData());
}

void TestRedaction::newCase(const QString& name)
{
    m_case = m_folder.filePath(name);
    QCOMPARE(cli({QStringLiteral("new"), m_case, QStringLiteral("--title"), QStringLiteral("R-41")}).exitCode, 0);
}

/// Flows keep texts and addresses in columns of their own make: what stands there is in use until its source is gone.
void TestRedaction::flowsAreLookedThrough()
{
    newCase(QStringLiteral("flows.tideline"));
    write(m_folder.filePath(QStringLiteral("conn.log")),
          "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
          "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n"
          "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n"
          "1506848871.0\tC1\t10.0.0.1\t1024\t192.0.2.7\t443\ttcp\ttok-service\n"
          "1506848872.0\tC2\t10.0.0.1\t1025\t2001:db8::7\t443\ttcp\ttok-service\n");
    QCOMPARE(cli({QStringLiteral("import"), m_case, m_folder.filePath(QStringLiteral("conn.log"))}).exitCode, 0);
    const auto redact = [this](const char* text) {
        return cli({QStringLiteral("redact"), m_case, QStringLiteral("--text"), QLatin1String(text)});
    };
    const std::pair<const char*, const char*> inUse[] = {{"192.0.2.7", "1 in flow_column.address"},
                                                         {"2001:DB8::7", "1 in flow_column.address"},
                                                         {"tok-service", "1 in flow_column.service"}};
    for (const auto& [text, place] : inUse) {
        const Run run = redact(text);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains(place), run.err.constData());
    }
    QCOMPARE(redact("192.0.2.8").exitCode, 0);
    for (const char* verb : {"withdraw", "remove"})
        QCOMPARE(cli({QStringLiteral("sources"), m_case, QLatin1String(verb), QStringLiteral("1")}).exitCode, 0);
    for (const auto& [text, place] : inUse)
        QCOMPARE(redact(text).exitCode, 0);
    QVERIFY(filesWith(m_case, QStringLiteral("tok-service")).isEmpty());
}

/// Sixty-four services have the numbers 0 to 63, which stand beside their names as bytes.
void TestRedaction::codesOfFlowsAreNoText()
{
    newCase(QStringLiteral("codes.tideline"));
    QByteArray log = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
                     "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n"
                     "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n";
    for (int i = 0; i < 64; ++i)
        log += "1506848871.0\tC1\t10.0.0.1\t1024\t192.0.2.7\t443\ttcp\t" + QByteArray(1, char('a' + i / 26)) +
               char('a' + i % 26) + '\n';
    write(m_folder.filePath(QStringLiteral("codes.log")), log);
    QCOMPARE(cli({QStringLiteral("import"), m_case, m_folder.filePath(QStringLiteral("codes.log"))}).exitCode, 0);
    const Run run = cli({QStringLiteral("redact"), m_case, QStringLiteral("--text"), QStringLiteral("<=>?")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestRedaction::addressesOfRecordsAreInUse()
{
    newCase(QStringLiteral("records.tideline"));
    const QString samples = QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/");
    for (const char* name : {"zeek-dns.log", "updates.bgpdump.txt"})
        cli({QStringLiteral("import"), m_case, samples + QLatin1String(name)});
    const std::pair<const char*, const char*> inUse[] = {{"192.0.2.11", "2 in dns_query.client"},
                                                         {"2001:DB8::53", "1 in dns_query.server"},
                                                         {"192.0.2.1", " in route.peer"},
                                                         {"2001:db8::/32", "1 in route.prefix"},
                                                         {"175.45.176.0/24", "2 in route.prefix"}};
    for (const auto& [text, place] : inUse) {
        const Run run = cli({QStringLiteral("redact"), m_case, QStringLiteral("--text"), QLatin1String(text)});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains(place), run.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
