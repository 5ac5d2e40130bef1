// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/importstep.h"

class QFrame;
class QLabel;
class QListWidget;
class QPushButton;

namespace tideline {

class ImportList;

/// Step 1: drop files or folders, or pick them.
class ChooseStep : public ImportStep
{
    Q_OBJECT

public:
    explicit ChooseStep(ImportList* list, QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override;
    QString summary() const override;
    QString action() const override;
    bool isComplete() const override;

public slots:
    void pickFiles();
    void pickFolder();
    void removeSelected();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void refresh();

    ImportList* m_list;
    QFrame* m_zone;
    QFrame* m_frame;
    QListWidget* m_files;
    QPushButton* m_remove;
    QStringList m_texts; ///< that the list shows
};

/// "225 kB" by the locale.
QString sizeText(qint64 bytes);

} // namespace tideline
