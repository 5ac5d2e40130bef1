// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/previewdelegate.h"

#include "widgets/importing/previewmodel.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace tideline {

void PreviewDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    TabularDelegate::initStyleOption(option, index);
    const Theme theme = Theme::of(option->widget);
    const bool lineNumber = index.column() == 0;
    if (lineNumber || !index.data(PreviewModel::UsedRole).toBool())
        option->palette.setColor(QPalette::Text, theme.color(Token::TextDim));
    if (index.data(PreviewModel::EmptyRole).toBool()) {
        option->backgroundBrush = theme.color(Token::WarningFill);
        option->palette.setColor(QPalette::Text, theme.color(Token::Warning));
    }
    if (index.data(PreviewModel::ProblemRole).toString().isEmpty())
        return;
    option->backgroundBrush = theme.color(Token::DangerFill);
    option->palette.setColor(QPalette::Text, theme.color(Token::Danger));
    if (lineNumber) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = themedIcon(QStringLiteral("circle-alert"), theme, Token::Danger);
        option->decorationSize = {12, 12};
    }
}

} // namespace tideline
