// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/reporttable.h"

#include "models/core/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>

namespace tideline {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("ImportReport", text, nullptr, n);
}

TableColumn column(const char* key, const QString& title, ColumnType type = ColumnType::String)
{
    return {QLatin1String(key), title, type, {}};
}

QString outcomeText(const ImportItem& item, bool ofImport)
{
    const auto& report = ofImport ? item.report : item.check;
    if (report && report->alreadyKnown)
        return tr("known already: adds nothing");
    switch (ofImport ? item.imported : item.checked) {
    case ImportItem::Outcome::Running:
        return ofImport ? tr("importing…") : tr("checking…");
    case ImportItem::Outcome::Done:
        return ofImport ? tr("imported") : tr("can be imported");
    case ImportItem::Outcome::Cancelled:
        return tr("cancelled: nothing was added");
    case ImportItem::Outcome::Failed:
        return tr("failed: nothing was added");
    case ImportItem::Outcome::None:
        break;
    }
    if (item.state == ImportItem::State::Failed || item.format.isEmpty())
        return tr("left out");
    return tr("waiting");
}

} // namespace

Table reportTable(const ImportList& list, bool ofImport)
{
    Table table;
    table.columns = {column("file", tr("File")),
                     column("outcome", tr("Outcome")),
                     column("format", tr("Format")),
                     column("read", tr("Read"), ColumnType::Integer),
                     column("accepted", ofImport ? tr("Added") : tr("Will be added"), ColumnType::Integer),
                     column("rejected", tr("Rejected"), ColumnType::Integer),
                     column("duplicates", tr("Known already"), ColumnType::Integer),
                     column("from", tr("First row"), ColumnType::Time),
                     column("to", tr("Last row"), ColumnType::Time),
                     column("sha256", tr("SHA-256")),
                     column("notes", tr("Notes"))};
    for (int i = 0; i < list.size(); ++i) {
        const ImportItem& item = list.item(i);
        const auto& report = ofImport ? item.report : item.check;
        if (!report) {
            const bool failed = item.state == ImportItem::State::Failed ||
                                (ofImport ? item.imported : item.checked) == ImportItem::Outcome::Failed;
            table.rows.push_back({item.name(), outcomeText(item, ofImport), item.format, Cell(), Cell(), Cell(), Cell(),
                                  Cell(), Cell(), Cell(), failed ? Cell(item.error.text()) : Cell()});
            continue;
        }
        const Source& source = report->source;
        table.rows.push_back({item.name(), outcomeText(item, ofImport), source.format, source.read, source.accepted,
                              source.rejected, source.duplicate, source.span ? Cell(qint64(source.span->from)) : Cell(),
                              source.span ? Cell(qint64(source.span->to)) : Cell(), source.sha256,
                              source.notes.join(QStringLiteral("; "))});
    }
    return table;
}

Table reportProblems(const ImportList& list, bool ofImport)
{
    Table table;
    table.columns = {column("file", tr("File")), column("line", tr("Line"), ColumnType::Integer),
                     column("column", tr("Column"), ColumnType::Integer), column("reason", tr("Reason")),
                     column("text", tr("Row as it stands in the file"))};
    for (int i = 0; i < list.size(); ++i) {
        const auto& report = ofImport ? list.item(i).report : list.item(i).check;
        if (!report || report->alreadyKnown)
            continue;
        for (const Problem& problem : report->problems)
            table.rows.push_back({list.item(i).name(), problem.line,
                                  problem.column > 0 ? Cell(qint64(problem.column)) : Cell(), problem.reason,
                                  problem.text});
    }
    return table;
}

QString reportSentence(const ImportList& list, bool ofImport)
{
    const QLocale locale;
    return tr("%1 read · %2 known already · %3 rejected")
        .arg(locale.toString(list.total(&Source::read, ofImport)),
             locale.toString(list.total(&Source::duplicate, ofImport)),
             locale.toString(list.total(&Source::rejected, ofImport)));
}

Table reportMerged(const ImportList& list, bool ofImport)
{
    Table table;
    table.columns = {column("file", tr("File")),   column("event", tr("Event in the case")),
                     column("when", tr("When")),   column("with", tr("Same event in this file")),
                     column("by", tr("Found by")), column("disagrees", tr("What disagrees (case | file)")),
                     column("state", tr("State"))};
    for (int i = 0; i < list.size(); ++i) {
        const auto& report = ofImport ? list.item(i).report : list.item(i).check;
        for (const MergedPair& pair : report ? report->merged : std::vector<MergedPair>())
            table.rows.push_back({list.item(i).name(), pair.event->title, timeText(pair.event->time, Zone::utc()),
                                  pair.with->title, pair.by, pair.disagrees.join(QStringLiteral("; ")),
                                  pair.split ? tr("kept apart") : tr("one event")});
    }
    return table;
}

Table reportNotes(const ImportList& list, bool ofImport)
{
    Table table;
    table.columns = {column("file", tr("File")), column("note", tr("Note"))};
    for (int i = 0; i < list.size(); ++i) {
        const auto& report = ofImport ? list.item(i).report : list.item(i).check;
        if (!report)
            continue;
        for (const QString& note : report->source.notes)
            table.rows.push_back({list.item(i).name(), note});
    }
    return table;
}

namespace {

Result<void> writeFile(const QByteArray& bytes, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another place.")};
    return {};
}

QByteArray summaryJson(const ImportList& list, bool ofImport)
{
    QJsonArray files;
    for (int i = 0; i < list.size(); ++i) {
        const ImportItem& item = list.item(i);
        const auto& report = ofImport ? item.report : item.check;
        QJsonObject object = report ? toJson(*report) : QJsonObject{{QStringLiteral("path"), item.path}};
        object.insert(QStringLiteral("outcome"), outcomeText(item, ofImport));
        if (!report && !item.error.what.isEmpty())
            object.insert(QStringLiteral("error"), item.error.text());
        files += object;
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("files"), files}}).toJson();
}

QString filePart(const ImportItem& item, bool ofImport, const Zone& zone)
{
    const auto& report = ofImport ? item.report : item.check;
    QStringList lines{item.path, QStringLiteral("  ") + outcomeText(item, ofImport)};
    if (!report) {
        if (!item.error.what.isEmpty())
            lines += QStringLiteral("  ") + item.error.text();
        return lines.join(u'\n');
    }
    const Source& source = report->source;
    lines += QStringLiteral("  %1, %2").arg(source.format, report->why);
    lines += tr("  read %1 = %5 %2 + known already %3 + rejected %4")
                 .arg(QString::number(source.read), QString::number(source.accepted), QString::number(source.duplicate),
                      QString::number(source.rejected), ofImport ? tr("added") : tr("to be added"));
    if (source.span)
        lines += tr("  from %1 to %2").arg(isoLocal(source.span->from, zone), isoLocal(source.span->to, zone));
    lines += QStringLiteral("  SHA-256 ") + source.sha256;
    for (const QString& note : source.notes)
        lines += QStringLiteral("  ") + tr("note: %1").arg(note);
    for (const MergedPair& pair : report->merged) {
        const QString state = pair.split ? tr("kept apart") : ofImport ? tr("merged") : tr("will be one");
        lines += QStringLiteral("  %1: “%2” = “%3” (%4)").arg(state, pair.with->title, pair.event->title, pair.by);
        for (const QString& text : pair.disagrees)
            lines += QStringLiteral("    ") + tr("disagrees on %1").arg(text);
    }
    for (const Problem& problem : report->problems)
        lines += QStringLiteral("  ") +
                 tr("rejected line %1: %2: %3").arg(QString::number(problem.line), problem.reason, problem.text);
    return lines.join(u'\n');
}

} // namespace

Result<void> writeCsvFile(const Table& table, const Zone& zone, const QString& path)
{
    return writeFile(toCsv(table, &zone, false), path);
}

Result<void> writeSummary(const ImportList& list, bool ofImport, const Zone& zone, const QString& path)
{
    if (path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
        return writeFile(summaryJson(list, ofImport), path);
    if (!path.endsWith(QStringLiteral(".txt"), Qt::CaseInsensitive))
        return writeCsvFile(reportTable(list, ofImport), zone, path);
    QStringList parts{reportSentence(list, ofImport)};
    for (int i = 0; i < list.size(); ++i)
        parts += filePart(list.item(i), ofImport, zone);
    return writeFile((parts.join(QStringLiteral("\n\n")) + u'\n').toUtf8(), path);
}

} // namespace tideline
