// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/previewdelegate.h"

#include "widgets/importing/previewmodel.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace tideline {

void PreviewDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // Beneath the cell: a style sheet for items leaves no room for a background of their own.
    const Theme theme = Theme::of(option.widget);
    if (!(option.state & QStyle::State_Selected)) {
        if (!index.data(PreviewModel::ProblemRole).toString().isEmpty())
            painter->fillRect(option.rect, theme.color(Token::DangerFill));
        else if (index.data(PreviewModel::EmptyRole).toBool())
            painter->fillRect(option.rect, theme.color(Token::WarningFill));
    }
    TabularDelegate::paint(painter, option, index);
}

void PreviewDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    TabularDelegate::initStyleOption(option, index);
    const Theme theme = Theme::of(option->widget);
    const bool lineNumber = index.column() == 0;
    if (lineNumber || !index.data(PreviewModel::UsedRole).toBool())
        option->palette.setColor(QPalette::Text, theme.color(Token::TextDim));
    if (index.data(PreviewModel::EmptyRole).toBool())
        option->palette.setColor(QPalette::Text, theme.color(Token::Warning));
    if (index.data(PreviewModel::ProblemRole).toString().isEmpty())
        return;
    option->palette.setColor(QPalette::Text, theme.color(Token::Danger));
    if (lineNumber) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = themedIcon(QStringLiteral("circle-alert"), theme, Token::Danger);
        option->decorationSize = {12, 12};
    }
}

} // namespace tideline
