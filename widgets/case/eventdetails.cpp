// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/eventdetails.h"

#include "models/core/country.h"
#include "models/core/timetext.h"
#include "models/session/sourcetext.h"
#include "widgets/case/fieldgrid.h"
#include "widgets/case/flowlayout.h"
#include "widgets/case/notecard.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/marks.h"
#include "widgets/theme/parts.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

// As reading a merged event leaves them, see casefile.h.
const QString alsoIn = QStringLiteral("also in");
const QString disagrees = QStringLiteral("disagrees: ");

bool isAboutMerging(const QString& key)
{
    return key == alsoIn || key.startsWith(disagrees);
}

/// Long numbers as people read them: "38,000,000,000 KRW".
QString grouped(QString text)
{
    static const QRegularExpression number(QStringLiteral("(?<![\\d.,])\\d{5,18}(?!\\d)"));
    qsizetype from = 0;
    for (auto match = number.match(text); match.hasMatch(); match = number.match(text, from)) {
        const QString shown = QLocale().toString(match.captured().toLongLong());
        text.replace(match.capturedStart(), match.capturedLength(), shown);
        from = match.capturedStart() + shown.size();
    }
    return text;
}

/// A field for people: numbers grouped, the entries of a list one a line, countries by name.
QString shownValue(const EventField& field, const Event& event)
{
    const QString text = field.get(event), key = QString::fromLatin1(field.key);
    if (key.startsWith(u"amount_"))
        return grouped(text);
    QStringList entries = text.split(u';', Qt::SkipEmptyParts);
    for (QString& entry : entries)
        entry = key == u"country" ? countryText(entry.trimmed()) : entry.trimmed();
    return entries.join(u'\n');
}

QString placeText(const Place& place)
{
    QStringList parts{countryText(place.country), place.name};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString claimText(const Claim& claim)
{
    QString text = QStringLiteral("%1 %2 %3").arg(grouped(claim.value.toString()), claim.unit, claim.kind);
    if (!claim.claimedBy.isEmpty())
        text += QStringLiteral(" · ") + claim.claimedBy;
    if (!claim.asOf.isEmpty())
        text += QStringLiteral(" (%1)").arg(claim.asOf);
    if (!claim.note.isEmpty())
        text += QStringLiteral(" · ") + claim.note;
    return text;
}

} // namespace

EventDetails::EventDetails(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_mark(new QLabel)
    , m_kind(wrappedLabel({}, "dim"))
    , m_star(new QToolButton)
    , m_title(wrappedLabel({}, "title"))
    , m_fields(new FieldGrid)
    , m_merged(card())
    , m_mergedFields(new FieldGrid)
    , m_split(new QPushButton(tr("Split into its sources")))
    , m_note(wrappedLabel({}))
    , m_coverage(wrappedLabel({}))
    , m_actions(new FlowLayout)
    , m_notes(new QVBoxLayout)
{
    m_star->setAutoRaise(true);
    m_star->setToolTip(tr("Star (S)"));
    m_star->setAccessibleName(tr("Star"));
    setBadge(m_coverage, {}, "neutral");
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* top = new QHBoxLayout;
    top->addWidget(m_mark);
    top->addWidget(m_kind, 1);
    top->addWidget(m_star);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_title);
    layout->addWidget(m_fields);
    auto* merged = new QVBoxLayout(m_merged);
    merged->setContentsMargins(10, 8, 10, 8);
    merged->addWidget(plainLabel(tr("One event from several sources"), "heading"));
    merged->addWidget(m_mergedFields);
    merged->addWidget(m_split, 0, Qt::AlignLeft);
    m_split->setToolTip(
        tr("These are different events: show each by itself, and do not merge them again. Undo takes it back."));
    m_split->setObjectName(QStringLiteral("splitEvent"));
    m_split->setAccessibleName(tr("Split into the events of each source"));
    layout->addWidget(m_merged);
    layout->addWidget(m_note);
    layout->addLayout(m_actions);
    layout->addWidget(m_coverage); // stretched: a wrapped label that may shrink is cut
    layout->addLayout(m_notes);
    connect(m_split, &QPushButton::clicked, this, [this] { m_session->splitEvents({m_id}); });
    connect(m_star, &QToolButton::clicked, this, [this] { m_session->toggleStar(m_id); });
}

void EventDetails::show(const EventPtr& event)
{
    setVisible(event != nullptr);
    if (!event)
        return;
    m_id = event->id;
    m_kind->setText(event->subtype.isEmpty() ? event->category
                                             : event->category + QStringLiteral(" · ") + event->subtype);
    m_title->setText(event->title);
    m_star->setCheckable(true);
    m_star->setEnabled(!m_session->isReadOnly());
    showMarks(*event);
    fillFields(*event);
    fillMerged(*event);
    m_note->setText(event->note);
    m_note->setVisible(!event->note.isEmpty());

    m_actions->clear();
    const auto addAction = [this](const QString& text, auto slot) {
        auto* button = new QPushButton(text, this);
        connect(button, &QPushButton::clicked, this, slot);
        m_actions->addWidget(button);
        button->show();
    };
    if (event->time.range) {
        const Micros at = event->time.range->from + event->time.range->length() / 2;
        addAction(tr("Around this ±1 day"), [this, at] { emit aroundRequested(at, microsPerDay); });
        addAction(tr("±1 week"), [this, at] { emit aroundRequested(at, 7 * microsPerDay); });
    }
    addAction(tr("Note"), [this] { emit noteRequested({}); });
    addAction(tr("Edit…"), [this] { emit editRequested(m_id); });
    const QString hint = coverageHint(m_session->snapshot()->facts, *event);
    m_coverage->setText(hint);
    m_coverage->setVisible(!hint.isEmpty());
    fillNotes(*event);
}

void EventDetails::showMarks(const Event& event)
{
    const Theme theme = Theme::of(this);
    const bool isStarred = m_session->annotationFor(event.id).starred;
    m_mark->setPixmap(markIcon(CategoryMarks().mark(event.category), theme, !event.verified).pixmap(14, 14));
    m_star->setIcon(themedIcon(QStringLiteral("star"), theme, isStarred ? Token::Warning : Token::TextDim));
    m_star->setChecked(isStarred);
}

void EventDetails::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_session->isOpen())
        return;
    for (const EventPtr& each : m_session->snapshot()->facts.events) {
        if (each->id == m_id)
            showMarks(*each); // drawn in the colours of the theme
    }
}

void EventDetails::fillFields(const Event& event)
{
    m_fields->clear();
    const Zone& zone = m_session->zone();
    m_fields->add(tr("UTC"), event.time.isDated() ? timeText(event.time, Zone::utc()) : tr("undated"));
    if (event.time.range && event.time.precision >= Precision::Minute)
        m_fields->add(tr("Local"),
                      QStringLiteral("%1 %2").arg(timeText(event.time, zone), zone.offsetText(event.time.range->from)));
    m_fields->add(tr("Precision"), event.time.isDated() ? precisionName(event.time.precision) : QString());
    if (event.time.original != timeText(event.time, Zone::utc()))
        m_fields->add(tr("As written"), event.time.original);
    static const char* const shown[] = {"actor",        "target",           "country",
                                        "channel",      "amount_attempted", "amount_executed",
                                        "amount_taken", "amount_recovered", "amount_outstanding",
                                        "certainty"};
    for (const char* key : shown) {
        const EventField* field = eventField(QString::fromLatin1(key));
        m_fields->add(QCoreApplication::translate("EventField", field->title), shownValue(*field, event));
    }
    for (const Money& money : event.amounts)
        m_fields->add(tr("Amount note"), money.note);
    m_fields->add(tr("Checked"), event.verified ? tr("source found") : tr("unverified: no source found"));
    for (const Place& place : event.places)
        m_fields->add(place.role.isEmpty() ? tr("Place") : capitalised(place.role), placeText(place));
    for (const Claim& claim : event.claims)
        m_fields->add(capitalised(claim.quantity), claimText(claim));
    for (const Citation& citation : event.citations)
        m_fields->add(tr("Source"), citation.text);
    for (auto it = event.extra.cbegin(); it != event.extra.cend(); ++it) {
        if (!isAboutMerging(it.key()))
            m_fields->add(capitalised(it.key()), it.value());
    }
    const SourceText source = sourceText(*m_session->snapshot(), event.source, event.record);
    m_fields->add(tr("Row"), source.row);
    m_fields->add(tr("SHA-256"), source.hash, true);
}

/// What the sources say differently stands one under the other.
void EventDetails::fillMerged(const Event& event)
{
    m_merged->setVisible(event.extra.contains(alsoIn));
    m_split->setEnabled(!m_session->isReadOnly());
    m_mergedFields->clear();
    const QStringList others = event.extra.value(alsoIn).split(QStringLiteral("; "), Qt::SkipEmptyParts);
    if (others.isEmpty())
        return;
    const SourceText source = sourceText(*m_session->snapshot(), event.source, event.record);
    const QString own = source.row.section(QStringLiteral(", "), 0, 0);
    m_mergedFields->add(tr("From"), source.row);
    for (const QString& other : others)
        m_mergedFields->add(tr("Also in"), other);
    for (auto it = event.extra.cbegin(); it != event.extra.cend(); ++it) {
        if (!it.key().startsWith(disagrees))
            continue;
        QStringList values = it.value().split(QStringLiteral(" | "));
        if (others.size() == 1 && values.size() == 2) { // who says which
            values[0] += QStringLiteral(" (%1)").arg(own);
            values[1] += QStringLiteral(" (%1)").arg(others.front().section(QStringLiteral(" ("), 0, 0));
        }
        m_mergedFields->add(tr("%1 disagrees").arg(capitalised(it.key().mid(disagrees.size()))), values.join(u'\n'));
    }
}

void EventDetails::fillNotes(const Event& event)
{
    while (QLayoutItem* item = m_notes->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Annotation& annotation : m_session->snapshot()->facts.annotations) {
        if (annotation.eventId != event.id || (annotation.text.isEmpty() && annotation.tags.isEmpty()))
            continue;
        auto* card = new NoteCard(annotation, m_session->zone(), !m_session->isReadOnly());
        connect(card, &NoteCard::editRequested, this, [this, id = annotation.id] { emit noteRequested(id); });
        connect(card, &NoteCard::removeRequested, this,
                [this, id = annotation.id] { m_session->removeAnnotation(id); });
        m_notes->addWidget(card);
    }
}

} // namespace tideline
