// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/opening.h"
#include "models/store/statement.h"
#include "tests/store/rawdatabase.h"
#include "tests/store/samples.h"

#include <QProcess>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

namespace tideline {

/// Who may open what, and how: locks, media, versions, and files that want to do harm.
class TestOpening : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void secondProgramReadsAndSaysWhoHolds();
    void deadHolderIsForgotten();
    void readerSeesWhatTheOwnerCommits();
    void readOnlyRefusesEveryChange();
    void readingLeavesTheFolderAsItWas();
    void newerSchemaIsRefusedAndUntouched();
    void newerReadableSchemaOpensForReading();
    void olderSchemaIsBackedUpAndMigrated();
    void olderSchemaIsReadThroughACopy();
    void failedMigrationChangesNothing();
    void networkFolderIsExclusive();
    void readOnlyMedia_data();
    void readOnlyMedia();
    void notACase_data();
    void notACase();
    void hostileFile_data();
    void hostileFile();
    void foreignJournalIsNoHarm();
    void missingTriggerMeansReadOnly();
    void hardeningIsOn();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

/// The holder in another process; it ends with this object.
class Holder
{
public:
    explicit Holder(const QString& path)
    {
        m_process.start(QStringLiteral(CASECHILD), {QStringLiteral("hold"), path});
        m_process.waitForReadyRead(30'000);
        m_said = QString::fromUtf8(m_process.readLine()).trimmed();
    }
    ~Holder()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    qint64 pid() const { return m_process.processId(); }
    const QString& said() const { return m_said; }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    QString m_said;
};

const int current = schemaVersionOf(migrations());
const QString backupName = QStringLiteral("case.tideline.v%1").arg(current);

/// The next version: one more table and a new column.
void makeNextSchema(const Transaction& transaction)
{
    transaction.database().exec("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT;"
                                "ALTER TABLE time_window ADD COLUMN colour TEXT NOT NULL DEFAULT ''");
}

void breakHalfway(const Transaction& transaction)
{
    transaction.database().exec("CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES(1)");
}

std::vector<Migration> withStep(void (*run)(const Transaction&))
{
    std::vector<Migration> steps = migrations();
    steps.push_back({current + 1, 1, run});
    return steps;
}

/// No folder is closed to root, so for a while this program is nobody.
class AsUser
{
public:
    AsUser()
    {
        if (::geteuid() == 0)
            m_changed = ::seteuid(65'534) == 0;
    }
    ~AsUser()
    {
        if (m_changed && ::seteuid(0) != 0)
            qFatal("cannot be root again");
    }
    AsUser(const AsUser&) = delete;
    AsUser& operator=(const AsUser&) = delete;

private:
    bool m_changed = false;
};

} // namespace

void TestOpening::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = path("case.tideline");
    TAKE(file, CaseFile::create(m_path, caseInfo()));
    importSample(*file, QStringLiteral("a"), 0, 10, 1);
}

void TestOpening::secondProgramReadsAndSaysWhoHolds()
{
    {
        Holder holder(m_path);
        QCOMPARE(holder.said(), QStringLiteral("writable"));
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        QVERIFY(file->isReadOnly());
        QCOMPARE(file->readOnlyReason(),
                 QStringLiteral("held by casechild (pid %1) on %2").arg(holder.pid()).arg(QSysInfo::machineHostName()));
        QCOMPARE(file->events().value().size(), 10U);
        FAIL_WITH(file->putEvent(plainEvent(50)), ErrorCode::ReadOnly);
        FAIL_WITH(CaseFile::open(m_path, OpenMode::ReadWrite, true), ErrorCode::Busy);
        QCOMPARE(failures(file->verify({})), QStringList());
    }
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite, true));
    QVERIFY(!file->isReadOnly());
    Holder second(m_path);
    QCOMPARE(second.said(),
             QStringLiteral("held by tst_opening (pid %1) on %2").arg(::getpid()).arg(QSysInfo::machineHostName()));
    TAKE(twin, CaseFile::open(m_path, OpenMode::ReadWrite)); // the same program once more
    QVERIFY(twin->isReadOnly());
}

void TestOpening::deadHolderIsForgotten()
{
    Holder holder(m_path);
    holder.kill();
    QVERIFY(QFile::exists(lockPath(m_path)));
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
    QVERIFY2(!file->isReadOnly(), qPrintable(file->readOnlyReason()));
}

void TestOpening::readerSeesWhatTheOwnerCommits()
{
    TAKE(owner, CaseFile::open(m_path, OpenMode::ReadWrite));
    TAKE(reader, CaseFile::open(m_path, OpenMode::ReadOnly));
    const qint64 before = reader->dataVersion().value();
    const QString fingerprint = reader->dataFingerprint().value();
    QCOMPARE(reader->dataVersion().value(), before);
    SUCCEED(owner->putEvent(plainEvent(99)));
    QVERIFY(reader->dataVersion().value() != before);
    QVERIFY(reader->dataFingerprint().value() != fingerprint);
    QCOMPARE(reader->events().value().size(), 11U);
}

void TestOpening::readOnlyRefusesEveryChange()
{
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
    QVERIFY(file->isReadOnly());
    FAIL_WITH(file->setInfo({}), ErrorCode::ReadOnly);
    FAIL_WITH(file->putEvent(plainEvent(1)), ErrorCode::ReadOnly);
    FAIL_WITH(file->removeEvent(plainEvent(1).id), ErrorCode::ReadOnly);
    FAIL_WITH(file->setRules({}), ErrorCode::ReadOnly);
    FAIL_WITH(file->setWithdrawn(1, true), ErrorCode::ReadOnly);
    FAIL_WITH(file->beginImport({}, {}), ErrorCode::ReadOnly);
    FAIL_WITH(file->resumeImport(1), ErrorCode::ReadOnly);
    FAIL_WITH(file->discardImport(1, {}), ErrorCode::ReadOnly);
    FAIL_WITH(file->logAction({}, {}), ErrorCode::ReadOnly);
    FAIL_WITH(file->compact({}), ErrorCode::ReadOnly);
    SUCCEED(file->saveCopy(path("copy.tideline"), {}));
}

void TestOpening::readingLeavesTheFolderAsItWas()
{
    const QByteArray before = fileBytes(m_path);
    {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
        QCOMPARE(file->events().value().size(), 10U);
        QCOMPARE(failures(file->verify({})), QStringList());
        QVERIFY(!file->dataFingerprint().value().isEmpty());
    }
    QCOMPARE(names(), QStringList{QStringLiteral("case.tideline")});
    QCOMPARE(fileBytes(m_path), before);
}

void TestOpening::newerSchemaIsRefusedAndUntouched()
{
    RawDatabase(m_path).run("UPDATE meta SET value = '999' WHERE key = 'min_reader'; PRAGMA user_version = 999;"
                            "PRAGMA wal_checkpoint(TRUNCATE)");
    const QByteArray before = fileBytes(m_path);
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
        const auto refused = CaseFile::open(m_path, mode);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::TooNew);
        QVERIFY(refused.error().what.contains(QStringLiteral("999")));
    }
    QCOMPARE(fileBytes(m_path), before);
    QCOMPARE(names(), QStringList{QStringLiteral("case.tideline")});
}

void TestOpening::newerReadableSchemaOpensForReading()
{
    RawDatabase(m_path).run("CREATE TABLE later(x); PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE)");
    const QByteArray before = fileBytes(m_path);
    {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        QVERIFY(file->isReadOnly());
        QCOMPARE(file->schemaVersion(), 999);
        QCOMPARE(file->events().value().size(), 10U);
        FAIL_WITH(file->putEvent(plainEvent(1)), ErrorCode::ReadOnly);
    }
    QCOMPARE(fileBytes(m_path), before);
    QCOMPARE(names(), QStringList{QStringLiteral("case.tideline")});
}

void TestOpening::olderSchemaIsBackedUpAndMigrated()
{
    const std::vector<Migration> steps = withStep(&makeNextSchema);
    OpeningOptions options;
    options.steps = &steps;
    {
        TAKE(opened, openCase(m_path, options));
        QCOMPARE(opened.schemaVersion, current + 1);
        QVERIFY(opened.readOnlyReason.isEmpty());
        QCOMPARE(opened.database->number("PRAGMA user_version"), current + 1);
        QCOMPARE(opened.database->number("SELECT count(*) FROM event"), 10);
        TAKE(difference, compareSchema(*opened.database, steps));
        QVERIFY(difference.isEmpty());
    }
    TAKE(backup, CaseFile::open(m_folder->filePath(backupName + QStringLiteral(".bak")), OpenMode::ReadOnly));
    QCOMPARE(backup->schemaVersion(), current);
    QCOMPARE(backup->events().value().size(), 10U);
    QCOMPARE(failures(backup->verify({})), QStringList());
}

void TestOpening::olderSchemaIsReadThroughACopy()
{
    const std::vector<Migration> steps = withStep(&makeNextSchema);
    OpeningOptions options;
    options.write = false;
    options.steps = &steps;
    const QByteArray before = fileBytes(m_path);
    {
        TAKE(opened, openCase(m_path, options));
        QVERIFY(!opened.readOnlyReason.isEmpty());
        QCOMPARE(opened.schemaVersion, current + 1);
        QCOMPARE(opened.database->number("SELECT count(colour) FROM time_window"), 0);
    }
    QCOMPARE(fileBytes(m_path), before);
    QCOMPARE(names(), QStringList{QStringLiteral("case.tideline")});
}

void TestOpening::failedMigrationChangesNothing()
{
    const std::vector<Migration> steps = withStep(&breakHalfway);
    OpeningOptions options;
    options.steps = &steps;
    QVERIFY(!openCase(m_path, options).ok());
    QVERIFY(!openCase(m_path, options).ok());
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
    QVERIFY(!file->isReadOnly());
    QCOMPARE(failures(file->verify({})), QStringList());
    QVERIFY(QFile::exists(m_folder->filePath(backupName + QStringLiteral(".bak"))));
    QVERIFY(QFile::exists(m_folder->filePath(backupName + QStringLiteral(".2.bak")))); // no backup is ever written over
}

void TestOpening::networkFolderIsExclusive()
{
    OpeningOptions options;
    options.network = true;
    {
        TAKE(opened, openCase(m_path, options));
        QVERIFY(!opened.manyReaders);
        QCOMPARE(opened.database->text("PRAGMA journal_mode"), QStringLiteral("delete"));
        QCOMPARE(opened.database->number("PRAGMA synchronous"), 3); // EXTRA
        QCOMPARE(opened.database->text("PRAGMA locking_mode"), QStringLiteral("exclusive"));
    }
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
    QCOMPARE(failures(file->verify({})), QStringList());
}

void TestOpening::readOnlyMedia_data()
{
    QTest::addColumn<bool>("pendingLog");
    QTest::addColumn<bool>("sharedMemory");
    QTest::newRow("clean file") << false << false;
    QTest::newRow("rows still in the log") << true << true;
    QTest::newRow("rows in the log, without its index") << true << false;
}

void TestOpening::readOnlyMedia()
{
    QFETCH(bool, pendingLog);
    QFETCH(bool, sharedMemory);
    const QString media = m_folder->filePath(QStringLiteral("media"));
    QDir().mkdir(media);
    const QString copy = media + QStringLiteral("/case.tideline");
    int expected = 10;
    if (pendingLog) {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        SUCCEED(file->putEvent(plainEvent(77)));
        expected = 11;
        QFile::copy(m_path, copy); // in this order nothing else happens to the file
        QFile::copy(m_path + QStringLiteral("-wal"), copy + QStringLiteral("-wal"));
        if (sharedMemory)
            QFile::copy(m_path + QStringLiteral("-shm"), copy + QStringLiteral("-shm"));
    } else {
        QFile::copy(m_path, copy);
    }
    ::chmod(QFile::encodeName(m_folder->path()).constData(), 0755);
    ::chmod(QFile::encodeName(media).constData(), 0555);
    {
        const AsUser user;
        const auto file = CaseFile::open(copy, OpenMode::ReadWrite);
        QVERIFY2(file.ok(), file.ok() ? "" : qPrintable(file.error().text()));
        QVERIFY((*file)->isReadOnly());
        QCOMPARE((*file)->events().value().size(), std::size_t(expected));
        QCOMPARE(failures((*file)->verify({})), QStringList());
    }
    ::chmod(QFile::encodeName(media).constData(), 0755);
}

void TestOpening::notACase_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing there") << QStringLiteral("missing") << ErrorCode::NotFound;
    QTest::newRow("empty file") << QStringLiteral("empty") << ErrorCode::BadInput;
    QTest::newRow("folder") << QStringLiteral("folder") << ErrorCode::BadInput;
    QTest::newRow("pipe") << QStringLiteral("pipe") << ErrorCode::BadInput;
    QTest::newRow("link") << QStringLiteral("link") << ErrorCode::BadArgument;
    QTest::newRow("text") << QStringLiteral("text") << ErrorCode::BadInput;
    QTest::newRow("another program's database") << QStringLiteral("foreign") << ErrorCode::BadInput;
    QTest::newRow("our mark on an empty database") << QStringLiteral("marked") << ErrorCode::Corrupt;
}

void TestOpening::notACase()
{
    QFETCH(QString, kind);
    QFETCH(ErrorCode, code);
    const QString target = path("other.tideline");
    if (kind == QLatin1String("empty"))
        writeBytes(target, {});
    else if (kind == QLatin1String("folder"))
        QDir().mkdir(target);
    else if (kind == QLatin1String("pipe"))
        ::mkfifo(target.toUtf8().constData(), 0600);
    else if (kind == QLatin1String("link"))
        QFile::link(m_path, target);
    else if (kind == QLatin1String("text"))
        writeBytes(target, QByteArray(5000, 'x'));
    else if (kind == QLatin1String("foreign"))
        QCOMPARE(RawDatabase(target).run("CREATE TABLE t(x); PRAGMA user_version = 1"), QString());
    else if (kind == QLatin1String("marked"))
        QCOMPARE(RawDatabase(target).run("CREATE TABLE t(x); PRAGMA user_version = 1;"
                                         "PRAGMA application_id = 0x54696465"),
                 QString());
    const QStringList before = names();
    FAIL_WITH(CaseFile::open(target, OpenMode::ReadWrite), code);
    FAIL_WITH(CaseFile::open(target, OpenMode::ReadOnly), code);
    QCOMPARE(names(), before);
}

void TestOpening::hostileFile_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("view") << QByteArray("CREATE VIEW v AS SELECT 1");
    QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM event; END");
    QTest::newRow("view instead of a table")
        << QByteArray("DROP TABLE document; CREATE VIEW document AS WITH RECURSIVE n(kind) AS (SELECT 1 UNION ALL"
                      " SELECT kind + 1 FROM n) SELECT kind, kind AS name, kind AS content FROM n");
    QTest::newRow("virtual table") << QByteArray("CREATE VIRTUAL TABLE f USING fts5(x)");
    QTest::newRow("generated column") << QByteArray(
        "DROP TABLE document; CREATE TABLE document(kind, name, content, x AS (zeroblob(1e9)))");
    QTest::newRow("index on an expression") << QByteArray("CREATE INDEX i ON event(abs(key))");
    QTest::newRow("altered trigger") << QByteArray(
        "DROP TRIGGER audit_no_delete; CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit"
        " BEGIN SELECT 1; END");
    QTest::newRow("missing table") << QByteArray("DROP TABLE document");
    QByteArray wide = "CREATE TABLE wide(a";
    for (int i = 0; i < 1900; ++i)
        wide += ", c" + QByteArray::number(i);
    QTest::newRow("two thousand columns") << wide + ")";
}

void TestOpening::hostileFile()
{
    QFETCH(QByteArray, sql);
    QCOMPARE(RawDatabase(m_path).run(sql), QString());
    FAIL_WITH(CaseFile::open(m_path, OpenMode::ReadWrite), ErrorCode::Corrupt);
    FAIL_WITH(CaseFile::open(m_path, OpenMode::ReadOnly), ErrorCode::Corrupt);
}

void TestOpening::foreignJournalIsNoHarm()
{
    for (const char* side : {"-journal", "-wal"}) {
        QByteArray junk = QByteArray::fromHex("d9d505f920a163d7000000ff") + QByteArray(9000, 'j');
        writeBytes(m_path + QLatin1String(side), junk);
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        QCOMPARE(file->events().value().size(), 10U);
        QCOMPARE(failures(file->verify({})), QStringList());
    }
}

void TestOpening::missingTriggerMeansReadOnly()
{
    QCOMPARE(RawDatabase(m_path).run("DROP TRIGGER audit_no_delete"), QString());
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
    QVERIFY(file->isReadOnly());
    QVERIFY(file->readOnlyReason().contains(QStringLiteral("audit_no_delete")));
    const QStringList failed = failures(file->verify({}));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0].startsWith(QStringLiteral("structure: ")));
}

void TestOpening::hardeningIsOn()
{
    OpeningOptions options;
    TAKE(opened, openCase(m_path, options));
    Database& database = *opened.database;
    QCOMPARE(database.text("PRAGMA journal_mode"), QStringLiteral("wal"));
    QCOMPARE(database.number("PRAGMA synchronous"), 2); // FULL
    QCOMPARE(database.number("PRAGMA foreign_keys"), 1);
    QCOMPARE(database.number("PRAGMA recursive_triggers"), 1);
    QCOMPARE(database.number("PRAGMA trusted_schema"), 0);
    QCOMPARE(database.number("PRAGMA cell_size_check"), 1);
    const auto refused = [&](const char* sql) {
        database.exec(sql);
        return database.takeError().has_value();
    };
    QVERIFY(refused("ATTACH ':memory:' AS other"));
    QVERIFY(refused("UPDATE sqlite_schema SET sql = ''"));
    QVERIFY(refused("SELECT \"a text in double quotes\""));
    QVERIFY(refused("SELECT fts3_tokenizer('simple', x'0000000000000000')"));
    QCOMPARE(database.number("SELECT fts3_tokenizer('simple') IS NULL"), 1);
    QVERIFY(refused("SELECT load_extension('x')"));
    QVERIFY(refused("UPDATE audit SET author = 'x'"));
    QVERIFY(refused("DELETE FROM audit"));
    QVERIFY(refused("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1"));
    QVERIFY(refused("INSERT OR REPLACE INTO audit_detail SELECT * FROM audit_detail"));
    QVERIFY(refused("UPDATE audit_detail SET detail = ''"));
    QVERIFY(!refused("SELECT 1"));
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestOpening)
#include "tst_opening.moc"
