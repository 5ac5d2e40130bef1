// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/timefield.h"

#include "models/core/timetext.h"
#include "widgets/dialogs/parts.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace tideline {

QString readingText(const EventTime& time, const Zone& zone)
{
    if (!time.range)
        return TimeField::tr("undated: it is listed, never plotted");
    const QString words = timeText(time, zone);
    if (time.precision <= Precision::Day)
        return TimeField::tr("%1 %2 in %3").arg(precisionName(time.precision), words, time.zone);
    return TimeField::tr("to the %1: %2 in %3 = %4 UTC")
        .arg(time.precision == Precision::Fraction ? TimeField::tr("microsecond") : precisionName(time.precision), words,
             zone.name(), timeText(time.range->from, time.precision, Zone::utc()));
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
    setStyleProperty(m_reading, "badge", isProblem ? QVariant(QStringLiteral("danger")) : QVariant());
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
