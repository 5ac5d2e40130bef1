// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/figurecard.h"

#include <QScrollArea>

class QComboBox;

namespace tideline {

/// Hour by weekday of two windows side by side on one scale, and what changed between them.
class RhythmView : public QScrollArea
{
    Q_OBJECT

public:
    explicit RhythmView(CaseSession* session, QWidget* parent = nullptr);

signals:
    void tableRequested(const tideline::MeasureResult& result);
    void pinRequested(const tideline::MeasureResult& result);

private:
    void fillWindows();
    void choose();

    CaseSession* m_session;
    QComboBox* m_first;
    QComboBox* m_second;
    FigureCard* m_firstCard;
    FigureCard* m_secondCard;
    FigureCard* m_compareCard;
};

} // namespace tideline
