// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporting/exportdialog.h"

#include "models/core/timetext.h"
#include "models/items/tablemodel.h"
#include "models/query/expression.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QProgressBar>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace tideline {

namespace {

QString endingOf(const QString& format)
{
    return format == u"html"   ? QStringLiteral(".html")
           : format == u"json" ? QStringLiteral(".json")
                               : QStringLiteral(".zip");
}

Table checkTable(const std::vector<BagCheck>& checks)
{
    Table table;
    table.columns = {{QStringLiteral("ok"), ExportDialog::tr("Holds"), ColumnType::String, {}},
                     {QStringLiteral("check"), ExportDialog::tr("Check"), ColumnType::String, {}},
                     {QStringLiteral("detail"), ExportDialog::tr("Found"), ColumnType::String, {}}};
    for (const BagCheck& check : checks)
        table.rows.push_back(
            {check.ok ? ExportDialog::tr("✓ yes") : ExportDialog::tr("✕ no"), check.name, check.detail});
    return table;
}

} // namespace

ExportDialog::ExportDialog(CaseSession* session, const TimeRange& visible, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_visible(visible)
    , m_strip(new MessageStrip)
    , m_format(new QComboBox)
    , m_path(new QLineEdit)
    , m_range(new QButtonGroup(this))
    , m_where(new QLineEdit(session->filterText()))
    , m_whereProblem(problemLabel())
    , m_zone(new ZoneCombo)
    , m_guard(new QCheckBox(tr("Guard CSV cells against being run as formulas by spreadsheets")))
    , m_forecast(wrappedLabel({}))
    , m_bar(new QProgressBar)
    , m_result(badgeLabel({}, "good"))
    , m_checks(new TableModel(this))
    , m_checkView(nullptr)
    , m_verify(new QPushButton(tr("Verify")))
    , m_start(primaryButton(tr("Export")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export the case"));
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(m_strip);
    layout->addWidget(choices());
    layout->addWidget(outcome());
    m_verify->setIcon(themedIcon(QStringLiteral("shield-check")));
    m_verify->setAutoDefault(false);
    m_verify->hide();
    m_start->setObjectName(QStringLiteral("startExport"));
    QHBoxLayout* row = buttonRow(this, m_start, tr("Close"));
    row->insertWidget(0, m_verify);
    layout->addLayout(row);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    connect(m_verify, &QPushButton::clicked, this, &ExportDialog::verify);
    connect(session->tasks(), &TaskList::changed, this, &ExportDialog::watch);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    refresh();
}

ExportDialog::~ExportDialog() = default;

QWidget* ExportDialog::choices()
{
    QFrame* frame = card();
    frame->setMinimumWidth(650);
    auto* form = new QFormLayout(frame);
    form->setContentsMargins(16, 14, 16, 14);
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(10);
    for (const ExportFormat& format : exportFormats())
        m_format->addItem(QCoreApplication::translate("ExportFormat", format.description.toUtf8().constData()),
                          format.name);
    form->addRow(fieldLabel(tr("What"), m_format), m_format);
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    place->addWidget(m_path, 1);
    place->addWidget(choose);
    form->addRow(fieldLabel(tr("To"), m_path), place);

    auto* ranges = new QVBoxLayout;
    ranges->setSpacing(4);
    const auto span = [this](const TimeRange& range) {
        return range == TimeRange::all() ? tr("everything")
                                         : tr("%1 to %2")
                                               .arg(timeText(range.from, Precision::Minute, m_session->zone()),
                                                    timeText(range.to, Precision::Minute, m_session->zone()));
    };
    const auto addRange = [&](const QString& text, Range id, bool enabled) {
        auto* button = new QRadioButton(text);
        button->setEnabled(enabled);
        m_range->addButton(button, int(id));
        ranges->addWidget(button);
    };
    addRange(tr("What the axis shows: %1").arg(span(m_visible)), Range::Visible, true);
    addRange(m_session->brush() ? tr("The brushed period: %1").arg(span(*m_session->brush()))
                                : tr("The brushed period: nothing is brushed"),
             Range::Brush, m_session->brush().has_value());
    addRange(tr("All time, undated events too"), Range::All, true);
    m_range->button(int(m_session->brush() ? Range::Brush : Range::All))->setChecked(true);
    form->addRow(plainLabel(tr("Period"), "dim"), ranges);
    auto* filter = new QVBoxLayout;
    filter->setSpacing(2);
    m_where->setPlaceholderText(tr("no filter"));
    filter->addWidget(m_where);
    filter->addWidget(m_whereProblem);
    form->addRow(fieldLabel(tr("Filter"), m_where), filter);
    m_zone->setZone(m_session->zone().name());
    form->addRow(fieldLabel(tr("Times printed in"), m_zone), m_zone);
    form->addRow({}, m_guard);

    connect(choose, &QPushButton::clicked, this, &ExportDialog::choosePath);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_range, &QButtonGroup::idToggled, this, &ExportDialog::refresh);
    connect(m_where, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(m_zone, &QComboBox::currentTextChanged, this, &ExportDialog::refresh);
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_pathChosen = true;
        refresh();
    });
    return frame;
}

QWidget* ExportDialog::outcome()
{
    auto* holder = new QWidget;
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(plainLabel(tr("What will be written"), "heading"));
    layout->addWidget(m_forecast);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->hide();
    layout->addWidget(m_bar);
    m_result->setWordWrap(true);
    m_result->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_result->hide();
    layout->addWidget(m_result);
    auto* table = new DataTable(QStringLiteral("bagChecks"), tr("Checks"));
    table->setSource(m_checks, TableModel::SortRole);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(170);
    table->hide();
    m_checkView = table;
    layout->addWidget(table);
    return holder;
}

void ExportDialog::setFormat(const QString& name)
{
    m_format->setCurrentIndex(m_format->findData(name));
}

void ExportDialog::setRange(Range range)
{
    m_range->button(int(range))->setChecked(true);
}

void ExportDialog::setPath(const QString& path)
{
    m_pathChosen = true;
    m_path->setText(path);
    refresh();
}

QString ExportDialog::suggestedPath() const
{
    QString name = m_session->snapshot()->facts.info.title;
    static const QRegularExpression unfit(QStringLiteral("[^\\w\\- ]+"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    name = name.replace(unfit, QStringLiteral(" ")).simplified().replace(u' ', u'-').left(60);
    if (name.isEmpty())
        name = QStringLiteral("case");
    const QString folder = QFileInfo(m_session->path()).absolutePath();
    const QString ending = endingOf(m_format->currentData().toString());
    for (int n = 1;; ++n) { // an existing target is never written over
        const QString path =
            QDir(folder).filePath(n == 1 ? name + ending : QStringLiteral("%1-%2%3").arg(name).arg(n).arg(ending));
        if (!QFileInfo::exists(path))
            return path;
    }
}

TimeRange ExportDialog::period() const
{
    switch (Range(m_range->checkedId())) {
    case Range::Visible:
        return m_visible;
    case Range::Brush:
        return m_session->brush().value_or(TimeRange::all());
    case Range::All:
        break;
    }
    return TimeRange::all();
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    request.format = m_format->currentData().toString();
    request.path = m_path->text().trimmed();
    if (Range(m_range->checkedId()) != Range::All)
        request.range = period();
    request.where = m_where->text().trimmed();
    request.zone = m_zone->zone();
    request.subject = m_session->subject();
    request.forSpreadsheets = m_guard->isChecked();
    return request;
}

QString ExportDialog::forecast() const
{
    const auto zone = Zone::named(m_zone->zone());
    const auto where = parseExpression(m_where->text(), zone ? *zone : Zone::utc());
    if (!where || !m_session->isOpen())
        return {};
    const CaseSnapshot& snapshot = *m_session->snapshot();
    const bool all = Range(m_range->checkedId()) == Range::All;
    const auto events = filteredEvents(snapshot.facts, *where, period(), all);
    const QLocale locale;
    const QString format = m_format->currentData().toString();
    QString text =
        tr("%1 of %2 events, %n note(s) and stars, %3 sources with their SHA-256, the audit log (%4 rows).", nullptr,
           int(snapshot.facts.annotations.size()))
            .arg(locale.toString(qsizetype(events.size())), locale.toString(qsizetype(snapshot.facts.events.size())),
                 locale.toString(qsizetype(snapshot.allSources.size())), locale.toString(snapshot.counts.audit));
    if (format == u"bag")
        text +=
            u' ' +
            tr("A report with figures, all tables as CSV and JSON, a copy of the case, and a checksum of every file.");
    else if (format == u"html")
        text += u' ' + tr("Figures are drawn into the file; it needs nothing else to be read.");
    if (snapshot.counts.flows > 0 && (format == u"bag" || format == u"csv"))
        text += u' ' +
                tr("Flows of this period that pass the filter, out of %1.").arg(locale.toString(snapshot.counts.flows));
    return text;
}

void ExportDialog::refresh()
{
    if (!m_session->isOpen())
        return;
    if (!m_pathChosen)
        m_path->setText(suggestedPath());
    const QString format = m_format->currentData().toString();
    m_guard->setVisible(format == u"csv" || format == u"bag");
    const auto problem = expressionError(m_where->text(), m_session->zone());
    setProblem(m_whereProblem, problem ? problem->message : QString());
    setStyleProperty(m_where, "invalid", problem.has_value());
    m_forecast->setText(forecast());
    const bool there = QFileInfo::exists(m_path->text().trimmed());
    if (there && m_task == 0 && m_path->text().trimmed() != m_written)
        m_strip->showMessage(MessageStrip::Level::Warning, tr("There is something at that place already"),
                             m_path->text(), tr("Choose another name: nothing is written over."));
    else if (m_task == 0)
        m_strip->clear();
    m_start->setEnabled(m_task == 0 && !problem && !there && !m_path->text().trimmed().isEmpty() &&
                        m_zone->problem().isEmpty());
}

void ExportDialog::choosePath()
{
    const QString ending = endingOf(m_format->currentData().toString());
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export to"), m_path->text(), tr("%1 file (*%1)").arg(ending));
    if (!path.isEmpty())
        setPath(path);
}

void ExportDialog::start()
{
    if (m_task != 0 || !m_session->isOpen())
        return;
    m_strip->clear();
    m_result->hide();
    m_checkView->hide();
    m_verify->hide();
    const ExportRequest wanted = request();
    const QPointer<ExportDialog> self(this);
    m_task = m_session->tasks()->run<bool>(
        m_session->readers(), tr("Exporting to %1").arg(QFileInfo(wanted.path).fileName()),
        [file = m_session->file(), snapshot = m_session->snapshot(), wanted](const Progress& progress) -> Result<bool> {
            const auto done = exportCase(*file, *snapshot, wanted, progress);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [self, wanted](Result<bool> done) {
            if (!self)
                return;
            self->m_task = 0;
            self->m_bar->hide();
            if (!done) {
                self->refresh();
                if (done.error().code != ErrorCode::Cancelled)
                    self->m_strip->showError(done.error());
                return;
            }
            self->m_written = wanted.path;
            setBadge(self->m_result, tr("Written to %1").arg(wanted.path), "good");
            self->m_result->show();
            self->m_verify->setVisible(isBag(wanted.path));
            self->refresh();
            emit self->exported(wanted.path);
        });
    m_bar->setRange(0, 0);
    m_bar->show();
    refresh();
}

void ExportDialog::watch()
{
    for (const Task& task : m_session->tasks()->running()) {
        if (task.id != m_task)
            continue;
        m_bar->setRange(0, task.fraction < 0 ? 0 : 1000);
        m_bar->setValue(int(task.fraction * 1000));
    }
}

void ExportDialog::verify()
{
    if (m_task != 0 || m_written.isEmpty())
        return;
    const QPointer<ExportDialog> self(this);
    using Checks = std::vector<BagCheck>;
    m_task = m_session->tasks()->run<Checks>(
        m_session->readers(), tr("Verifying %1").arg(QFileInfo(m_written).fileName()),
        [path = m_written](const Progress& progress) { return verifyBag(path, progress); },
        [self](Result<Checks> checks) {
            if (!self)
                return;
            self->m_task = 0;
            self->m_bar->hide();
            self->showChecks(checks);
        });
    m_bar->show();
}

void ExportDialog::showChecks(const Result<std::vector<BagCheck>>& checks)
{
    if (!checks) {
        m_strip->showError(checks.error());
        emit verified(false);
        return;
    }
    bool intact = true;
    for (const BagCheck& check : *checks)
        intact = intact && check.ok;
    m_checks->setTable(checkTable(*checks));
    m_checkView->setColumnWidth(0, 70);
    m_checkView->setColumnWidth(1, 220);
    m_checkView->show();
    setBadge(m_result,
             intact ? tr("Intact: all %n check(s) hold", nullptr, int(checks->size()))
                    : tr("Altered: see the checks that do not hold"),
             intact ? "good" : "danger");
    m_result->show();
    emit verified(intact);
}

} // namespace tideline
