// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace tideline {

/// A zone of the tz database: type any part of its name.
class ZoneCombo : public QComboBox
{
    Q_OBJECT

public:
    explicit ZoneCombo(QWidget* parent = nullptr);

    void setZone(const QString& name);
    QString zone() const;    ///< as typed
    QString problem() const; ///< empty if the zone exists
};

} // namespace tideline
