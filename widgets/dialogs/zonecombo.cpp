// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/zonecombo.h"

#include "models/core/zone.h"

#include <QCompleter>
#include <QLineEdit>
#include <QTimeZone>

namespace tideline {

namespace {

QStringList zoneNames()
{
    QStringList names{QStringLiteral("UTC")};
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        // "UTC+08:30" and the like are there as well; those can still be typed.
        if (id.contains('/') && !id.startsWith("Etc/"))
            names += QString::fromLatin1(id);
    }
    return names;
}

} // namespace

ZoneCombo::ZoneCombo(QWidget* parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    addItems(zoneNames());
    setMaxVisibleItems(14);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    setAccessibleName(tr("Time zone"));
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(this, &QComboBox::currentTextChanged, this, [this] { lineEdit()->setToolTip(problem()); });
}

void ZoneCombo::setZone(const QString& name)
{
    setCurrentText(name);
}

QString ZoneCombo::zone() const
{
    return currentText().trimmed();
}

QString ZoneCombo::problem() const
{
    const auto named = Zone::named(zone());
    return named ? QString() : tr("There is no time zone “%1”").arg(zone());
}

} // namespace tideline
