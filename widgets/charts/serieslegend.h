// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace tideline {

/// The series of a chart as check boxes in its gutter: a click or Space toggles, Alt+click shows one alone.
class SeriesLegend : public QWidget
{
    Q_OBJECT
public:
    explicit SeriesLegend(QWidget* parent = nullptr);

    void setKeys(const QStringList& keys, const std::vector<bool>& hidden);
    std::vector<bool> hidden() const;

signals:
    void hiddenChanged(const std::vector<bool>& hidden);

private:
    void showAlone(int index);
    std::vector<QAbstractButton*> m_entries;
};

} // namespace tideline
