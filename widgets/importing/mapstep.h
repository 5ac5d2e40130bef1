// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/importlist.h"
#include "widgets/importing/importstep.h"

#include <QFutureWatcher>
#include <QTimer>

class QComboBox;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace tideline {

class FieldsCard;
class LookCard;
class MessageStrip;
class PreviewModel;
class RecipeBar;
class RoleHeader;
class ValuesCard;
class WritingBar;

/// Step 3: which column means what, with the rows of the file and the effect before the eyes.
class MapStep : public ImportStep
{
    Q_OBJECT

public:
    MapStep(CaseSession* session, ImportList* list, QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override;
    QString summary() const override;
    QString action() const override;
    bool isComplete() const override;
    void enter() override;
    QWidget* corner() override;

    RoleHeader* header() const { return m_header; }
    ValuesCard* values() const { return m_values; }
    void choose(int column, const QString& field); ///< as the box in the header does
    bool isSettled() const { return !m_pending; }  ///< no effect is being read
    const std::optional<ParsedBlock>& effect() const { return m_effect; }
    RecipeBar* recipes() const { return m_recipes; }
    WritingBar* writing() const { return m_writing; }
    FieldsCard* fields() const { return m_fields; }
    LookCard* look() const { return m_look; }
    QLabel* becomes() const { return m_becomes; }
    QTableView* table() const { return m_view; }

protected:
    void changeEvent(QEvent* event) override;

private:
    using Effect = std::shared_ptr<Result<ParsedBlock>>;
    void buildCards(QVBoxLayout* layout);
    void connectAll();
    int current() const { return m_current; }
    void setCurrent(int index);
    void showTable();
    void showMapping();
    void askEffect();
    void takeEffect();
    void showRow();
    void setOption(const QString& key, const QString& value);
    void chooseValue(int column, const QString& field, const QString& value, const QString& becomes);
    void chooseSplit(int column, const QString& field, const QString& split);
    void chooseForEmpty(int column, const QString& field, const QString& text);

    CaseSession* m_session;
    ImportList* m_list;
    int m_current = -1;
    QComboBox* m_file;
    RecipeBar* m_recipes;
    MessageStrip* m_strip;
    WritingBar* m_writing;
    PreviewModel* m_model;
    QTableView* m_view;
    RoleHeader* m_header;
    QLabel* m_becomes; ///< what the chosen line becomes
    ValuesCard* m_values;
    FieldsCard* m_fields;
    LookCard* m_look;
    QTimer m_delay;
    QFutureWatcher<Effect> m_watcher;
    quint64 m_generation = 0;
    quint64 m_asked = 0;
    bool m_pending = false;
    std::optional<ParsedBlock> m_effect;
    QStringList m_shownTable; ///< path and columns that the table shows
};

} // namespace tideline
