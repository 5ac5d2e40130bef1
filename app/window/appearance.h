// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace tideline {

class MainWindow;
class Settings;

/// Theme, text size, motion, units and zone as the settings say, now and whenever they change.
void bindAppearance(QApplication& app, Settings* settings, MainWindow* window);
void applyAppearance(QApplication& app, const Settings& settings);

} // namespace tideline
