// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <QWidget>

class QComboBox;

namespace tideline {

class ImportList;

/// The recipes for the table at hand: choose one of the case, load one from a file, keep the mapping as one.
class RecipeBar : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeBar(ImportList* list, QWidget* parent = nullptr);

    void show(int index); ///< of the file in the list
    QComboBox* box() const { return m_recipe; }

public slots:
    void askName();
    void saveAs(const QString& name);
    void loadFrom(const QString& path);
    void saveTo(const QString& path);

signals:
    void failed(const tideline::Error& error);

private:
    void choose(int row);

    ImportList* m_list;
    QComboBox* m_recipe;
    int m_current = -1;
};

} // namespace tideline
