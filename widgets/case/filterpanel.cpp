// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/filterpanel.h"

#include "models/core/timetext.h"
#include "widgets/case/facetrow.h"
#include "widgets/case/periodtext.h"
#include "widgets/theme/marks.h"

#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace tideline {

namespace {

const QStringList facetFields = {QStringLiteral("category"), QStringLiteral("certainty"), QStringLiteral("verified"),
                                 QStringLiteral("channel"), QStringLiteral("tag")};
constexpr std::size_t valuesShown = 12;

void clearRows(QVBoxLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

QString rangesText(int prefixes, int asns)
{
    return FilterPanel::tr("%1, %2").arg(FilterPanel::tr("%Ln range(s)", nullptr, prefixes),
                                         FilterPanel::tr("%Ln ASN(s)", nullptr, asns));
}

void sortAsLanes(Facet& facet)
{
    const QStringList known = CategoryMarks::known();
    const auto place = [&known](const Facet::Value& value) {
        const auto at = known.indexOf(value.value);
        return at < 0 ? known.size() : at;
    };
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [&place](const Facet::Value& a, const Facet::Value& b) { return place(a) < place(b); });
}

QString valueTitle(const QString& field, const QString& value)
{
    if (field == u"category")
        return CategoryMarks::title(value);
    if (field == u"verified")
        return value == u"yes" ? FilterPanel::tr("Source found") : FilterPanel::tr("Unverified (hollow mark)");
    QString title = value;
    title[0] = title[0].toUpper();
    return title;
}

} // namespace

FilterPanel::FilterPanel(CaseSession* session, QWidget* parent) : QScrollArea(parent), m_session(session)
{
    setObjectName(QStringLiteral("filterPanel"));
    setAccessibleName(tr("Filter"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(8, 4, 8, 12);
    layout->setSpacing(2);
    setWidget(page);
    m_subjects = section(tr("Subject"));
    m_sections.emplace_back(facetFields[0], section(tr("Category")));
    m_windows = section(tr("Windows"));
    m_sections.emplace_back(facetFields[1], section(tr("Certainty")));
    m_sections.emplace_back(facetFields[2], section(tr("Checked against")));
    m_sections.emplace_back(facetFields[3], section(tr("Channel")));
    m_sections.emplace_back(facetFields[4], section(tr("Tags")));
    m_tray = section(tr("Undated tray"));
    layout->addStretch();

    connect(session, &CaseSession::snapshotChanged, this, [this] {
        rebuildSubjects();
        rebuildWindows();
        rebuildTray();
        schedule();
    });
    connect(session, &CaseSession::filterChanged, this, &FilterPanel::schedule);
    connect(session, &CaseSession::subjectChanged, this, &FilterPanel::rebuildSubjects);
    connect(session, &CaseSession::zoneChanged, this, &FilterPanel::rebuildWindows);
}

QVBoxLayout* FilterPanel::section(const QString& title)
{
    auto* page = static_cast<QVBoxLayout*>(widget()->layout());
    auto* heading = new QLabel(title);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setContentsMargins(2, 10, 0, 2);
    page->addWidget(heading);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(0);
    page->addLayout(rows);
    return rows;
}

void FilterPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showFacets(m_facets); // the marks are drawn in the colours of the theme
}

void FilterPanel::schedule()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    QTimer::singleShot(0, this, [this] {
        m_scheduled = false;
        if (!m_session->isOpen())
            return;
        const quint64 generation = ++m_generation;
        auto* watcher = new QFutureWatcher<std::vector<Facet>>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation] {
            watcher->deleteLater();
            if (generation == m_generation)
                showFacets(watcher->result());
        });
        watcher->setFuture(
            QtConcurrent::run(m_session->readers(), [snapshot = m_session->snapshot(), text = m_session->filterText(),
                                                     zone = m_session->zone()] {
                return countFacets(snapshot->facts, text, facetFields, zone);
            }));
    });
}

void FilterPanel::showFacets(std::vector<Facet> facets)
{
    m_facets = std::move(facets);
    for (Facet& facet : m_facets) {
        if (facet.field == u"category")
            sortAsLanes(facet);
    }
    const Theme theme = Theme::of(this);
    const CategoryMarks marks;
    for (const Facet& facet : m_facets) {
        const auto at = std::find_if(m_sections.begin(), m_sections.end(),
                                     [&](const auto& each) { return each.first == facet.field; });
        clearRows(at->second);
        if (facet.values.empty()) {
            auto* none = new QLabel(tr("none"));
            none->setProperty("role", QStringLiteral("dim"));
            at->second->addWidget(none);
        }
        for (std::size_t i = 0; i < std::min(facet.values.size(), valuesShown); ++i) {
            const Facet::Value& value = facet.values[i];
            const QIcon mark = facet.field == u"category" ? markIcon(marks.mark(value.value), theme) : QIcon();
            auto* row = new FacetRow(valueTitle(facet.field, value.value), QLocale().toString(value.count), mark);
            row->setChecked(value.chosen);
            row->setObjectName(facet.field + u'/' + value.value);
            connect(row, &FacetRow::clicked, this,
                    [this, field = facet.field, name = value.value](bool on) { toggle(field, name, on, false); });
            connect(row, &FacetRow::toggledAlone, this,
                    [this, field = facet.field, name = value.value] { toggle(field, name, true, true); });
            at->second->addWidget(row);
        }
        if (facet.values.size() > valuesShown) {
            auto* more = new QLabel(tr("and %n more: use the filter language", nullptr,
                                       static_cast<int>(facet.values.size() - valuesShown)));
            more->setProperty("role", QStringLiteral("dim"));
            at->second->addWidget(more);
        }
    }
    emit facetsShown();
}

const Facet* FilterPanel::facet(const QString& field) const
{
    const auto at =
        std::find_if(m_facets.begin(), m_facets.end(), [&](const Facet& each) { return each.field == field; });
    return at == m_facets.end() ? nullptr : &*at;
}

void FilterPanel::toggle(const QString& field, const QString& value, bool on, bool alone)
{
    const Facet* counted = facet(field);
    if (!counted)
        return;
    Facet changed = *counted;
    for (Facet::Value& each : changed.values) {
        if (alone)
            each.chosen = each.value == value;
        else if (each.value == value)
            each.chosen = on;
    }
    m_session->setFilterText(withFacet(m_session->filterText(), changed, m_session->zone()));
}

void FilterPanel::rebuildSubjects()
{
    clearRows(m_subjects);
    if (!m_session->isOpen())
        return;
    for (const Subject& subject : m_session->snapshot()->facts.subjects) {
        const auto prefixes = std::count_if(subject.members.begin(), subject.members.end(),
                                            [](const SubjectMember& m) { return m.prefix.has_value(); });
        const auto asns = static_cast<qsizetype>(subject.members.size()) - prefixes;
        auto* row = new FacetRow(subject.name, rangesText(int(prefixes), int(asns)), {});
        row->setChecked(subject.name == m_session->subject());
        row->setAutoExclusive(true);
        connect(row, &FacetRow::clicked, this, [this, name = subject.name] { m_session->setSubject(name); });
        m_subjects->addWidget(row);
    }
    if (m_session->snapshot()->facts.subjects.empty()) {
        auto* none = new QLabel(tr("none: traffic is measured by sender"));
        none->setWordWrap(true);
        none->setProperty("role", QStringLiteral("dim"));
        m_subjects->addWidget(none);
    }
}

void FilterPanel::rebuildWindows()
{
    clearRows(m_windows);
    if (!m_session->isOpen())
        return;
    const Zone zone = m_session->zone();
    for (const Window& window : m_session->snapshot()->facts.windows) {
        const QString from = timeText(window.range.from, Precision::Day, zone).mid(2);
        const QString to = timeText(window.range.to - 1, Precision::Day, zone).mid(2);
        auto* row = new FacetRow(window.name, from + QStringLiteral(" – ") + to, {});
        row->setCheckable(false);
        row->setToolTip(periodText(window.range, zone));
        connect(row, &FacetRow::clicked, this, [this, window] { emit windowChosen(window); });
        connect(row, &FacetRow::toggledAlone, this, [this, window] { emit windowActivated(window); });
        m_windows->addWidget(row);
    }
}

void FilterPanel::rebuildTray()
{
    clearRows(m_tray);
    if (!m_session->isOpen())
        return;
    const auto& events = m_session->snapshot()->facts.events;
    const auto undated =
        std::count_if(events.begin(), events.end(), [](const EventPtr& event) { return !event->time.isDated(); });
    auto* row = new FacetRow(tr("Events without a date"), QLocale().toString(qlonglong(undated)), {});
    row->setCheckable(false);
    row->setEnabled(undated > 0);
    connect(row, &FacetRow::clicked, this, &FilterPanel::undatedChosen);
    m_tray->addWidget(row);
}

} // namespace tideline
