// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/eventdelegate.h"

#include "models/items/eventmodel.h"
#include "widgets/theme/marks.h"

namespace tideline {

void EventDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    TabularDelegate::initStyleOption(option, index);
    const QString key = index.model()->headerData(index.column(), Qt::Horizontal, EventModel::KeyRole).toString();
    if (key != u"category")
        return;
    const QString category = index.data(EventModel::CategoryRole).toString();
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(14, 14);
    option->icon = markIcon(CategoryMarks().mark(category), Theme::ofPalette(option->palette),
                            !index.data(EventModel::VerifiedRole).toBool());
}

} // namespace tideline
