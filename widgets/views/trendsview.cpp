// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/trendsview.h"

#include "widgets/theme/parts.h"
#include "widgets/views/seriesbox.h"

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
    , m_of(new SeriesBox(session))
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
    m_of->setMinimumContentsLength(32);
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
    connect(m_of, &SeriesBox::chosen, this, [this](const QString& series) {
        m_changes->setQuestion(questionOf("changepoints", series));
        m_aroundEvents->setQuestion(questionOf("event-study", series));
    });
}

void TrendsView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool isWide = viewport()->width() >= 2 * narrowestCard;
    m_cards->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace tideline
