// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/timelinepage.h"

#include "widgets/charts/usagechart.h"
#include "widgets/exporting/figureoptions.h"
#include "widgets/timeline/timelineview.h"

#include <QSet>
#include <QVBoxLayout>

namespace tideline {

namespace {

// More bins than pixels are of no use; fewer leave the chart coarse.
constexpr int mostBins = 1500;
constexpr int settleMs = 90;

/// Everything there is to see, with undated events left out.
std::optional<TimeRange> fullRange(const CaseFacts& facts)
{
    std::optional<TimeRange> range = facts.flowSpan;
    for (const EventPtr& event : facts.events) {
        if (event->time.range)
            range = range ? range->united(*event->time.range) : *event->time.range;
    }
    return range;
}

/// What is shown first: the windows with some room around them, else where the traffic is, else everything.
std::optional<TimeRange> firstRange(const CaseFacts& facts)
{
    std::optional<TimeRange> range;
    for (const Window& window : facts.windows)
        range = range ? range->united(window.range) : window.range;
    if (!range)
        range = facts.flowSpan;
    if (!range)
        return fullRange(facts);
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
    , m_volume(new MeasureQuery(session, this))
    , m_overview(new MeasureQuery(session, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setChart(m_chart);
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
    const auto askAnew = [this] {
        askVolume(true);
        askOverview();
    };
    for (auto signal : {&CaseSession::snapshotChanged, &CaseSession::filterChanged, &CaseSession::subjectChanged,
                        &CaseSession::quantityChanged, &CaseSession::zoneChanged})
        connect(session, signal, this, askAnew);

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
        m_chart->setEmptyText(error.text());
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
    const CaseFacts& facts = m_session->snapshot()->facts;
    m_axis->setZone(m_session->zone());
    if (const auto full = fullRange(facts))
        m_axis->setFullRange(*full);
    if (const auto first = firstRange(facts))
        m_axis->setRange(*first);
    m_axis->setBrush({});
}

void TimelinePage::showEvents()
{
    if (!m_session->isOpen())
        return;
    const CaseFacts& facts = m_session->snapshot()->facts;
    if (const auto full = fullRange(facts); full && *full != m_axis->fullRange()) {
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
    m_chart->setCoverage(facts.coverage());
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

void TimelinePage::askVolume(bool anew)
{
    if (!m_session->isOpen())
        return;
    const auto span = m_session->snapshot()->facts.flowSpan;
    if (!span) {
        m_chart->setResult({});
        m_chart->setEmptyText(tr("No traffic in this case. Import flow logs or a usage series (Ctrl+I)."));
        return;
    }
    const TimeRange visible = m_axis->range();
    const Bin bin = fittingBin(visible, mostBins);
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
    Question question;
    question.measure = QStringLiteral("volume");
    question.subject = m_session->subject();
    question.range = wanted;
    question.bin = bin;
    question.by = m_split;
    question.of = m_session->quantity();
    question.zone = zone.name();
    if (restrictedTo(m_session->filter(), Domain::Flows))
        question.where = m_session->filterText();
    m_volume->ask(question);
}

void TimelinePage::askOverview()
{
    if (!m_session->isOpen() || !m_session->snapshot()->facts.flowSpan)
        return;
    Question question;
    question.measure = QStringLiteral("volume");
    question.subject = m_session->subject();
    question.of = m_session->quantity();
    if (restrictedTo(m_session->filter(), Domain::Flows))
        question.where = m_session->filterText();
    m_overview->ask(question);
}

void TimelinePage::drawVolume(const MeasureResult& result)
{
    const FigureOptions options = figureOptions(result, *m_session->snapshot(), m_chart->size());
    m_chart->setTitle(tr("Volume"), options.splitBy);
    FigureFooter footer = FigureFooter::fromResult(result);
    footer.filter = m_session->filterText();
    m_chart->setFooter(footer);
    m_chart->setResult(result);
}

} // namespace tideline
