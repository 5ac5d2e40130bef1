// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/timefield.h"

#include "models/core/timetext.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace tideline {

QString readingText(const EventTime& time, const Zone& zone)
{
    if (!time.range)
        return TimeField::tr("undated: it is listed, never plotted");
    if (time.precision <= Precision::Day)
        return TimeField::tr("%1 %2 in %3").arg(precisionName(time.precision), timeText(time, zone), time.zone);
    const QString exactness =
        time.precision == Precision::Fraction ? TimeField::tr("microsecond") : precisionName(time.precision);
    return TimeField::tr("%1: %2 UTC").arg(exactness, timeText(time.range->from, time.precision, Zone::utc()));
}

TimeField::TimeField(const QString& title, QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit), m_reading(wrappedLabel({}, "dim"))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_edit);
    layout->addWidget(m_reading);
    m_edit->setAccessibleName(title);
    m_edit->setPlaceholderText(tr("2017-10-01 17:37, 2017-10, 5 Dec 2019 …"));
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        showReading();
        emit changed();
    });
    showReading();
}

void TimeField::setZone(const Zone& zone)
{
    m_zone = zone;
    showReading();
    emit changed();
}

QString TimeField::text() const
{
    return m_edit->text().trimmed();
}

void TimeField::setText(const QString& text)
{
    m_edit->setText(text);
}

std::optional<Result<EventTime>> TimeField::reading() const
{
    if (text().isEmpty())
        return {};
    return parseTime(text(), m_zone);
}

void TimeField::setRemark(const QString& text, bool isProblem)
{
    m_reading->setText(text);
    m_edit->setAccessibleDescription(text);
    setStyleProperty(m_edit, "invalid", isProblem);
    m_edit->setToolTip(plainToolTip(text));
    setStyleProperty(m_reading, "badge", isProblem ? QVariant(QStringLiteral("danger")) : QVariant());
    fitReading();
}

/// Grids give wrapped labels too little height: this one says what it needs.
void TimeField::fitReading()
{
    m_reading->setMinimumHeight(m_reading->text().isEmpty() ? 0 : m_reading->heightForWidth(width()));
}

void TimeField::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitReading();
}

void TimeField::showReading()
{
    const auto read = reading();
    if (!read)
        setRemark({}, false);
    else if (*read)
        setRemark(readingText(**read, m_zone), false);
    else
        setRemark(read->error().remedy.isEmpty() ? read->error().what
                                                 : read->error().what + QStringLiteral(". ") + read->error().remedy,
                  true);
}

} // namespace tideline
