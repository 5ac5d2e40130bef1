// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/text.h"

namespace tideline {

/// Cells of the preview: what is not used stands back, empty and unreadable ones stand out.
class PreviewDelegate : public TabularDelegate
{
    Q_OBJECT

public:
    using TabularDelegate::TabularDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace tideline
