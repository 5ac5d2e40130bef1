// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/fieldgrid.h"

#include "widgets/theme/parts.h"
#include "widgets/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QRegularExpression>

namespace tideline {

namespace {

/// Lists and links may break after their own marks, but not numbers: a zero-width space says where.
QString breakable(QString text)
{
    static const QRegularExpression marks(QStringLiteral("([;/_-]|,(?!\\d)|\\.(?=\\p{L}))(?=\\S)"));
    return text.replace(marks, QStringLiteral("\\1\u200B"));
}

} // namespace

FieldGrid::FieldGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnMinimumWidth(0, 72);
    m_grid->setColumnStretch(1, 1);
}

void FieldGrid::clear()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_row = 0;
}

void FieldGrid::add(const QString& name, const QString& value, bool mono)
{
    if (value.isEmpty())
        return;
    QLabel* left = plainLabel(name, "dim");
    QLabel* right = wrappedLabel(breakable(value));
    right->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    right->setFocusPolicy(Qt::NoFocus);
    right->setAccessibleName(QStringLiteral("%1: %2").arg(name, value));
    if (mono)
        right->setFont(Theme::of(this).font(TextRole::Mono));
    m_grid->addWidget(left, m_row, 0, Qt::AlignTop);
    m_grid->addWidget(right, m_row, 1, Qt::AlignTop);
    ++m_row;
}

} // namespace tideline
