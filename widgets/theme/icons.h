// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QIcon>
#include <QString>

namespace tideline {

/// A line icon of resources/icons ("pin", "undo-2" …) in the text colour of the theme, sharp at every scale.
QIcon themedIcon(const QString& name, const Theme& theme, Token color = Token::Text);
/// The same, but it follows the application's palette whenever it is painted: the one for actions.
QIcon themedIcon(const QString& name, Token color = Token::Text);

} // namespace tideline
