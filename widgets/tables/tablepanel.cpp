// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/tablepanel.h"

#include "models/core/timetext.h"
#include "models/exporters/exporttables.h"
#include "models/items/eventmodel.h"
#include "models/items/tablemodel.h"
#include "models/session/listing.h"
#include "widgets/tables/datatable.h"
#include "widgets/tables/eventdelegate.h"

#include <QFutureWatcher>
#include <QLabel>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace tideline {

namespace {
constexpr quint64 flowsShown = 1000;
} // namespace

TablePanel::TablePanel(CaseSession* session, QWidget* parent)
    : QTabWidget(parent)
    , m_session(session)
    , m_eventModel(new EventModel(this))
    , m_flowModel(new TableModel(this))
    , m_chartModel(new TableModel(this))
    , m_problemModel(new TableModel(this))
    , m_events(new DataTable(QStringLiteral("events"), tr("Events")))
    , m_flows(new DataTable(QStringLiteral("flows"), tr("Flows")))
    , m_chart(new DataTable(QStringLiteral("chart"), tr("Chart data")))
    , m_problems(new DataTable(QStringLiteral("problems"), tr("Rejected rows")))
    , m_flowLine(new QLabel)
    , m_chartLine(new QLabel)
{
    setDocumentMode(true);
    addTab(page(m_events, nullptr), tr("Events"));
    addTab(page(m_flows, m_flowLine), tr("Flows"));
    addTab(page(m_chart, m_chartLine), tr("Chart data"));
    addTab(page(m_problems, nullptr), tr("Problems"));

    m_events->setSource(m_eventModel, EventModel::SortRole);
    m_flows->setSource(m_flowModel, TableModel::SortRole);
    m_chart->setSource(m_chartModel, TableModel::SortRole);
    m_problems->setSource(m_problemModel, TableModel::SortRole);
    m_events->setItemDelegate(new EventDelegate(m_events));
    m_events->setSelectionMode(QAbstractItemView::ExtendedSelection);
    QList<int> shown;
    for (int i = 0; i < m_eventModel->columnCount(); ++i) {
        if (eventColumns()[static_cast<std::size_t>(i)].shown)
            shown += i;
    }
    m_events->setDefaultColumns(shown);
    const QHash<QString, int> widths = {{QStringLiteral("starred"), 28},   {QStringLiteral("utc"), 158},
                                        {QStringLiteral("local"), 168},    {QStringLiteral("precision"), 76},
                                        {QStringLiteral("category"), 148}, {QStringLiteral("amount_taken"), 108},
                                        {QStringLiteral("certainty"), 76}};
    for (int i = 0; i < m_eventModel->columnCount(); ++i) {
        const QString& key = eventColumns()[static_cast<std::size_t>(i)].key;
        m_events->setColumnWidth(i, widths.value(key, 110));
        if (key == u"title")
            m_events->setWideColumn(i);
    }

    connect(m_events->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && m_events->hasFocus())
                    m_session->selectEvent(current.data(EventModel::IdRole).toString());
            });
    connect(m_events, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { m_session->selectEvent(index.data(EventModel::IdRole).toString()); });
    connect(m_events, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit eventActivated(index.data(EventModel::IdRole).toString()); });
    connect(session, &CaseSession::visibleEventsChanged, this, &TablePanel::refreshEvents);
    connect(session, &CaseSession::selectionChanged, this, &TablePanel::showSelection);
    connect(session, &CaseSession::zoneChanged, this, [this] {
        for (TableModel* model : {m_flowModel, m_chartModel, m_problemModel})
            model->setZone(m_session->zone());
        m_eventModel->setZone(m_session->zone());
    });
    const auto stale = [this] {
        m_flowsStale = true;
        refreshFlows();
    };
    connect(session, &CaseSession::snapshotChanged, this, [this, stale] {
        refreshProblems();
        stale();
    });
    connect(session, &CaseSession::filterChanged, this, stale);
    connect(session, &CaseSession::subjectChanged, this, stale);
    connect(this, &QTabWidget::currentChanged, this, &TablePanel::refreshFlows);
    connect(session, &CaseSession::closed, this, [this] {
        m_eventModel->setEvents({}, {});
        for (TableModel* model : {m_flowModel, m_chartModel, m_problemModel})
            model->setTable({});
        updateTitles();
    });
}

QWidget* TablePanel::page(DataTable* table, QLabel* line)
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (line) {
        line->setTextFormat(Qt::PlainText);
        line->setProperty("role", QStringLiteral("dim"));
        line->setContentsMargins(8, 4, 8, 4);
        layout->addWidget(line);
    }
    layout->addWidget(table);
    return page;
}

void TablePanel::refreshEvents()
{
    if (!m_session->isOpen())
        return;
    m_eventModel->setZone(m_session->zone());
    m_eventModel->setEvents(m_session->visibleEvents(), m_session->snapshot()->facts.annotations);
    showSelection();
    updateTitles();
}

void TablePanel::showSelection()
{
    const int row = m_eventModel->rowOf(m_session->selectedEvent());
    if (row < 0) {
        m_events->clearSelection();
        return;
    }
    const QModelIndex index = m_events->proxy()->mapFromSource(m_eventModel->index(row, 1));
    if (m_events->currentIndex().row() != index.row() || !m_events->selectionModel()->isRowSelected(index.row()))
        m_events->selectRow(index.row());
    m_events->scrollTo(index);
}

void TablePanel::setPeriod(const TimeRange& period)
{
    if (period == m_period)
        return;
    m_period = period;
    m_flowsStale = true;
    refreshFlows();
}

void TablePanel::refreshFlows()
{
    if (!m_flowsStale || currentIndex() != 1 || !m_session->isOpen())
        return;
    m_flowsStale = false;
    const quint64 generation = ++m_flowGeneration;
    FlowRowsQuestion question;
    question.range = m_period;
    question.where = restrictedTo(m_session->filter(), Domain::Flows);
    question.subject = m_session->subject();
    question.limit = flowsShown;
    m_flowLine->setText(tr("Reading…"));
    using Answer = std::shared_ptr<Result<FlowRows>>;
    auto* watcher = new QFutureWatcher<Answer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation] {
        watcher->deleteLater();
        if (generation != m_flowGeneration || !m_session->isOpen())
            return;
        const Answer answer = watcher->result();
        if (!*answer) {
            m_flowLine->setText(answer->error().text());
            return;
        }
        const QLocale locale;
        m_flowModel->setZone(m_session->zone());
        m_flowModel->setTable(flowTable(**answer, *m_session->snapshot()));
        const auto count = static_cast<qulonglong>((*answer)->batch.size());
        m_flowLine->setText(
            tr("First %1 of %2 flows in this period; export for all of them")
                .arg(locale.toString(count), locale.toString(static_cast<qulonglong>((*answer)->total))));
        m_flowLine->setVisible(count < (*answer)->total);
    });
    watcher->setFuture(
        QtConcurrent::run(m_session->readers(), [file = m_session->file(), snapshot = m_session->snapshot(), question] {
            return std::make_shared<Result<FlowRows>>(askRows(*file, *snapshot, question, {}));
        }));
}

void TablePanel::refreshProblems()
{
    m_problemModel->setTable(problemTable(m_session->snapshot()->problems, m_session->snapshot()->allSources));
    updateTitles();
}

void TablePanel::setChartData(const MeasureResult& result)
{
    m_chartTitle = result.measure;
    const auto zone = Zone::named(result.zone);
    m_chartModel->setZone(zone ? *zone : m_session->zone());
    m_chartModel->setTable(result.table);
    m_chartLine->setText(result.headline.text);
    updateTitles();
}

void TablePanel::showUndated()
{
    setCurrentIndex(0);
    m_events->clearSelection();
    for (int row = 0; row < m_eventModel->rowCount(); ++row) {
        if (m_eventModel->eventAt(row)->time.isDated())
            continue;
        const QModelIndex index = m_events->proxy()->mapFromSource(m_eventModel->index(row, 1));
        m_events->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        m_events->scrollTo(index);
    }
    m_events->setFocus();
}

void TablePanel::showChartData()
{
    setCurrentIndex(2);
    m_chart->setFocus();
}

void TablePanel::updateTitles()
{
    const QLocale locale;
    const bool isOpen = m_session->isOpen();
    setTabText(0, tr("Events  %1").arg(locale.toString(m_eventModel->rowCount())));
    setTabText(1, tr("Flows  %1").arg(locale.toString(isOpen ? m_session->snapshot()->counts.flows : 0)));
    setTabText(2, m_chartTitle.isEmpty() ? tr("Chart data") : tr("Chart data  %1").arg(m_chartTitle));
    setTabText(3, tr("Problems  %1").arg(locale.toString(isOpen ? m_session->snapshot()->counts.problems : 0)));
}

} // namespace tideline
