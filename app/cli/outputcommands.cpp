// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// chart, export
#include "app/cli/command.h"
#include "app/cli/questionargument.h"
#include "models/session/figures.h"
#include "widgets/exporting/caseexport.h"
#include "widgets/exporting/figureoptions.h"

namespace tideline {

namespace {

Result<QSize> sizeArgument(const Arguments& arguments)
{
    const QString text = arguments.value(QStringLiteral("size"), QStringLiteral("1200x600"));
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 100 || size.height() < 80 || size.width() > 20'000 ||
        size.height() > 20'000)
        return Error{
            ErrorCode::BadArgument, QStringLiteral("--size is WIDTHxHEIGHT in pixels, not \"%1\"").arg(text), {}, {}};
    return size;
}

Result<Exit> chart(const Arguments& arguments)
{
    const QString out = arguments.value(QStringLiteral("out"));
    if (out.isEmpty())
        return Error{ErrorCode::BadArgument, QStringLiteral("chart needs --out FILE.(png|svg|pdf)"), {}, {}};
    const QString theme = arguments.value(QStringLiteral("theme"), QStringLiteral("light"));
    if (theme != u"light" && theme != u"dark")
        return Error{ErrorCode::BadArgument, QStringLiteral("--theme is light or dark"), {}, {}};
    const auto size = sizeArgument(arguments);
    if (!size)
        return size.error();
    const auto spec = figureNamed(arguments.at(1));
    if (!spec)
        return spec.error();
    const auto open = openCase(arguments, false);
    if (!open)
        return open.error();
    const auto question = questionArgument(arguments, open->zone, spec->question);
    if (!question)
        return question.error();
    const auto result = askMeasure(*open->file, *open->snapshot, *question, terminalProgress());
    if (!result)
        return result.error();
    FigureOptions options = figureOptions(*result, *open->snapshot, *size);
    options.title = spec->title;
    options.theme = Theme(theme == u"dark" ? Theme::Mode::Dark : Theme::Mode::Light);
    if (result->measure == u"volume")
        options.markers = chartMarkers(open->snapshot->facts.events, open->snapshot->facts.annotations);
    if (const auto saved = saveFigure(*result, options, out); !saved)
        return saved.error();
    return Exit::Done;
}

Result<Exit> exportVerb(const Arguments& arguments)
{
    if (!arguments.has(QStringLiteral("format")) || !arguments.has(QStringLiteral("out")))
        return Error{ErrorCode::BadArgument, QStringLiteral("export needs --format and --out"), {}, {}};
    ExportRequest request;
    request.format = arguments.value(QStringLiteral("format"));
    request.path = arguments.value(QStringLiteral("out"));
    request.where = arguments.value(QStringLiteral("where"));
    request.zone = arguments.value(QStringLiteral("zone"));
    QStringList known;
    for (const ExportFormat& format : exportFormats())
        known += format.name;
    if (!known.contains(request.format))
        return Error{ErrorCode::BadArgument,
                     QStringLiteral("There is no export format \"%1\"").arg(request.format),
                     {},
                     QStringLiteral("Known: %1.").arg(known.join(QStringLiteral(", ")))};
    // Writable where possible, so that the export is in the log; a case that another program holds is exported too.
    auto open = openCase(arguments, true);
    if (!open && (open.error().code == ErrorCode::Busy || open.error().code == ErrorCode::ReadOnly))
        open = openCase(arguments, false);
    if (!open)
        return open.error();
    const auto range = rangeArgument(arguments, open->zone);
    if (!range)
        return range.error();
    request.range = *range;
    if (const auto done = exportCase(*open->file, *open->snapshot, request, terminalProgress()); !done)
        return done.error();
    return Exit::Done;
}

} // namespace

std::vector<Command> outputCommands()
{
    const QStringList drawing =
        questionOptions() + QStringList{QStringLiteral("out"), QStringLiteral("size"), QStringLiteral("theme")};
    return {
        {QStringLiteral("chart"),
         QStringLiteral("CASE FIGURE --out FILE.(png|svg|pdf) [options of measure] [--size WxH] [--theme light|dark]"),
         QStringLiteral("Draws a figure (f1 … f18) or a measure."), drawing, 2, chart, true},
        {QStringLiteral("export"),
         QStringLiteral("CASE --format FORMAT --out PATH [--from T] [--to T] [--where EXPR] [--zone Z]"),
         QStringLiteral("Writes the case for others: bag, html, csv, json."),
         {QStringLiteral("format"), QStringLiteral("out"), QStringLiteral("from"), QStringLiteral("to"),
          QStringLiteral("where"), QStringLiteral("zone")},
         1,
         exportVerb,
         true},
    };
}

} // namespace tideline
