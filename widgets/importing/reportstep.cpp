// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/reportstep.h"

#include "models/items/tablemodel.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/importing/pairspane.h"
#include "widgets/importing/reporttable.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/parts.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tideline {

namespace {

constexpr int fileRows = 7;

QFrame* framed(QWidget* inside)
{
    QFrame* frame = card();
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(inside);
    return frame;
}

void setWidths(DataTable* table, const QList<int>& widths)
{
    for (int i = 0; i < widths.size(); ++i)
        table->setColumnWidth(i, widths[i]);
}

} // namespace

ReportStep::ReportStep(CaseSession* session, ImportList* list, bool imports, QWidget* parent)
    : ImportStep(parent)
    , m_session(session)
    , m_list(list)
    , m_imports(imports)
    , m_figure(plainLabel({}, "figure"))
    , m_line(wrappedLabel({}, "dim"))
    , m_bar(new QProgressBar)
    , m_cancel(new QPushButton(tr("Stop")))
    , m_strip(new MessageStrip)
    , m_fileModel(new TableModel(this))
    , m_problemModel(new TableModel(this))
    , m_noteModel(new TableModel(this))
    , m_files(new DataTable(imports ? QStringLiteral("importedFiles") : QStringLiteral("checkedFiles"), tr("Files")))
    , m_problems(new DataTable(imports ? QStringLiteral("importProblems") : QStringLiteral("checkProblems"),
                               tr("First problems")))
    , m_pairs(new PairsPane(session, list, imports))
    , m_notes(new DataTable(imports ? QStringLiteral("importNotes") : QStringLiteral("checkNotes"), tr("Notes")))
    , m_tabs(nullptr)
    , m_problemTitle(wrappedLabel({}, "dim"))
    , m_saveSummary(new QPushButton(tr("Save the summary…")))
    , m_saveProblems(new QPushButton(tr("Save the problems…")))
{
    m_files->setSource(m_fileModel, TableModel::SortRole);
    m_problems->setSource(m_problemModel, TableModel::SortRole);
    m_notes->setSource(m_noteModel, TableModel::SortRole);
    m_tabs = buildTabs();
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setAccessibleName(imports ? tr("Progress of the import") : tr("Progress of the check"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_strip);
    auto* head = new QHBoxLayout;
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_figure);
    words->addWidget(m_line);
    head->addLayout(words, 1);
    head->addWidget(m_cancel, 0, Qt::AlignBottom);
    layout->addLayout(head);
    layout->addWidget(m_bar);
    layout->addWidget(framed(m_files));
    layout->addWidget(m_tabs, 4);
    auto* below = new QHBoxLayout;
    below->addStretch();
    below->addWidget(m_saveProblems);
    below->addWidget(m_saveSummary);
    layout->addLayout(below);
    for (QPushButton* button : {m_cancel, m_saveSummary, m_saveProblems})
        button->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, list, &ImportList::cancel);
    connect(m_saveSummary, &QPushButton::clicked, this, &ReportStep::saveSummary);
    connect(m_saveProblems, &QPushButton::clicked, this, &ReportStep::saveProblems);
    connect(list, &ImportList::changed, this, &ReportStep::refresh);
    connect(list, &ImportList::progressed, this, &ReportStep::showProgress);
    setFocusProxy(m_files);
    refresh();
}

QTabWidget* ReportStep::buildTabs()
{
    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    const auto page = [](DataTable* table, QLabel* words) {
        auto* inside = new QWidget;
        auto* column = new QVBoxLayout(inside);
        column->setContentsMargins(0, 8, 0, 0);
        column->setSpacing(6);
        column->addWidget(words);
        column->addWidget(framed(table), 1);
        return inside;
    };
    tabs->addTab(page(m_problems, m_problemTitle), {});
    tabs->addTab(m_pairs, {});
    tabs->addTab(page(m_notes, wrappedLabel(tr("What the readers had to say about the files."), "dim")), {});
    return tabs;
}

void ReportStep::enter()
{
    m_strip->clear();
    if (m_imports)
        m_list->import();
    else
        m_list->check();
    refresh();
}

bool ReportStep::isFinished() const
{
    if (m_list->isBusy() || m_list->size() == 0)
        return false;
    for (int i = 0; i < m_list->size(); ++i) {
        const ImportItem& item = m_list->item(i);
        if ((m_imports ? item.imported : item.checked) != ImportItem::Outcome::None)
            return true;
    }
    return false;
}

void ReportStep::refresh()
{
    m_fileModel->setZone(m_session->zone());
    m_fileModel->setTable(reportTable(*m_list, m_imports));
    m_problemModel->setTable(reportProblems(*m_list, m_imports));
    m_noteModel->setTable(reportNotes(*m_list, m_imports));
    m_pairs->refresh();
    setWidths(m_files, {220, 160, 120, 80, 100, 80, 110, 150, 150, 180, 400});
    setWidths(m_problems, {200, 70, 70, 360, 600});
    setWidths(m_notes, {200, 600});
    const QLocale locale;
    const qint64 accepted = m_list->total(&Source::accepted, m_imports);
    const qint64 rejected = m_list->total(&Source::rejected, m_imports);
    m_figure->setText(m_imports ? tr("%Ln row(s) added", nullptr, int(accepted))
                                : tr("%Ln row(s) will be added", nullptr, int(accepted)));
    const int joined = m_pairs->model()->count() - m_pairs->model()->keptApart();
    const QString one = m_imports ? tr("%Ln of them the same event as one that was there", nullptr, joined)
                                  : tr("%Ln of them the same event as one that is there", nullptr, joined);
    m_line->setText(reportSentence(*m_list, m_imports) + (joined > 0 ? QStringLiteral(" · ") + one : QString()));
    const int rows = std::clamp(m_fileModel->rowCount(), 2, fileRows);
    m_files->setMaximumHeight(m_files->horizontalHeader()->height() + 26 * rows +
                              20); // the rest is for what came of it
    const qint64 shown = qint64(m_problemModel->table().rows.size());
    m_problemTitle->setText(rejected > shown ? tr("The first %1 of %2 rejected rows; all are kept with the source")
                                                   .arg(locale.toString(shown), locale.toString(rejected))
                            : rejected > 0 ? tr("Kept with the source, with line and reason.")
                                           : tr("No row was rejected."));
    m_tabs->setTabText(0, tr("Rejected rows (%1)").arg(locale.toString(rejected)));
    const int pairs = m_pairs->model()->count();
    m_tabs->setTabText(1, (m_imports ? tr("Merged events (%1)") : tr("Same events (%1)")).arg(locale.toString(pairs)));
    if (isFinished() && rejected == 0 && pairs > 0 && !m_toldMerged) {
        m_toldMerged = true; // merging is never silent
        m_tabs->setCurrentIndex(1);
    }
    m_tabs->setTabText(m_tabs->count() - 1,
                       tr("Notes (%1)").arg(locale.toString(qint64(m_noteModel->table().rows.size()))));
    m_saveSummary->setEnabled(isFinished());
    m_saveProblems->setEnabled(isFinished() && shown > 0);
    for (int i = 0; i < m_list->size(); ++i) {
        const ImportItem& item = m_list->item(i);
        if ((m_imports ? item.imported : item.checked) == ImportItem::Outcome::Failed)
            m_strip->showError(item.error);
    }
    showProgress();
    emit changed();
}

void ReportStep::showProgress()
{
    const bool busy = m_list->isBusy();
    m_cancel->setVisible(busy);
    m_bar->setVisible(busy);
    if (m_list->progress() < 0)
        m_bar->setRange(0, 0);
    else
        m_bar->setRange(0, 1000);
    m_bar->setValue(int(m_list->progress() * 1000));
}

void ReportStep::saveSummary()
{
    const QList<std::pair<QString, QString>> kinds = {
        {tr("Text, complete (*.txt)"), QStringLiteral(".txt")},
        {tr("JSON, complete (*.json)"), QStringLiteral(".json")},
        {tr("CSV, one row for each file (*.csv)"), QStringLiteral(".csv")}};
    QStringList filters;
    for (const auto& kind : kinds)
        filters += kind.first;
    QString chosen;
    QString path = QFileDialog::getSaveFileName(this, tr("Save the summary"), QStringLiteral("import-summary.txt"),
                                                filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += kinds[std::max<qsizetype>(0, filters.indexOf(chosen))].second;
    if (const auto written = writeSummary(*m_list, m_imports, m_session->zone(), path); !written)
        m_strip->showError(written.error());
}

void ReportStep::saveProblems()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save as CSV"), QStringLiteral("import-problems.csv"), tr("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    if (const auto written = writeCsvFile(reportProblems(*m_list, m_imports), m_session->zone(), path); !written)
        m_strip->showError(written.error());
}

QString ReportStep::title() const
{
    if (m_imports)
        return m_list->isBusy() ? tr("Importing…") : tr("What was imported");
    return m_list->isBusy() ? tr("Checking…") : tr("What will be imported");
}

QString ReportStep::subtitle() const
{
    return m_imports ? tr("Rows show once their file is complete. Stopping leaves nothing of the file behind.")
                     : tr("Every row is read, nothing is written yet.");
}

QString ReportStep::summary() const
{
    if (!isFinished())
        return m_list->isBusy() ? tr("running") : QString();
    const qint64 rejected = m_list->total(&Source::rejected, m_imports);
    const qint64 rows = m_list->total(m_imports ? &Source::accepted : &Source::read, m_imports);
    const QString count = tr("%Ln row(s)", nullptr, int(rows));
    return rejected > 0 ? tr("%1, %2 rejected").arg(count, QLocale().toString(rejected)) : count;
}

QString ReportStep::action() const
{
    if (m_imports)
        return tr("Done");
    const qint64 rows = m_list->total(&Source::accepted, false);
    return rows > 0 ? tr("Import %Ln row(s)", nullptr, int(rows)) : tr("Import");
}

bool ReportStep::isComplete() const
{
    if (m_imports)
        return isFinished();
    if (m_list->isBusy())
        return false;
    for (int i = 0; i < m_list->size(); ++i) {
        const auto& check = m_list->item(i).check;
        if (check && !check->alreadyKnown && check->source.accepted > 0)
            return true;
    }
    return false;
}

} // namespace tideline
