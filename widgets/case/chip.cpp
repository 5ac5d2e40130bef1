// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/chip.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace tideline {

namespace {
constexpr int longestText = 42;
} // namespace

Chip::Chip(const QString& text, QWidget* parent) : QFrame(parent)
{
    setProperty("chip", true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 2, 0);
    layout->setSpacing(0);
    auto* label = new QToolButton;
    label->setObjectName(QStringLiteral("chipText"));
    label->setText(text.size() > longestText ? text.left(longestText - 1) + u'…' : text);
    label->setToolTip(plainToolTip(text));
    label->setAutoRaise(true);
    connect(label, &QToolButton::clicked, this, &Chip::clicked);
    layout->addWidget(label);
    auto* remove = new QToolButton;
    remove->setObjectName(QStringLiteral("chipRemove"));
    remove->setIcon(themedIcon(QStringLiteral("x"), Token::TextDim));
    remove->setIconSize({12, 12});
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove this condition"));
    remove->setAccessibleName(tr("Remove %1").arg(text));
    connect(remove, &QToolButton::clicked, this, &Chip::removed);
    layout->addWidget(remove);
    setFixedHeight(26);
}

} // namespace tideline
