// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/figuresview.h"

#include "models/session/figures.h"

#include <QGridLayout>

namespace tideline {

namespace {
constexpr int narrowestCard = 520;
} // namespace

FiguresView::FiguresView(CaseSession* session, const QStringList& figures, QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setObjectName(QStringLiteral("figuresView"));
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("cardPage"));
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(12);
    setWidget(page);
    for (const QString& name : figures) {
        const auto spec = figureNamed(name);
        if (!spec)
            continue;
        auto* card = new FigureCard(session, spec->title, spec->question);
        connect(card, &FigureCard::tableRequested, this, &FiguresView::tableRequested);
        connect(card, &FigureCard::pinRequested, this, &FiguresView::pinRequested);
        m_cards.push_back(card);
    }
    arrange();
}

void FiguresView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void FiguresView::arrange()
{
    const int columns = viewport()->width() >= 2 * narrowestCard ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    auto* grid = static_cast<QGridLayout*>(widget()->layout());
    for (FigureCard* card : m_cards)
        grid->removeWidget(card);
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        grid->addWidget(m_cards[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    for (int column = 0; column < 2; ++column)
        grid->setColumnStretch(column, column < columns ? 1 : 0);
}

} // namespace tideline
