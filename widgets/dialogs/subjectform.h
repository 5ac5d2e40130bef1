// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/case.h"
#include "models/core/result.h"
#include "models/core/zone.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;
class QToolButton;

namespace tideline {

class RecordTable;
class ZoneCombo;

/// One subject: its members with their dates, and the calendar that people there live by.
class SubjectForm : public QWidget
{
    Q_OBJECT

public:
    explicit SubjectForm(QWidget* parent = nullptr);

    void setSubject(const Subject& subject);
    Result<Subject> subject() const;
    QLineEdit* name() const { return m_name; }
    RecordTable* members() const { return m_members; }

signals:
    void changed();

private:
    QWidget* weekdays();

    QLineEdit* m_name;
    ZoneCombo* m_zone;
    QList<QToolButton*> m_weekdays;
    QSpinBox* m_from;
    QSpinBox* m_to;
    RecordTable* m_members;
};

/// "175.45.176.0/22" or "AS131279".
QString memberText(const SubjectMember& member);
std::optional<SubjectMember> memberFromText(const QString& text);

} // namespace tideline
