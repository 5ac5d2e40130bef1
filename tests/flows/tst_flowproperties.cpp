// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flows/chunkflowstore.h"
#include "models/flows/columncache.h"
#include "models/flows/rollup.h"
#include "tests/flows/randomflows.h"
#include "tests/support/memorychunks.h"

#include <QTest>

using namespace tideline;

namespace {

/// A filter as text and as a function.
struct FilterPair
{
    QString text;
    NaiveFlows::Filter test;
};

FilterPair numberFilter(Random& random)
{
    struct Number
    {
        const char* field;
        std::function<double(const NaiveFlows::Side&)> get;
        std::vector<std::pair<QString, double>> values;
    };
    using Side = NaiveFlows::Side;
    static const std::vector<Number> numbers = {
        {"bytes",
         [](const Side& s) { return double(s.out() + s.in()); },
         {{QStringLiteral("1k"), 1e3}, {QStringLiteral("2.5M"), 2.5e6}, {QStringLiteral("100.5"), 100.5}}},
        {"bytes_in",
         [](const Side& s) { return double(s.in()); },
         {{QStringLiteral("0"), 0}, {QStringLiteral("1M"), 1e6}}},
        {"bytes_out",
         [](const Side& s) { return double(s.out()); },
         {{QStringLiteral("0"), 0}, {QStringLiteral("2k"), 2e3}}},
        {"packets",
         [](const Side& s) { return double(s.packetsOut() + s.packetsIn()); },
         {{QStringLiteral("5"), 5}, {QStringLiteral("-1"), -1}}},
        {"port",
         [](const Side& s) { return double(s.port()); },
         {{QStringLiteral("443"), 443}, {QStringLiteral("1k"), 1e3}, {QStringLiteral("1G"), 1e9}}},
        {"src_port", [](const Side& s) { return double(s.row.srcPort); }, {{QStringLiteral("53"), 53}}},
        {"dst_port",
         [](const Side& s) { return double(s.row.dstPort); },
         {{QStringLiteral("0"), 0}, {QStringLiteral("65535"), 65535}}},
        {"flows", [](const Side& s) { return double(s.row.flows); }, {{QStringLiteral("1"), 1}}},
        {"asn",
         [](const Side& s) { return double(s.peerAsn()); },
         {{QStringLiteral("AS2"), 2}, {QStringLiteral("unknown"), 0}}},
        {"next_as", [](const Side& s) { return double(s.row.nextAs); }, {{QStringLiteral("100"), 100}}},
        {"duration",
         [](const Side& s) { return double(s.row.duration) / 1e6; },
         {{QStringLiteral("50s"), 50}, {QStringLiteral("1min"), 60}, {QStringLiteral("0.01h"), 36}}},
    };
    const Number& number = pick(random, numbers);
    const auto& [text, value] = pick(random, number.values);
    const auto get = number.get;
    const double limit = value;
    const QString field = QString::fromLatin1(number.field);
    switch (below(random, 7)) {
    case 0:
        return {field + QStringLiteral(" == ") + text, [=](const Side& s) { return get(s) == limit; }};
    case 1:
        return {field + QStringLiteral(" != ") + text, [=](const Side& s) { return get(s) != limit; }};
    case 2:
        return {field + QStringLiteral(" < ") + text, [=](const Side& s) { return get(s) < limit; }};
    case 3:
        return {field + QStringLiteral(" <= ") + text, [=](const Side& s) { return get(s) <= limit; }};
    case 4:
        return {field + QStringLiteral(" > ") + text, [=](const Side& s) { return get(s) > limit; }};
    case 5:
        return {field + QStringLiteral(" >= ") + text, [=](const Side& s) { return get(s) >= limit; }};
    default: {
        const auto [other, second] = pick(random, number.values);
        const double more = second;
        return {QStringLiteral("%1 in (%2, %3)").arg(field, text, other),
                [=](const Side& s) { return get(s) == limit || get(s) == more; }};
    }
    }
}

FilterPair textFilter(Random& random)
{
    using Side = NaiveFlows::Side;
    struct Text
    {
        const char* field;
        std::function<QString(const Side&)> get;
        std::vector<QString> values;
    };
    static const std::vector<Text> texts = {
        {"service",
         [](const Side& s) { return s.label(RuleSet::Service); },
         {QStringLiteral("label1"), QStringLiteral("dns"), QStringLiteral("unknown")}},
        {"route",
         [](const Side& s) { return s.label(RuleSet::Route); },
         {QStringLiteral("label2"), QStringLiteral("Unknown")}},
        {"coin",
         [](const Side& s) { return s.label(RuleSet::Coin); },
         {QStringLiteral("LABEL0"), QStringLiteral("label3")}},
        {"content", [](const Side& s) { return s.label(RuleSet::Content); }, {QStringLiteral("label1")}},
        {"obfuscation", [](const Side& s) { return s.label(RuleSet::Obfuscation); }, {QStringLiteral("label1")}},
        {"country", [](const Side& s) { return s.country(); }, {QStringLiteral("cn"), QStringLiteral("unknown")}},
        {"exporter", [](const Side& s) { return QString::fromStdString(s.row.exporter); }, {QStringLiteral("R2")}},
        {"label",
         [](const Side& s) { return QString::fromStdString(s.row.service); },
         {QStringLiteral("http"), QStringLiteral("\"\"")}},
        {"state", [](const Side& s) { return QString::fromStdString(s.row.state); }, {QStringLiteral("SF")}},
        {"protocol",
         [](const Side& s) { return QString::fromStdString(protocolName(s.row.protocol)); },
         {QStringLiteral("tcp"), QStringLiteral("udp")}},
        {"direction",
         [](const Side& s) { return s.localIsDst ? QStringLiteral("in") : QStringLiteral("out"); },
         {QStringLiteral("in"), QStringLiteral("out")}},
        {"source",
         [](const Side& s) { return QStringLiteral("file%1.log").arg(s.row.source); },
         {QStringLiteral("file1.log")}},
    };
    const Text& text = pick(random, texts);
    const auto get = text.get;
    const QString written = pick(random, text.values);
    const QString value = written == QStringLiteral("\"\"") ? QString() : written.toLower();
    const QString field = QString::fromLatin1(text.field);
    switch (below(random, 4)) {
    case 0:
        return {field + QStringLiteral(" == ") + written, [=](const Side& s) { return get(s).toLower() == value; }};
    case 1:
        return {field + QStringLiteral(" != ") + written, [=](const Side& s) { return get(s).toLower() != value; }};
    case 2:
        return {field + QStringLiteral(" ~ ") + written,
                [=](const Side& s) { return get(s).toLower().contains(value); }};
    default:
        return {field + QStringLiteral(" in (%1)").arg(written),
                [=](const Side& s) { return get(s).toLower() == value; }};
    }
}

FilterPair otherFilter(Random& random)
{
    using Side = NaiveFlows::Side;
    const Prefix prefix = somePrefix(random);
    const QString network = prefix.toString();
    const Micros day = epoch / microsPerDay * microsPerDay + Micros(below(random, 30)) * microsPerDay;
    const CivilTime civil = civilFromMicros(day);
    const QString date = QStringLiteral("%1-%2-%3")
                             .arg(civil.year)
                             .arg(civil.month, 2, 10, QLatin1Char('0'))
                             .arg(civil.day, 2, 10, QLatin1Char('0'));
    switch (below(random, 9)) {
    case 0:
        return {QStringLiteral("peer in ") + network, [=](const Side& s) { return prefix.contains(s.peer()); }};
    case 1:
        return {QStringLiteral("local in ") + network, [=](const Side& s) { return prefix.contains(s.local()); }};
    case 2:
        return {QStringLiteral("src != ") + network, [=](const Side& s) { return !prefix.contains(s.row.src); }};
    case 3:
        return {QStringLiteral("dst in (%1, 10.0.0.1)").arg(network), [=](const Side& s) {
                    return prefix.contains(s.row.dst) || s.row.dst == IpAddress::fromV4(0x0A000001);
                }};
    case 4:
        return {QStringLiteral("prefix == unknown"), [](const Side& s) { return s.prefix() == u"unknown"; }};
    case 5:
        return {QStringLiteral("time == ") + date,
                [=](const Side& s) { return s.row.start >= day && s.row.start < day + microsPerDay; }};
    case 6:
        return {QStringLiteral("time < ") + date, [=](const Side& s) { return s.row.start < day; }};
    case 7:
        return {QStringLiteral("time > ") + date, [=](const Side& s) { return s.row.start >= day + microsPerDay; }};
    default:
        return {QStringLiteral("time >= ") + date, [=](const Side& s) { return s.row.start >= day; }};
    }
}

FilterPair someFilter(Random& random, int depth)
{
    using Side = NaiveFlows::Side;
    const std::uint64_t kind = below(random, depth > 0 ? 6 : 3);
    if (kind == 0)
        return numberFilter(random);
    if (kind == 1)
        return textFilter(random);
    if (kind == 2)
        return otherFilter(random);
    const FilterPair a = someFilter(random, depth - 1);
    const FilterPair b = someFilter(random, depth - 1);
    if (kind == 3)
        return {QStringLiteral("(%1 and %2)").arg(a.text, b.text),
                [=](const Side& s) { return a.test(s) && b.test(s); }};
    if (kind == 4)
        return {QStringLiteral("(%1 or %2)").arg(a.text, b.text),
                [=](const Side& s) { return a.test(s) || b.test(s); }};
    return {QStringLiteral("not (%1)").arg(a.text), [=](const Side& s) { return !a.test(s); }};
}

FlowQuestion someQuestion(Random& random, const NaiveFlows& flows)
{
    FlowQuestion question;
    if (!flows.subjects.empty() && below(random, 3) > 0)
        question.subject = pick(random, flows.subjects).name;
    if (below(random, 3) == 0)
        question.range = someValidity(random);
    if (below(random, 2)) {
        for (std::uint64_t i = 2 + below(random, 30); i > 0; --i)
            question.edges.push_back(someTime(random));
        std::sort(question.edges.begin(), question.edges.end());
        question.edges.erase(std::unique(question.edges.begin(), question.edges.end()), question.edges.end());
        if (question.edges.size() < 2)
            question.edges.clear();
    }
    std::vector<int> dimensions(16);
    for (int i = 0; i < 16; ++i)
        dimensions[std::size_t(i)] = i;
    std::shuffle(dimensions.begin(), dimensions.end(), random);
    for (std::uint64_t i = below(random, 4); i > 0; --i)
        question.by.push_back(Dimension(dimensions[i]));
    // An address as the only key, or nearly, has tables of its own.
    if (below(random, 4) == 0) {
        question.by.resize(std::min<std::size_t>(question.by.size(), 1));
        question.by.insert(question.by.begin() + std::ptrdiff_t(below(random, question.by.size() + 1)),
                           below(random, 2) ? Dimension::Peer : Dimension::Local);
    }
    question.countPeers = below(random, 2);
    question.countLocals = below(random, 3) == 0;
    if (below(random, 2))
        question.figures = {below(random, 2) == 0, below(random, 2) == 0, below(random, 2) == 0, below(random, 2) == 0};
    if (below(random, 3) == 0) {
        question.top = int(1 + below(random, 6));
        question.topOf = Quantity(below(random, 3));
    }
    return question;
}

/// Other bins and another range for the same filter, side and keys: hours and days of zones, half-hour ones too, or
/// anything.
void regroup(Random& random, FlowQuestion& question)
{
    static const std::vector<const char*> zones = {
        "UTC", "Asia/Pyongyang", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Europe/Vienna"};
    question.range = below(random, 2) ? TimeRange::all() : someValidity(random);
    question.edges.clear();
    if (below(random, 4) == 0) {
        question.edges = {someTime(random), someTime(random) + 1, someTime(random) + Micros(below(random, 1'000))};
        std::sort(question.edges.begin(), question.edges.end());
        question.edges.erase(std::unique(question.edges.begin(), question.edges.end()), question.edges.end());
        if (question.edges.size() < 2)
            question.edges.clear();
        return;
    }
    const auto zone = Zone::named(QLatin1String(pick(random, zones)));
    question.edges = binEdges({epoch, epoch + span}, below(random, 2) ? Bin::Hour : Bin::Day, *zone);
}

QString rowText(const FlowAggregate::Row& row)
{
    return QStringLiteral("bin %1 [%2] out %3 in %4 packets %5 %6 flows %7 from %8 to %9")
               .arg(row.bin)
               .arg(row.keys.join(u'|'))
               .arg(row.sums.bytesOut)
               .arg(row.sums.bytesIn)
               .arg(row.sums.packetsOut)
               .arg(row.sums.packetsIn)
               .arg(row.sums.flows)
               .arg(row.first)
               .arg(row.last) +
           QStringLiteral(" peers %1 locals %2").arg(row.peers).arg(row.locals);
}

QStringList texts(const FlowAggregate& answer)
{
    QStringList all;
    for (const FlowAggregate::Row& row : answer.rows)
        all.append(rowText(row));
    for (const FlowAggregate::Row& row : answer.rest)
        all.append(QStringLiteral("rest ") + rowText(row));
    all.append(QStringLiteral("and %1 keys").arg(answer.restKeys));
    return all;
}

} // namespace

/// The store's answers equal a reference that looks at one row after the other.
class TestFlowProperties : public QObject
{
    Q_OBJECT

private slots:
    void answersEqualTheReference_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %d", int(seed)) << seed;
    }

    void answersEqualTheReference()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        NaiveFlows flows;
        fillCase(random, flows);
        MemoryChunks chunks;
        for (const bool oneWay : {false, true}) {
            std::vector<NaiveRow> rows;
            const qint64 source = oneWay ? 2 : 1;
            // A few cases are large enough for several tiles a chunk.
            const bool isLarge = seed % 30 == 0;
            for (std::uint64_t i = below(random, isLarge ? 9'000 : 400); i > 0; --i)
                rows.push_back(someRow(random, oneWay, source));
            // Some chunks are in time order and narrow, others are not.
            if (below(random, 2))
                std::sort(rows.begin(), rows.end(),
                          [](const NaiveRow& a, const NaiveRow& b) { return a.start < b.start; });
            chunks.addBatch(toBatch(rows), source, oneWay, isLarge ? 10'000 : 1 + below(random, 200));
            flows.rows.insert(flows.rows.end(), rows.begin(), rows.end());
        }
        auto attribution = std::make_shared<Attribution>();
        attribution->subjects = flows.subjects;
        attribution->rules = flows.rules;
        attribution->networks = NetworkTable(flows.networks);
        attribution->sources = flows.sources;
        // Without room nothing that was read or numbered is known to the next question; with little of it addresses
        // are gone through in a few parts, or many.
        const std::size_t room = below(random, 8) == 0 ? 0 : 1'000 + below(random, 20'000);
        const auto columns = std::make_shared<ColumnCache>(room);
        const ChunkFlowStore store(chunks, attribution, int(1 + below(random, 4)), {}, columns);
        // Little memory makes it forget.
        const auto rollups = std::make_shared<MemoryRollups>(below(random, 2) ? 20'000 : 10'000'000);
        const ChunkFlowStore rolling(chunks, attribution, 2, rollups);

        for (int i = 0; i < 25; ++i) {
            FlowQuestion question = someQuestion(random, flows);
            FilterPair filter{QString(), [](const NaiveFlows::Side&) { return true; }};
            if (below(random, 4) > 0)
                filter = someFilter(random, 3);
            const auto where = parseExpression(filter.text, Zone::utc());
            QVERIFY2(where.ok(), where.ok() ? "" : qPrintable(where.error().text()));
            question.where = *where;
            const auto answer = store.aggregate(question, {});
            QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(answer.error().text()));
            const QStringList wanted = texts(flows.aggregate(question, filter.test));
            if (texts(*answer) != wanted)
                qWarning("subject %s, filter %s, dimensions %d", qPrintable(question.subject), qPrintable(filter.text),
                         int(question.by.size()));
            QCOMPARE(texts(*answer), wanted);
            checkRows(store, question, *answer);
            // With pre-aggregates: while they are made, from them, and for other bins and ranges.
            for (int again = 0; again < 2; ++again) {
                const auto rolled = rolling.aggregate(question, {});
                QVERIFY(rolled.ok());
                QCOMPARE(texts(*rolled), wanted);
            }
            for (int other = 0; other < 3; ++other) {
                regroup(random, question);
                const auto rolled = rolling.aggregate(question, {});
                QVERIFY(rolled.ok());
                QCOMPARE(texts(*rolled), texts(flows.aggregate(question, filter.test)));
            }
        }
    }

private:
    /// The rows add up to the sums, however they are paged.
    void checkRows(const ChunkFlowStore& store, const FlowQuestion& question, const FlowAggregate& answer)
    {
        if (!question.by.empty() || !question.edges.empty() || (!question.figures.bytes && question.top == 0) ||
            (question.top > 0 && question.topOf != Quantity::Bytes && !question.figures.bytes))
            return;
        FlowRowsQuestion all;
        all.range = question.range;
        all.where = question.where;
        all.subject = question.subject;
        all.limit = 1'000'000;
        const auto rows = store.rows(all, {});
        QVERIFY(rows.ok());
        QCOMPARE(rows->total, std::uint64_t(rows->batch.size()));
        std::uint64_t out = 0, in = 0;
        for (std::size_t i = 0; i < rows->batch.size(); ++i) {
            out += rows->localIsDst[i] ? rows->batch.dstBytes[i] : rows->batch.srcBytes[i];
            in += rows->localIsDst[i] ? rows->batch.srcBytes[i] : rows->batch.dstBytes[i];
        }
        QCOMPARE(out, answer.rows.empty() ? 0 : answer.rows[0].sums.bytesOut);
        QCOMPARE(in, answer.rows.empty() ? 0 : answer.rows[0].sums.bytesIn);

        std::vector<std::uint64_t> paged;
        FlowRowsQuestion page = all;
        page.limit = 7;
        for (page.offset = 0; page.offset < rows->total; page.offset += 7) {
            const auto part = store.rows(page, {});
            QVERIFY(part.ok());
            QCOMPARE(part->total, rows->total);
            paged.insert(paged.end(), part->batch.record.begin(), part->batch.record.end());
        }
        QVERIFY(paged == rows->batch.record);
    }
};

QTEST_GUILESS_MAIN(TestFlowProperties)
#include "tst_flowproperties.moc"
