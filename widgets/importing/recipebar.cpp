// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/recipebar.h"

#include "widgets/importing/importlist.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>

namespace tideline {

namespace {
const QString load = QStringLiteral("\x01load");
const QString save = QStringLiteral("\x01save");
} // namespace

RecipeBar::RecipeBar(ImportList* list, QWidget* parent) : QWidget(parent), m_list(list), m_recipe(new QComboBox)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_recipe->setMinimumWidth(190);
    row->addWidget(fieldLabel(tr("Recipe"), m_recipe));
    row->addWidget(m_recipe);
    auto* button = new QPushButton(tr("Save as…"));
    button->setObjectName(QStringLiteral("saveRecipe"));
    button->setAutoDefault(false);
    button->setToolTip(tr("Keep this mapping in the case, for the next file with these columns"));
    connect(button, &QPushButton::clicked, this, &RecipeBar::askName);
    row->addWidget(button);
    connect(m_recipe, &QComboBox::activated, this, &RecipeBar::choose);
}

void RecipeBar::show(int index)
{
    m_current = index;
    if (index < 0 || index >= m_list->size())
        return;
    const ImportItem& item = m_list->item(index);
    m_recipe->clear();
    const QString builtIn = item.recognised.options.value(QStringLiteral("recipe")).toString();
    m_recipe->addItem(builtIn.isEmpty() ? tr("None: as guessed") : tr("%1 (built in)").arg(builtIn), QString());
    for (const Recipe& recipe : item.recipes)
        m_recipe->addItem(recipe.name, recipe.name);
    m_recipe->addItem(tr("From a file…"), load);
    m_recipe->addItem(tr("Save to a file…"), save);
    m_recipe->setItemData(m_recipe->count() - 1, tr("For another case, or for tideline-cli import --recipe"),
                          Qt::ToolTipRole);
    m_recipe->setCurrentIndex(std::max(0, m_recipe->findData(item.recipe)));
}

void RecipeBar::choose(int row)
{
    const QString name = m_recipe->itemData(row).toString();
    const ImportItem& item = m_list->item(m_current);
    const QString filter = tr("Recipes (*.json)");
    if (name == load) {
        loadFrom(QFileDialog::getOpenFileName(this, tr("Use a recipe"), {}, filter));
    } else if (name == save) {
        saveTo(QFileDialog::getSaveFileName(this, tr("Save the recipe"), QStringLiteral("recipe.json"), filter));
    } else if (name.isEmpty()) {
        m_list->edit(m_current, [](ImportItem& changed) {
            changed.recipe = changed.recognised.options.value(QStringLiteral("recipe")).toString();
            changed.mapping =
                ColumnMapping::from(changed.recognised.options, changed.table->names(), changed.mapping.kind);
        });
    } else {
        for (const Recipe& recipe : item.recipes) {
            if (recipe.name == name) {
                m_list->applyRecipe(m_current, recipe);
                return;
            }
        }
    }
    show(m_current);
}

void RecipeBar::loadFrom(const QString& path)
{
    if (path.isEmpty())
        return;
    if (const auto recipe = loadRecipeFile(path))
        m_list->applyRecipe(m_current, *recipe);
    else
        emit failed(recipe.error());
}

void RecipeBar::saveTo(const QString& path)
{
    if (path.isEmpty())
        return;
    const Recipe recipe = m_list->recipeFor(m_current, QFileInfo(path).completeBaseName());
    if (const auto saved = saveRecipeFile(recipe, path); !saved)
        emit failed(saved.error());
}

void RecipeBar::askName()
{
    if (m_current < 0)
        return;
    auto* ask = new QInputDialog(this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(tr("Save the mapping as a recipe"));
    ask->setLabelText(tr("Name of the recipe"));
    ask->setTextValue(m_list->item(m_current).recipe);
    ask->setOkButtonText(tr("Save recipe"));
    connect(ask, &QInputDialog::textValueSelected, this, &RecipeBar::saveAs);
    ask->open();
}

void RecipeBar::saveAs(const QString& name)
{
    if (m_current < 0 || name.trimmed().isEmpty())
        return;
    m_list->saveRecipe(m_list->recipeFor(m_current, name.trimmed()));
    m_list->edit(m_current, [&](ImportItem& item) { item.recipe = name.trimmed(); });
}

} // namespace tideline
