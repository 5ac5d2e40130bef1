// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/answers.h"

#include "tests/bench/generator.h"

#include <algorithm>
#include <map>

namespace tideline {

namespace {

constexpr Micros firstMonday = 4 * microsPerDay;
const TimeRange monthOfMay{1'556'668'800'000'000, 1'559'347'200'000'000};
const TimeRange wholeSpan{BenchGenerator::from, BenchGenerator::to};

std::vector<Micros> edges(const TimeRange& range, Micros step)
{
    std::vector<Micros> edges;
    for (Micros at = range.from; at <= range.to; at += step)
        edges.push_back(at);
    return edges;
}

std::uint64_t bytesOf(const FlowAggregate::Row& row)
{
    return row.sums.bytesOut + row.sums.bytesIn;
}

/// Number of the bin since 1970, then the keys, then the bytes.
std::function<std::vector<BenchRow>(const FlowAggregate&)> byBin(Micros from, Micros step)
{
    return [=](const FlowAggregate& answer) {
        std::vector<BenchRow> rows;
        rows.reserve(answer.rows.size());
        for (const FlowAggregate::Row& row : answer.rows)
            rows.push_back({{qint64(from / step + row.bin)}, row.keys, bytesOf(row)});
        return rows;
    };
}

std::vector<BenchRow> hourByWeekday(const FlowAggregate& answer)
{
    std::map<std::pair<Micros, Micros>, std::uint64_t> sums;
    for (const FlowAggregate::Row& row : answer.rows) {
        const Micros time = monthOfMay.from + row.bin * microsPerHour;
        sums[{time / microsPerHour % 24, (time - firstMonday) / microsPerDay % 7}] += bytesOf(row);
    }
    std::vector<BenchRow> rows;
    for (const auto& [key, sum] : sums)
        rows.push_back({{qint64(key.first), qint64(key.second)}, {}, sum});
    return rows;
}

std::vector<BenchRow> largest(const FlowAggregate& answer)
{
    std::vector<const FlowAggregate::Row*> order;
    for (const FlowAggregate::Row& row : answer.rows)
        order.push_back(&row);
    const auto top = order.begin() + std::min<std::ptrdiff_t>(20, std::ptrdiff_t(order.size()));
    std::partial_sort(order.begin(), top, order.end(), [](const auto* a, const auto* b) {
        return bytesOf(*a) != bytesOf(*b) ? bytesOf(*a) > bytesOf(*b) : a->keys < b->keys;
    });
    std::vector<BenchRow> rows;
    for (auto it = order.begin(); it != top; ++it)
        rows.push_back({{}, (*it)->keys, bytesOf(**it)});
    return rows;
}

BenchQuestion make(const char* name, const TimeRange& range, Micros step, std::vector<Dimension> by,
                   const QString& subject = {})
{
    BenchQuestion question;
    question.name = QLatin1String(name);
    question.flow.range = range;
    if (step > 0)
        question.flow.edges = edges(range, step);
    question.flow.by = std::move(by);
    question.flow.subject = subject;
    question.flow.top = step > 0 ? 0 : 20;
    question.flow.figures = FlowFigures::of(Quantity::Bytes);
    question.rows = step > 0 ? byBin(range.from, step) : largest;
    return question;
}

ExpressionPtr filter(const char* text)
{
    return *parseExpression(QLatin1String(text), Zone::utc());
}

} // namespace

QString BenchRow::text() const
{
    QStringList parts;
    for (const qint64 number : numbers)
        parts << QString::number(number);
    return (parts + keys << QString::number(sum)).join(u'|');
}

std::vector<BenchQuestion> benchQuestions()
{
    const QString subject = benchSubject().name;
    std::vector<BenchQuestion> all;
    all.push_back(make("q1", wholeSpan, microsPerHour, {}));
    all.push_back(make("q2", monthOfMay, microsPerHour, {}));
    all.back().flow.where = filter("src in 175.45.177.0/24");
    all.back().rows = hourByWeekday;
    all.push_back(make("q3", monthOfMay, 0, {Dimension::Port}));
    all.push_back(make("q4", monthOfMay, 0, {Dimension::Peer}));
    all.push_back(make("q5", wholeSpan, microsPerDay, {Dimension::Route}));
    all.push_back(make("q6", monthOfMay, 0, {}));
    all.back().flow.countLocals = true;
    all.back().flow.top = 0;
    all.back().flow.figures = {false, false, false, false};
    all.back().rows = [](const FlowAggregate& answer) {
        return std::vector<BenchRow>{{{}, {}, answer.rows.empty() ? 0 : answer.rows.front().locals}};
    };
    all.push_back(make("filter", wholeSpan, microsPerDay, {}));
    all.back().flow.where = filter("dst_port == 443 and bytes > 100k and next_as == 4837");
    all.push_back(make("peers", wholeSpan, 0, {Dimension::Peer}));
    all.push_back(make("usage", wholeSpan, microsPerDay, {Dimension::Direction}, subject));
    all.push_back(make("rhythm", wholeSpan, microsPerHour, {}, subject));
    all.push_back(make("routes", wholeSpan, microsPerDay, {Dimension::Route}, subject));
    all.push_back(make("services", wholeSpan, microsPerDay, {Dimension::Service}, subject));
    all.push_back(make("prefixes", wholeSpan, microsPerDay, {Dimension::Prefix}, subject));
    return all;
}

Subject benchSubject()
{
    Subject subject;
    subject.name = QStringLiteral("net");
    for (const char* prefix : {"175.45.176.0/22", "175.45.177.0/24", "175.45.179.0/24", "2001::/32"}) {
        SubjectMember member;
        member.prefix = Prefix::parse(QString::fromLatin1(prefix));
        subject.members.push_back(member);
    }
    return subject;
}

std::vector<Rule> benchRules()
{
    std::vector<Rule> rules;
    for (const std::uint32_t as : {4837U, 20485U, 4134U}) {
        Rule rule;
        rule.set = RuleSet::Route;
        rule.label = QString::number(as);
        rule.nextAs = {as};
        rules.push_back(rule);
    }
    const auto service = [&rules](const char* label, std::vector<PortRange> ports) {
        Rule rule;
        rule.set = RuleSet::Service;
        rule.label = QLatin1String(label);
        rule.ports = std::move(ports);
        rules.push_back(rule);
    };
    service("web", {{80, 80}, {443, 443}, {8080, 8080}});
    service("mail", {{25, 25}, {993, 993}});
    service("names", {{53, 53}});
    service("mining", {{3333, 3333}, {14444, 14444}});
    service("remote", {{22, 22}});
    return rules;
}

} // namespace tideline
