// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/export.h"
#include "tests/exporters/samplecase.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tideline;

namespace {

// Counted and, on demand, failing: the exporters are linked statically, so this is the fsync that they call.
int filesSynced = 0;
int foldersSynced = 0;
int failingSync = -1;

} // namespace

extern "C" int fsync(int file)
{
    struct stat info = {};
    ::fstat(file, &info);
    ++(S_ISDIR(info.st_mode) ? foldersSynced : filesSynced);
    if (failingSync >= 0 && filesSynced + foldersSynced > failingSync) {
        errno = EIO;
        return -1;
    }
    return int(::syscall(SYS_fsync, file));
}

class TestExportFaults : public QObject
{
    Q_OBJECT

private slots:
    void existingTargetIsRefused_data();
    void existingTargetIsRefused();
    void missingFolderIsTold();
    void unknownZoneIsTold();
    void cancelLeavesNothing_data();
    void cancelLeavesNothing();
    void failingFlowsLeaveNothing();
    void missingCaseCopyLeavesNothing();
    void fullDiskLeavesNothing_data();
    void fullDiskLeavesNothing();
    void everythingIsFlushed();
    void failingFlushLeavesNothing();
    void killedLeavesWholeOrNothing();
    void foreignFoldersAreLeftAlone();
};

namespace {

const QDir::Filters everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

QStringList namesIn(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(everything);
}

void addTargets()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("bag folder") << "bag"
                                << "case";
    QTest::newRow("bag zip") << "bag"
                             << "case.zip";
    QTest::newRow("csv folder") << "csv"
                                << "tables";
    QTest::newRow("html") << "html"
                          << "report.html";
    QTest::newRow("json") << "json"
                          << "case.json";
}

bool isIntact(const QString& path)
{
    const auto checks = verifyBag(path, {});
    return checks.ok() && std::all_of(checks->begin(), checks->end(), [](const BagCheck& c) { return c.ok; });
}

} // namespace

void TestExportFaults::existingTargetIsRefused_data()
{
    addTargets();
}

void TestExportFaults::existingTargetIsRefused()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    for (const char* kind : {"file", "folder", "dangling link"}) {
        QTemporaryDir folder;
        const QString path = folder.filePath(name);
        if (kind[1] == 'i')
            writeFile(path, "mine");
        else if (kind[0] == 'f')
            QVERIFY(QDir().mkpath(path));
        else
            QVERIFY(QFile::link("nowhere", path));
        const auto written = writeExport(sampleContent(), format, path, {});
        QVERIFY2(!written, kind);
        QCOMPARE(written.error().code, ErrorCode::BadArgument);
        QVERIFY(!written.error().remedy.isEmpty());
        QCOMPARE(namesIn(folder), QStringList{name});
        if (kind[1] == 'i')
            QCOMPARE(fileBytes(path), QByteArray("mine"));
    }
}

void TestExportFaults::missingFolderIsTold()
{
    QTemporaryDir folder;
    const auto written = writeExport(sampleContent(), "bag", folder.filePath("not/here"), {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::NotFound);
    QVERIFY(!writeExport(sampleContent(), "bag", {}, {}).ok());
    QVERIFY(namesIn(folder).isEmpty());
}

void TestExportFaults::unknownZoneIsTold()
{
    QTemporaryDir folder;
    ExportContent content = sampleContent();
    content.zone = "Mars/Olympus";
    QVERIFY(!writeExport(content, "bag", folder.filePath("case"), {}).ok());
    QVERIFY(namesIn(folder).isEmpty());
}

void TestExportFaults::cancelLeavesNothing_data()
{
    addTargets();
}

/// Cancelled after every report that the export makes, one after the other.
void TestExportFaults::cancelLeavesNothing()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    int cancels = 0;
    for (int after = 0; after < 1000; ++after) {
        QTemporaryDir folder;
        std::atomic<bool> cancelled = after == 0;
        int reports = 0;
        const Progress progress([&](double, const QString&) { cancelled = ++reports >= after; }, &cancelled);
        const auto written = writeExport(sampleContent(), format, folder.filePath(name), progress);
        if (written.ok()) {
            QCOMPARE(namesIn(folder), QStringList{name});
            break;
        }
        ++cancels;
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
        QVERIFY2(namesIn(folder).isEmpty(), qPrintable(namesIn(folder).join(' ')));
    }
    QVERIFY(cancels > 0);
}

void TestExportFaults::failingFlowsLeaveNothing()
{
    QTemporaryDir folder;
    ExportContent content = sampleContent();
    content.writeFlows = [](const QString& path, ExportContent::FlowFile, const Progress&) -> Result<qint64> {
        writeFile(path, "half");
        return Error{ErrorCode::Corrupt, "A chunk is damaged", path, {}};
    };
    const auto written = writeExport(content, "bag", folder.filePath("case"), {});
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Corrupt);
    QVERIFY(!written.error().where.contains(".partial-"));
    QVERIFY(namesIn(folder).isEmpty());
}

void TestExportFaults::missingCaseCopyLeavesNothing()
{
    QTemporaryDir folder;
    ExportContent content = sampleContent();
    content.casePath = folder.filePath("gone");
    QVERIFY(!writeExport(content, "bag", folder.filePath("case"), {}).ok());
    QVERIFY(namesIn(folder).isEmpty());
}

void TestExportFaults::fullDiskLeavesNothing_data()
{
    addTargets();
}

/// No file may grow beyond a limit, as on a full disk.
void TestExportFaults::fullDiskLeavesNothing()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    int failures = 0;
    for (rlim_t limit = 0; limit < 16'000; limit += limit < 2'000 ? 199 : 1'999) {
        QTemporaryDir folder;
        const rlimit tight = {limit, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &tight);
        const auto written = writeExport(sampleContent(), format, folder.filePath(name), {});
        ::setrlimit(RLIMIT_FSIZE, &before);
        if (written.ok()) {
            QCOMPARE(namesIn(folder), QStringList{name});
            continue;
        }
        ++failures;
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(!written.error().remedy.isEmpty());
        QVERIFY2(namesIn(folder).isEmpty(), qPrintable(namesIn(folder).join(' ')));
    }
    QVERIFY(failures > 5);
}

void TestExportFaults::everythingIsFlushed()
{
    QTemporaryDir folder;
    filesSynced = foldersSynced = 0;
    QVERIFY(writeExport(sampleContent(), "bag", folder.filePath("case"), {}).ok());
    QCOMPARE(filesSynced, int(filesBelow(folder.path()).size()));
    QCOMPARE(foldersSynced, 4); // the bag, data, figures, and the folder that holds the bag
    filesSynced = foldersSynced = 0;
    QVERIFY(writeExport(sampleContent(), "html", folder.filePath("report.html"), {}).ok());
    QCOMPARE(filesSynced, 1);
    QCOMPARE(foldersSynced, 1);
}

void TestExportFaults::failingFlushLeavesNothing()
{
    for (int after = 0; after < 24; ++after) {
        QTemporaryDir folder;
        filesSynced = foldersSynced = 0;
        failingSync = after;
        const auto written = writeExport(sampleContent(), "bag", folder.filePath("case"), {});
        const bool wasRenamed = filesSynced + foldersSynced > 24;
        failingSync = -1;
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Io);
        if (!wasRenamed)
            QVERIFY2(namesIn(folder).isEmpty(), qPrintable(QString::number(after)));
    }
}

/// kill -9 at any moment: the target is whole or not there, and the next export to that name clears up.
void TestExportFaults::killedLeavesWholeOrNothing()
{
    QTemporaryDir folder;
    QRandomGenerator chance(7);
    const ExportContent content = sampleContent();
    int killed = 0;
    for (int round = 0; round < 40; ++round) {
        const QString target = folder.filePath(QStringLiteral("case%1").arg(round % 2 ? ".zip" : ""));
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            const bool ok = writeExport(content, "bag", target, {}).ok();
            ::_exit(ok ? 0 : 1);
        }
        ::usleep(chance.bounded(1, 60'000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        killed += WIFSIGNALED(status);
        const bool wasDone = QFileInfo::exists(target);
        if (wasDone)
            QVERIFY2(isIntact(target), qPrintable(QString::number(round)));
        QCOMPARE(writeExport(content, "bag", target, {}).ok(), !wasDone);
        QCOMPARE(namesIn(folder), QStringList{QFileInfo(target).fileName()});
        QVERIFY(QFileInfo(target).isDir() ? QDir(target).removeRecursively() : QFile::remove(target));
    }
    qInfo("killed before the end: %d of 40", killed);
}

void TestExportFaults::foreignFoldersAreLeftAlone()
{
    QTemporaryDir folder;
    const QStringList names = {"case.partial-", "case.partial-123", "case.partial-zzzzzzzz", "other.partial-12345678"};
    for (const QString& name : names)
        QVERIFY(QDir(folder.path()).mkpath(name + "/mine"));
    QVERIFY(QDir(folder.path()).mkpath("case.partial-12345678/dead"));
    QVERIFY(writeExport(sampleContent(), "bag", folder.filePath("case"), {}).ok());
    QCOMPARE(namesIn(folder), QStringList{"case"} + names);
}

QTEST_GUILESS_MAIN(TestExportFaults)
#include "tst_exportfaults.moc"
