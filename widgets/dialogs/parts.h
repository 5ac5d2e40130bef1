// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Moved: the parts are shared by all panels.
#include "widgets/theme/parts.h"
