// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/samples.h"

#include <random>

namespace tideline {

Event fullEvent(const QString& id)
{
    Event event;
    event.id = id;
    event.externalId = QStringLiteral("E126");
    event.time.range = TimeRange{1'552'003'200'000'000, 1'552'089'600'000'000};
    event.time.precision = Precision::Month;
    event.time.original = QStringLiteral("March 2019");
    event.time.zone = QStringLiteral("Asia/Pyongyang");
    event.title = QStringLiteral("Exchange “A” loses ₿ — 한국");
    event.category = QStringLiteral("hack");
    event.subtype = QStringLiteral("exchange");
    event.actor = QStringLiteral("Group <b>X</b>");
    event.target = QStringLiteral("O'Brien; DROP TABLE event;--");
    event.countries = {QStringLiteral("KR"), QStringLiteral("KP"), QStringLiteral("KR")};
    event.channels = {QStringLiteral("mining"), QStringLiteral("exchange hack")};
    event.certainty = Certainty::Medium;
    event.verified = false;
    event.note = QStringLiteral("line 1\nline 2\ttab ") + QChar(0) + QStringLiteral(" and a zero");
    event.amounts = {{*Decimal::parse(u"81000000.125"), QStringLiteral("USD"), MoneyKind::Taken, QStringLiteral("n1")},
                     {*Decimal::parse(u"-951"), QStringLiteral("XMR"), MoneyKind::Attempted, {}},
                     {*Decimal::parse(u"123456789012345678901234567890.123456"), QStringLiteral("BTC"),
                      MoneyKind::Outstanding, QStringLiteral("n3")}};
    event.citations = {{QStringLiteral("https://example.org/?a=1&b=2")}, {QStringLiteral("Report, p. 3")}};
    event.places = {{QStringLiteral("BD"), QStringLiteral("victim"), QStringLiteral("Dhaka"), QStringLiteral("R1")},
                    {QStringLiteral("PH"), QStringLiteral("transit"), {}, {}}};
    event.claims = {{QStringLiteral("machines"), QStringLiteral("affected"), Decimal::fromInteger(48'000),
                     QStringLiteral("computers"), QStringLiteral("2013-03"), QStringLiteral("ministry"),
                     QStringLiteral("R2"), QStringLiteral("rival")},
                    {QStringLiteral("amount"),
                     QStringLiteral("taken"),
                     *Decimal::parse(u"0.1"),
                     QStringLiteral("USD"),
                     {},
                     {},
                     {},
                     {}}};
    event.tags = {QStringLiteral("b"), QStringLiteral("a")};
    event.extra = {{QStringLiteral("Column 7"), QStringLiteral("x")}, {QString(), QStringLiteral("no name")}};
    event.record = 17;
    return event;
}

Event plainEvent(int number)
{
    Event event;
    event.id = QStringLiteral("event-%1").arg(number, 5, 10, QLatin1Char('0'));
    const Micros from = 1'500'000'000'000'000 + number * microsPerDay;
    event.time.range = TimeRange{from, from + microsPerDay};
    event.title = QStringLiteral("Event %1").arg(number);
    event.category = number % 2 ? QStringLiteral("hack") : QStringLiteral("missile test");
    event.countries = {QStringLiteral("KP")};
    event.record = number + 1;
    return event;
}

Annotation fullAnnotation(const QString& id)
{
    Annotation annotation;
    annotation.id = id;
    annotation.eventId = QStringLiteral("e1");
    annotation.period = {5, 9};
    annotation.text = QStringLiteral("**Note** on it");
    annotation.tags = {QStringLiteral("z"), QStringLiteral("a")};
    annotation.starred = true;
    annotation.author = QStringLiteral("Ada");
    annotation.createdAt = 100;
    annotation.changedAt = 200;
    return annotation;
}

Subject fullSubject(const QString& name)
{
    Subject subject;
    subject.name = name;
    subject.members.push_back({Prefix::parse(u"175.45.176.0/22"), 0, TimeRange::all()});
    subject.members.push_back({std::nullopt, 131'279, {1'000'000, TimeRange::end()}});
    subject.members.push_back({Prefix::parse(u"2001:db8::/32"), 0, {TimeRange::beginning(), 7}});
    subject.zone = QStringLiteral("Asia/Pyongyang");
    subject.weekend = {5, 6};
    subject.officeFrom = 8;
    subject.officeTo = 17;
    return subject;
}

Rule fullRule(const QString& label)
{
    Rule rule;
    rule.set = RuleSet::Coin;
    rule.label = label;
    rule.localPrefixes = {*Prefix::parse(u"175.45.176.0/22")};
    rule.peerPrefixes = {*Prefix::parse(u"10.0.0.0/8"), *Prefix::parse(u"2001:db8::/32")};
    rule.peerAsns = {1, 4'294'967'295};
    rule.nextAs = {4837, 20'485};
    rule.exporters = {QStringLiteral("r1"), QStringLiteral("r 2")};
    rule.ports = {{443, 443}, {3333, 65'535}};
    rule.protocols = {6, 255};
    rule.services = {QStringLiteral("dns")};
    rule.valid = {123'456'789'012'345, TimeRange::end()};
    rule.note = QStringLiteral("why");
    return rule;
}

FlowBatch flowBatch(std::size_t rows, int seed)
{
    std::mt19937 random(static_cast<unsigned>(seed));
    FlowBatch batch;
    batch.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        batch.start[i] = 1'560'000'000'000'000 + Micros(i) * microsPerSecond;
        batch.duration[i] = random() % 1000;
        batch.src[i] = IpAddress::fromV4(0xAF2DB000U + random() % 1024);
        batch.dst[i] = IpAddress::fromV4(random());
        batch.srcPort[i] = std::uint16_t(random());
        batch.dstPort[i] = 443;
        batch.protocol[i] = 6;
        batch.srcBytes[i] = random();
        batch.dstBytes[i] = random() % 5000;
        batch.srcPackets[i] = 3;
        batch.dstPackets[i] = 4;
        batch.flows[i] = 1;
        batch.nextAs[i] = 4837;
        batch.service[i] = i % 3 ? "ssl" : "dns";
        batch.state[i] = "SF";
        batch.record[i] = i + 1;
    }
    return batch;
}

SeriesPoint seriesPoint(int number)
{
    const Micros from = 1'550'000'000'000'000 + number * microsPerHour;
    return {{from, from + microsPerHour},
            number / 3.0,
            QStringLiteral("VE"),
            QStringLiteral("connectivity"),
            QStringLiteral("%"),
            0,
            number + 1};
}

RouteRecord routeRecord(int number)
{
    RouteRecord route;
    route.at = 1'560'000'000'000'000 + number * microsPerSecond;
    route.kind = number % 3 == 2 ? RouteKind::Withdrawn : RouteKind::Announced;
    route.prefix = *Prefix::parse(number % 2 ? u"175.45.176.0/22" : u"2001:db8::/32");
    route.peer = IpAddress::fromV4(0xC0000200U + std::uint32_t(number) % 256);
    route.peerAs = 59'689;
    if (route.kind == RouteKind::Announced)
        setPath(route, "59689 6939 " + std::to_string(4'000'000'000U + unsigned(number)) + " 131279 131279");
    route.record = std::uint64_t(number) + 1;
    return route;
}

DnsRecord dnsRecord(int number)
{
    DnsRecord query;
    query.at = 1'560'000'000'500'000 + number * microsPerSecond;
    query.client = *IpAddress::parse("175.45.176.1");
    query.server = *IpAddress::parse("2001:db8::53");
    query.clientPort = std::uint16_t(40'000 + number);
    query.serverPort = 53;
    query.protocol = 17;
    query.query = "name" + std::to_string(number) + ".example.org";
    query.type = number % 2 ? "TXT" : "A";
    query.outcome = number % 4 ? "NOERROR" : "";
    query.answers = "192.0.2.1, 192.0.2.2";
    query.queryBytes = 40 + number;
    query.answerBytes = number % 4 ? 90 : -1;
    query.record = std::uint64_t(number) + 1;
    return query;
}

Actor actorOf(int number)
{
    Actor actor;
    actor.id = QStringLiteral("actor-%1").arg(number);
    actor.name = QStringLiteral("Actor %1").arg(number);
    actor.aliases = {QStringLiteral("Alias %1").arg(number), QStringLiteral("Shared “alias”")};
    actor.country = QStringLiteral("KP");
    actor.note = QStringLiteral("note");
    actor.links = {QStringLiteral("https://example.org/a")};
    actor.record = number + 1;
    return actor;
}

ImportWriter::Rows blockRows(int number, int block, qint64 source)
{
    const int first = number * 100 + block * 10;
    ImportWriter::Rows rows;
    for (int i = 0; i < 10; ++i)
        rows.events.push_back(plainEvent(first + i));
    rows.chunks.push_back(encodeChunk(flowBatch(20, block), 0, 20, source, false));
    for (int i = 0; i < 5; ++i)
        rows.routes.push_back(routeRecord(first + i));
    for (int i = 0; i < 3; ++i)
        rows.dns.push_back(dnsRecord(first + i));
    rows.actors.push_back(actorOf(first)); // of the same record as an event
    rows.members.emplace_back(QStringLiteral("Subject %1").arg(number),
                              SubjectMember{std::nullopt, std::uint32_t(64'512 + block), TimeRange::all()});
    rows.accepted = 20;
    rows.read = 30;
    return rows;
}

Source sourceOf(const QString& name)
{
    Source source;
    source.name = name;
    source.title = QStringLiteral("Title of ") + name;
    source.format = QStringLiteral("events-csv");
    source.kind = QStringLiteral("events");
    source.sha256 = QString::fromLatin1(QByteArray(name.toUtf8()).toHex()).leftJustified(64, QLatin1Char('0'));
    source.bytes = 12'345;
    source.options = {{QStringLiteral("zone"), QStringLiteral("UTC")}, {QStringLiteral("n"), 3}};
    source.importedAt = 1'700'000'000'000'000;
    source.coverage = {{1, 5}, {8, 9}};
    source.notes = {QStringLiteral("a note"), QStringLiteral("another")};
    source.simulated = true;
    return source;
}

CaseInfo caseInfo()
{
    return {QStringLiteral("case-1"),   QStringLiteral("Title"), QStringLiteral("2026/7"),       QStringLiteral("Ada"),
            QStringLiteral("internal"), QStringLiteral("Bob"),   QStringLiteral("Europe/Berlin")};
}

Source importSample(CaseFile& file, const QString& name, int firstEvent, int events, int seed)
{
    auto writer = file.beginImport(sourceOf(name), QStringLiteral("/data/") + name);
    if (!writer)
        qFatal("%s", qPrintable(writer.error().text()));
    ImportWriter::Rows rows;
    for (int i = 0; i < events; ++i)
        rows.events.push_back(plainEvent(firstEvent + i));
    for (int i = 0; i < 50; ++i)
        rows.points.push_back(seriesPoint(seed * 1000 + i));
    rows.chunks.push_back(encodeChunk(flowBatch(500, seed), 0, 500, (*writer)->sourceId(), true));
    for (int i = 0; i < 5; ++i) { // of the records that are counted already
        rows.routes.push_back(routeRecord(seed * 10 + i));
        rows.dns.push_back(dnsRecord(seed * 10 + i));
    }
    rows.problems.push_back({0, 12, 3, QStringLiteral("not a date"), QStringLiteral("1,2,x")});
    rows.read = events + 50 + 500 + 1;
    rows.accepted = 500;
    if (auto written = (*writer)->write(0, rows); !written)
        qFatal("%s", qPrintable(written.error().text()));
    auto source = (*writer)->complete(sourceOf(name));
    if (!source)
        qFatal("%s", qPrintable(source.error().text()));
    return *source;
}

QStringList failures(const Result<std::vector<Check>>& checks)
{
    if (!checks)
        return {checks.error().text()};
    QStringList failed;
    for (const Check& check : *checks) {
        if (!check.ok)
            failed << check.name + QStringLiteral(": ") + check.detail;
    }
    return failed;
}

} // namespace tideline
