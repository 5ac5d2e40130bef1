// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

#include <span>

namespace tideline {

/// What people can set about the program (not about a case).
enum class SettingId { Theme, FontSize, ShownZone, BitsOrBytes, Animations, Author };

struct Setting
{
    SettingId id;
    const char* key;      ///< in the settings file
    const char* fallback; ///< value until the user says otherwise
    const char* title;    ///< English; translatable in context "Settings"
};
/// The one description of all settings, in the order of SettingId.
std::span<const Setting> settingTable();

/// The settings of this user, kept in QSettings. Made by the composition root and handed on.
class Settings : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    QString value(SettingId id) const;
    void setValue(SettingId id, const QString& value);

    QString theme() const { return value(SettingId::Theme); }         ///< "system", "light", "dark"
    double fontScale() const;                                         ///< 1 = 13 px
    QString shownZone() const { return value(SettingId::ShownZone); } ///< empty = the case's
    bool countsBits() const { return value(SettingId::BitsOrBytes) == u"bits"; }
    bool animates() const { return value(SettingId::Animations) == u"yes"; }
    QString author() const { return value(SettingId::Author); }

signals:
    void changed(tideline::SettingId id);
};

} // namespace tideline
