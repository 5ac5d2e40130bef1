// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/settings.h"

#include <QSettings>

#include <algorithm>

namespace tideline {

std::span<const Setting> settingTable()
{
    static constexpr Setting table[] = {
        {SettingId::Theme, "view/theme", "system", QT_TRANSLATE_NOOP("Settings", "Theme")},
        {SettingId::FontSize, "view/font_size", "13", QT_TRANSLATE_NOOP("Settings", "Text size")},
        {SettingId::ShownZone, "view/zone", "", QT_TRANSLATE_NOOP("Settings", "Times are shown in")},
        {SettingId::BitsOrBytes, "view/volume_unit", "bytes", QT_TRANSLATE_NOOP("Settings", "Volumes are shown in")},
        {SettingId::Animations, "view/animations", "yes", QT_TRANSLATE_NOOP("Settings", "Animations")},
        {SettingId::Author, "case/author", "", QT_TRANSLATE_NOOP("Settings", "Author of new cases")},
    };
    return table;
}

QString Settings::value(SettingId id) const
{
    const Setting& setting = settingTable()[std::size_t(id)];
    return QSettings().value(QLatin1String(setting.key), QLatin1String(setting.fallback)).toString();
}

void Settings::setValue(SettingId id, const QString& value)
{
    if (value == this->value(id))
        return;
    QSettings().setValue(QLatin1String(settingTable()[std::size_t(id)].key), value);
    emit changed(id);
}

double Settings::fontScale() const
{
    constexpr double bodyPixels = 13;
    const double pixels = value(SettingId::FontSize).toDouble();
    return std::clamp(pixels > 0 ? pixels : bodyPixels, 10.0, 24.0) / bodyPixels;
}

} // namespace tideline
