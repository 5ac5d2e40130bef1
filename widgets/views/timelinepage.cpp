// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/timelinepage.h"

#include "widgets/charts/usagechart.h"
#include "widgets/exporting/figureoptions.h"
#include "widgets/timeline/timelineview.h"
#include "widgets/views/seriesbox.h"

#include <QSet>
#include <QVBoxLayout>

namespace tideline {

namespace {

// More bins than pixels are of no use; fewer leave the chart coarse.
constexpr int mostBins = 1500;
constexpr int settleMs = 90;

TimeRange spanOf(const SeriesShape& series)
{
    return {series.coverage.front().from, series.coverage.back().to};
}

std::optional<TimeRange> seriesRange(const CaseSnapshot& snapshot)
{
    std::optional<TimeRange> range;
    for (const SeriesShape& series : snapshot.series)
        range = range ? range->united(spanOf(series)) : spanOf(series);
    return range;
}

/// Everything there is to see, with undated events left out.
std::optional<TimeRange> fullRange(const CaseSnapshot& snapshot)
{
    std::optional<TimeRange> range = seriesRange(snapshot);
    if (const auto& flows = snapshot.facts.flowSpan)
        range = range ? range->united(*flows) : *flows;
    for (const EventPtr& event : snapshot.facts.events) {
        if (event->time.range)
            range = range ? range->united(*event->time.range) : *event->time.range;
    }
    return range;
}

/// What is shown first: the windows with some room around them, else where the traffic is or, without any, the
/// usage series, else everything.
std::optional<TimeRange> firstRange(const CaseSnapshot& snapshot)
{
    std::optional<TimeRange> range;
    for (const Window& window : snapshot.facts.windows)
        range = range ? range->united(window.range) : window.range;
    if (!range)
        range = snapshot.facts.flowSpan ? snapshot.facts.flowSpan : seriesRange(snapshot);
    if (!range)
        return fullRange(snapshot);
    const Micros room = range->length() / 12;
    return TimeRange{range->from - room, range->to + room};
}

QStringList categoriesOf(const std::vector<EventPtr>& events)
{
    QSet<QString> categories;
    for (const EventPtr& event : events)
        categories.insert(event->category);
    return {categories.begin(), categories.end()};
}

} // namespace

TimelinePage::TimelinePage(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_axis(new TimeAxis(this))
    , m_view(new TimelineView(m_axis))
    , m_chart(new UsageChart(m_axis))
    , m_of(new SeriesBox(session))
    , m_volume(new MeasureQuery(session, this))
    , m_overview(new MeasureQuery(session, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setChart(m_chart);
    m_of->setObjectName(QStringLiteral("chartChooser"));
    m_of->hide();
    m_chart->setChooser(m_of);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);

    connect(session, &CaseSession::opened, this, &TimelinePage::takeCase);
    connect(session, &CaseSession::closed, this, [this] {
        m_view->setEvents({}, {});
        m_view->setAnnotations({});
        m_view->setWindows({});
        m_view->setUsage({});
        m_chart->setResult({});
    });
    connect(session, &CaseSession::visibleEventsChanged, this, &TimelinePage::showEvents);
    connect(session, &CaseSession::zoneChanged, this, [this] { m_axis->setZone(m_session->zone()); });
    connect(session, &CaseSession::snapshotChanged, m_of, [this] { m_of->setVisible(m_of->hasChoice()); });
    connect(m_of, &SeriesBox::chosen, this, &TimelinePage::askAnew);
    for (auto signal : {&CaseSession::snapshotChanged, &CaseSession::filterChanged, &CaseSession::subjectChanged,
                        &CaseSession::quantityChanged, &CaseSession::zoneChanged})
        connect(session, signal, this, &TimelinePage::askAnew);

    connect(m_axis, &TimeAxis::rangeChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_settled, &QTimer::timeout, this, [this] { askVolume(false); });
    connect(m_axis, &TimeAxis::selectionChanged, session, &CaseSession::selectEvent);
    connect(session, &CaseSession::selectionChanged, this,
            [this] { m_axis->setSelection(m_session->selectedEvent()); });
    connect(m_axis, &TimeAxis::brushChanged, session, &CaseSession::setBrush);
    connect(session, &CaseSession::brushChanged, this, [this] { m_axis->setBrush(m_session->brush()); });
    connect(m_view, &TimelineView::eventActivated, this, &TimelinePage::eventActivated);
    connect(m_view, &TimelineView::eventsListed, this, &TimelinePage::eventsListed);
    connect(m_chart, &UsageChart::markerActivated, session, &CaseSession::selectEvent);
    connect(m_chart, &UsageChart::binActivated, this, [this](const TimeRange& bin) { m_session->setBrush(bin); });
    connect(m_volume, &MeasureQuery::started, this, [this] { m_chart->setBusy(true); });
    connect(m_volume, &MeasureQuery::sketched, this, &TimelinePage::drawVolume);
    connect(m_volume, &MeasureQuery::answered, this, [this](const MeasureResult& result) {
        m_chart->setBusy(false);
        drawVolume(result);
        emit measured(result);
    });
    connect(m_volume, &MeasureQuery::failed, this, [this](const Error& error) {
        m_chart->setBusy(false);
        m_chart->setResult({});
        m_chart->setEmptyText(emptyText(error));
        emit measured({}); // what was measured before is no longer shown
    });
    connect(m_overview, &MeasureQuery::answered, this, [this](const MeasureResult& result) {
        std::vector<OverviewStrip::Amount> amounts;
        const UsageData usage = UsageData::fromResult(result);
        for (const UsageBin& bin : usage.bins) {
            if (!bin.gap)
                amounts.push_back({bin.span, usage.totalRate(bin, {})});
        }
        m_view->setUsage(amounts);
    });
}

void TimelinePage::takeCase()
{
    const CaseSnapshotPtr snapshot = m_session->snapshot();
    m_axis->setZone(m_session->zone());
    if (const auto full = fullRange(*snapshot))
        m_axis->setFullRange(*full);
    if (const auto first = firstRange(*snapshot))
        m_axis->setRange(*first);
    m_axis->setBrush({});
}

void TimelinePage::showEvents()
{
    if (!m_session->isOpen())
        return;
    const CaseFacts& facts = m_session->snapshot()->facts;
    if (const auto full = fullRange(*m_session->snapshot()); full && *full != m_axis->fullRange()) {
        const bool isFirst = m_axis->fullRange() == TimeRange{0, microsPerDay};
        m_axis->setFullRange(*full);
        if (isFirst)
            m_axis->fit();
    }
    m_view->setMarks(CategoryMarks(categoriesOf(facts.events)));
    m_view->setEvents(m_session->visibleEvents(), facts.events);
    m_view->setAnnotations(facts.annotations);
    m_view->setWindows(facts.windows);
    m_chart->setWindows(facts.windows);
    m_chart->setMarkers(chartMarkers(m_session->visibleEvents(), facts.annotations));
}

void TimelinePage::setSplit(std::optional<Dimension> dimension)
{
    m_split = dimension;
    askVolume(true);
}

void TimelinePage::setBits(bool bits)
{
    m_chart->setBits(bits);
}

/// What is measured, of the traffic with the filter and subject of the session.
Question TimelinePage::question() const
{
    Question question;
    question.measure = QStringLiteral("volume");
    question.series = m_of->series();
    if (question.series.isEmpty()) {
        question.subject = m_session->subject();
        question.of = m_session->quantity();
        if (restrictedTo(m_session->filter(), Domain::Flows))
            question.where = m_session->filterText();
    }
    return question;
}

/// When there is any of what is measured.
std::optional<TimeRange> TimelinePage::span() const
{
    const CaseSnapshotPtr snapshot = m_session->snapshot();
    if (m_of->series().isEmpty())
        return snapshot->facts.flowSpan;
    const auto series = snapshot->series.constFind(m_of->series());
    return series == snapshot->series.constEnd() ? std::nullopt : std::optional(spanOf(*series));
}

void TimelinePage::askAnew()
{
    askVolume(true);
    askOverview();
}

void TimelinePage::askVolume(bool anew)
{
    if (!m_session->isOpen())
        return;
    Question question = this->question();
    const auto span = this->span();
    if (!span) { // the measure says why
        if (anew)
            m_volume->ask(question);
        return;
    }
    const TimeRange visible = m_axis->range();
    Bin bin = fittingBin(visible, mostBins);
    if (!question.series.isEmpty())
        bin = std::max(bin, m_session->snapshot()->series.value(question.series).bin);
    // Half a screen to each side comes along, so that a pan shows something at once.
    const Micros margin = visible.length() / 2;
    TimeRange wanted = TimeRange{visible.from - margin, visible.to + margin}.intersected(*span);
    const bool isCovered = bin == m_askedBin &&
                           (visible.intersected(*span).isEmpty() || (visible.intersected(*span).from >= m_asked.from &&
                                                                     visible.intersected(*span).to <= m_asked.to));
    if (!anew && isCovered)
        return;
    if (wanted.isEmpty())
        wanted = *span;
    const Zone& zone = m_session->zone();
    wanted = {binStart(wanted.from, bin, zone), nextBin(binStart(wanted.to - 1, bin, zone), bin, zone)};
    m_asked = wanted;
    m_askedBin = bin;
    question.range = wanted;
    question.bin = bin;
    if (question.series.isEmpty())
        question.by = m_split;
    question.zone = zone.name();
    m_volume->ask(question);
}

void TimelinePage::askOverview()
{
    if (!m_session->isOpen())
        return;
    if (span())
        m_overview->ask(question());
    else
        m_view->setUsage({});
}

/// What there is to do in place of the chart.
QString TimelinePage::emptyText(const Error& error) const
{
    if (!m_of->series().isEmpty() || span())
        return error.text();
    return m_of->hasChoice()
               ? tr("No traffic in this case. Choose one of its usage series on the left, or import flow logs "
                    "(Ctrl+I).")
               : tr("No traffic and no usage series in this case. Import flow logs or a usage series (Ctrl+I).");
}

void TimelinePage::drawVolume(const MeasureResult& result)
{
    const FigureOptions options = figureOptions(result, *m_session->snapshot(), m_chart->size());
    m_chart->setTitle(measureTitle(result), options.splitBy);
    m_chart->setCoverage(options.coverage);
    m_chart->setResult(result);
}

} // namespace tideline
