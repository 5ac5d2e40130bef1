// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/reporttable.h"

#include <QCoreApplication>
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
                     column("accepted", ofImport ? tr("Added") : tr("Readable"), ColumnType::Integer),
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
                              source.rejected, ofImport || report->alreadyKnown ? Cell(source.duplicate) : Cell(),
                              source.span ? Cell(qint64(source.span->from)) : Cell(),
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
    const qint64 known = list.total(&Source::duplicate, ofImport);
    const QString text = tr("%1 read · %2 rejected")
                             .arg(locale.toString(list.total(&Source::read, ofImport)),
                                  locale.toString(list.total(&Source::rejected, ofImport)));
    // Reading without writing compares files, not rows: only the import knows which rows are there already.
    return ofImport || known > 0 ? text + tr(" · %1 known already").arg(locale.toString(known)) : text;
}

Result<void> writeCsvFile(const Table& table, const Zone& zone, const QString& path)
{
    QSaveFile file(path);
    const QByteArray csv = toCsv(table, &zone, false);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another place.")};
    return {};
}

} // namespace tideline
