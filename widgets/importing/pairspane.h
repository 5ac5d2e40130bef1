// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/pairmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace tideline {

class TableModel;

/// The events that two sources have, and the chosen pair side by side. Before the import a pair can be ticked off;
/// afterwards it can be split again.
class PairsPane : public QWidget
{
    Q_OBJECT

public:
    PairsPane(CaseSession* session, ImportList* list, bool ofImport, QWidget* parent = nullptr);

    PairModel* model() const { return m_model; }
    QTableView* view() const { return m_view; }
    const Table& fields() const; ///< of the chosen pair
    void refresh();

public slots:
    void splitSelected();  ///< after the import
    void toggleSelected(); ///< before it
    void undoSplit();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void showPair();
    void showState();
    QList<int> selected() const;
    void setAllApart(bool apart);

    CaseSession* m_session;
    ImportList* m_list;
    bool m_ofImport;
    PairModel* m_model;
    TableModel* m_fieldModel;
    QTableView* m_view;
    QTableView* m_fields;
    QLabel* m_words;
    QPushButton* m_all;  ///< before: all of them at once; afterwards: undo
    QPushButton* m_each; ///< the selected ones
    QString m_undoText;  ///< of the split that was made here
};

} // namespace tideline
