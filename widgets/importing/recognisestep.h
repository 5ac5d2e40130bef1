// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/importstep.h"

#include <QAbstractTableModel>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace tideline {

class CaseSession;
class ImportList;
struct ImportItem;
class MessageStrip;
class SamplePane;
class ZoneCombo;

/// 97 -> "certain": how sure the recognition is, in a word.
QString confidenceText(int confidence);

/// What was seen in the file, how sure that is, and what other formats were in question.
QString evidenceText(const ImportItem& item);

/// Files with what they were recognised as.
class RecognisedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { File, Format, Sure, Why, ColumnCount };

    explicit RecognisedModel(ImportList* list, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void refresh();
    ImportList* m_list;
    int m_rows = 0;
};

/// Step 2: what was recognised, why and how surely; the user may know better.
class RecogniseStep : public ImportStep
{
    Q_OBJECT

public:
    RecogniseStep(CaseSession* session, ImportList* list, QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override;
    QString summary() const override;
    QString action() const override;
    bool isComplete() const override;
    QComboBox* format() const { return m_format; }
    SamplePane* sample() const { return m_sample; }
    void enter() override;

private:
    void buildList();
    QWidget* buildChoice();
    void fillFormats();
    int current() const;
    void showCurrent();
    void setOption(const QString& key, const QString& value);

    ImportList* m_list;
    RecognisedModel* m_model;
    QTableView* m_view;
    MessageStrip* m_strip;
    QLabel* m_name;
    QLabel* m_about;
    QLabel* m_why;
    QComboBox* m_format;
    QLineEdit* m_title;
    ZoneCombo* m_zone;
    QLabel* m_zoneLabel;
    QCheckBox* m_simulated;
    SamplePane* m_sample;
    bool m_showing = false;
};

} // namespace tideline
