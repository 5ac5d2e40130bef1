// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/trendsview.h"

#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tideline {

namespace {

constexpr int narrowestCard = 520;

Question questionOf(const char* measure, const QString& series)
{
    Question question;
    question.measure = QLatin1String(measure);
    question.series = series;
    return question;
}

} // namespace

TrendsView::TrendsView(CaseSession* session, QWidget* parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_of(new QComboBox)
    , m_changes(new FigureCard(session, tr("Changes of level"), questionOf("changepoints", {})))
    , m_aroundEvents(new FigureCard(session, tr("Days around events"), questionOf("event-study", {})))
    , m_cards(new QBoxLayout(QBoxLayout::TopToBottom))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("cardPage"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    // A case may hold thousands of series: a few words find one, as on the command line.
    m_of->setEditable(true);
    m_of->setInsertPolicy(QComboBox::NoInsert);
    m_of->completer()->setFilterMode(Qt::MatchContains);
    m_of->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_of->setMinimumContentsLength(32);
    m_of->setToolTip(
        tr("Traffic as the menu Measure counts it, or a usage series: choose one, or type words of its name"));
    auto* choice = new QHBoxLayout;
    choice->addWidget(fieldLabel(tr("Measure"), m_of));
    choice->addWidget(m_of);
    choice->addWidget(wrappedLabel(tr("Events are those that the filter picks, or else all weapons tests."), "dim"), 1);
    layout->addLayout(choice);
    m_cards->setSpacing(12);
    layout->addLayout(m_cards, 1);
    for (FigureCard* card : {m_changes, m_aroundEvents}) {
        m_cards->addWidget(card, 1);
        connect(card, &FigureCard::tableRequested, this, &TrendsView::tableRequested);
        connect(card, &FigureCard::pinRequested, this, &TrendsView::pinRequested);
    }
    setWidget(page);
    connect(m_of, &QComboBox::activated, this, &TrendsView::choose);
    connect(m_of->lineEdit(), &QLineEdit::editingFinished, this, &TrendsView::choose);
    connect(session, &CaseSession::snapshotChanged, this, &TrendsView::fillSeries);
    connect(session, &CaseSession::closed, m_of, &QComboBox::clear);
}

void TrendsView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool isWide = viewport()->width() >= 2 * narrowestCard;
    m_cards->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void TrendsView::fillSeries()
{
    if (!m_session->isOpen())
        return;
    const CaseSnapshotPtr snapshot = m_session->snapshot();
    const bool isFirst = m_of->count() <= 1; // nothing to choose between so far
    const QString chosen = m_of->currentText();
    {
        const QSignalBlocker blocker(m_of);
        m_of->clear();
        m_of->addItem(tr("Traffic"));
        m_of->addItems(snapshot->series.keys());
        const bool hasOnlySeries = !snapshot->facts.flowSpan && !snapshot->series.isEmpty();
        m_of->setCurrentIndex(isFirst && hasOnlySeries ? 1 : 0);
        if (!isFirst)
            m_of->setCurrentText(chosen);
    }
    choose();
}

void TrendsView::choose()
{
    if (m_of->currentText().trimmed().isEmpty())
        m_of->setCurrentText(m_of->itemText(0));
    const QString name = m_of->currentText() == m_of->itemText(0) ? QString() : m_of->currentText();
    if (name == m_asked)
        return;
    m_asked = name;
    m_changes->setQuestion(questionOf("changepoints", name));
    m_aroundEvents->setQuestion(questionOf("event-study", name));
}

} // namespace tideline
