// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/text.h"

namespace tideline {

/// Puts the category's mark before its name, hollow where the event is unverified.
class EventDelegate : public TabularDelegate
{
    Q_OBJECT

public:
    using TabularDelegate::TabularDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace tideline
