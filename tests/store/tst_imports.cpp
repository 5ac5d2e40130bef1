// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/rawdatabase.h"
#include "tests/store/samples.h"

#include <QTemporaryDir>

#include <thread>

namespace tideline {

/// Imports: invisible until complete, all or nothing, nothing twice, and hidden when withdrawn.
class TestImports : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_file.reset(); }

    void importIsInvisibleUntilComplete();
    void sourceComesBackWithCounts();
    void pointsAndProblemsComeBack();
    void chunksComeBack();
    void chunksArePrunedByTime();
    void cancelLeavesNothing();
    void pendingImportIsResumed();
    void pendingImportIsDiscarded();
    void halfDiscardedImportIsFinishedOff();
    void knownRowsAreDuplicates();
    void withdrawnRowsGoAndComeBack();
    void withdrawnRowsDoNotBlock();
    void editedEventStaysWithItsSource();
    void hashFindsTheSource();
    void longListOfProblemsLosesItsTexts();
    void writerOutlivesTheCase();
    void chunksLoadInParallelWithWriting();
    void infiniteValuesAreRefused();

private:
    void reopen();
    CaseFile::Counts counts() const { return m_file->counts().value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<CaseFile> m_file;
};

void TestImports::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("case.tideline"));
    TAKE(created, CaseFile::create(m_path, caseInfo()));
    m_file = std::move(created);
}

void TestImports::reopen()
{
    m_file.reset();
    TAKE(opened, CaseFile::open(m_path, OpenMode::ReadWrite));
    m_file = std::move(opened);
}

void TestImports::importIsInvisibleUntilComplete()
{
    const QString before = m_file->dataFingerprint().value();
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), QStringLiteral("/a")));
    ImportWriter::Rows rows;
    rows.events = {plainEvent(1)};
    rows.points = {seriesPoint(1)};
    rows.chunks = {encodeChunk(flowBatch(10, 1), 0, 10, writer->sourceId(), false)};
    rows.problems = {{0, 2, 0, QStringLiteral("r"), QStringLiteral("t")}};
    rows.accepted = 10;
    rows.read = 13;
    TAKE(written, writer->write(0, rows));
    QCOMPARE(written.accepted, 12);
    QCOMPARE(written.duplicates, 0);
    QVERIFY(writer->hasBlock(0));
    QVERIFY(!writer->hasBlock(1));
    FAIL_WITH(writer->write(0, rows), ErrorCode::BadArgument);

    const CaseFile::Counts hidden = counts();
    QCOMPARE(hidden.events + hidden.points + hidden.flows + hidden.problems + hidden.sources, 0);
    QCOMPARE(hidden.audit, 1);
    QVERIFY(m_file->events().value().empty());
    QVERIFY(m_file->points().value().empty());
    QVERIFY(m_file->problems().value().empty());
    QVERIFY(m_file->problems(writer->sourceId()).value().empty());
    QVERIFY(m_file->chunks(TimeRange::all()).value().empty());
    FAIL_WITH(m_file->event(plainEvent(1).id), ErrorCode::NotFound);
    QVERIFY(!m_file->sourceWithHash(sourceOf(QStringLiteral("a")).sha256).value());
    QCOMPARE(m_file->dataFingerprint().value(), before);
    QCOMPARE(failures(m_file->verify({})), QStringList());

    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
    const CaseFile::Counts shown = counts();
    QCOMPARE(shown.events, 1);
    QCOMPARE(shown.points, 1);
    QCOMPARE(shown.flows, 10);
    QCOMPARE(shown.problems, 1);
    QCOMPARE(shown.sources, 1);
    QCOMPARE(shown.audit, 2);
    QVERIFY(shown.eventSpan == plainEvent(1).time.range);
    QVERIFY((shown.flowSpan == TimeRange{1'560'000'000'000'000, 1'560'000'009'000'001}));
    FAIL_WITH(writer->complete(sourceOf(QStringLiteral("a"))), ErrorCode::NotFound);
    FAIL_WITH(writer->cancel(), ErrorCode::NotFound);
    QVERIFY(m_file->pendingImports().value().empty());
}

void TestImports::sourceComesBackWithCounts()
{
    const Source source = importSample(*m_file, QStringLiteral("a"), 0, 7, 1);
    QCOMPARE(source.read, 558);
    QCOMPARE(source.accepted, 557);
    QCOMPARE(source.rejected, 1);
    QCOMPARE(source.duplicate, 0);
    reopen();
    TAKE(sources, m_file->sources());
    QCOMPARE(sources.size(), 1U);
    QVERIFY(sources[0] == source);
    Source expected = sourceOf(QStringLiteral("a"));
    expected.id = source.id;
    expected.read = 558;
    expected.accepted = 557;
    expected.rejected = 1;
    // From the first event (July 2017) to the last flow (June 2019).
    expected.span = TimeRange{1'500'000'000'000'000, 1'560'000'499'000'001};
    QVERIFY(sources[0] == expected);
    TAKE(audit, m_file->audit());
    QCOMPARE(audit.back().action, QStringLiteral("import"));
    QCOMPARE(audit.back().detail[QStringLiteral("accepted")].toInt(), 557);
    QCOMPARE(audit.back().detail[QStringLiteral("sha256")].toString(), expected.sha256);
}

void TestImports::pointsAndProblemsComeBack()
{
    const Source source = importSample(*m_file, QStringLiteral("a"), 0, 1, 1);
    reopen();
    TAKE(points, m_file->points());
    QCOMPARE(points.size(), 50U);
    SeriesPoint expected = seriesPoint(1003);
    expected.source = source.id;
    QVERIFY(points[3] == expected);
    TAKE(problems, m_file->problems(source.id));
    QCOMPARE(problems.size(), 1U);
    QVERIFY((problems[0] == Problem{source.id, 12, 3, QStringLiteral("not a date"), QStringLiteral("1,2,x")}));
    QVERIFY(m_file->problems().value() == problems);
    QVERIFY(m_file->problems(source.id + 1).value().empty());
}

void TestImports::chunksComeBack()
{
    const FlowBatch batch = flowBatch(3000, 9);
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    const EncodedChunk encoded = encodeChunk(batch, 0, 3000, writer->sourceId(), true);
    ImportWriter::Rows rows;
    rows.chunks = {encoded};
    SUCCEED(writer->write(0, rows));
    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
    reopen();
    TAKE(chunks, m_file->chunks(TimeRange::all()));
    QCOMPARE(chunks.size(), 1U);
    QCOMPARE(chunks[0].rows, 3000U);
    QVERIFY(chunks[0].oneWay);
    QCOMPARE(chunks[0].minStart, batch.start.front());
    QCOMPARE(chunks[0].maxStart, batch.start.back());

    std::vector<FlowColumn> all;
    for (int i = 0; i < flowColumnCount; ++i)
        all.push_back(FlowColumn(i));
    TAKE(whole, m_file->load(chunks[0], all));
    QVERIFY(whole.columns == encoded.columns);
    QCOMPARE(whole.digest, encoded.digest);
    TAKE(part, m_file->load(chunks[0], {FlowColumn::Start, FlowColumn::Addresses}));
    for (int i = 0; i < flowColumnCount; ++i) {
        const bool wanted = FlowColumn(i) == FlowColumn::Start || FlowColumn(i) == FlowColumn::Addresses;
        QCOMPARE(part.columns[std::size_t(i)], wanted ? encoded.columns[std::size_t(i)] : QByteArray());
    }
    ChunkInfo unknown = chunks[0];
    unknown.id += 1;
    FAIL_WITH(m_file->load(unknown, all), ErrorCode::Corrupt);
    SUCCEED(m_file->load(chunks[0], all));
}

void TestImports::chunksArePrunedByTime()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    ImportWriter::Rows rows;
    FlowBatch batch = flowBatch(3, 1);
    for (const Micros start : {300, 100, 200}) { // each chunk holds start, start + 5, start + 9
        batch.start = {start, start + 9, start + 5};
        rows.chunks.push_back(encodeChunk(batch, 0, 3, writer->sourceId(), false));
    }
    SUCCEED(writer->write(0, rows));
    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
    const auto starts = [&](const TimeRange& range) {
        QList<qint64> found;
        const std::vector<ChunkInfo> chunks = m_file->chunks(range).value();
        for (const ChunkInfo& chunk : chunks)
            found << chunk.minStart;
        return found;
    };
    QCOMPARE(starts(TimeRange::all()), (QList<qint64>{100, 200, 300}));
    QCOMPARE(starts({109, 200}), (QList<qint64>{100}));
    QCOMPARE(starts({110, 200}), QList<qint64>());
    QCOMPARE(starts({110, 201}), (QList<qint64>{200}));
    QCOMPARE(starts({0, 101}), (QList<qint64>{100}));
}

void TestImports::cancelLeavesNothing()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    const qint64 id = writer->sourceId();
    for (int block = 0; block < 12; ++block) {
        ImportWriter::Rows rows;
        rows.events = {plainEvent(block)};
        rows.points = {seriesPoint(block)};
        rows.problems = {{0, block, 0, QStringLiteral("r"), {}}};
        rows.chunks = {encodeChunk(flowBatch(10, block), 0, 10, id, false)};
        SUCCEED(writer->write(block, rows));
    }
    SUCCEED(writer->cancel());
    FAIL_WITH(writer->write(99, {}), ErrorCode::NotFound);
    QVERIFY(m_file->pendingImports().value().empty());
    QCOMPARE(failures(m_file->verify({})), QStringList());
    m_file.reset();
    RawDatabase raw(m_path);
    for (const char* table :
         {"event", "event_country", "point", "problem", "flow_chunk", "flow_column", "source_coverage"})
        QCOMPARE(raw.number(QByteArray("SELECT count(*) FROM ") + table), 0);
    QCOMPARE(raw.number("SELECT count(*) FROM source WHERE id > 0"), 0);
}

void TestImports::pendingImportIsResumed()
{
    {
        TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), QStringLiteral("/some/a")));
        for (const int block : {0, 2}) {
            ImportWriter::Rows rows;
            rows.events = {plainEvent(block)};
            rows.read = 1;
            SUCCEED(writer->write(block, rows));
        }
    }
    reopen();
    TAKE(pending, m_file->pendingImports());
    QCOMPARE(pending.size(), 1U);
    QCOMPARE(pending[0].path, QStringLiteral("/some/a"));
    QCOMPARE(pending[0].blocks, 2);
    QCOMPARE(pending[0].source.name, QStringLiteral("a"));
    QCOMPARE(pending[0].source.options, sourceOf(QStringLiteral("a")).options);
    TAKE(writer, m_file->resumeImport(pending[0].source.id));
    QVERIFY(writer->hasBlock(0));
    QVERIFY(!writer->hasBlock(1));
    QVERIFY(writer->hasBlock(2));
    ImportWriter::Rows rows;
    rows.events = {plainEvent(1), plainEvent(2)};
    rows.read = 2;
    TAKE(written, writer->write(1, rows));
    QCOMPARE(written.accepted, 1);
    QCOMPARE(written.duplicates, 1);
    TAKE(source, writer->complete(pending[0].source));
    QCOMPARE(source.read, 4);
    QCOMPARE(source.accepted, 3);
    QCOMPARE(source.duplicate, 1);
    QCOMPARE(counts().events, 3);
    FAIL_WITH(m_file->resumeImport(source.id), ErrorCode::NotFound);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestImports::pendingImportIsDiscarded()
{
    qint64 id = 0;
    {
        TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
        id = writer->sourceId();
        ImportWriter::Rows rows;
        rows.events = {plainEvent(1)};
        SUCCEED(writer->write(0, rows));
    }
    reopen();
    SUCCEED(m_file->discardImport(id, {}));
    FAIL_WITH(m_file->discardImport(id, {}), ErrorCode::NotFound);
    QVERIFY(m_file->pendingImports().value().empty());
    TAKE(audit, m_file->audit());
    QCOMPARE(audit.back().action, QStringLiteral("import.discard"));
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    QVERIFY(writer->sourceId() > id); // the log speaks of the old one
}

void TestImports::halfDiscardedImportIsFinishedOff()
{
    qint64 id = 0;
    {
        TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
        id = writer->sourceId();
        ImportWriter::Rows rows;
        rows.events = {plainEvent(1)};
        SUCCEED(writer->write(0, rows));
    }
    m_file.reset();
    RawDatabase(m_path).run("UPDATE source SET state = 2 WHERE id > 0"); // as if the program had ended just there
    reopen();
    QVERIFY(m_file->pendingImports().value().empty());
    FAIL_WITH(m_file->resumeImport(id), ErrorCode::NotFound);
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->compact({}));
    m_file.reset();
    QCOMPARE(RawDatabase(m_path).number("SELECT count(*) FROM event"), 0);
}

void TestImports::knownRowsAreDuplicates()
{
    SUCCEED(m_file->putEvent(plainEvent(3)));
    const Source first = importSample(*m_file, QStringLiteral("a"), 0, 10, 1);
    QCOMPARE(first.duplicate, 1);
    const Source second = importSample(*m_file, QStringLiteral("b"), 5, 10, 1);
    QCOMPARE(second.duplicate, 5 + 50);
    QCOMPARE(second.accepted, 5 + 500);
    QCOMPARE(counts().events, 15);
    QCOMPARE(counts().points, 50);
    QCOMPARE(m_file->event(plainEvent(5).id).value()->source, first.id);
    QCOMPARE(m_file->event(plainEvent(12).id).value()->source, second.id);
    QCOMPARE(m_file->event(plainEvent(3).id).value()->source, 0);
}

void TestImports::withdrawnRowsGoAndComeBack()
{
    const Source a = importSample(*m_file, QStringLiteral("a"), 0, 10, 1);
    importSample(*m_file, QStringLiteral("b"), 10, 10, 2);
    const CaseFile::Counts before = counts();
    SUCCEED(m_file->setWithdrawn(a.id, true));
    CaseFile::Counts without = counts();
    QCOMPARE(without.events, 10);
    QCOMPARE(without.points, 50);
    QCOMPARE(without.flows, 500);
    QCOMPARE(without.problems, 1);
    QCOMPARE(without.sources, 2);
    QVERIFY(m_file->sources().value()[0].withdrawn);
    QCOMPARE(m_file->chunks(TimeRange::all()).value().size(), 1U);
    FAIL_WITH(m_file->event(plainEvent(1).id), ErrorCode::NotFound);
    SUCCEED(m_file->setWithdrawn(a.id, false));
    QCOMPARE(counts().events, before.events);
    QCOMPARE(counts().flows, before.flows);
    FAIL_WITH(m_file->setWithdrawn(0, true), ErrorCode::NotFound);
    FAIL_WITH(m_file->setWithdrawn(77, true), ErrorCode::NotFound);
    QCOMPARE(counts().audit, before.audit + 2);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestImports::withdrawnRowsDoNotBlock()
{
    const Source a = importSample(*m_file, QStringLiteral("a"), 0, 10, 1);
    SUCCEED(m_file->setWithdrawn(a.id, true));
    const Source b = importSample(*m_file, QStringLiteral("b"), 0, 10, 1);
    QCOMPARE(b.duplicate, 0);
    QCOMPARE(counts().events, 10);
    SUCCEED(m_file->setWithdrawn(a.id, false)); // now each row is there twice, and still seen once
    QCOMPARE(counts().events, 10);
    QCOMPARE(m_file->events().value().size(), 10U);
    QCOMPARE(m_file->points().value().size(), 50U);
    QCOMPARE(counts().points, 50);
    QCOMPARE(m_file->event(plainEvent(1).id).value()->source, a.id);
    SUCCEED(m_file->removeEvent(plainEvent(1).id));
    QCOMPARE(counts().events, 9);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestImports::editedEventStaysWithItsSource()
{
    const Source a = importSample(*m_file, QStringLiteral("a"), 0, 3, 1);
    const QString before = m_file->dataFingerprint().value();
    const Event original = *m_file->event(plainEvent(1).id).value();
    Event edited = original;
    edited.title = QStringLiteral("Edited");
    edited.source = 0;
    edited.record = 0;
    SUCCEED(m_file->putEvent(edited));
    TAKE(stored, m_file->event(edited.id));
    QCOMPARE(stored->title, QStringLiteral("Edited"));
    QCOMPARE(stored->source, a.id);
    QCOMPARE(stored->record, 2);
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->removeEvent(edited.id));
    QCOMPARE(failures(m_file->verify({})), QStringList());
    SUCCEED(m_file->putEvent(original)); // undo of both
    QCOMPARE(m_file->dataFingerprint().value(), before);
    QCOMPARE(m_file->event(original.id).value()->source, a.id);
    SUCCEED(m_file->setWithdrawn(a.id, true));
    QCOMPARE(counts().events, 0);
    QCOMPARE(failures(m_file->verify({})), QStringList());
}

void TestImports::hashFindsTheSource()
{
    const Source a = importSample(*m_file, QStringLiteral("a"), 0, 3, 1);
    QVERIFY(m_file->sourceWithHash(a.sha256).value() == a);
    QVERIFY(!m_file->sourceWithHash(QStringLiteral("00")).value());
    QVERIFY(!m_file->sourceWithHash({}).value());
}

void TestImports::longListOfProblemsLosesItsTexts()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    for (int block = 0; block < 2; ++block) {
        ImportWriter::Rows rows;
        for (int i = 0; i < 6000; ++i)
            rows.problems.push_back({0, block * 6000 + i, 0, QStringLiteral("r"), QString(5000, QLatin1Char('x'))});
        SUCCEED(writer->write(block, rows));
    }
    TAKE(source, writer->complete(sourceOf(QStringLiteral("a"))));
    QCOMPARE(source.rejected, 12'000);
    TAKE(problems, m_file->problems(source.id));
    QCOMPARE(problems.size(), 12'000U);
    QCOMPARE(problems[9'999].text.size(), 4096);
    QCOMPARE(problems[10'000].text, QString());
    QCOMPARE(problems[10'000].line, 10'000);
    QCOMPARE(m_file->problems(source.id, 7).value().size(), 7U);
}

void TestImports::writerOutlivesTheCase()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    m_file.reset();
    SUCCEED(writer->write(0, {}));
    SUCCEED(writer->complete(sourceOf(QStringLiteral("a"))));
}

void TestImports::chunksLoadInParallelWithWriting()
{
    importSample(*m_file, QStringLiteral("a"), 0, 3, 1);
    TAKE(chunks, m_file->chunks(TimeRange::all()));
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i) {
                const auto loaded = m_file->load(chunks[0], {FlowColumn::Start, FlowColumn::Src});
                const auto events = m_file->events();
                if (!loaded || loaded->columns[0].isEmpty() || !events || events->size() < 3)
                    ++wrong;
            }
        });
    }
    for (int i = 0; i < 50; ++i)
        SUCCEED(m_file->putEvent(plainEvent(100 + i)));
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(counts().events, 53);
}

void TestImports::infiniteValuesAreRefused()
{
    TAKE(writer, m_file->beginImport(sourceOf(QStringLiteral("a")), {}));
    ImportWriter::Rows rows;
    rows.events = {plainEvent(1)};
    rows.points = {seriesPoint(1)};
    rows.points[0].value = std::numeric_limits<double>::infinity();
    FAIL_WITH(writer->write(0, rows), ErrorCode::BadArgument);
    rows.points.clear();
    SUCCEED(writer->write(0, rows)); // nothing of the refused block is left
    TAKE(source, writer->complete(sourceOf(QStringLiteral("a"))));
    QCOMPARE(source.accepted, 1);
    QCOMPARE(source.duplicate, 0);
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestImports)
#include "tst_imports.moc"
