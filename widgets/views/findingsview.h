// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/findings.h"

#include <QScrollArea>

class QVBoxLayout;

namespace tideline {

/// The pinned measurements with the state of their last check.
class FindingsView : public QScrollArea
{
    Q_OBJECT

public:
    explicit FindingsView(CaseSession* session, QWidget* parent = nullptr);

    int count() const { return static_cast<int>(m_findings.size()); }
    void pin(const MeasureResult& result); ///< asks for the statement first

signals:
    void countChanged(int count);

private:
    void reload();
    void rebuild();
    void checkAll();

    CaseSession* m_session;
    QVBoxLayout* m_list;
    std::vector<Finding> m_findings;
    QHash<QString, FindingCheck> m_checks;
    quint64 m_generation = 0;
};

} // namespace tideline
