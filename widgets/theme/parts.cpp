// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/parts.h"

#include <QDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace tideline {

QLabel* plainLabel(const QString& text, const char* role)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    if (role)
        label->setProperty("role", QLatin1String(role));
    return label;
}

QLabel* wrappedLabel(const QString& text, const char* role)
{
    QLabel* label = plainLabel(text, role);
    label->setWordWrap(true);
    // A long word must not push its panel wider than the window has room for.
    label->setMinimumWidth(1);
    return label;
}

QLabel* badgeLabel(const QString& text, const char* kind)
{
    QLabel* label = plainLabel(text);
    label->setProperty("badge", QLatin1String(kind));
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

void setBadge(QLabel* label, const QString& text, const char* kind)
{
    label->setText(text);
    setStyleProperty(label, "badge", QLatin1String(kind));
}

QLabel* fieldLabel(const QString& text, QWidget* field)
{
    QLabel* label = plainLabel(text, "dim");
    label->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(text);
    return label;
}

QLabel* problemLabel()
{
    QLabel* label = badgeLabel({}, "danger");
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    label->hide();
    return label;
}

void setProblem(QLabel* label, const QString& problem)
{
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
}

QFrame* card()
{
    auto* frame = new QFrame;
    frame->setProperty("card", true);
    return frame;
}

QPushButton* primaryButton(const QString& text)
{
    auto* button = new QPushButton(text);
    button->setProperty("primary", true);
    button->setDefault(true);
    return button;
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QHBoxLayout* buttonRow(QDialog* dialog, QPushButton* primary, const QString& cancel)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    auto* button = new QPushButton(cancel.isEmpty() ? QDialog::tr("Cancel") : cancel);
    button->setAutoDefault(false);
    QObject::connect(button, &QPushButton::clicked, dialog, &QDialog::reject);
    row->addWidget(button);
    if (primary)
        row->addWidget(primary);
    return row;
}

void setDialogMargins(QVBoxLayout* layout)
{
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(12);
}

} // namespace tideline
