// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/export.h"

#include "models/core/zone.h"
#include "models/exporters/bag.h"
#include "models/exporters/casejson.h"
#include "models/exporters/payload.h"
#include "models/exporters/report.h"
#include "models/exporters/staging.h"
#include "models/exporters/zip.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

/// Builds in the staging folder; gives the name of what is to be renamed to the target.
using Builder = Result<QString> (*)(const Staging& staging, const ExportContent& content, const Zone& zone,
                                    const QString& target, const Progress& progress);

/// A name for the folder inside a zip that means the same in every archive program and language.
QString zipFolderName(const QString& target)
{
    QString name;
    for (const QChar c : QFileInfo(target).completeBaseName().left(100)) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
        name += isPlain ? c : QChar(u'_');
    }
    return name.isEmpty() || name.startsWith(u'.') ? u"case"_s + name : name;
}

/// The tree itself is what was asked for, or its zip.
Result<QString> finishTree(const Staging& staging, const FileTree& tree, const QString& target,
                           const Progress& progress)
{
    if (!target.endsWith(u".zip"_s, Qt::CaseInsensitive))
        return u"tree"_s;
    progress.report(0, u"Packing"_s);
    const auto packed = writeZip(tree, zipFolderName(target), staging.folder() + u"/zip"_s, progress);
    if (!packed)
        return packed.error();
    return u"zip"_s;
}

Result<QString> buildBag(const Staging& staging, const ExportContent& content, const Zone& zone, const QString& target,
                         const Progress& progress)
{
    FileTree tree(staging.folder() + u"/tree"_s);
    if (const auto written = writePayload(tree, content, zone, progress.part(0, 0.7)); !written)
        return written.error();
    if (const auto written = writeBagTags(tree, content); !written)
        return written.error();
    return finishTree(staging, tree, target, progress.part(0.7, 0.3));
}

Result<QString> buildCsv(const Staging& staging, const ExportContent& content, const Zone& zone, const QString& target,
                         const Progress& progress)
{
    FileTree tree(staging.folder() + u"/tree"_s);
    if (const auto written = writeCsvFiles(tree, {}, content, zone, progress.part(0, 0.7)); !written)
        return written.error();
    return finishTree(staging, tree, target, progress.part(0.7, 0.3));
}

Result<QString> buildFile(const Staging& staging, const QByteArray& content)
{
    FileTree tree(staging.folder());
    if (const auto written = tree.write(u"file"_s, content); !written)
        return written.error();
    return u"file"_s;
}

Result<QString> buildHtml(const Staging& staging, const ExportContent& content, const Zone& zone, const QString&,
                          const Progress&)
{
    return buildFile(staging, htmlReport(content, zone));
}

Result<QString> buildJson(const Staging& staging, const ExportContent& content, const Zone& zone, const QString&,
                          const Progress&)
{
    return buildFile(staging, caseJson(content, zone));
}

struct Format
{
    const char* name;
    const char* description;
    Builder build;
};
constexpr Format formats[] = {
    {"bag",
     QT_TRANSLATE_NOOP("ExportFormat", "Case folder, or a zip of it: report, tables, case, audit log, checksums"),
     buildBag},
    {"html", QT_TRANSLATE_NOOP("ExportFormat", "Report in one HTML file"), buildHtml},
    {"csv", QT_TRANSLATE_NOOP("ExportFormat", "All tables as CSV, in a folder or a zip"), buildCsv},
    {"json", QT_TRANSLATE_NOOP("ExportFormat", "Everything but the flows in one JSON file"), buildJson}};

/// Errors name the target, not the staging folder that is gone by then.
Error atTarget(Error error, const Staging& staging, const QString& target)
{
    if (error.where.isEmpty() || error.where.startsWith(staging.folder()))
        error.where = target;
    return error;
}

} // namespace

const std::vector<ExportFormat>& exportFormats()
{
    static const std::vector<ExportFormat> list = [] {
        std::vector<ExportFormat> found;
        for (const Format& format : formats)
            found.push_back({QString::fromLatin1(format.name), QString::fromLatin1(format.description)});
        return found;
    }();
    return list;
}

Result<void> writeExport(const ExportContent& content, const QString& format, const QString& path,
                         const Progress& progress)
{
    const Format* chosen = nullptr;
    QStringList names;
    for (const Format& known : formats) {
        names.append(QString::fromLatin1(known.name));
        if (format == names.last())
            chosen = &known;
    }
    if (!chosen)
        return Error{ErrorCode::BadArgument, u"There is no export format \"%1\""_s.arg(format), path,
                     u"Choose one of %1"_s.arg(names.join(u", "_s))};
    const auto zone = content.zone.isEmpty() ? Result<Zone>(Zone::utc()) : Zone::named(content.zone);
    if (!zone)
        return zone.error();
    const auto staging = Staging::begin(path);
    if (!staging)
        return staging.error();
    const auto built = chosen->build(**staging, content, *zone, path, progress);
    if (!built)
        return atTarget(built.error(), **staging, path);
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, u"Cancelled"_s, path, {}};
    if (const auto committed = (*staging)->commit(*built); !committed)
        return atTarget(committed.error(), **staging, path);
    progress.report(1);
    return {};
}

} // namespace tideline
