// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/rhythmview.h"

#include "widgets/case/periodtext.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace tideline {

namespace {

Question rhythmOf(const QString& window)
{
    Question question;
    question.measure = QStringLiteral("rhythm");
    question.window = window;
    return question;
}

Question comparison(const QString& window, const QString& against)
{
    Question question;
    question.measure = QStringLiteral("compare");
    question.window = window;
    question.against = against;
    question.by = Dimension::Service;
    question.top = 12;
    return question;
}

} // namespace

RhythmView::RhythmView(CaseSession* session, QWidget* parent)
    : QScrollArea(parent)
    , m_session(session)
    , m_first(new QComboBox)
    , m_second(new QComboBox)
    , m_firstCard(new FigureCard(session, tr("First window"), rhythmOf({})))
    , m_secondCard(new FigureCard(session, tr("Second window"), rhythmOf({})))
    , m_compareCard(new FigureCard(session, tr("Services, second window against first"), comparison({}, {})))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("cardPage"));
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(12);
    auto* choice = new QHBoxLayout;
    m_first->setAccessibleName(tr("First window"));
    m_second->setAccessibleName(tr("Second window"));
    auto* swap = new QPushButton(tr("Swap"));
    choice->addWidget(new QLabel(tr("Compare")));
    choice->addWidget(m_first);
    choice->addWidget(new QLabel(tr("with")));
    choice->addWidget(m_second);
    choice->addWidget(swap);
    choice->addStretch();
    grid->addLayout(choice, 0, 0, 1, 2);
    grid->addWidget(m_firstCard, 1, 0);
    grid->addWidget(m_secondCard, 1, 1);
    grid->addWidget(m_compareCard, 2, 0, 1, 2);
    grid->setRowStretch(1, 3);
    grid->setRowStretch(2, 2);
    setWidget(page);

    for (FigureCard* card : {m_firstCard, m_secondCard, m_compareCard}) {
        connect(card, &FigureCard::tableRequested, this, &RhythmView::tableRequested);
        connect(card, &FigureCard::pinRequested, this, &RhythmView::pinRequested);
    }
    connect(m_first, &QComboBox::currentIndexChanged, this, &RhythmView::choose);
    connect(m_second, &QComboBox::currentIndexChanged, this, &RhythmView::choose);
    connect(swap, &QPushButton::clicked, this, [this] {
        const int first = m_first->currentIndex();
        m_first->setCurrentIndex(m_second->currentIndex());
        m_second->setCurrentIndex(first);
    });
    connect(session, &CaseSession::snapshotChanged, this, &RhythmView::fillWindows);
}

void RhythmView::fillWindows()
{
    if (!m_session->isOpen())
        return;
    const QString first = m_first->currentText(), second = m_second->currentText();
    const auto& windows = m_session->snapshot()->facts.windows;
    {
        const QSignalBlocker one(m_first), two(m_second);
        m_first->clear();
        m_second->clear();
        for (const Window& window : windows) {
            m_first->addItem(window.name);
            m_second->addItem(window.name);
        }
        m_first->setCurrentIndex(std::max(0, m_first->findText(first)));
        const int last = m_second->findText(second);
        m_second->setCurrentIndex(last >= 0 ? last : m_second->count() - 1);
    }
    choose();
}

void RhythmView::choose()
{
    const auto show = [this](FigureCard* card, const QString& name) {
        const Window* window = m_session->isOpen() ? m_session->snapshot()->facts.window(name) : nullptr;
        card->setTitle(window ? QStringLiteral("%1  %2").arg(
                                    name, periodText(window->range, m_session->zone()).section(u'·', 0, 0).trimmed())
                              : name);
        card->setQuestion(rhythmOf(name));
    };
    show(m_firstCard, m_first->currentText());
    show(m_secondCard, m_second->currentText());
    m_compareCard->setQuestion(comparison(m_second->currentText(), m_first->currentText()));
    m_compareCard->setVisible(m_first->count() > 0);
}

} // namespace tideline
