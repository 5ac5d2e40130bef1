// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Moved to the room that every backend and every measure may enter.
#include "models/flows/flowtable.h"
