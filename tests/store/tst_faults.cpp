// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/faultyvfs.h"
#include "tests/store/rawdatabase.h"
#include "tests/store/samples.h"

#include <QTemporaryDir>

#include <functional>
#include <random>
#include <set>

namespace tideline {

/// Disks that fail, fill up, or lose their power. What was acknowledged is there afterwards, and nothing by halves.
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void errorAtEveryCall_data();
    void errorAtEveryCall();
    void fullDisk();
    void powerCut_data();
    void powerCut();

private:
    QByteArray m_bytes; ///< of a sound case
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

namespace {

constexpr int eventsOfBlock = 5;

/// The numbers that the case has acknowledged: annotation n, or import 1000 + n.
using Acknowledged = std::set<int>;
using Acknowledge = std::function<void(int)>;

bool importOne(CaseFile& file, int number)
{
    const QString name = QString::number(1000 + number);
    auto writer = file.beginImport(sourceOf(name), name);
    if (!writer)
        return false;
    for (int block = 0; block < 3; ++block) {
        ImportWriter::Rows rows;
        for (int i = 0; i < eventsOfBlock; ++i)
            rows.events.push_back(plainEvent(1000 + number * 100 + block * 10 + i));
        rows.chunks = {encodeChunk(flowBatch(50, block), 0, 50, (*writer)->sourceId(), false)};
        if (!(*writer)->write(block, rows))
            return false;
    }
    return bool((*writer)->complete(sourceOf(name)));
}

void annotateScript(CaseFile& file, const Acknowledge& acknowledge)
{
    for (int i = 0; i < 12; ++i) {
        if (file.putAnnotation(fullAnnotation(QString::number(i))))
            acknowledge(i);
    }
}

void importScript(CaseFile& file, const Acknowledge& acknowledge)
{
    for (int i = 0; i < 3; ++i) {
        if (importOne(file, i))
            acknowledge(1000 + i);
    }
}

void mixedScript(CaseFile& file, const Acknowledge& acknowledge)
{
    for (int i = 0; i < 4; ++i) {
        if (file.putAnnotation(fullAnnotation(QString::number(i))))
            acknowledge(i);
        if (importOne(file, i))
            acknowledge(1000 + i);
        (void)file.setWithdrawn(1, i % 2 == 0);
        if (i == 2)
            (void)file.compact({});
        if (auto cancelled = file.beginImport(sourceOf(QStringLiteral("x")), {})) {
            ImportWriter::Rows rows;
            rows.events = {plainEvent(9000)};
            (void)(*cancelled)->write(0, rows);
            (void)(*cancelled)->cancel();
        }
    }
}

/// What is wrong with the case; empty = nothing.
QString judge(const QString& path, const Acknowledged& acknowledged)
{
    auto file = CaseFile::open(path, OpenMode::ReadWrite);
    if (!file)
        return file.error().text();
    if ((*file)->isReadOnly())
        return (*file)->readOnlyReason();
    const QStringList failed = failures((*file)->verify({}));
    if (!failed.isEmpty())
        return failed.join(u'\n');
    Acknowledged found;
    const auto annotations = (*file)->annotations();
    const auto sources = (*file)->sources();
    const auto events = (*file)->events();
    if (!annotations || !sources || !events)
        return QStringLiteral("cannot be read");
    for (const Annotation& annotation : *annotations)
        found.insert(annotation.id.toInt());
    qint64 expected = 0;
    for (const Source& source : *sources) {
        found.insert(source.name.toInt());
        if (source.id > 1)
            expected += source.accepted;
    }
    for (const int number : acknowledged) {
        if (!found.contains(number))
            return QStringLiteral("%1 was acknowledged and is lost").arg(number);
    }
    qint64 imported = 0;
    for (const EventPtr& event : *events)
        imported += event->source > 1;
    if (imported != expected)
        return QStringLiteral("%1 events of imports instead of %2").arg(imported).arg(expected);
    if (!(*file)->putAnnotation(fullAnnotation(QStringLiteral("500"))))
        return QStringLiteral("cannot be written any more");
    return {};
}

} // namespace

void TestFaults::initTestCase()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("case.tideline"));
    {
        TAKE(file, CaseFile::create(path, caseInfo()));
        importSample(*file, QStringLiteral("1"), 0, 3, 1);
    }
    m_bytes = fileBytes(path);
}

void TestFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("case.tideline"));
    writeBytes(m_path, m_bytes);
}

void TestFaults::errorAtEveryCall_data()
{
    QTest::addColumn<bool>("sticky");
    QTest::newRow("one error") << false;
    QTest::newRow("the disk is gone") << true;
}

void TestFaults::errorAtEveryCall()
{
    QFETCH(bool, sticky);
    FaultyVfs vfs;
    const int step = rounds(29, 2);
    bool reached = true;
    int runs = 0;
    for (int call = 1; reached && call < 20'000; call += step, ++runs) {
        init();
        Acknowledged acknowledged;
        vfs.failAt(call, sticky);
        if (auto file = CaseFile::open(m_path, OpenMode::ReadWrite))
            mixedScript(**file, [&](int number) { acknowledged.insert(number); });
        reached = vfs.hasFailed();
        vfs.heal();
        const QString wrong = judge(m_path, acknowledged);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: ").arg(call) + wrong));
    }
    QVERIFY(!reached); // the last round went through without a fault
    QVERIFY(runs > 10);
}

void TestFaults::fullDisk()
{
    FaultyVfs vfs;
    int failed = 0;
    for (int i = 0; i < rounds(12, 60); ++i) {
        init();
        Acknowledged acknowledged;
        Result<void> told;
        vfs.limitSize(40'000 + 4096 * i * rounds(12, 3));
        if (auto file = CaseFile::open(m_path, OpenMode::ReadWrite)) {
            mixedScript(**file, [&](int number) { acknowledged.insert(number); });
            for (int j = 20; j < 200 && told; ++j) {
                told = (*file)->putAnnotation(fullAnnotation(QString::number(j)));
                if (told)
                    acknowledged.insert(j);
            }
            failed += !told;
            if (!told) {
                QCOMPARE(told.error().code, ErrorCode::Io);
                QCOMPARE(told.error().where, m_path);
                QVERIFY2(told.error().what.contains(QStringLiteral("full")), qPrintable(told.error().text()));
                vfs.heal(); // space was made: the same case goes on
                SUCCEED((*file)->putAnnotation(fullAnnotation(QStringLiteral("300"))));
                acknowledged.insert(300);
            }
        }
        vfs.heal();
        const QString wrong = judge(m_path, acknowledged);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("limit %1: ").arg(i) + wrong));
    }
    QVERIFY(failed > 0);
}

void TestFaults::powerCut_data()
{
    QTest::addColumn<int>("script");
    QTest::newRow("annotating") << 0;
    QTest::newRow("importing") << 1;
    QTest::newRow("all sorts") << 2;
}

void TestFaults::powerCut()
{
    QFETCH(int, script);
    void (*const scripts[])(CaseFile&, const Acknowledge&) = {&annotateScript, &importScript, &mixedScript};
    FaultyVfs vfs;
    vfs.startLog();
    {
        TAKE(file, CaseFile::open(m_path, OpenMode::ReadWrite));
        scripts[script](*file, [&](int number) { vfs.acknowledge(number); });
    }
    const std::vector<FaultyVfs::Operation> log = vfs.stopLog();
    QVERIFY(log.size() > 50);
    const Files before{{QByteArray("case.tideline"), m_bytes}};
    std::mt19937 random(static_cast<unsigned>(script) + 1);
    for (int i = 0; i < rounds(60, 1000); ++i) {
        const std::size_t point = random() % (log.size() + 1);
        const QTemporaryDir folder;
        const Files after = afterPowerCut(before, log, point, random());
        for (const auto& [name, bytes] : after) {
            if (name.startsWith("case.tideline"))
                writeBytes(folder.filePath(QString::fromUtf8(name)), bytes);
        }
        Acknowledged acknowledged;
        for (std::size_t j = 0; j < point; ++j) {
            if (log[j].kind == FaultyVfs::Operation::Kind::Acknowledge)
                acknowledged.insert(int(log[j].offset));
        }
        const QString wrong = judge(folder.filePath(QStringLiteral("case.tideline")), acknowledged);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("cut after %1: ").arg(point) + wrong));
    }
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestFaults)
#include "tst_faults.moc"
