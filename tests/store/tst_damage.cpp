// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/rawdatabase.h"
#include "tests/store/samples.h"

#include <QTemporaryDir>

#include <random>

namespace tideline {

/// Rows changed outside Tideline are found; damaged files end neither the program nor its patience.
class TestDamage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void editedRowIsFound_data();
    void editedRowIsFound();
    void everyTableIsWatched();
    void flippedBits();
    void truncatedFiles();
    void zeroedPages();

private:
    QByteArray m_bytes; ///< of a sound case
    QTemporaryDir m_folder;
    QString m_path;
};

namespace {

/// Everything that a person could do with a case; only that it ends is asked here.
QStringList useCase(const QString& path, OpenMode mode = OpenMode::ReadOnly)
{
    auto file = CaseFile::open(path, mode);
    if (!file)
        return {file.error().text()};
    CaseFile& c = **file;
    std::vector<FlowColumn> columns;
    for (int i = 0; i < flowColumnCount; ++i)
        columns.push_back(FlowColumn(i));
    (void)c.info();
    (void)c.events();
    (void)c.annotations();
    (void)c.windows();
    (void)c.subjects();
    (void)c.rules();
    (void)c.networks();
    (void)c.documents(QStringLiteral("recipe"));
    (void)c.sources();
    (void)c.problems();
    (void)c.points();
    (void)c.counts();
    (void)c.audit();
    (void)c.dataFingerprint();
    (void)c.pendingImports();
    if (const auto chunks = c.chunks(TimeRange::all())) {
        for (const ChunkInfo& chunk : *chunks) {
            if (const auto loaded = c.load(chunk, columns))
                (void)decodeChunk(*loaded);
        }
    }
    const QStringList failed = failures(c.verify({}));
    if (mode == OpenMode::ReadWrite) {
        (void)c.putAnnotation(fullAnnotation(QStringLiteral("new")));
        (void)c.putEvent(plainEvent(3));
        (void)c.setWithdrawn(1, true);
        (void)c.compact({});
    }
    return failed;
}

/// What is stored, apart from SQLite's own bookkeeping: the rows of every table, in order.
QByteArray contentOf(const QString& path)
{
    RawDatabase raw(path);
    QByteArray sums;
    for (const char* table :
         {"meta",         "seal",           "audit",           "audit_detail", "annotation",    "annotation_tag",
          "time_window",  "subject",        "subject_member",  "rule",         "network_table", "network",
          "document",     "source",         "source_coverage", "import_block", "problem",       "series",
          "point",        "flow_chunk",     "flow_column",     "event",        "event_country", "event_channel",
          "event_tag",    "event_citation", "event_extra",     "event_amount", "event_place",   "event_claim",
          "route",        "dns_query",      "source_member",   "actor",        "actor_alias",   "addendum",
          "record_block", "source_head",    "event_merge"})
        sums += raw.dump(QByteArray("SELECT * FROM ") + table + " NOT INDEXED") + '\n';
    return sums;
}

} // namespace

void TestDamage::initTestCase()
{
    m_path = m_folder.filePath(QStringLiteral("case.tideline"));
    {
        TAKE(file, CaseFile::create(m_path, caseInfo()));
        importSample(*file, QStringLiteral("a"), 0, 60, 1);
        const Source withdrawn = importSample(*file, QStringLiteral("b"), 100, 20, 2);
        SUCCEED(file->setWithdrawn(withdrawn.id, true));
        SUCCEED(file->putEvent(fullEvent(QStringLiteral("e1"))));
        SUCCEED(file->putEvent(fullEvent(QStringLiteral("event-00003"))));
        SUCCEED(file->putAnnotation(fullAnnotation(QStringLiteral("n1"))));
        SUCCEED(file->putSubject(fullSubject(QStringLiteral("s"))));
        SUCCEED(file->setRules({fullRule(QStringLiteral("r")), fullRule(QStringLiteral("q"))}));
        SUCCEED(file->putWindow({QStringLiteral("w"), {1, 2}, QStringLiteral("n")}));
        SUCCEED(file->putDocument({QStringLiteral("recipe"), QStringLiteral("d"), {}}));
        SUCCEED(file->putNetworks(QStringLiteral("t"), QStringLiteral("2024"),
                                  {Network{{}, {}, QStringLiteral("KP"), 1, QStringLiteral("n")}}));
        TAKE(pending, file->beginImport(sourceOf(QStringLiteral("c")), {}));
        ImportWriter::Rows rows;
        rows.events = {plainEvent(500)};
        SUCCEED(pending->write(0, rows));
        QCOMPARE(failures(file->verify({})), QStringList());
    }
    m_bytes = fileBytes(m_path);
    QVERIFY(m_bytes.size() > 100'000);
}

void TestDamage::editedRowIsFound_data()
{
    QTest::addColumn<QByteArray>("sql");
    const char* edits[] = {
        "UPDATE event SET title = 'x' WHERE id = 'event-00007'",
        "UPDATE event SET t_from = t_from + 1 WHERE id = 'event-00007'",
        "UPDATE event SET verified = 1 WHERE id = 'e1'",
        "UPDATE event SET precision = 'dax' WHERE id = 'event-00007'",
        "UPDATE event SET source = 2 WHERE id = 'event-00007'",
        "DELETE FROM event WHERE id = 'event-00007'",
        "INSERT INTO event SELECT 9999, 'new', source, block, record, external_id, t_from, t_to, precision,"
        " original_time, zone, title, category, subtype, actor, target, certainty, verified, note, digest FROM event"
        " WHERE id = 'event-00007'",
        "UPDATE event SET title = 'x' WHERE id = 'event-00105'",
        "UPDATE event SET title = 'x' WHERE id = 'event-00500'",
        "UPDATE event_country SET value = 'US' WHERE value = 'KP'",
        "UPDATE event_amount SET amount = '1' WHERE ordinal = 0",
        "UPDATE event_claim SET claimed_by = 'x' WHERE ordinal = 0",
        "UPDATE event_place SET role = 'x' WHERE ordinal = 0",
        "UPDATE event_extra SET value = 'y'",
        "UPDATE event_tag SET value = 'y'",
        "UPDATE event_channel SET value = 'y'",
        "UPDATE event_citation SET value = 'y'",
        "DELETE FROM event_citation",
        "UPDATE point SET value = value + 1e-9 WHERE id = 7",
        "UPDATE point SET t_to = t_to + 1 WHERE id = 7",
        "UPDATE series SET unit = 'x'",
        "DELETE FROM point WHERE id = 7",
        "UPDATE problem SET reason = 'x'",
        "UPDATE flow_chunk SET one_way = 0",
        "UPDATE flow_chunk SET min_start = min_start + 1",
        "UPDATE flow_column SET data = zeroblob(length(data)) WHERE id = 32",
        "DELETE FROM flow_column WHERE id = 33",
        "INSERT INTO flow_column VALUES(99999, x'00')",
        "UPDATE source SET withdrawn = 0",
        "UPDATE source SET accepted = accepted + 1 WHERE id = 1",
        "UPDATE source SET sha256 = 'x' WHERE id = 1",
        "UPDATE source SET options = '{}' WHERE id = 1",
        "UPDATE source_coverage SET t_to = t_to + 1 WHERE source = 1",
        "UPDATE import_block SET accepted = 0 WHERE source = 1",
        "UPDATE annotation SET text = 'x'",
        "UPDATE annotation_tag SET tag = 'x'",
        "UPDATE subject SET zone = 'UTC'",
        "UPDATE subject_member SET asn = 7",
        "UPDATE rule SET label = 'x' WHERE ordinal = 1",
        "UPDATE time_window SET t_to = 3",
        "UPDATE document SET content = '{\"a\":1}'",
        "UPDATE network SET country = 'KR'",
        "UPDATE network_table SET date = '2025'",
        "UPDATE meta SET value = 'x' WHERE key = 'case_title'",
        "UPDATE meta SET value = '0' WHERE key = 'min_reader'",
    };
    for (const char* sql : edits)
        QTest::newRow(sql) << QByteArray(sql);
}

void TestDamage::editedRowIsFound()
{
    QFETCH(QByteArray, sql);
    writeBytes(m_path, m_bytes);
    QCOMPARE(RawDatabase(m_path).run(sql), QString());
    TAKE(file, CaseFile::open(m_path, OpenMode::ReadOnly));
    const QStringList failed = failures(file->verify({}));
    QVERIFY(!failed.isEmpty());
    QVERIFY2(!failed.join(u' ').contains(QStringLiteral("integrity:")), "SQLite itself would not have seen it");
}

void TestDamage::everyTableIsWatched()
{
    writeBytes(m_path, m_bytes);
    RawDatabase raw(m_path);
    // Thirty of version 1 above, nine of version 2 in tst_storedrecords.
    QCOMPARE(raw.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"), 39);
}

void TestDamage::flippedBits()
{
    writeBytes(m_path, m_bytes);
    const QByteArray sound = contentOf(m_path);
    std::mt19937 random(20'260'101);
    int changed = 0;
    for (int i = 0; i < rounds(150, 400); ++i) {
        QByteArray bytes = m_bytes;
        const qsizetype place = qsizetype(random() % std::size_t(bytes.size()));
        const int bit = int(random() % 8);
        bytes[place] = char(bytes[place] ^ (1 << bit));
        writeBytes(m_path, bytes);
        const bool differs = contentOf(m_path) != sound;
        writeBytes(m_path, bytes); // reading it may have left something
        const QStringList failed = useCase(m_path, i % 2 ? OpenMode::ReadWrite : OpenMode::ReadOnly);
        QVERIFY2(!differs || !failed.isEmpty(), qPrintable(QStringLiteral("byte %1 bit %2").arg(place).arg(bit)));
        changed += differs;
    }
    QVERIFY2(changed > 10, qPrintable(QString::number(changed))); // the flips did hit rows
}

void TestDamage::truncatedFiles()
{
    std::mt19937 random(7);
    for (int i = 0; i < rounds(30, 100); ++i) {
        writeBytes(m_path, m_bytes.left(qsizetype(random() % std::size_t(m_bytes.size()))));
        QVERIFY(!useCase(m_path).isEmpty());
    }
}

void TestDamage::zeroedPages()
{
    constexpr qsizetype page = 8192;
    const qsizetype pages = m_bytes.size() / page;
    std::mt19937 random(9);
    for (int i = 0; i < rounds(20, 50); ++i) {
        QByteArray bytes = m_bytes;
        std::fill_n(bytes.begin() + page * qsizetype(random() % std::size_t(pages)), page, '\0');
        writeBytes(m_path, bytes);
        if (bytes != m_bytes)
            (void)useCase(m_path, i % 2 ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    }
}

} // namespace tideline

QTEST_GUILESS_MAIN(tideline::TestDamage)
#include "tst_damage.moc"
