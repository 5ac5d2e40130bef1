// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/core/timepoint.h"
#include "models/core/zone.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;

namespace tideline {

/// A time as people write it, and beneath it how it is read: precision, zone, and the instant in UTC.
class TimeField : public QWidget
{
    Q_OBJECT

public:
    explicit TimeField(const QString& title, QWidget* parent = nullptr);

    QLineEdit* edit() const { return m_edit; }
    void setZone(const Zone& zone);
    QString text() const;
    void setText(const QString& text);
    /// Unset if nothing is written; an Error if it cannot be read.
    std::optional<Result<EventTime>> reading() const;
    /// Says something else than the reading.
    void setRemark(const QString& text, bool isProblem);

signals:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showReading();
    void fitReading();

    QLineEdit* m_edit;
    QLabel* m_reading;
    Zone m_zone;
};

/// How exactly it is known and what instant it is: "minute: 2016-02-04 14:36 UTC", "month 2017-10 in Asia/Pyongyang".
QString readingText(const EventTime& time, const Zone& zone);

} // namespace tideline
