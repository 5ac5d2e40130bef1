// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QFrame>

class QLabel;

namespace tideline {

class FigureChart;

/// One measure as a card: title, headline, chart, badge, and what can be done with it. Asks again when the case, the
/// filter, the subject or the zone changes and the card is seen.
class FigureCard : public QFrame
{
    Q_OBJECT

public:
    FigureCard(CaseSession* session, const QString& title, const Question& question, QWidget* parent = nullptr);

    const std::optional<MeasureResult>& result() const { return m_query->result(); }
    FigureChart* chart() const { return m_chart; }
    void setTitle(const QString& title);
    void setQuestion(const Question& question);

signals:
    void tableRequested(const tideline::MeasureResult& result);
    void pinRequested(const tideline::MeasureResult& result);
    void answered(const tideline::MeasureResult& result);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void markStale();
    void draw(const MeasureResult& result);
    void copyCsv() const;
    void savePicture();

    CaseSession* m_session;
    QString m_title;
    Question m_question;
    MeasureQuery* m_query;
    FigureChart* m_chart;
    QLabel* m_heading;
    QLabel* m_headline;
    QLabel* m_badge;
    bool m_stale = true;
};

} // namespace tideline
