// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/importpreview.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QTabBar;

namespace tideline {

class DataTable;
class TableModel;
struct ImportItem;

/// What the beginning of a file becomes: its first rows of every kind, the rejected ones with their reasons, and what
/// an archive holds. Read beside everything else; a newer question stops the older one.
class SamplePane : public QWidget
{
    Q_OBJECT

public:
    explicit SamplePane(CaseSession* session, QWidget* parent = nullptr);
    ~SamplePane() override;

    void show(const ImportItem& item);
    void clear();
    bool isSettled() const { return !m_busy; }
    const std::vector<SampleTable>& tables() const { return m_tables; }
    QStringList tabTitles() const;
    void showTab(int index);
    QString line() const; ///< what it says above the rows
    const Table& shown() const;
    QComboBox* contents() const { return m_contents; }

signals:
    void settled();

private:
    using Answer = std::shared_ptr<Result<FileSample>>;
    void ask();
    void take();
    void showAnswer(const FileSample& sample);
    void fillContents(const FileSample& sample);

    CaseSession* m_session;
    QLabel* m_line;
    QComboBox* m_contents;
    QTabBar* m_tabs;
    TableModel* m_model;
    DataTable* m_view;
    QTimer m_delay;
    SampleRequest m_request;
    QByteArray m_key; ///< of the request that is shown or asked
    QFutureWatcher<Answer> m_watcher;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::vector<SampleTable> m_tables; ///< the last one holds the rejected rows, if there are any
    bool m_busy = false;
};

} // namespace tideline
