// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/figurecard.h"

#include <QScrollArea>

class QBoxLayout;

namespace tideline {

class SeriesBox;

/// When the level changed, and whether it was other than usual around events: of traffic, or of a usage series.
class TrendsView : public QScrollArea
{
    Q_OBJECT

public:
    explicit TrendsView(CaseSession* session, QWidget* parent = nullptr);

    SeriesBox* of() const { return m_of; }
    FigureCard* changes() const { return m_changes; }
    FigureCard* aroundEvents() const { return m_aroundEvents; }

signals:
    void tableRequested(const tideline::MeasureResult& result);
    void pinRequested(const tideline::MeasureResult& result);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    SeriesBox* m_of;
    FigureCard* m_changes;
    FigureCard* m_aroundEvents;
    QBoxLayout* m_cards; ///< two abreast where there is room
};

} // namespace tideline
