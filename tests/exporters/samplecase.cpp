// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exporters/samplecase.h"

#include "models/core/timetext.h"
#include "models/core/zone.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace tideline {

namespace {

using Say = std::function<QString(const QString&)>;

EventPtr makeEvent(const Say& say, int number, const char* iso, Precision precision)
{
    Event event;
    event.id = QStringLiteral("00000000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0'));
    event.externalId = say(QStringLiteral("E%1").arg(number));
    if (iso) {
        const auto time = parseTime(QString::fromLatin1(iso), Zone::utc());
        event.time = *time;
        event.time.precision = precision;
    }
    event.time.original = say(QString::fromLatin1(iso ? iso : "no date"));
    event.time.zone = QStringLiteral("UTC");
    event.title = say(QStringLiteral("Event number %1").arg(number));
    event.category = say(number % 2 ? QStringLiteral("hack") : QStringLiteral("sanction"));
    event.subtype = say(QStringLiteral("exchange"));
    event.actor = say(QStringLiteral("Lazarus"));
    event.target = say(QStringLiteral("Bank"));
    event.countries = {say(QStringLiteral("KP")), say(QStringLiteral("BD"))};
    event.channels = {say(QStringLiteral("exchange hack"))};
    event.certainty = Certainty::High;
    event.verified = number % 3 != 0;
    event.note = say(QStringLiteral("A note, with a \"quote\"\nand a second line"));
    event.amounts = {
        {*Decimal::parse(u"81000000.50"), say(QStringLiteral("USD")), MoneyKind::Taken, say(QStringLiteral("net"))}};
    event.citations = {{say(QStringLiteral("A report, p. 4"))}, {say(QStringLiteral("https://example.org/a?b=c&d"))}};
    event.places = {{say(QStringLiteral("BD")), say(QStringLiteral("victim")), say(QStringLiteral("Dhaka")),
                     say(QStringLiteral("press"))}};
    event.claims = {{say(QStringLiteral("machines")), say(QStringLiteral("affected")), Decimal::fromInteger(300),
                     say(QStringLiteral("pieces")), say(QStringLiteral("2019-05")), say(QStringLiteral("a company")),
                     say(QStringLiteral("blog")), say(QStringLiteral("rounded"))}};
    event.tags = {say(QStringLiteral("swift"))};
    event.extra.insert(say(QStringLiteral("colour")), say(QStringLiteral("blue")));
    event.source = 1;
    event.record = number + 1;
    return std::make_shared<const Event>(event);
}

ExportFigure makeFigure(const Say& say)
{
    ExportFigure figure;
    figure.id = say(QStringLiteral("volume"));
    figure.title = say(QStringLiteral("Volume per day"));
    figure.svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 200\"><path d=\"M0 180 L480 60 L960 20\" "
                 "stroke=\"#0B6E99\" fill=\"none\"/></svg>";
    MeasureResult& result = figure.result;
    result.measure = say(QStringLiteral("volume"));
    result.question = {{QStringLiteral("subject"), say(QStringLiteral("North Korea"))},
                       {QStringLiteral("from"), QStringLiteral("2019-01-01T00:00:00.000000Z")},
                       {QStringLiteral("to"), QStringLiteral("2019-11-01T00:00:00.000000Z")},
                       {QStringLiteral("where"), say(QStringLiteral("port == 3333 and bytes > 1k"))}};
    result.headline = {4.0, say(QStringLiteral("x")), say(QStringLiteral("+300 % (×4.0)")), std::pair{3.8, 4.2}};
    result.table.columns = {
        {QStringLiteral("start"), say(QStringLiteral("Start")), ColumnType::Time, {}},
        {QStringLiteral("bytes"), say(QStringLiteral("Bytes")), ColumnType::Integer, QStringLiteral("B")},
        {QStringLiteral("route"), say(QStringLiteral("Route")), ColumnType::String, {}},
        {QStringLiteral("share"), say(QStringLiteral("Share")), ColumnType::Share, {}}};
    result.table.rows = {
        {qint64(utc("2019-05-01T00:00:00Z")), qint64(2'480'000'123), say(QStringLiteral("Unicom")), 0.64},
        {qint64(utc("2019-05-02T00:00:00Z")), qint64(12), say(QStringLiteral("TTK")), 1.0 / 3},
        {qint64(utc("2019-05-03T00:00:00Z")), Cell(), Cell(), Cell()}};
    result.notes = {say(QStringLiteral("Sum of both directions; gaps are left out."))};
    result.sources = {{say(QStringLiteral("flows seed 7")), QString(64, u'b'), true}};
    result.fingerprint = QString(64, u'f');
    result.zone = QStringLiteral("Asia/Pyongyang");
    return figure;
}

std::vector<Source> makeSources(const Say& say)
{
    Source events;
    events.id = 1;
    events.name = say(QStringLiteral("timeline.csv"));
    events.title = say(QStringLiteral("Timeline"));
    events.format = say(QStringLiteral("csv"));
    events.kind = say(QStringLiteral("events"));
    events.sha256 = QString(64, u'a');
    events.bytes = 123456;
    events.options = {{QStringLiteral("zone"), say(QStringLiteral("UTC"))}};
    events.importedAt = utc("2026-01-02T03:04:05Z");
    events.read = 10;
    events.accepted = 8;
    events.rejected = 2;
    events.span = TimeRange{utc("2016-02-04T00:00:00Z"), utc("2024-10-28T00:00:00Z")};
    events.notes = {say(QStringLiteral("Two rows have no time."))};
    Source flows = events;
    flows.id = 2;
    flows.name = say(QStringLiteral("flows seed 7"));
    flows.title = say(QStringLiteral("Simulated traffic"));
    flows.sha256 = QString(64, u'b');
    flows.simulated = true;
    return {events, flows};
}

std::vector<Rule> makeRules(const Say& say)
{
    Rule rule;
    rule.set = RuleSet::Route;
    rule.label = say(QStringLiteral("TransTelekom"));
    rule.localPrefixes = {*Prefix::parse(u"175.45.176.0/22")};
    rule.nextAs = {20485};
    rule.ports = {{53, 53}, {27000, 27050}};
    rule.protocols = {6};
    rule.valid = {utc("2017-10-01T09:07:51Z"), TimeRange::end()};
    rule.note = say(QStringLiteral("from October"));
    return {rule};
}

} // namespace

Micros utc(const char* iso)
{
    const auto time = parseTimeRange(QString::fromLatin1(iso), Zone::utc());
    return time ? time->from : 0;
}

ExportContent sampleContent(const std::function<QString(const QString&)>& given)
{
    const Say say = given ? given : [](const QString& text) { return text; };
    ExportContent content;
    content.info = {QStringLiteral("11111111-2222-4333-8444-555555555555"),
                    say(QStringLiteral("North Korea")),
                    say(QStringLiteral("2026/17")),
                    say(QStringLiteral("An Examiner")),
                    say(QStringLiteral("Restricted")),
                    say(QStringLiteral("An Author")),
                    QStringLiteral("Asia/Pyongyang")};
    content.range = {utc("2016-01-01T00:00:00Z"), utc("2025-01-01T00:00:00Z")};
    content.where = say(QStringLiteral("category == hack"));
    content.zone = QStringLiteral("Europe/Berlin");
    // The autumn of 2024: in Berlin both of the first two are at 02:30.
    content.events = {makeEvent(say, 1, "2024-10-27T00:30:00Z", Precision::Second),
                      makeEvent(say, 2, "2024-10-27T01:30:00Z", Precision::Second),
                      makeEvent(say, 3, "2016-02", Precision::Month), makeEvent(say, 4, nullptr, Precision::Day)};
    Annotation onEvent{QStringLiteral("a1"),
                       content.events[0]->id,
                       {},
                       say(QStringLiteral("**Bold** and `code`\n\n- one\n- two")),
                       {say(QStringLiteral("route"))},
                       true,
                       say(QStringLiteral("An Author")),
                       utc("2026-01-03T00:00:00Z"),
                       utc("2026-01-04T00:00:00Z")};
    Annotation onPeriod = onEvent;
    onPeriod.id = QStringLiteral("a2");
    onPeriod.eventId.clear();
    onPeriod.period = {utc("2019-05-01T00:00:00Z"), utc("2019-11-01T00:00:00Z")};
    content.annotations = {onEvent, onPeriod};
    content.sources = makeSources(say);
    content.windows = {{say(QStringLiteral("W1")),
                        {utc("2017-04-01T00:00:00Z"), utc("2017-07-07T00:00:00Z")},
                        say(QStringLiteral("base"))}};
    content.subjects = {{say(QStringLiteral("North Korea")),
                         {{Prefix::parse(u"175.45.176.0/22"), 0, TimeRange::all()},
                          {std::nullopt, 131279, {utc("2009-12-01T00:00:00Z"), TimeRange::end()}}},
                         QStringLiteral("Asia/Pyongyang"),
                         {7},
                         9,
                         18}};
    content.rules = makeRules(say);
    content.problems = {{1, 7, 2, say(QStringLiteral("no date")), say(QStringLiteral("E007,,;x"))},
                        {1, 9, 0, say(QStringLiteral("too few columns")), say(QStringLiteral("E009"))}};
    content.figures = {makeFigure(say)};
    content.auditJsonl = "{\"row\":1,\"what\":\"created\"}\n{\"row\":2,\"what\":\"imported\"}\n";
    content.auditHead = QString(64, u'e');
    content.dataFingerprint = QString(64, u'd');
    content.exportedAt = utc("2026-01-05T06:07:08Z");
    content.simulated = true;
    content.writeFlows = [](const QString& path, ExportContent::FlowFile kind, const Progress&) -> Result<qint64> {
        if (kind == ExportContent::FlowFile::JsonLines)
            writeFile(path, "{\"start\":\"2019-04-30T15:00:00.000000Z\",\"src\":\"175.45.176.1\"}\n");
        else
            writeFile(path, "start,src,dst,bytes\r\n2019-05-01T00:00:00.000000+09:00,175.45.176.1,8.8.8.8,100\r\n");
        return 1;
    };
    return content;
}

QMap<QString, QByteArray> filesBelow(const QString& folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        files.insert(QDir(folder).relativeFilePath(path), fileBytes(path));
    }
    return files;
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(bytes);
}

QList<QStringList> parseCsv(const QByteArray& csv)
{
    QList<QStringList> records;
    QStringList record;
    QString field;
    bool quoted = false;
    const QString text = QString::fromUtf8(csv);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            field += c;
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && c == u',') {
            record.append(std::exchange(field, QString()));
        } else if (!quoted && c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            record.append(std::exchange(field, QString()));
            records.append(std::exchange(record, QStringList()));
            ++i;
        } else {
            field += c;
        }
    }
    return records;
}

} // namespace tideline
