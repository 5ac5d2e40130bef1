// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/question.h"

#include <vector>

namespace tideline {

/// One of the figures a case file is expected to draw: a name, what it shows, and the question behind it.
struct FigureSpec
{
    QString id; ///< "f3"
    QString title;
    Question question;
};
/// The figures that this version can draw; those of later measures are not listed.
const std::vector<FigureSpec>& figureSpecs();

/// The question of a figure: `name` is a figure's id or a measure's name.
Result<FigureSpec> figureNamed(const QString& name);

} // namespace tideline
