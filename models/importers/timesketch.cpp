// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/timesketch.h"

#include "models/importers/eventrow.h"
#include "models/importers/flowtext.h"
#include "models/importers/jsonlines.h"
#include "models/importers/problems.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tideline {

namespace {

/// "['a', 'b']", "[\"a\"]" and "a,b" all mean two tags.
QStringList tags(QString text)
{
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    QStringList found;
    for (const QJsonValue value : json.array())
        found << value.toString();
    if (found.isEmpty()) {
        text.remove(u'[').remove(u']').remove(u'\'');
        for (const QString& part : text.split(u','))
            found << part.trimmed();
    }
    found.removeAll(QString());
    return found;
}

} // namespace

bool TimesketchRow::isWanted(const QStringList& columns, QString* missing)
{
    QStringList absent;
    if (!columns.contains(QStringLiteral("message")))
        absent << QStringLiteral("message");
    if (!columns.contains(QStringLiteral("datetime")) && !columns.contains(QStringLiteral("timestamp")))
        absent << QStringLiteral("datetime");
    if (!columns.contains(QStringLiteral("timestamp_desc")))
        absent << QStringLiteral("timestamp_desc");
    if (missing)
        *missing = absent.join(QStringLiteral(", "));
    return absent.isEmpty();
}

void TimesketchRow::set(const QString& key, const QString& text)
{
    if (!text.isEmpty())
        m_fields.emplace_back(key, text);
}

Result<Event> TimesketchRow::finish(qint64 record, ZoneCache& zones)
{
    EventRow event(m_rules, u'.');
    QString datetime, timestamp;
    for (const auto& [key, text] : m_fields) {
        if (key == u"datetime")
            datetime = text;
        else if (key == u"timestamp")
            timestamp = text;
    }
    std::optional<QString> fault;
    for (const auto& [key, text] : m_fields) {
        if (key == u"datetime" || key == u"timestamp")
            continue;
        if (key == u"message")
            fault = event.set(QStringLiteral("title"), {text});
        else if (key == u"timestamp_desc")
            fault = event.set(QStringLiteral("subtype"), {text});
        else if (key == u"tag" || key == u"tags")
            fault = event.set(QStringLiteral("tag"), tags(text));
        else if (const EventField* field = eventField(key);
                 !field || !field->set || key == u"source" || event.set(key, {text}))
            event.setExtra(key, text); // "source" is the kind of log there; what a field cannot read is kept as well
        if (fault)
            return Error{ErrorCode::BadInput, *fault, {}, {}};
    }
    TimeRules micros = m_rules;
    micros.epoch = TimeRules::Epoch::Millionths;
    if (datetime.isEmpty() && !timestamp.isEmpty()) {
        const auto read = readTime(timestamp, m_rules.zone, micros);
        if (!read)
            return read.error();
        datetime = read->range ? isoUtc(read->range->from) : QString();
    }
    fault = event.set(QStringLiteral("time"), datetime.isEmpty() ? QStringList() : QStringList{datetime});
    return event.finish(record, zones);
}

int TimesketchCsvReader::sniff(std::string_view head, const QString&)
{
    const auto read = readCsvHead(head, {}, 0);
    return read && TimesketchRow::isWanted(read->columns) ? 96 : 0;
}

Result<void> TimesketchCsvReader::bind(const CsvHead& head, const ReadOptions& options)
{
    QString missing;
    if (!TimesketchRow::isWanted(head.columns, &missing))
        return Error{ErrorCode::BadInput,
                     QStringLiteral("Timesketch needs the column %1").arg(missing),
                     {},
                     QStringLiteral("Read the file as events-csv with a map; its columns are: %1.")
                         .arg(head.columns.join(QStringLiteral(", ")))};
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    m_columns = head.columns;
    return {};
}

std::optional<CsvFault> TimesketchCsvReader::row(const CsvRow& row, Context& context) const
{
    TimesketchRow fields(m_time);
    for (int i = 0; i < m_columns.size(); ++i)
        fields.set(m_columns[i], row.text(i));
    auto event = fields.finish(row.line, context.zones);
    if (!event)
        return CsvFault{0, event.error().text()};
    context.out.events.push_back(std::move(event).value());
    return std::nullopt;
}

int TimesketchJsonReader::sniff(std::string_view head, const QString&)
{
    int lines = 0, good = 0;
    forEachLine(head, 1, [&](qint64, std::string_view line) {
        if (line.empty())
            return true;
        const auto has = [line](std::string_view key) { return line.find(key) != std::string_view::npos; };
        good += line.find('{') < 4 && has("\"message\"") && has("\"timestamp_desc\"") &&
                (has("\"datetime\"") || has("\"timestamp\""));
        return ++lines < 8;
    });
    return lines > 0 && good * 2 > lines ? 95 : 0;
}

Result<void> TimesketchJsonReader::begin(std::string_view, const ReadOptions& options)
{
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    return {};
}

std::size_t TimesketchJsonReader::boundary(std::string_view bytes, bool last) const
{
    return lineBoundary(bytes, last);
}

ParsedBlock TimesketchJsonReader::parse(const Block& block) const
{
    ParsedBlock out;
    ZoneCache zones;
    JsonLines lines(block.bytes);
    lines.forEach(block.firstLine, [&](qint64 number, std::string_view line) {
        ++out.read;
        TimesketchRow fields(m_time);
        QSet<QString> seen;
        QString fault;
        const std::string broken = lines.fields(line, [&](const JsonField& member) {
            const QString key = QString::fromUtf8(member.key.data(), qsizetype(member.key.size()));
            if (seen.contains(key)) {
                fault = QStringLiteral("the field %1 is there twice").arg(key);
                return false;
            }
            seen.insert(key);
            if (member.text.find('\0') != std::string_view::npos) {
                fault = QStringLiteral("the field %1 holds a NUL character").arg(key);
                return false;
            }
            fields.set(key, QString::fromUtf8(member.text.data(), qsizetype(member.text.size())));
            return true;
        });
        if (fault.isEmpty())
            fault = problemText(broken);
        QString missing;
        if (fault.isEmpty() && !TimesketchRow::isWanted(seen.values(), &missing))
            fault = QStringLiteral("%1 is missing").arg(missing);
        if (fault.isEmpty()) {
            auto event = fields.finish(number, zones);
            if (event)
                out.events.push_back(std::move(event).value());
            else
                fault = event.error().text();
        }
        if (!fault.isEmpty())
            addProblem(out, number, 0, fault, line);
    });
    return out;
}

} // namespace tideline
