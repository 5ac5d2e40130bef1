// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/rawdatabase.h"
#include "tests/store/samples.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <ctime>

namespace tideline {

/// The log against somebody who has the file and SQLite's own tools.
class TestAudit : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void tampering_data();
    void tampering();
    void editedBytesAreFound();
    void announcedRedactionIsNoTampering();
    void clockThatJumpsDoesNotBreakTheChain();
    void offsetsFollowTheZone_data();
    void offsetsFollowTheZone();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestAudit::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("case.tideline"));
    TAKE(file, CaseFile::create(m_path, caseInfo()));
    for (int i = 0; i < 8; ++i)
        SUCCEED(file->putAnnotation(fullAnnotation(QString::number(i))));
    QCOMPARE(failures(file->verify({})), QStringList());
}

void TestAudit::tampering_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("found");
    const QString chain = QStringLiteral("audit chain");
    const QString details = QStringLiteral("audit details");
    QTest::newRow("a row edited") << QByteArray("UPDATE audit SET author = 'Eve' WHERE seq = 4") << chain;
    QTest::newRow("a time edited") << QByteArray("UPDATE audit SET at = at + 1 WHERE seq = 1") << chain;
    QTest::newRow("a row removed") << QByteArray("DELETE FROM audit WHERE seq = 4") << chain;
    QTest::newRow("a row removed and the gap closed")
        << QByteArray("DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = seq - 1 WHERE seq = 5;"
                      "UPDATE audit SET seq = seq - 1 WHERE seq = 6; UPDATE audit SET seq = seq - 1 WHERE seq = 7;"
                      "UPDATE audit SET seq = seq - 1 WHERE seq = 8; UPDATE audit SET seq = seq - 1 WHERE seq = 9;")
        << chain;
    QTest::newRow("two rows swapped")
        << QByteArray("UPDATE audit SET seq = 100 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;"
                      "UPDATE audit SET seq = 5 WHERE seq = 100")
        << chain;
    QTest::newRow("the end cut off") << QByteArray("DELETE FROM audit WHERE seq > 6") << chain;
    QTest::newRow("a row replaced")
        << QByteArray("INSERT OR REPLACE INTO audit SELECT seq, at, offset, 'Eve', action, program, host, commitment,"
                      " previous, hash FROM audit WHERE seq = 9")
        << chain;
    QTest::newRow("a row added")
        << QByteArray("INSERT INTO audit SELECT seq + 1, at, offset, author, action, program, host, commitment, hash,"
                      " hash FROM audit WHERE seq = 9")
        << chain;
    QTest::newRow("everything removed") << QByteArray("DELETE FROM audit_detail; DELETE FROM audit") << chain;
    QTest::newRow("a detail edited") << QByteArray("UPDATE audit_detail SET detail = '{}' WHERE seq = 4") << details;
    QTest::newRow("a detail removed") << QByteArray("DELETE FROM audit_detail WHERE seq = 4") << details;
    QTest::newRow("details swapped")
        << QByteArray("UPDATE audit_detail SET detail = (SELECT detail FROM audit_detail WHERE seq = 5) WHERE seq = 4")
        << details;
}

void TestAudit::tampering()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, found);
    {
        RawDatabase raw(m_path);
        // The guards first: as the file is, they refuse all but removing a detail (a redaction) and adding a row.
        if (!sql.startsWith("DELETE FROM audit_detail") && !sql.startsWith("INSERT INTO"))
            QVERIFY(!raw.run("PRAGMA recursive_triggers = ON; BEGIN; " + sql + "; COMMIT").isEmpty());
        raw.run("ROLLBACK");
        // Without them it works, and they are put back.
        QCOMPARE(raw.run("CREATE TABLE guards AS SELECT * FROM sqlite_schema WHERE type = 'trigger';"
                         "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'trigger'"),
                 QString());
    }
    {
        RawDatabase raw(m_path);
        QCOMPARE(raw.run(sql), QString());
        QCOMPARE(raw.run("PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM guards;"
                         "PRAGMA writable_schema = OFF; DROP TABLE guards"),
                 QString());
    }
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
    const QStringList failed = failures(file->verify({}));
    QVERIFY2(failed.join(u'\n').contains(found + u':'), qPrintable(failed.join(u'\n')));
    QVERIFY2(!failed.join(u'\n').contains(QStringLiteral("structure:")), qPrintable(failed.join(u'\n')));
}

void TestAudit::editedBytesAreFound()
{
    QByteArray bytes = fileBytes(m_path);
    const qsizetype place = bytes.indexOf("annotation.put");
    QVERIFY(place > 0);
    bytes[place] = 'A';
    writeBytes(m_path, bytes);
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
    const QStringList failed = failures(file->verify({}));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0].startsWith(QStringLiteral("audit chain: ")));
}

void TestAudit::announcedRedactionIsNoTampering()
{
    {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        SUCCEED(file->logAction(QStringLiteral("redact"), {{QStringLiteral("rows"), QJsonArray{4, 5}}}));
    }
    QCOMPARE(RawDatabase(m_path).run("DELETE FROM audit_detail WHERE seq IN (4, 5)"), QString());
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
    QCOMPARE(failures(file->verify({})), QStringList());
    TAKE(audit, file->audit());
    QVERIFY(audit[3].detail.isEmpty());
    QCOMPARE(audit[3].action, QStringLiteral("annotation.put"));
}

void TestAudit::clockThatJumpsDoesNotBreakTheChain()
{
    Micros now = 4'000'000'000'000'000;
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite, false, [&now] { return now; }));
    SUCCEED(file->logAction(QStringLiteral("export"), {}));
    now = -1;
    SUCCEED(file->logAction(QStringLiteral("export"), {}));
    TAKE(audit, file->audit());
    QCOMPARE(audit.back().at, -1);
    QCOMPARE(audit.back().sequence, 11);
    QCOMPARE(failures(file->verify({})), QStringList());
}

void TestAudit::offsetsFollowTheZone_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("offset");
    QTest::newRow("Berlin, summer") << QByteArray("Europe/Berlin") << QStringLiteral("+02:00");
    QTest::newRow("Kathmandu") << QByteArray("Asia/Kathmandu") << QStringLiteral("+05:45");
    QTest::newRow("St. John's") << QByteArray("America/St_Johns") << QStringLiteral("-02:30");
    QTest::newRow("UTC") << QByteArray("UTC") << QStringLiteral("+00:00");
}

void TestAudit::offsetsFollowTheZone()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, offset);
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", zone);
    ::tzset();
    Micros now = 1'720'000'000'000'000; // July 2024
    QString found;
    {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite, false, [&now] { return now; }));
        SUCCEED(file->logAction(QStringLiteral("export"), {}));
        found = file->audit().value().back().offset;
    }
    qputenv("TZ", before);
    ::tzset();
    QCOMPARE(found, offset);
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestAudit)
#include "tst_audit.moc"
