// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/zonefile.h"

#include "models/core/timetext.h"
#include "models/importers/eventid.h"
#include "models/importers/flowtext.h"
#include "models/importers/lines.h"
#include "models/importers/logs/logevent.h"
#include "models/importers/logs/zeektext.h"
#include "models/importers/problems.h"
#include "models/importers/timefield.h"

#include <algorithm>

namespace tideline {

namespace {

constexpr std::string_view types[] = {"A",   "AAAA",  "NS",         "SOA",    "MX",    "CNAME", "TXT",
                                      "PTR", "SRV",   "DS",         "DNSKEY", "RRSIG", "NSEC",  "NSEC3",
                                      "CAA", "HINFO", "NAPTR",      "DNAME",  "SPF",   "TLSA",  "SSHFP",
                                      "LOC", "RP",    "NSEC3PARAM", "SVCB",   "HTTPS", "CDS"};

bool isType(std::string_view word)
{
    return std::find(std::begin(types), std::end(types), word) != std::end(types) ||
           (word.starts_with("TYPE") && word.size() > 4 && word[4] >= '0' && word[4] <= '9');
}

bool isClass(std::string_view word)
{
    return word == "IN" || word == "CH" || word == "HS";
}

/// Seconds, or 1h30m and the like.
bool isTtl(std::string_view word)
{
    return !word.empty() && word[0] >= '0' && word[0] <= '9' &&
           word.find_first_not_of("0123456789smhdwSMHDW") == std::string_view::npos;
}

/// A record's words, gathered over the lines that its brackets span.
struct Record
{
    std::vector<std::string> words;
    bool ownName = false; ///< the first line begins with the name, not with a blank
    qint64 line = 0;
    int open = 0; ///< brackets
    std::string text;
};

/// Adds a line's words. False: a text in quotes does not end.
bool addWords(Record& record, std::string_view line)
{
    std::string word;
    bool quoted = false, hasWord = false;
    const auto close = [&] {
        if (hasWord)
            record.words.push_back(word);
        word.clear();
        hasWord = false;
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size()) {
            word += c;
            word += line[++i];
            hasWord = true;
        } else if (c == '"') {
            quoted = !quoted;
            word += c;
            hasWord = true;
        } else if (quoted || !(c == ' ' || c == '\t' || c == ';' || c == '(' || c == ')')) {
            word += c;
            hasWord = true;
        } else {
            close();
            if (c == ';')
                return true;
            record.open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
    }
    close();
    return !quoted;
}

struct Zoned
{
    std::string origin, name, ttl;
};

std::string fullName(std::string_view name, const std::string& origin)
{
    std::string full(name);
    if (name == "@")
        full = origin;
    else if (!name.ends_with('.') && !origin.empty())
        full.append(1, '.').append(origin);
    while (full.size() > 1 && full.back() == '.')
        full.pop_back();
    return full;
}

/// Empty, or what is wrong with the record.
std::string toEvent(const Record& record, Zoned& zone, Event& event)
{
    std::size_t at = 0;
    const auto& words = record.words;
    if (record.ownName)
        zone.name = fullName(words[at++], zone.origin);
    std::string ttl = zone.ttl, rrClass = "IN";
    for (; at < words.size() && !isType(words[at]) && (isTtl(words[at]) || isClass(words[at])); ++at)
        (isClass(words[at]) ? rrClass : ttl) = words[at];
    if (at >= words.size() || !isType(words[at]))
        return "no record of a zone: name, time to live, class, type and data are expected";
    const std::string type = words[at++];
    if (at >= words.size())
        return "the record has no data";
    if (zone.name.empty())
        return "the first record has no name";
    std::string data, plain;
    for (; at < words.size(); ++at)
        data.append(data.empty() ? 0 : 1, ' ').append(words[at]);
    event.category = QStringLiteral("dns zone");
    event.subtype = toQString(type);
    const auto add = [&](std::string_view key, const std::string& text) {
        assignPlain(plain, text);
        addExtra(event, key, plain);
    };
    add("name", zone.name);
    add("ttl", ttl);
    add("class", rrClass);
    add("type", type);
    add("data", data);
    const TitlePattern pattern{"", "{name} {type} {data}"};
    event.title = eventTitle(event, "", &pattern, 1, {{}, {}, {}, {}});
    return {};
}

/// ";; WHEN: Mon Sep 19 22:28:24 2016" or with a zone's letters in front of the year: the day.
std::optional<EventTime> dayOf(std::string_view comment, const Zone& zone)
{
    constexpr std::string_view key = ";; WHEN:";
    if (!comment.starts_with(key))
        return std::nullopt;
    const QStringList words = toQString(trimmed(comment.substr(key.size()))).simplified().split(u' ');
    if (words.size() < 5)
        return std::nullopt;
    auto day = parseTime(words[2] + u' ' + words[1] + u' ' + words.last(), zone);
    if (!day || day->precision != Precision::Day)
        return std::nullopt;
    day->original = words.join(u' ');
    return std::move(day).value();
}

bool setDirective(const Record& record, Zoned& zone)
{
    const bool known = record.words.size() > 1 && (record.words[0] == "$ORIGIN" || record.words[0] == "$TTL");
    if (known)
        (record.words[0] == "$TTL" ? zone.ttl : zone.origin) = record.words[1];
    return known;
}

} // namespace

int ZoneFileReader::sniff(std::string_view head, const QString&)
{
    int records = 0, good = 0;
    bool dig = false;
    forEachLine(head, 1, [&](qint64 number, std::string_view line) {
        dig = dig || (number < 10 && line.starts_with("; <<>> DiG"));
        if (trimmed(line).empty() || line.front() == ';' || line.front() == '$')
            return true;
        Record record;
        Zoned zone;
        Event event;
        record.ownName = line.front() != ' ' && line.front() != '\t';
        zone.name = zone.origin = "x";
        const bool inBrackets = !record.ownName && good > 0;
        if (line.size() > limits::problemText || !addWords(record, line) || record.words.empty())
            return false;
        const bool whole =
            toEvent(record, zone, event).empty() && std::any_of(record.words.begin(), record.words.end(), isClass);
        good += whole;
        records += whole || !inBrackets;
        return records < 20;
    });
    return good == 0 || good * 10 < records * 7 ? 0 : dig ? 97 : 85;
}

Result<void> ZoneFileReader::begin(std::string_view, const ReadOptions& options)
{
    const auto zone = zoneOption(options);
    if (!zone)
        return zone.error();
    m_zone = zone->value_or(Zone::utc());
    return {};
}

std::size_t ZoneFileReader::boundary(std::string_view bytes, bool last) const
{
    return last ? bytes.size() : 0;
}

ParsedBlock ZoneFileReader::parse(const Block& block) const
{
    ParsedBlock out;
    Zoned zone;
    Record record;
    std::size_t undated = 0; // the first event that a line WHEN still may date
    const auto reject = [&](std::string_view reason) {
        ++out.read;
        addProblem(out, record.line, 0, problemText(reason), record.text);
        record = {};
    };
    const auto finish = [&] {
        Event event;
        if (setDirective(record, zone)) {
            record = {};
            return;
        }
        if (const std::string fault = toEvent(record, zone, event); !fault.empty())
            return reject(fault);
        ++out.read;
        event.record = record.line;
        out.events.push_back(std::move(event));
        record = {};
    };
    forEachLine(block.bytes, block.firstLine, [&](qint64 number, std::string_view line) {
        if (const auto day = dayOf(line, m_zone)) {
            for (; undated < out.events.size(); ++undated)
                out.events[undated].time = *day;
        }
        const bool begins = record.words.empty() && record.open == 0;
        if (begins && (trimmed(line).empty() || line.front() == ';'))
            return true;
        if (begins) {
            record.line = number;
            record.ownName = line.front() != ' ' && line.front() != '\t';
        }
        record.text.append(record.text.empty() ? 0 : 1, '\n').append(line.substr(0, limits::problemText));
        if (line.size() > limits::field || record.words.size() > std::size_t(limits::columns))
            reject("a record of over 1 MiB or 2,000 words");
        else if (!addWords(record, line))
            reject("a text in quotes does not end on its line");
        else if (record.open < 0)
            reject("a closing bracket without an opening one");
        else if (record.open == 0 && !record.words.empty())
            finish();
        else if (record.open == 0)
            record = {};
        return true;
    });
    if (record.open > 0)
        reject("the record's bracket is not closed; the file is cut");
    for (Event& event : out.events)
        event.id = derivedEventId(event);
    return out;
}

} // namespace tideline
