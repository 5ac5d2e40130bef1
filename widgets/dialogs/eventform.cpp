// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/eventform.h"

#include "models/core/timetext.h"
#include "widgets/dialogs/eventlists.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/dialogs/timefield.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/marks.h"
#include "widgets/theme/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

namespace tideline {

namespace {

QStringList splitList(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(u';')) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            parts += trimmed;
    }
    return parts;
}

template <typename Get> QStringList knownTexts(const std::vector<EventPtr>& events, Get get)
{
    QStringList texts;
    for (const EventPtr& event : events)
        texts += get(*event);
    texts.removeAll(QString());
    texts.removeDuplicates();
    texts.sort(Qt::CaseInsensitive);
    return texts;
}

void offer(QLineEdit* edit, const QStringList& texts)
{
    auto* completer = new QCompleter(texts, edit);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    edit->setCompleter(completer);
}

/// A label above its field: two of them stand side by side.
void place(QGridLayout* grid, int row, int column, const QString& title, QWidget* field, int span = 1)
{
    QLabel* label = fieldLabel(title, field);
    label->setContentsMargins(0, 6, 0, 0);
    grid->addWidget(label, row, column, 1, span);
    grid->addWidget(field, row + 1, column, 1, span, Qt::AlignTop);
}

} // namespace

EventForm::EventForm(const std::vector<EventPtr>& known, QWidget* parent)
    : QWidget(parent)
    , m_time(new TimeField(tr("Time")))
    , m_until(new TimeField(tr("Until")))
    , m_zone(new ZoneCombo)
    , m_title(new QLineEdit)
    , m_titleProblem(problemLabel())
    , m_category(new QComboBox)
    , m_subtype(new QLineEdit)
    , m_actor(new QLineEdit)
    , m_target(new QLineEdit)
    , m_countries(new QLineEdit)
    , m_channels(new QLineEdit)
    , m_tags(new QLineEdit)
    , m_certainty(new QComboBox)
    , m_verified(new QCheckBox(tr("A source stands behind it")))
    , m_tabs(new QTabWidget)
    , m_citations(nullptr)
    , m_amounts(nullptr)
    , m_places(nullptr)
    , m_claims(nullptr)
    , m_note(new QPlainTextEdit)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    layout->addLayout(grid);
    addTexts(grid, 0, known);
    addTimeRow(grid, 3);
    addLists(known);
    layout->addWidget(m_tabs, 1);
    setTabOrder(m_title, m_category);
}

void EventForm::addTimeRow(QGridLayout* grid, int row)
{
    place(grid, row, 0, tr("When"), m_time, 2);
    place(grid, row, 2, tr("Until (for a span)"), m_until, 2);
    place(grid, row, 4, tr("Read in zone"), m_zone, 2);
    m_until->edit()->setPlaceholderText(tr("empty: as long as its precision"));
    connect(m_zone, &QComboBox::currentTextChanged, this, [this] {
        if (const auto zone = Zone::named(m_zone->zone())) {
            m_time->setZone(*zone);
            m_until->setZone(*zone);
        }
        checkSpan();
    });
    for (TimeField* field : {m_time, m_until})
        connect(field, &TimeField::changed, this, &EventForm::checkSpan);
}

void EventForm::addTexts(QGridLayout* grid, int row, const std::vector<EventPtr>& known)
{
    place(grid, row, 0, tr("Title"), m_title, 6);
    grid->addWidget(m_titleProblem, row + 2, 0, 1, 6);
    m_title->setPlaceholderText(tr("What happened, in one line"));
    row += 5;

    QStringList categories = CategoryMarks::known();
    categories += knownTexts(known, [](const Event& event) { return QStringList{event.category}; });
    categories.removeDuplicates();
    const CategoryMarks marks(categories);
    for (const QString& category : categories)
        m_category->addItem(markIcon(marks.mark(category), Theme::of(this)), category);
    m_category->setEditable(true);
    m_category->setInsertPolicy(QComboBox::NoInsert);
    for (const Certainty certainty : {Certainty::Unknown, Certainty::Low, Certainty::Medium, Certainty::High})
        m_certainty->addItem(certainty == Certainty::Unknown ? tr("unknown") : certaintyName(certainty),
                             int(certainty));

    place(grid, row, 0, tr("Category"), m_category, 2);
    place(grid, row, 2, tr("Subtype"), m_subtype, 2);
    place(grid, row, 4, tr("Certainty"), m_certainty, 2);
    place(grid, row + 2, 0, tr("Actor"), m_actor, 2);
    place(grid, row + 2, 2, tr("Target"), m_target, 2);
    place(grid, row + 2, 4, tr("Verified"), m_verified, 2);
    place(grid, row + 4, 0, tr("Countries (codes; several with ;)"), m_countries, 2);
    place(grid, row + 4, 2, tr("Channels (several with ;)"), m_channels, 2);
    place(grid, row + 4, 4, tr("Tags of the event (several with ;)"), m_tags, 2);
    offer(m_subtype, knownTexts(known, [](const Event& event) { return QStringList{event.subtype}; }));
    offer(m_actor, knownTexts(known, [](const Event& event) { return QStringList{event.actor}; }));
    offer(m_target, knownTexts(known, [](const Event& event) { return QStringList{event.target}; }));
    offer(m_channels, knownTexts(known, [](const Event& event) { return event.channels; }));
    connect(m_title, &QLineEdit::textChanged, this, [this](const QString& text) {
        setStyleProperty(m_title, "invalid", text.trimmed().isEmpty());
        setProblem(m_titleProblem, text.trimmed().isEmpty() ? tr("An event needs a title") : QString());
        emit changed();
    });
}

void EventForm::addLists(const std::vector<EventPtr>& known)
{
    m_citations = new RecordTable(citationColumns(), tr("Sources"), tr("source"));
    m_amounts = new RecordTable(amountColumns(known), tr("Amounts"), tr("amount"));
    m_places = new RecordTable(placeColumns(known), tr("Places"), tr("place"));
    m_claims = new RecordTable(claimColumns(known), tr("Claims"), tr("claim"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("What the source says beyond the fields"));
    m_note->setTabChangesFocus(true);
    for (QWidget* page :
         {static_cast<QWidget*>(m_citations), static_cast<QWidget*>(m_amounts), static_cast<QWidget*>(m_places),
          static_cast<QWidget*>(m_claims), static_cast<QWidget*>(m_note)}) {
        auto* holder = new QWidget;
        holder->setProperty("panel", true);
        holder->setAttribute(Qt::WA_StyledBackground);
        auto* layout = new QVBoxLayout(holder);
        layout->setContentsMargins(8, 8, 8, 8);
        layout->addWidget(page);
        m_tabs->addTab(holder, {});
    }
    for (RecordTable* table : {m_citations, m_amounts, m_places, m_claims}) {
        table->setVisibleRows(4);
        connect(table->model(), &RecordModel::edited, this, &EventForm::changed);
        connect(table->model(), &RecordModel::edited, this, &EventForm::updateTabs);
    }
    updateTabs();
}

void EventForm::updateTabs()
{
    const struct
    {
        RecordTable* table;
        QString title;
    } tabs[] = {{m_citations, tr("Sources")},
                {m_amounts, tr("Amounts")},
                {m_places, tr("Places")},
                {m_claims, tr("Rival claims")}};
    int at = 0;
    for (const auto& tab : tabs) {
        const qsizetype count = tab.table->model()->records().size();
        m_tabs->setTabText(at++, count > 0 ? QStringLiteral("%1  %2").arg(tab.title).arg(count) : tab.title);
    }
    m_tabs->setTabText(at, tr("Note"));
}

void EventForm::setEvent(const Event& event, const Zone& zone)
{
    m_event = event;
    const bool known = Zone::named(event.time.zone).ok() && !event.time.zone.isEmpty();
    m_shownZone = known ? event.time.zone : zone.name();
    const Zone readIn = Zone::named(m_shownZone).ok() ? *Zone::named(m_shownZone) : zone;
    const qsizetype slash = event.time.original.indexOf(u'/');
    const bool span = slash > 0 && parseTime(event.time.original.left(slash), readIn).ok();
    m_shownTime = span ? event.time.original.left(slash) : event.time.original;
    m_shownUntil = span ? event.time.original.mid(slash + 1) : QString();
    if (event.time.isDated() && !parseTime(m_shownTime, readIn))
        m_shownTime = timeText(event.time, readIn); // written in an order of its source's own
    m_zone->setZone(m_shownZone);
    m_time->setZone(readIn);
    m_until->setZone(readIn);
    m_time->setText(m_shownTime);
    m_until->setText(m_shownUntil);
    m_title->setText(event.title);
    if (event.title.isEmpty()) { // nothing is wrong before anything is written
        setProblem(m_titleProblem, {});
        setStyleProperty(m_title, "invalid", false);
    }
    m_category->setCurrentText(event.category);
    m_subtype->setText(event.subtype);
    m_actor->setText(event.actor);
    m_target->setText(event.target);
    m_countries->setText(event.countries.join(QStringLiteral("; ")));
    m_channels->setText(event.channels.join(QStringLiteral("; ")));
    m_tags->setText(event.tags.join(QStringLiteral("; ")));
    m_certainty->setCurrentIndex(int(event.certainty));
    m_verified->setChecked(event.verified);
    m_note->setPlainText(event.note);
    fillLists(event);
    updateTabs();
}

void EventForm::fillLists(const Event& event)
{
    m_citations->model()->setRows(citationRows(event));
    m_amounts->model()->setRows(amountRows(event));
    m_places->model()->setRows(placeRows(event));
    m_claims->model()->setRows(claimRows(event));
}

void EventForm::checkSpan()
{
    const auto from = m_time->reading();
    const auto until = m_until->reading();
    if (from && until && *from && *until && (*until)->range->to < (*from)->range->to)
        m_until->setRemark(tr("It ends before it begins"), true);
    else if (until && *until && !from)
        m_until->setRemark(tr("A span needs its beginning as well"), true);
    else if (until && *until)
        m_until->setRemark(from && *from ? tr("%1 in all").arg(durationText((*until)->range->to - (*from)->range->from))
                                         : QString(),
                           false);
    if (!from)
        m_time->setRemark(tr("undated: it is listed, never plotted"), false);
    emit changed();
}

Result<void> EventForm::readTime(Event& event) const
{
    if (m_time->text() == m_shownTime && m_until->text() == m_shownUntil && m_zone->zone() == m_shownZone)
        return {}; // untouched: the precision that the source stated stays
    if (const QString problem = m_zone->problem(); !problem.isEmpty())
        return Error{ErrorCode::BadInput, problem, tr("Read in zone"), {}};
    const auto from = m_time->reading();
    const auto until = m_until->reading();
    for (const auto& read : {from, until}) {
        if (read && !*read)
            return read->error();
    }
    if (!from && until)
        return Error{ErrorCode::BadInput, tr("A span needs its beginning as well"), tr("When"), {}};
    if (!from) {
        event.time = {};
        return {};
    }
    event.time = **from;
    if (until) {
        if ((*until)->range->to < event.time.range->to)
            return Error{ErrorCode::BadInput, tr("It ends before it begins"), tr("Until"), {}};
        event.time.range->to = (*until)->range->to;
        event.time.original = m_time->text() + u'/' + m_until->text();
    }
    return {};
}

void EventForm::readLists(Event& event) const
{
    readCitations(m_citations->model()->records(), event);
    readAmounts(m_amounts->model()->records(), event);
    readPlaces(m_places->model()->records(), event);
    readClaims(m_claims->model()->records(), event);
}

Result<Event> EventForm::event() const
{
    Event event = m_event;
    event.title = m_title->text().trimmed();
    if (event.title.isEmpty())
        return Error{ErrorCode::BadInput, tr("An event needs a title"), tr("Title"),
                     tr("Say in one line what happened.")};
    if (const auto time = readTime(event); !time)
        return time.error();
    for (const RecordTable* table : {m_citations, m_amounts, m_places, m_claims}) {
        if (const QString problem = table->model()->firstProblem(); !problem.isEmpty())
            return Error{ErrorCode::BadInput, problem, table->view()->accessibleName(), tr("Correct the marked cell.")};
    }
    event.category = m_category->currentText().trimmed();
    event.subtype = m_subtype->text().trimmed();
    event.actor = m_actor->text().trimmed();
    event.target = m_target->text().trimmed();
    if (const EventField* countries = eventField(u"country"))
        countries->set(event, m_countries->text());
    event.channels = splitList(m_channels->text());
    event.tags = splitList(m_tags->text());
    event.certainty = Certainty(m_certainty->currentData().toInt());
    event.verified = m_verified->isChecked();
    event.note = m_note->toPlainText().trimmed();
    readLists(event);
    return event;
}

void EventForm::focusFirst()
{
    m_title->setFocus();
}

} // namespace tideline
