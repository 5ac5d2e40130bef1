// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace tideline {

/// Names on the left, values on the right: plain text, selectable, never read as markup.
class FieldGrid : public QWidget
{
    Q_OBJECT

public:
    explicit FieldGrid(QWidget* parent = nullptr);

    void clear();
    /// An empty value leaves the line out. `mono`: prefixes, hashes.
    void add(const QString& name, const QString& value, bool mono = false);
    bool isEmpty() const { return m_row == 0; }

private:
    QGridLayout* m_grid;
    int m_row = 0;
};

} // namespace tideline
