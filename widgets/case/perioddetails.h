// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/periodsummary.h"

#include <QFutureWatcher>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace tideline {

/// The lower half of the details: the brushed period against a base window, as one large figure, its interval and a
/// small table. Measured at once, off this thread.
class PeriodDetails : public QWidget
{
    Q_OBJECT

public:
    explicit PeriodDetails(CaseSession* session, QWidget* parent = nullptr);

    void refresh(); ///< measures anew if there is a brush

signals:
    void compareRequested();
    void rowsRequested();
    void pinRequested(const tideline::MeasureResult& result);
    void noteRequested();

private:
    void showSummary(const PeriodSummary& summary);
    void showError(const QString& text);

    CaseSession* m_session;
    QLabel* m_heading;
    QLabel* m_simulated;
    QLabel* m_figure;
    QLabel* m_explanation;
    QWidget* m_table;
    QGridLayout* m_grid;
    QPushButton* m_pin;
    std::optional<PeriodSummary> m_summary;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    quint64 m_generation = 0;
};

} // namespace tideline
