// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/periodsummary.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("PeriodSummary", text);
}

QString ratioOf(std::optional<double> period, std::optional<double> base)
{
    if (!period || !base || *base <= 0)
        return translated("no base");
    // The short form of the same number that `ratioText` prints in full: what stands in its parentheses.
    const QString full = ratioText(*period / *base);
    return full.section(u'(', 1).section(u')', 0, 0);
}

std::optional<double> numberAt(const Table& table, std::size_t row, QStringView key)
{
    const int column = table.columnIndex(key);
    if (column < 0 || row >= table.rows.size())
        return {};
    const Cell& cell = table.rows[row][static_cast<std::size_t>(column)];
    if (const double* number = std::get_if<double>(&cell))
        return *number;
    if (const qint64* number = std::get_if<qint64>(&cell))
        return static_cast<double>(*number);
    return {};
}

std::optional<double> shareOfRoute(const Table& table, const QString& route)
{
    const int keyColumn = table.columnIndex(u"route");
    for (std::size_t row = 0; keyColumn >= 0 && row < table.rows.size(); ++row) {
        const QString* name = std::get_if<QString>(&table.rows[row][static_cast<std::size_t>(keyColumn)]);
        if (name && *name == route)
            return numberAt(table, row, u"share");
    }
    return {};
}

QString percent(std::optional<double> share)
{
    return share ? cellText(*share, {{}, {}, ColumnType::Share, {}}, Zone::utc()) : QStringLiteral("–");
}

/// Asks one measure for base and period.
struct Pair
{
    std::optional<MeasureResult> base;
    std::optional<MeasureResult> period;
};

class Summariser
{
public:
    Summariser(const CaseFile& file, const CaseSnapshot& snapshot, const Question& common, const TimeRange& period,
               const QString& base, const Progress& progress)
        : m_file(file), m_snapshot(snapshot), m_common(common), m_period(period), m_base(base), m_progress(progress)
    {}

    Pair ask(const char* measure) const
    {
        Question question = m_common;
        question.measure = QLatin1String(measure);
        question.window = m_base;
        Pair pair;
        if (auto base = askMeasure(m_file, m_snapshot, question, m_progress))
            pair.base = std::move(*base);
        question.window.clear();
        question.range = m_period;
        if (auto period = askMeasure(m_file, m_snapshot, question, m_progress))
            pair.period = std::move(*period);
        return pair;
    }

private:
    const CaseFile& m_file;
    const CaseSnapshot& m_snapshot;
    const Question& m_common;
    TimeRange m_period;
    QString m_base;
    const Progress& m_progress;
};

void addRhythm(PeriodSummary& summary, const Pair& pair)
{
    if (!pair.base || !pair.period)
        return;
    const auto text = [](std::optional<double> value) {
        return value ? QString::number(*value, 'f', 2) : QStringLiteral("–");
    };
    const auto base = pair.base->headline.value, period = pair.period->headline.value;
    summary.lines.push_back({translated("Weekday ÷ weekend"), text(base), text(period), ratioOf(period, base)});
}

/// The route whose share moved most: the one an investigator wants to see first.
void addRoute(PeriodSummary& summary, const Pair& pair)
{
    if (!pair.base || !pair.period)
        return;
    const Table& table = pair.period->table;
    const int key = table.columnIndex(u"route");
    QString best;
    double largest = -1;
    for (std::size_t row = 0; key >= 0 && row < table.rows.size(); ++row) {
        const QString* name = std::get_if<QString>(&table.rows[row][static_cast<std::size_t>(key)]);
        const auto share = numberAt(table, row, u"share");
        if (!name || !share)
            continue;
        const double gain = *share - shareOfRoute(pair.base->table, *name).value_or(0);
        if (gain > largest) {
            largest = gain;
            best = *name;
        }
    }
    if (best.isEmpty() || best == u"unknown")
        return;
    const auto base = shareOfRoute(pair.base->table, best).value_or(0);
    const auto period = shareOfRoute(table, best);
    summary.lines.push_back({best, percent(base), percent(period), ratioOf(period, base)});
}

void addObfuscation(PeriodSummary& summary, const Pair& pair)
{
    if (!pair.base || !pair.period)
        return;
    const auto base = pair.base->headline.value, period = pair.period->headline.value;
    summary.lines.push_back({translated("Obfuscated"), percent(base), percent(period), ratioOf(period, base)});
}

void addEvents(PeriodSummary& summary, const CaseFacts& facts, const Window& base)
{
    const auto count = [&](const TimeRange& range) {
        return QString::number(std::count_if(facts.events.begin(), facts.events.end(), [&](const EventPtr& event) {
            return event->time.range && event->time.range->overlaps(range);
        }));
    };
    summary.lines.push_back(
        {translated("Events"), count(base.range), count(summary.period), translated("not per day")});
}

} // namespace

Result<PeriodSummary> summarisePeriod(const CaseFile& file, const CaseSnapshot& snapshot, const Question& common,
                                      const TimeRange& period, const QString& base, const Progress& progress)
{
    PeriodSummary summary;
    summary.period = period;
    summary.baseName = base;
    Question question = common;
    question.measure = QStringLiteral("compare");
    question.range = period;
    question.against = base;
    auto compared = askMeasure(file, snapshot, question, progress);
    if (!compared)
        return compared.error();
    summary.compare = std::move(*compared);
    const Table& table = summary.compare.table;
    const int role = table.columnIndex(u"role");
    std::optional<double> perDay[2];
    for (std::size_t row = 0; role >= 0 && row < table.rows.size(); ++row) {
        const QString* name = std::get_if<QString>(&table.rows[row][static_cast<std::size_t>(role)]);
        if (name)
            perDay[*name == u"window" ? 1 : 0] = numberAt(table, row, u"per_day");
    }
    const QString unit = quantityUnit(common.of);
    const auto text = [&](std::optional<double> value) {
        return value ? quantityText(*value, unit) : QStringLiteral("–");
    };
    summary.lines.push_back(
        {translated("Volume per day"), text(perDay[0]), text(perDay[1]), ratioOf(perDay[1], perDay[0])});

    const Summariser ask(file, snapshot, common, period, base, progress);
    addRhythm(summary, ask.ask("rhythm"));
    addRoute(summary, ask.ask("routes"));
    addObfuscation(summary, ask.ask("obfuscation"));
    if (const Window* window = snapshot.facts.window(base))
        addEvents(summary, snapshot.facts, *window);
    return summary;
}

} // namespace tideline
