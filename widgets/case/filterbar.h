// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace tideline {

class FlowLayout;

/// The filter language in one field, and its conditions as chips. The session's filter text is the one truth: chips are
/// its conjuncts.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(CaseSession* session, QWidget* parent = nullptr);

    void focusField();

signals:
    void brushCleared();

private:
    void commit();
    void check();
    void rebuildChips();
    void updateCounts();
    void removeConjunct(int index);
    void editConjunct(int index);
    void showError(const std::optional<ExpressionError>& error);

    CaseSession* m_session;
    QLineEdit* m_field;
    FlowLayout* m_chips;
    QLabel* m_counts;
    QLabel* m_error;
};

} // namespace tideline
