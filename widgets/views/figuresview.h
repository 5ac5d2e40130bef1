// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/figurecard.h"

#include <QScrollArea>

namespace tideline {

/// Several figures under each other, two abreast where there is room: the views Routes, Money, Presence …
class FiguresView : public QScrollArea
{
    Q_OBJECT

public:
    /// `figures`: names that `figureNamed` knows.
    FiguresView(CaseSession* session, const QStringList& figures, QWidget* parent = nullptr);

    const std::vector<FigureCard*>& cards() const { return m_cards; }

signals:
    void tableRequested(const tideline::MeasureResult& result);
    void pinRequested(const tideline::MeasureResult& result);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    std::vector<FigureCard*> m_cards;
    int m_columns = 0;
};

} // namespace tideline
