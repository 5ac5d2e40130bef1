// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ratios drawn at random, which no measure can have been fitted to, must come back out of the simulated flows.
#include "models/session/founding.h"
#include "models/session/foundingtables.h"
#include "models/session/measuring.h"
#include "models/simulation/flowsimulator.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace tideline;

class TestGeneratorBlind : public QObject
{
    Q_OBJECT

private slots:
    void ratiosComeBack_data();
    void ratiosComeBack();

private:
    Result<std::unique_ptr<CaseFile>> makeCase(const QString& path, const SimulationPlan& plan);
};

Result<std::unique_ptr<CaseFile>> TestGeneratorBlind::makeCase(const QString& path, const SimulationPlan& plan)
{
    CaseInfo info;
    info.zone = plan.zone.name();
    auto file = CaseFile::create(path, info);
    if (!file)
        return file;
    Subject subject = foundingSetup()->subjects.front();
    subject.zone = plan.zone.name();
    subject.weekend = plan.weekend;
    for (SubjectMember& member : subject.members)
        member.valid = TimeRange::all();
    (void)(*file)->putSubject(subject);
    for (const SimulatedWindow& window : plan.windows)
        (void)(*file)->putWindow(window.window);
    (void)(*file)->setRules(*parseRules(foundingTable(QStringLiteral("rules.json"))));
    (void)(*file)->putNetworks(QStringLiteral("n"), {}, plan.networks);
    Source source;
    source.name = QStringLiteral("simulated");
    source.kind = QStringLiteral("flows");
    source.simulated = true;
    for (const SimulatedWindow& window : plan.windows)
        source.coverage.push_back(window.window.range);
    auto writer = (*file)->beginImport(source, {});
    if (!writer)
        return writer.error();
    FlowSimulator simulator(plan);
    FlowBatch batch;
    for (int block = 0; simulator.next(batch, chunkRows); ++block) {
        ImportWriter::Rows rows;
        rows.chunks.push_back(encodeChunk(batch, 0, batch.size(), (*writer)->sourceId(), false));
        rows.read = rows.accepted = static_cast<qint64>(batch.size());
        if (const auto written = (*writer)->write(block, rows); !written)
            return written.error();
    }
    if (const auto completed = (*writer)->complete(source); !completed)
        return completed.error();
    return file;
}

void TestGeneratorBlind::ratiosComeBack_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 6; ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

void TestGeneratorBlind::ratiosComeBack()
{
    QFETCH(quint64, seed);
    QTemporaryDir folder;
    // The founding case's tables are needed; making a small one initialises them.
    QVERIFY(makeFoundingCase(folder.filePath(QStringLiteral("f.tideline")), 0, 1, {}).ok());
    const auto networks = parseNetworks(foundingTable(QStringLiteral("networks.csv")));
    QVERIFY(networks.ok());
    auto plan = randomPlan(*networks, *Zone::named(QStringLiteral("Asia/Tehran")), seed);
    QVERIFY(plan.ok());
    plan->flows = 120'000;
    const auto file = makeCase(folder.filePath(QStringLiteral("r.tideline")), *plan);
    QVERIFY2(file.ok(), file.ok() ? "" : qPrintable(file.error().text()));
    const auto snapshot = takeSnapshot(**file);
    QVERIFY(snapshot.ok());
    const auto ask = [&](const char* measure, std::size_t window, const QString& against = {}) {
        Question question;
        question.measure = QLatin1String(measure);
        question.window = plan->windows[window].window.name;
        question.against = against;
        return askMeasure(**file, **snapshot, question, {});
    };
    for (std::size_t w = 0; w < plan->windows.size(); ++w) {
        const auto compared = ask("compare", w, plan->windows.front().window.name);
        QVERIFY(compared.ok());
        const double planned = plan->windows[w].bytesPerDay / plan->windows.front().bytesPerDay;
        QVERIFY2(std::abs(*compared->headline.value / planned - 1) < 0.03, qPrintable(compared->headline.text));

        const auto routes = ask("routes", w);
        QVERIFY(routes.ok());
        const int name = routes->table.columnIndex(u"route"), share = routes->table.columnIndex(u"share");
        for (std::size_t r = 0; r < plan->routes.size(); ++r) {
            double found = 0;
            for (const auto& row : routes->table.rows) {
                if (std::get<QString>(row[static_cast<std::size_t>(name)]) == plan->routes[r].label)
                    found = std::get<double>(row[static_cast<std::size_t>(share)]);
            }
            const double wanted = plan->windows[w].routeShares[r];
            QVERIFY2(
                std::abs(found - wanted) < 0.02 * wanted + 0.01,
                qPrintable(QStringLiteral("%1: %2, planned %3").arg(plan->routes[r].label).arg(found).arg(wanted)));
        }

        const auto hidden = ask("obfuscation", w);
        QVERIFY(hidden.ok());
        const double wanted = plan->share(w, [](const TrafficKind& kind) { return !kind.obfuscation.isEmpty(); });
        QVERIFY2(std::abs(*hidden->headline.value - wanted) < 0.06 * wanted + 0.002,
                 qPrintable(QStringLiteral("obfuscated %1, planned %2").arg(*hidden->headline.value).arg(wanted)));
    }
}

QTEST_GUILESS_MAIN(TestGeneratorBlind)
#include "tst_generatorblind.moc"
