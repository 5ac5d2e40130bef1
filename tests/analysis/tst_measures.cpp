// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tinyflows.h"
#include "tests/analysis/tinyrecords.h"

#include <QSet>
#include <QTest>

using namespace tideline;

/// Gives what `half` holds for a first picture.
class SlowStore final : public FlowStore
{
public:
    SlowStore(TinyFlowStore all, TinyFlowStore half) : m_all(std::move(all)), m_half(std::move(half)) {}
    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress) const override
    {
        ++asked;
        return m_all.aggregate(question, progress);
    }
    Result<FlowAggregate> aggregate(const FlowQuestion& question, const Progress& progress,
                                    const FirstPicture& first) const override
    {
        if (first)
            first(*m_half.aggregate(question, progress), 0.5);
        return aggregate(question, progress);
    }
    Result<FlowRows> rows(const FlowRowsQuestion&, const Progress&) const override { return FlowRows{}; }

    mutable int asked = 0;

private:
    TinyFlowStore m_all, m_half;
};

/// What holds for every measure of the catalogue.
class TestMeasures : public QObject
{
    Q_OBJECT

    static CaseFacts facts()
    {
        CaseFacts facts = factsWith({between("2019-01-01", "2019-01-11")});
        facts.windows = {{QStringLiteral("a"), between("2019-01-01", "2019-01-04"), {}},
                         {QStringLiteral("b"), between("2019-01-04", "2019-01-11"), {}}};
        Event event;
        event.id = QStringLiteral("1");
        event.category = QStringLiteral("hack");
        event.time = *parseTime(QStringLiteral("2019-01-02"), Zone::utc());
        event.amounts = {{Decimal::fromInteger(5), QStringLiteral("USD"), MoneyKind::Taken, {}}};
        Event launch;
        launch.id = QStringLiteral("2");
        launch.category = QStringLiteral("missile test");
        launch.time = *parseTime(QStringLiteral("2019-01-05"), Zone::utc());
        facts.events = {std::make_shared<const Event>(event), std::make_shared<const Event>(launch)};
        return facts;
    }
    static TinyRecords records()
    {
        TinyRecords records;
        records.route("2019-01-02T00:00:00Z", "175.45.176.0/24", "192.0.2.1", "1299 4837 131279");
        DnsRecord query;
        query.at = at("2019-01-02T00:00:00Z");
        query.query = "www.example.org";
        query.source = 1;
        records.queries = {query};
        return records;
    }
    static TinyFlowStore flows()
    {
        TinyFlowStore store;
        store.add("2019-01-02", 10, 1);
        store.add("2019-01-05", 20, 2);
        return store;
    }
    static void everyMeasure()
    {
        QTest::addColumn<QString>("name");
        for (const Measure& measure : measures())
            QTest::newRow(qPrintable(measure.name)) << measure.name;
    }

private slots:
    void everyOneExplainsItself_data() { everyMeasure(); }
    void everyOneExplainsItself()
    {
        QFETCH(QString, name);
        const Measure& measure = *measureNamed(name);
        QVERIFY(measure.question.endsWith(u'?'));
        QVERIFY(!measure.definition.isEmpty() && !measure.source.isEmpty());
        QVERIFY(measure.options.contains(QStringLiteral("zone")));
        QSet<QString> keys;
        for (const TableColumn& column : measure.columns) {
            QVERIFY2(!keys.contains(column.key), qPrintable(column.key));
            keys.insert(column.key);
            QVERIFY(!column.title.isEmpty());
        }
    }

    void everyOneAnswersByItsDefaults_data() { everyMeasure(); }
    void everyOneAnswersByItsDefaults()
    {
        QFETCH(QString, name);
        const TinyFlowStore traffic = flows();
        const TinyRecords others = records();
        ASK(result, questionOf(qPrintable(name)), facts(), (Stores{traffic, &others}));
        QCOMPARE(result.measure, name);
        QCOMPARE(result.zone, QStringLiteral("UTC"));
        QVERIFY(!result.headline.text.isEmpty());
        QVERIFY(!result.notes.isEmpty());
        QCOMPARE(result.fingerprint.size(), 64);
        const Measure& measure = *measureNamed(name);
        for (const TableColumn& column : result.table.columns) {
            const bool isDeclared =
                std::any_of(measure.columns.begin(), measure.columns.end(), [&](const TableColumn& known) {
                    return known.key == column.key && known.type == column.type;
                });
            QVERIFY2(isDeclared, qPrintable(column.key));
        }
        for (const auto& row : result.table.rows)
            QCOMPARE(row.size(), result.table.columns.size());
        QCOMPARE(result.sources.size(), std::size_t(measure.ofFlows || measure.read ? 1 : 0));
    }

    void cellsHaveTheTypeOfTheirColumn_data() { everyMeasure(); }
    void cellsHaveTheTypeOfTheirColumn()
    {
        QFETCH(QString, name);
        const TinyFlowStore traffic = flows();
        const TinyRecords others = records();
        ASK(result, questionOf(qPrintable(name)), facts(), (Stores{traffic, &others}));
        for (const auto& row : result.table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                const ColumnType type = result.table.columns[i].type;
                if (std::holds_alternative<std::monostate>(row[i]))
                    continue;
                const bool isRight = type == ColumnType::String ? std::holds_alternative<QString>(row[i])
                                     : type == ColumnType::Integer || type == ColumnType::Time
                                         ? std::holds_alternative<qint64>(row[i])
                                     : type == ColumnType::MoneyAmount ? std::holds_alternative<Decimal>(row[i])
                                                                       : std::holds_alternative<double>(row[i]);
                QVERIFY2(isRight, qPrintable(result.table.columns[i].key));
            }
        }
    }

    void aFirstPictureIsTheMeasureOfLess_data() { everyMeasure(); }
    void aFirstPictureIsTheMeasureOfLess()
    {
        QFETCH(QString, name);
        const Question question = questionOf(qPrintable(name));
        TinyFlowStore half;
        half.add("2019-01-02", 10, 1);
        const SlowStore slow(flows(), half);
        const TinyRecords others = records();
        std::optional<MeasureResult> picture;
        int pictures = 0;
        const auto whole = runMeasure(question, facts(), Stores{slow, &others}, {},
                                      [&](double share, const std::function<Result<MeasureResult>()>& make) {
                                          ++pictures;
                                          QCOMPARE(share, 0.5);
                                          const auto made = make();
                                          QVERIFY(made.ok());
                                          picture = *made;
                                      });
        QVERIFY(whole.ok());
        QCOMPARE(whole->share, 1.0);
        ASK(plain, question, facts(), (Stores{flows(), &others}));
        QCOMPARE(toJson(*whole), toJson(plain));
        const bool hasOne = measureNamed(name)->plan && slow.asked == 1;
        QCOMPARE(pictures, hasOne ? 1 : 0);
        if (!hasOne)
            return;
        ASK(ofHalf, question, facts(), (Stores{half, &others}));
        QCOMPARE(picture->share, 0.5);
        QCOMPARE(toJson(picture->table), toJson(ofHalf.table));
        QCOMPARE(picture->headline.text, ofHalf.headline.text);
    }

    void simulatedTrafficSaysSo()
    {
        CaseFacts simulated = facts();
        simulated.sources[0].simulated = true;
        simulated.sources[0].title = QStringLiteral("Simulated flows, seed 7");
        ASK(result, questionOf("volume"), simulated, flows());
        QVERIFY(result.simulated());
        QVERIFY(hasNote(result, "Simulated traffic"));
        QVERIFY(hasNote(result, "seed 7"));
        ASK(events, questionOf("counts"), simulated, flows());
        QVERIFY(!events.simulated());
    }

    void theFingerprintFollowsQuestionAndData()
    {
        ASK(first, questionOf("volume"), facts(), flows());
        Question other = questionOf("volume");
        other.of = Quantity::Flows;
        ASK(second, other, facts(), flows());
        QVERIFY(first.fingerprint != second.fingerprint);
        CaseFacts changed = facts();
        changed.dataFingerprint = QStringLiteral("other data");
        ASK(third, questionOf("volume"), changed, flows());
        QVERIFY(first.fingerprint != third.fingerprint);
    }

    void sourcesOutsideTheAskedTimeAreNotNamed()
    {
        CaseFacts two = facts();
        Source elsewhere = two.sources[0];
        elsewhere.name = QStringLiteral("old.log");
        elsewhere.span = between("2001-01-01", "2001-01-02");
        elsewhere.coverage = {*elsewhere.span};
        two.sources.push_back(elsewhere);
        Question question = questionOf("volume");
        question.range = between("2019-01-01", "2019-01-11");
        ASK(result, question, two, flows());
        QCOMPARE(result.sources.size(), std::size_t(1));
        QCOMPARE(result.sources[0].name, QStringLiteral("conn.log"));
    }

    void aMisspeltMeasureGetsTheNearestNames()
    {
        const auto answer = runMeasure(questionOf("rythm"), facts(), flows(), {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotFound);
        QVERIFY(answer.error().remedy.contains(QStringLiteral("rhythm")));
    }

    void eventTermsOfAFilterAreNeutralForFlowsAndSaySo()
    {
        Question question = questionOf("volume");
        question.where = QStringLiteral("category == hack");
        ASK(result, question, facts(), flows());
        QCOMPARE(*result.headline.value, 33.0);
        QVERIFY(hasNote(result, "events only"));
    }
};

QTEST_APPLESS_MAIN(TestMeasures)
#include "tst_measures.moc"
