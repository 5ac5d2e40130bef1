// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/eventscsv.h"
#include "models/importers/formatlists.h"
#include "models/importers/guess.h"
#include "models/importers/lines.h"
#include "models/importers/nfdumpcsv.h"
#include "models/importers/reader.h"
#include "models/importers/recipe.h"
#include "models/importers/recognition.h"
#include "models/importers/seriescsv.h"
#include "models/importers/timelinecsv.h"
#include "models/importers/timesketch.h"
#include "models/importers/zeekjson.h"
#include "models/importers/zeektsv.h"

#include <algorithm>

namespace tideline {

namespace {

/// Tables without a layout of their own are recognised by recipe or guess, see recognise().
int sniffNothing(std::string_view, const QString&)
{
    return 0;
}

/// Text has no NUL bytes, unless it is UTF-16.
bool looksLikeText(std::string_view head)
{
    return encodingFromMark(head) != Encoding::Utf8 || head.find('\0') == std::string_view::npos;
}

Recognised byTable(std::string_view head)
{
    constexpr int byRecipe = 90;
    Recognised found;
    const auto read = looksLikeText(head) ? readCsvHead(head, {}) : Result<CsvHead>(Error{});
    if (!read)
        return found;
    if (const Recipe* recipe = matchingRecipe(read->columns)) {
        found.format = formatNamed(recipe->format);
        found.confidence = byRecipe;
        found.options = optionsWith(*recipe);
        const QStringList named = recipe->columns.mid(0, 4);
        found.why = QStringLiteral("columns %1 %2: the layout “%3”")
                        .arg(named.join(QStringLiteral(", ")),
                             recipe->columns.size() > named.size() ? QStringLiteral("…") : QString(), recipe->name)
                        .replace(QStringLiteral(" :"), QStringLiteral(":"));
        return found;
    }
    CsvGuess guess = guessCsv(read.value());
    if (guess.confidence > 0) {
        found.format =
            formatNamed(guess.kind == FileKind::Series ? QStringLiteral("series-csv") : QStringLiteral("events-csv"));
        found.confidence = guess.confidence;
        found.options = std::move(guess.options);
        found.why = std::move(guess.why);
    }
    return found;
}

} // namespace

QString fileKindName(FileKind kind)
{
    switch (kind) {
    case FileKind::Events:
        return QStringLiteral("events");
    case FileKind::Flows:
        return QStringLiteral("flows");
    case FileKind::Series:
        return QStringLiteral("series");
    case FileKind::Dns:
        return QStringLiteral("dns");
    case FileKind::Routes:
        return QStringLiteral("routes");
    case FileKind::Subjects:
        return QStringLiteral("subjects");
    case FileKind::Actors:
        return QStringLiteral("actors");
    }
    return {};
}

qint64 Reader::lines(std::string_view bytes) const
{
    return countNewlines(bytes);
}

std::size_t Reader::nextLine(std::string_view bytes) const
{
    const std::size_t end = bytes.find('\n');
    return end == std::string_view::npos ? 0 : end + 1;
}

namespace {

/// Those of this folder: plain tables, and the logs that were first.
std::vector<Format> ownFormats()
{
    return {
        {QStringLiteral("zeek-conn-tsv"), FileKind::Flows, QStringLiteral("Zeek conn.log"),
         QStringLiteral("Zeek's connection log as tab-separated text with its # header."), &ZeekTsvReader::sniff,
         &makeReader<ZeekTsvReader>},
        {QStringLiteral("zeek-conn-json"), FileKind::Flows, QStringLiteral("Zeek conn.log, JSON"),
         QStringLiteral("Zeek's connection log as JSON, one object a line."), &ZeekJsonReader::sniff,
         &makeReader<ZeekJsonReader>},
        {QStringLiteral("nfdump-csv"), FileKind::Flows, QStringLiteral("nfdump CSV"),
         QStringLiteral("What nfdump prints with -o csv (up to 1.7.4, and from 1.7.5 on) or -o csv-fast."),
         &NfdumpCsvReader::sniff, &makeReader<NfdumpCsvReader>},
        {QStringLiteral("timeline-csv"), FileKind::Events, QStringLiteral("Tideline timeline"),
         QStringLiteral("Events in the columns of the founding timeline (id, date, date_end, precision, time_utc, "
                        "title and so on)."),
         &TimelineCsvReader::sniff, &makeReader<TimelineCsvReader>},
        {QStringLiteral("timesketch-csv"), FileKind::Events, QStringLiteral("Timesketch CSV"),
         QStringLiteral("Events with message, datetime, timestamp_desc and any other columns."),
         &TimesketchCsvReader::sniff, &makeReader<TimesketchCsvReader>},
        {QStringLiteral("timesketch-jsonl"), FileKind::Events, QStringLiteral("Timesketch JSON lines"),
         QStringLiteral("The same as JSON, one object a line."), &TimesketchJsonReader::sniff,
         &makeReader<TimesketchJsonReader>},
        {QStringLiteral("events-csv"), FileKind::Events, QStringLiteral("Table of events"),
         QStringLiteral("Any CSV or TSV with a time and a title column, by a mapping or a recipe."), &sniffNothing,
         &makeReader<EventsCsvReader>},
        {QStringLiteral("series-csv"), FileKind::Series, QStringLiteral("Table of numbers over time"),
         QStringLiteral("Any CSV or TSV with a time column and columns of numbers, by a mapping or a recipe."),
         &sniffNothing, &makeReader<SeriesCsvReader>},
    };
}

} // namespace

const std::vector<Format>& formats()
{
    static const std::vector<Format> all = [] {
        std::vector<Format> joined = ownFormats();
        for (const auto& list : {logFormats(), captureFormats(), routingFormats(), intelligenceFormats(),
                                 sanctionFormats(), timelineFormats(), usageFormats()})
            joined.insert(joined.end(), list.begin(), list.end());
        return joined;
    }();
    return all;
}

const Format* formatNamed(const QString& name)
{
    for (const Format& format : formats()) {
        if (format.name == name)
            return &format;
    }
    return nullptr;
}

Recognised recognise(std::string_view head, const QString& fileName)
{
    constexpr int sureEnough = 30;
    Recognised best;
    for (const Format& format : formats()) {
        const int confidence = format.sniff(head, fileName);
        if (confidence > best.confidence) {
            best.format = &format;
            best.confidence = confidence;
        }
    }
    if (best.format)
        best.why = evidenceFor(best.format->name, head, fileName);
    if (Recognised table = best.confidence < 90 ? byTable(head) : Recognised(); table.confidence > best.confidence)
        best = std::move(table);
    return best.confidence >= sureEnough ? best : Recognised();
}

std::vector<Candidate> candidateFormats(std::string_view head, const QString& fileName)
{
    std::vector<Candidate> found;
    for (const Format& format : formats()) {
        if (const int confidence = format.sniff(head, fileName); confidence > 0)
            found.push_back({&format, confidence});
    }
    if (const Recognised table = byTable(head); table.format)
        found.push_back({table.format, table.confidence});
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
    return found;
}

} // namespace tideline
