// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/reportstep.h"

#include "models/items/tablemodel.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/importing/reporttable.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/parts.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace tideline {

namespace {

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
    , m_files(new DataTable(imports ? QStringLiteral("importedFiles") : QStringLiteral("checkedFiles"), tr("Files")))
    , m_problems(new DataTable(imports ? QStringLiteral("importProblems") : QStringLiteral("checkProblems"),
                               tr("First problems")))
    , m_problemTitle(plainLabel({}, "heading"))
    , m_saveSummary(new QPushButton(tr("Save the summary…")))
    , m_saveProblems(new QPushButton(tr("Save the problems…")))
{
    m_files->setSource(m_fileModel, TableModel::SortRole);
    m_problems->setSource(m_problemModel, TableModel::SortRole);
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
    layout->addWidget(framed(m_files), 3);
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_problemTitle, 1);
    middle->addWidget(m_saveSummary);
    middle->addWidget(m_saveProblems);
    layout->addLayout(middle);
    layout->addWidget(framed(m_problems), 4);
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
    setWidths(m_files, {220, 180, 120, 80, 80, 80, 110, 150, 150, 180, 400});
    setWidths(m_problems, {200, 70, 70, 360, 600});
    const QLocale locale;
    const qint64 accepted = m_list->total(&Source::accepted, m_imports);
    const qint64 rejected = m_list->total(&Source::rejected, m_imports);
    m_figure->setText(m_imports ? tr("%1 rows added").arg(locale.toString(accepted))
                                : tr("%1 rows can be taken").arg(locale.toString(accepted)));
    m_line->setText(reportSentence(*m_list, m_imports));
    const qint64 shown = qint64(m_problemModel->table().rows.size());
    m_problemTitle->setText(rejected > shown ? tr("The first %1 of %2 rejected rows; all are kept with the source")
                                                   .arg(locale.toString(shown), locale.toString(rejected))
                                             : tr("Rejected rows: %1").arg(locale.toString(rejected)));
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

void ReportStep::save(const QString& name, bool problems)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as CSV"), name, tr("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    const Table table = problems ? reportProblems(*m_list, m_imports) : reportTable(*m_list, m_imports);
    if (const auto written = writeCsvFile(table, m_session->zone(), path); !written)
        m_strip->showError(written.error());
}

void ReportStep::saveSummary()
{
    save(QStringLiteral("import-summary.csv"), false);
}

void ReportStep::saveProblems()
{
    save(QStringLiteral("import-problems.csv"), true);
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
                     : tr("Every row was read, nothing is written yet. What the case has already is told apart when it "
                          "is imported.");
}

QString ReportStep::summary() const
{
    if (!isFinished())
        return m_list->isBusy() ? tr("running") : QString();
    const qint64 rejected = m_list->total(&Source::rejected, m_imports);
    const qint64 rows = m_list->total(m_imports ? &Source::accepted : &Source::read, m_imports);
    return rejected > 0 ? tr("%1 rows, %2 rejected").arg(QLocale().toString(rows), QLocale().toString(rejected))
                        : tr("%1 rows").arg(QLocale().toString(rows));
}

QString ReportStep::action() const
{
    if (m_imports)
        return tr("Done");
    const qint64 rows = m_list->total(&Source::accepted, false);
    return rows > 0 ? tr("Import %1 rows").arg(QLocale().toString(rows)) : tr("Import");
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
