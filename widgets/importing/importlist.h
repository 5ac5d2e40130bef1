// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/importing.h"
#include "widgets/importing/columnmapping.h"
#include "widgets/importing/filepreview.h"
#include "widgets/importing/recipefile.h"

#include <QFutureWatcher>
#include <QObject>

#include <deque>
#include <memory>

namespace tideline {

/// One file on its way into the case.
struct ImportItem
{
    enum class State { Waiting, Inspecting, Ready, Failed };
    enum class Outcome { None, Running, Done, Cancelled, Failed };

    QString path;
    qint64 bytes = 0;
    State state = State::Waiting;
    Error error; ///< of the step that failed

    Recognised recognised;
    std::vector<Candidate> candidates; ///< all formats it could be of
    QByteArray head;
    QString format; ///< chosen; empty while nothing is known
    QString title;
    bool simulated = false;
    ReadOptions options; ///< of formats without columns to map
    MappedHead mapped;   ///< of the table
    std::optional<RawTable> table;
    ColumnMapping mapping;
    QString sheet;         ///< of a workbook
    QStringList sheets;    ///< all of them
    QString recipe;        ///< name of the recipe in use
    QList<Recipe> recipes; ///< of the case, that fit
    KeptApart apart;       ///< of the pairs that the check found

    std::optional<ImportReport> check;
    Outcome checked = Outcome::None;
    std::optional<ImportReport> report;
    Outcome imported = Outcome::None;

    QString name() const;
    bool isMapped() const;                                      ///< its columns get their meaning from the user
    bool isDocument() const { return !mapped.numbers.empty(); } ///< its table lies in a workbook or the like
    ImportRequest request(bool dryRun) const;
};

/// The files of one import, and the work on them: recognising, checking without writing, importing. Everything that
/// reads a file happens on other threads.
class ImportList : public QObject
{
    Q_OBJECT

public:
    explicit ImportList(CaseSession* session, QObject* parent = nullptr);
    ~ImportList() override;

    /// Folders are walked, in another thread; files stand in the list at once. What leans on others comes after them.
    void add(const QStringList& paths);
    void remove(int index);
    int size() const { return int(m_items.size()); }
    const ImportItem& item(int index) const { return *m_items[std::size_t(index)]; }
    /// Changes what the user says about a file; an earlier check is void then.
    void edit(int index, const std::function<void(ImportItem&)>& change);
    /// Changes the format, and with it what the columns mean: known once `isInspecting` is over, as with the next two.
    void setFormat(int index, const QString& format);
    /// Events or numbers over time, for a table.
    void setKind(int index, FileKind kind);
    void setSheet(int index, const QString& sheet); ///< of a workbook
    /// Cuts the head into cells anew, after a change of delimiter, encoding or header.
    void rereadTable(int index);
    /// Uses this recipe for the file.
    void applyRecipe(int index, const Recipe& recipe);
    Recipe recipeFor(int index, const QString& name) const;
    void saveRecipe(const Recipe& recipe); ///< into the case

    bool isInspecting() const;
    bool isBusy() const { return m_running >= 0; } ///< checking or importing
    double progress() const { return m_progress; }
    QList<int> mapped() const; ///< indexes of files with columns to map
    bool allReady() const;

    void check();
    void import();
    void cancel();
    /// Whether these pairs, which the check of a file found, are to stay two events.
    void keepApart(int index, const QList<std::pair<QString, QString>>& pairs, bool apart);
    qint64 total(qint64 Source::*count, bool ofImport) const;

signals:
    void changed(); ///< the list, or any of its files
    void progressed();
    void checkFinished();
    void importFinished();
    void failed(const tideline::Error& error);

private:
    /// Reading the beginning of a file, in another thread; `take` is called here with what came of it.
    struct Found;
    struct Job
    {
        QString path; ///< of the file that it is about; empty: about the list
        std::function<Found()> work;
        std::function<void(ImportItem&, Found&)> take;
    };
    bool addFile(const QString& path);
    void inspect(const QString& path);
    void arrange(const QStringList& files);
    void reloadTable(int index, const ReadOptions& options, FileKind kind);
    void enqueue(Job job);
    void nextJob();
    void takeFound();
    void adopt(ImportItem& item, Found& found);
    void voidChecks(int from);
    void setMapping(ImportItem& item, const ReadOptions& options, FileKind kind) const;
    void checkNext(int from);
    void importNext(int from);
    void finishImport(int index, std::shared_ptr<std::optional<Result<ImportReport>>> outcome);
    void watchTasks();

    CaseSession* m_session;
    std::vector<std::unique_ptr<ImportItem>> m_items;
    QFutureWatcher<std::shared_ptr<Found>> m_watcher;
    std::deque<Job> m_jobs; ///< the first one runs
    quint64 m_generation = 0;
    quint64 m_task = 0;
    int m_running = -1; ///< index of the file that is checked or imported
    double m_progress = 0;
    bool m_cancelled = false;
    std::function<void()> m_afterTask;
};

} // namespace tideline
