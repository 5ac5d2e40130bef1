// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file into the case: whole, cut short, known, withdrawn, damaged.
#include "models/session/blockpipeline.h"
#include "models/session/listing.h"
#include "models/session/measuring.h"
#include "tests/support/importcase.h"

#include <QProcess>
#include <QTest>

#include <random>

using namespace tideline;

namespace {

QByteArray zeekLog(int flows, int badEvery = 0)
{
    QByteArray log = zeekHead();
    for (int i = 0; i < flows; ++i) {
        const bool isBad = badEvery > 0 && i % badEvery == badEvery - 1;
        log += (isBad ? QByteArray("yesterday") : QByteArray::number(1'500'000'000 + i * 7) + ".250000") + "\tC" +
               QByteArray::number(i) + "\t10.0.0." + QByteArray::number(i % 200 + 1) +
               "\t1024\t192.0.2.7\t443\ttcp\t100\t" + QByteArray::number(i) + "\n";
    }
    return log;
}

/// Questions and answers that meet across lines, both of the records that tell of the same packets, and others.
QByteArray eveLine(std::mt19937& random)
{
    const QByteArray head =
        "{\"timestamp\":\"2021-06-06T16:38:55.855844+0200\",\"flow_id\":" + QByteArray::number(random() % 6) +
        ",\"src_ip\":\"10.0.0.1\",\"src_port\":1,\"dest_ip\":\"10.0.0.2\",\"dest_port\":53";
    const QByteArray times =
        ",\"start\":\"2021-06-06T16:38:55.855844+0200\",\"age\":" + QByteArray::number(random() % 9) + "}}\n";
    const QByteArray name = "\"id\":1,\"rrname\":\"x" + QByteArray::number(random() % 3) + "\"}}\n";
    switch (random() % 12) {
    case 0:
        return head + ",\"event_type\":\"stats\"}\n";
    case 1:
        return head + ",\"event_type\":\"tls\",\"tls\":{\"sni\":\"a\"}}\n";
    case 2:
        return head.chopped(1) + "\n";
    case 3:
        return head + ",\"event_type\":\"netflow\",\"netflow\":{\"pkts\":1,\"bytes\":60" + times;
    case 4:
    case 5:
        return head + ",\"event_type\":\"flow\",\"flow\":{\"bytes_toserver\":70" + times;
    case 6:
    case 7:
    case 8:
        return head + ",\"event_type\":\"dns\",\"dns\":{\"type\":\"query\"," + name;
    default:
        return head + ",\"event_type\":\"dns\",\"dns\":{\"type\":\"answer\",\"rdata\":\"10.0.0.9\"," + name;
    }
}

/// Blocks by their numbers: the answer to each has the weight that the test gives it.
class NumberedReader : public Reader
{
public:
    enum Order { Any, OneByOne, Settled };
    NumberedReader(Order order, std::vector<std::size_t> weights) : m_order(order), m_weights(std::move(weights)) {}
    FileKind kind() const override { return FileKind::Events; }
    Result<void> begin(std::string_view, const ReadOptions&) override { return {}; }
    std::size_t boundary(std::string_view bytes, bool) const override { return bytes.size(); }
    ParsedBlock parse(const Block& block) const override
    {
        ParsedBlock parsed;
        parsed.problems.resize(m_weights[std::size_t(block.firstLine)] * 4);
        parsed.read = block.firstLine;
        return parsed;
    }
    bool inOrder() const override { return m_order != Any; }
    ParsedBlock parseNext(const Block& block) override
    {
        ParsedBlock parsed = parse(block);
        settle(block, parsed);
        return parsed;
    }
    bool settles() const override { return m_order == Settled; }
    ParsedBlock parseAhead(const Block& block) const override { return parse(block); }
    void settle(const Block& block, ParsedBlock&) override { isAscending = isAscending && block.firstLine == next++; }

    qint64 next = 0;
    bool isAscending = true;

private:
    const Order m_order;
    const std::vector<std::size_t> m_weights;
};

/// What an import counts and keeps, in words.
QStringList told(const ParsedBlock& block, const FlowBatch& flows, bool oneWay)
{
    QStringList all{QStringLiteral("%1 read, %2 joined").arg(block.read).arg(block.joined)};
    for (std::size_t i = 0; i < flows.size(); ++i)
        all += QStringLiteral("flow %1: %2, %3").arg(flows.record[i]).arg(flows.srcBytes[i]).arg(oneWay);
    for (const Event& event : block.events)
        all += QStringLiteral("event %1").arg(event.record);
    for (const DnsRecord& query : block.dns)
        all += QStringLiteral("query %1: ").arg(query.record) + QString::fromStdString(query.query + query.answers);
    for (const Problem& problem : block.problems)
        all += QStringLiteral("line %1: %2, %3").arg(problem.line).arg(problem.reason, problem.text);
    return all + block.notes;
}

} // namespace

class TestImportPipeline : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_case = std::make_unique<ImportCase>(); }
    void readsAWholeFile();
    void settlesInOrder();
    void endsAnywhere_data();
    void endsAnywhere();
    void rowsLeadBackToTheirLines();
    void badRowsAreKeptWithTheirLine();
    void cancelLeavesNothing();
    void compressedFilesAreTheSame();
    void aDryRunWritesNothing();
    void nonsenseIsRefused();
    void coverageJoinsShortSilences();
    void fieldsFromText();

private:
    QString write(const QString& name, const QByteArray& content) const { return m_case->write(name, content); }
    ImportReport import(const QString& path, bool dryRun = false) { return m_case->import(path, dryRun); }

    std::unique_ptr<ImportCase> m_case;
};

void TestImportPipeline::readsAWholeFile()
{
    // More than two blocks of 8 MiB, so that workers, order and chunk borders are all in it.
    constexpr int flows = 400'000;
    const ImportReport report = import(write(QStringLiteral("conn.log"), zeekLog(flows)));
    QCOMPARE(report.source.read, flows);
    QCOMPARE(report.source.accepted, flows);
    QCOMPARE(m_case->file->counts()->flows, flows);
    const auto snapshot = takeSnapshot(*m_case->file);
    Question question;
    question.measure = QStringLiteral("volume");
    const auto volume = askMeasure(*m_case->file, **snapshot, question, {});
    QVERIFY(volume.ok());
    double total = 0;
    const int value = volume->table.columnIndex(u"value");
    for (const auto& row : volume->table.rows) {
        if (const double* number = std::get_if<double>(&row[static_cast<std::size_t>(value)]))
            total += *number;
    }
    QCOMPARE(total, 100.0 * flows + double(flows) * (flows - 1) / 2);
}

/// A log whose records lean on earlier ones is parsed by several threads and is the same as read by one.
void TestImportPipeline::settlesInOrder()
{
    constexpr int blocks = 80;
    std::mt19937 random(23);
    for (int round = 0; round < 30; ++round) {
        std::vector<QByteArray> texts(blocks);
        std::vector<qint64> lines(blocks, 1);
        for (std::size_t i = 0; i < blocks; ++i) {
            lines[i] = i == 0 ? 1 : lines[i - 1] + texts[i - 1].count('\n');
            for (unsigned count = 1 + random() % 12; count > 0; --count)
                texts[i] += eveLine(random);
        }
        const auto rawBlock = [&](int index) {
            RawBlock raw;
            raw.index = index;
            raw.end = index == blocks;
            if (raw.end)
                return raw;
            const QByteArray& text = texts[std::size_t(index)];
            raw.piece.bytes = {text.constData(), std::size_t(text.size())};
            raw.piece.firstLine = lines[std::size_t(index)];
            return raw;
        };
        const auto alone = formatNamed(QStringLiteral("suricata-eve"))->make();
        const auto shared = formatNamed(QStringLiteral("suricata-eve"))->make();
        QVERIFY(alone->begin({}, {}) && shared->begin({}, {}));
        BlockPipeline pipeline(*shared, 4);
        int checked = 0;
        const auto check = [&] {
            const RawBlock raw = rawBlock(checked++);
            const ParsedBlock wanted = raw.end ? alone->end() : alone->parseNext(raw.piece.block());
            const ReadyBlock ready = pipeline.next();
            QCOMPARE(ready.index, raw.index);
            QCOMPARE(ready.flows, qint64(wanted.flows.size()));
            QCOMPARE(ready.chunks.size(), std::size_t(wanted.flows.empty() ? 0 : 1));
            const bool hasFlows = !wanted.flows.empty();
            const bool oneWay = hasFlows && ready.chunks[0].info.oneWay;
            const FlowBatch flows = hasFlows ? *decodeChunk(ready.chunks[0]) : FlowBatch();
            QCOMPARE(told(ready.parsed, flows, oneWay), told(wanted, wanted.flows, hasFlows && alone->oneWay()));
        };
        for (int fed = 0; fed <= blocks; ++fed) {
            if (!pipeline.hasRoom())
                check();
            pipeline.feed(rawBlock(fed));
        }
        while (checked <= blocks)
            check();
    }
}

void TestImportPipeline::endsAnywhere_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 8}) {
        QTest::addRow("any order, %d", threads) << int(NumberedReader::Any) << threads;
        QTest::addRow("one by one, %d", threads) << int(NumberedReader::OneByOne) << threads;
        QTest::addRow("settled, %d", threads) << int(NumberedReader::Settled) << threads;
    }
}

/// Whatever the blocks weigh and wherever the owner stops, nobody waits for ever.
void TestImportPipeline::endsAnywhere()
{
    QFETCH(int, order);
    QFETCH(int, threads);
    std::mt19937 random{unsigned(threads)};
    for (int round = 0; round < 60; ++round) {
        std::vector<std::size_t> weights(20);
        for (std::size_t& weight : weights)
            weight = random() % 8 == 0 ? 26'000 : random() % 100; // some are more than may be ready at a time
        const int left = round % 2 == 0 ? int(random() % weights.size()) : int(weights.size());
        NumberedReader reader(NumberedReader::Order(order), weights);
        {
            BlockPipeline pipeline(reader, threads);
            int fed = 0, taken = 0;
            const auto take = [&] {
                const ReadyBlock ready = pipeline.next();
                QCOMPARE(ready.parsed.read, taken);
                QCOMPARE(ready.parsed.problems.size(), weights[std::size_t(taken++)] * 4);
            };
            while (fed < int(weights.size()) && taken < left) {
                if (!pipeline.hasRoom())
                    take();
                RawBlock raw;
                raw.index = fed++;
                raw.piece.firstLine = raw.index;
                pipeline.feed(std::move(raw));
            }
            while (taken < left)
                take();
        }
        QVERIFY(reader.isAscending);
        QVERIFY(order == NumberedReader::Any || reader.next >= left);
    }
}

void TestImportPipeline::rowsLeadBackToTheirLines()
{
    import(write(QStringLiteral("conn.log"), zeekLog(1000)));
    const auto snapshot = takeSnapshot(*m_case->file);
    FlowRowsQuestion question;
    question.offset = 500;
    question.limit = 1;
    const auto rows = askRows(*m_case->file, **snapshot, question, {});
    QVERIFY(rows.ok());
    QCOMPARE(rows->total, quint64(1000));
    QCOMPARE(rows->batch.dstBytes[0], quint64(500));
    QCOMPARE(rows->batch.record[0], quint64(508)); // seven lines of header before the first row
}

void TestImportPipeline::badRowsAreKeptWithTheirLine()
{
    const ImportReport report = import(write(QStringLiteral("conn.log"), zeekLog(100, 10)));
    QCOMPARE(report.source.read, 100);
    QCOMPARE(report.source.accepted, 90);
    QCOMPARE(report.source.rejected, 10);
    const auto problems = m_case->file->problems();
    QVERIFY(problems.ok());
    QCOMPARE(problems->size(), std::size_t(10));
    QCOMPARE(problems->front().line, 17);
    QVERIFY(problems->front().text.contains(QStringLiteral("yesterday")));
}

void TestImportPipeline::cancelLeavesNothing()
{
    const QString path = write(QStringLiteral("conn.log"), zeekLog(400'000));
    std::atomic<bool> stop = false;
    const Progress progress([&stop](double fraction, const QString&) { stop = stop || fraction > 0.3; }, &stop);
    ImportRequest request;
    request.path = path;
    const auto report = importFile(*m_case->file, request, progress);
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(m_case->file->counts()->flows, 0);
    QVERIFY(m_case->file->sources()->empty());
    QVERIFY(m_case->file->pendingImports()->empty());
    QCOMPARE(import(path).source.accepted, 400'000); // and the next one works
}

void TestImportPipeline::compressedFilesAreTheSame()
{
    const QString plain = write(QStringLiteral("conn.log"), zeekLog(5000));
    const ImportReport first = import(plain);
    for (const char* tool : {"gzip", "xz", "bzip2", "zstd"}) {
        if (QProcess::execute(QStringLiteral("sh"),
                              {QStringLiteral("-c"), QStringLiteral("command -v %1 >/dev/null && %1 -c '%2' > '%2.%1'")
                                                         .arg(QLatin1String(tool), plain)}) != 0)
            continue;
        const ImportReport packed = import(plain + u'.' + QLatin1String(tool), true);
        QCOMPARE(packed.source.accepted, first.source.accepted);
        QCOMPARE(packed.source.span, first.source.span);
        QVERIFY(packed.source.sha256 != first.source.sha256); // the hash is of the file as found
    }
}

void TestImportPipeline::aDryRunWritesNothing()
{
    const ImportReport report = import(write(QStringLiteral("conn.log"), zeekLog(100, 10)), true);
    QCOMPARE(report.source.accepted, 90);
    QVERIFY(m_case->file->sources()->empty());
    QCOMPARE(m_case->file->counts()->problems, 0);
}

void TestImportPipeline::nonsenseIsRefused()
{
    for (const QByteArray& content :
         {QByteArray(), QByteArray("\x7f\x45\x4c\x46 no such thing"), QByteArray(5000, '\0')}) {
        ImportRequest request;
        request.path = write(QStringLiteral("nonsense"), content);
        const auto report = importFile(*m_case->file, request, {});
        QVERIFY(!report.ok());
        QVERIFY(!report.error().what.isEmpty() && !report.error().remedy.isEmpty());
    }
    QVERIFY(m_case->file->sources()->empty());
}

void TestImportPipeline::coverageJoinsShortSilences()
{
    CoverageBuilder builder;
    builder.add(microsPerMinute);
    builder.add(20 * microsPerHour);
    builder.add(60 * microsPerHour);
    const auto intervals = builder.intervals();
    QCOMPARE(intervals.size(), std::size_t(2));
    QCOMPARE(intervals[0], (TimeRange{0, 20 * microsPerHour + 15 * microsPerMinute}));
    QCOMPARE(intervals[1], (TimeRange{60 * microsPerHour, 60 * microsPerHour + 15 * microsPerMinute}));
}

void TestImportPipeline::fieldsFromText()
{
    Event event;
    const Zone zone = *Zone::named(QStringLiteral("Asia/Pyongyang"));
    QVERIFY(setEventField(event, QStringLiteral("at"), QStringLiteral("2017-10"), zone).ok());
    QCOMPARE(event.time.precision, Precision::Month);
    QVERIFY(setEventField(event, QStringLiteral("at"), QStringLiteral("2017-10-01/2017-10-03"), zone).ok());
    QCOMPARE(event.time.range->length(), 3 * microsPerDay);
    QVERIFY(
        setEventField(event, QStringLiteral("amount_taken"), QStringLiteral("58000000 EUR; 81000000 USD"), zone).ok());
    QCOMPARE(event.amounts.size(), std::size_t(2));
    QVERIFY(!setEventField(event, QStringLiteral("titel"), QStringLiteral("x"), zone).ok());
}

QTEST_GUILESS_MAIN(TestImportPipeline)
#include "tst_importpipeline.moc"
