// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace tideline {

/// One step in the rail at the left: number or check mark, name, and what came of it.
class StepButton : public QAbstractButton
{
    Q_OBJECT

public:
    StepButton(int number, const QString& name, QWidget* parent = nullptr);

    void setState(bool current, bool done, const QString& summary);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_number;
    bool m_current = false;
    bool m_done = false;
    QString m_summary;
};

} // namespace tideline
