// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/remote/remotecase.h"

#include "models/core/timetext.h"

#include <QUuid>

namespace tideline {

static QString rowText(const FlowAggregate::Row& row)
{
    QString text = QStringLiteral("%1 [%2]").arg(row.bin).arg(row.keys.join(u'|'));
    for (const quint64 number : {quint64(row.sums.bytesOut), quint64(row.sums.bytesIn), quint64(row.sums.packetsOut),
                                 quint64(row.sums.packetsIn), quint64(row.sums.flows), quint64(row.first),
                                 quint64(row.last), quint64(row.peers), quint64(row.locals)})
        text += QStringLiteral(" %1").arg(number);
    return text;
}

QStringList texts(const FlowAggregate& answer)
{
    QStringList all{QStringLiteral("scanned %1").arg(answer.scannedFlows)};
    for (const FlowAggregate::Row& row : answer.rows)
        all.append(rowText(row));
    return all;
}

/// Everything that rows say, as one text each.
QStringList texts(const FlowRows& rows)
{
    QStringList all{QStringLiteral("total %1").arg(rows.total)};
    for (std::size_t i = 0; i < rows.batch.size(); ++i) {
        QByteArray line;
        FlowBatch::forEachColumn(rows.batch, [&](const char*, const auto& column) {
            using Value = std::decay_t<decltype(column[i])>;
            if constexpr (std::is_same_v<Value, std::string>)
                line += QByteArray::fromStdString(column[i]).toHex();
            else if constexpr (std::is_same_v<Value, IpAddress>)
                line += column[i].toString().toUtf8();
            else
                line += QByteArray::number(column[i]);
            line += ' ';
        });
        all.append(QString::fromUtf8(line) +
                   QStringLiteral("%1 %2 %3 %4 %5")
                       .arg(rows.source[i])
                       .arg(rows.localIsDst[i])
                       .arg(rows.services[int(i)], rows.routes[int(i)], rows.countries[int(i)]));
    }
    return all;
}

/// Names that would break out of a statement, a row or an encoding.
static const std::vector<std::string> hostile = {"it's",
                                                 "back\\slash\\'",
                                                 std::string("nul\0byte", 8),
                                                 "tab\tline\nreturn\r",
                                                 "') OR 1=1 -- ",
                                                 "gr\xc3\xb6\xc3\x9f"
                                                 "e",
                                                 "\xff\xfe no text",
                                                 "\\N",
                                                 "Code: 60, e.displayText() = DB::Exception: x, e.what() = y"};

AttributionPtr TestCase::attribution() const
{
    auto made = std::make_shared<Attribution>();
    made->subjects = flows.subjects;
    made->rules = flows.rules;
    made->networks = NetworkTable(flows.networks);
    made->sources = flows.sources;
    return made;
}
TestCase TestCase::make(Random& random, std::uint64_t most, bool isHostile)
{
    TestCase made;
    made.id = QUuid::createUuid().toString(); // tables of its own
    fillCase(random, made.flows);
    if (isHostile)
        made.makeHostile(random);
    for (const bool oneWay : {false, true}) {
        std::vector<NaiveRow> rows;
        const qint64 source = oneWay ? 2 : 1;
        for (std::uint64_t i = most / 2 + below(random, most / 2); i > 0; --i) {
            rows.push_back(someRow(random, oneWay, source));
            if (isHostile && below(random, 3) == 0)
                rows.back().service = pick(random, hostile);
            if (isHostile && below(random, 3) == 0)
                rows.back().exporter = pick(random, hostile);
            if (isHostile && below(random, 3) == 0)
                rows.back().state = pick(random, hostile);
        }
        made.chunks.addBatch(toBatch(rows), source, oneWay, 1 + most / 20 + below(random, most / 4));
    }
    return made;
}

void TestCase::makeHostile(Random& random)
{
    const auto name = [&random] { return QString::fromStdString(pick(random, hostile)); };
    for (Subject& subject : flows.subjects)
        subject.name += name();
    for (Rule& rule : flows.rules) {
        rule.label = below(random, 5) == 0 ? QString() : name();
        if (below(random, 4) == 0)
            rule.services = {name().toUpper(), QStringLiteral("unknown")};
    }
    for (Network& network : flows.networks)
        network.country = name();
    flows.sources[0].title = flows.sources[1].title = name();
}

MeasuredCase measuredCase(Random& random)
{
    MeasuredCase measured{TestCase::make(random, 4000, false), {}};
    const SubjectMember member{Prefix::parse(u"10.0.0.0/26"), 0, TimeRange::all()};
    measured.made.flows.subjects = {
        {QStringLiteral("inside"), {member}, QStringLiteral("Asia/Pyongyang"), {6, 7}, 9, 18}};
    CaseFacts& facts = measured.facts;
    facts.subjects = measured.made.flows.subjects;
    facts.windows = {{QStringLiteral("a"), {epoch, epoch + 10 * microsPerDay}, {}},
                     {QStringLiteral("b"), {epoch + 10 * microsPerDay, epoch + span}, {}}};
    facts.flowSpan = TimeRange{epoch, epoch + span};
    facts.sources = measured.made.flows.sources;
    for (Source& source : facts.sources) {
        source.kind = QStringLiteral("flows");
        source.span = facts.flowSpan;
        source.coverage = {*facts.flowSpan};
    }
    for (int i = 1; i <= 3; ++i) {
        Event event;
        event.id = QString::number(i);
        event.category = i == 2 ? QStringLiteral("missile test") : QStringLiteral("hack");
        event.time = *parseTime(QStringLiteral("2017-07-%1").arg(14 + i * 5), Zone::utc());
        facts.events.push_back(std::make_shared<const Event>(event));
    }
    return measured;
}

} // namespace tideline
