// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace tideline {

class CaseSession;

/// What is measured: traffic, or one of the usage series of the case, chosen or typed by words of its name. A case
/// without traffic starts with its first series.
class SeriesBox : public QComboBox
{
    Q_OBJECT

public:
    explicit SeriesBox(CaseSession* session, QWidget* parent = nullptr);

    /// Empty: traffic. Words that pick none of the series are left to the measure, which says so.
    const QString& series() const { return m_series; }
    bool hasChoice() const { return count() > 1; }

signals:
    void chosen(const QString& series);

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    void fill();
    void choose();

    CaseSession* m_session;
    QString m_series;
};

} // namespace tideline
