// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dialogs/settings.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace tideline {

class ZoneCombo;

/// How the program looks and counts. Every change shows at once; there is nothing to confirm.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(Settings* settings, QWidget* parent = nullptr);

public slots:
    void restoreDefaults();

private:
    QWidget* choice(SettingId id, const QList<std::pair<QString, QString>>& values);
    QWidget* zoneChoice();
    void showSetting(SettingId id);

    Settings* m_settings;
    QList<std::pair<SettingId, QButtonGroup*>> m_choices;
    QSpinBox* m_fontSize;
    QCheckBox* m_caseZone;
    ZoneCombo* m_zone;
    QCheckBox* m_animations;
    QLineEdit* m_author;
};

} // namespace tideline
