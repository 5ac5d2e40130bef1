// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/sourcesdialog.h"

#include "models/core/timetext.h"
#include "models/exporters/exporttables.h"
#include "models/items/tablemodel.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLocale>
#include <QMessageBox>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace tideline {

namespace {

constexpr qint64 problemRows = 1000;

QString factsOf(const Source& source, const Zone& zone)
{
    const auto text = [&zone](Micros at) { return timeText(at, Precision::Second, zone); };
    QStringList lines;
    lines += SourcesDialog::tr("%1 · %2 bytes · imported %3 (%4)")
                 .arg(source.name, QLocale().toString(source.bytes), text(source.importedAt), zone.name());
    if (source.span)
        lines += SourcesDialog::tr("Rows from %1 to %2").arg(text(source.span->from), text(source.span->to));
    if (!source.options.isEmpty())
        lines += SourcesDialog::tr("Read with %1")
                     .arg(QString::fromUtf8(QJsonDocument(source.options).toJson(QJsonDocument::Compact)));
    return (lines + source.notes).join(u'\n');
}

QWidget* framed(QWidget* inside)
{
    QFrame* frame = card();
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(inside);
    return frame;
}

} // namespace

Table sourceList(const std::vector<Source>& sources)
{
    const auto column = [](const char* key, const QString& title, ColumnType type = ColumnType::String) {
        return TableColumn{QLatin1String(key), title, type, {}};
    };
    Table table;
    table.columns = {column("id", SourcesDialog::tr("No."), ColumnType::Integer),
                     column("title", SourcesDialog::tr("Source")),
                     column("state", SourcesDialog::tr("State")),
                     column("format", SourcesDialog::tr("Format")),
                     column("read", SourcesDialog::tr("Read"), ColumnType::Integer),
                     column("accepted", SourcesDialog::tr("Accepted"), ColumnType::Integer),
                     column("rejected", SourcesDialog::tr("Rejected"), ColumnType::Integer),
                     column("duplicates", SourcesDialog::tr("Duplicates"), ColumnType::Integer),
                     column("from", SourcesDialog::tr("First row"), ColumnType::Time),
                     column("to", SourcesDialog::tr("Last row"), ColumnType::Time),
                     column("sha256", SourcesDialog::tr("SHA-256"))};
    for (const Source& source : sources) {
        QStringList state{source.withdrawn ? SourcesDialog::tr("withdrawn") : SourcesDialog::tr("in use")};
        if (source.simulated)
            state += SourcesDialog::tr("simulated");
        table.rows.push_back({source.id, source.title, state.join(QStringLiteral(", ")), source.format, source.read,
                              source.accepted, source.rejected, source.duplicate,
                              source.span ? Cell(qint64(source.span->from)) : Cell(),
                              source.span ? Cell(qint64(source.span->to)) : Cell(), source.sha256});
    }
    return table;
}

SourcesDialog::SourcesDialog(CaseSession* session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_model(new TableModel(this))
    , m_problemModel(new TableModel(this))
    , m_table(new DataTable(QStringLiteral("sources"), tr("Sources")))
    , m_problems(new DataTable(QStringLiteral("sourceProblems"), tr("Rejected rows")))
    , m_strip(new MessageStrip)
    , m_facts(wrappedLabel({}, "dim"))
    , m_hash(plainLabel({}))
    , m_problemTitle(plainLabel({}, "heading"))
    , m_below(new QWidget)
    , m_problemFrame(framed(m_problems))
    , m_toggle(new QPushButton)
    , m_remove(new QPushButton(tr("Remove…")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sources"));
    resize(1040, 620);
    m_table->setSource(m_model, TableModel::SortRole);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_problems->setSource(m_problemModel, TableModel::SortRole);
    m_hash->setFont(Theme::of(this).font(TextRole::Mono));
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_toggle->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_remove->setObjectName(QStringLiteral("removeSource"));

    auto* lower = new QVBoxLayout(m_below);
    lower->setContentsMargins(0, 0, 0, 0);
    auto* line = new QHBoxLayout;
    line->addWidget(m_hash, 1);
    line->addWidget(m_toggle);
    line->addWidget(m_remove);
    lower->addLayout(line);
    lower->addWidget(m_facts);
    lower->addWidget(m_problemTitle);
    lower->addWidget(m_problemFrame, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(framed(m_table));
    splitter->addWidget(m_below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 4);

    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addWidget(splitter, 1);
    QPushButton* done = primaryButton(tr("Done"));
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    auto* row = new QHBoxLayout;
    row->addWidget(
        wrappedLabel(
            tr("Withdrawing hides a source's rows everywhere; restoring brings them back. Nothing is deleted until a "
               "withdrawn source is removed."),
            "dim"),
        1);
    row->addWidget(done);
    layout->addLayout(row);

    connect(m_toggle, &QPushButton::clicked, this, &SourcesDialog::toggleWithdrawn);
    connect(m_remove, &QPushButton::clicked, this, &SourcesDialog::askToRemove);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SourcesDialog::showSource);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SourcesDialog::showProblems);
    connect(session, &CaseSession::snapshotChanged, this, &SourcesDialog::refresh);
    connect(session, &CaseSession::failed, m_strip, &MessageStrip::showError);
    connect(session, &CaseSession::noted, m_strip, [this](const QStringList& notes) {
        m_strip->showMessage(MessageStrip::Level::Warning, notes.join(QStringLiteral("; ")));
    });
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    refresh();
    const QList<int> widths{50, 200, 130, 110, 80, 80, 80, 90, 190, 190, 260};
    for (int i = 0; i < widths.size(); ++i)
        m_table->setColumnWidth(i, widths[i]);
}

void SourcesDialog::refresh()
{
    const qint64 before = selected();
    m_model->setZone(m_session->zone());
    m_model->setTable(sourceList(m_session->snapshot()->allSources));
    select(before);
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    showSource();
}

void SourcesDialog::select(qint64 source)
{
    const auto* proxy = m_table->proxy();
    for (int row = 0; row < proxy->rowCount(); ++row) {
        if (proxy->index(row, 0).data(TableModel::SortRole).toLongLong() == source)
            m_table->selectRow(row);
    }
}

qint64 SourcesDialog::selected() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? index.siblingAtColumn(0).data(TableModel::SortRole).toLongLong() : 0;
}

const Source* SourcesDialog::current() const
{
    const qint64 id = selected();
    for (const Source& source : m_session->snapshot()->allSources) {
        if (source.id == id)
            return &source;
    }
    return nullptr;
}

void SourcesDialog::showSource()
{
    const Source* source = m_session->isOpen() ? current() : nullptr;
    m_toggle->setEnabled(source && !m_session->isReadOnly());
    m_toggle->setText(source && source->withdrawn ? tr("Restore") : tr("Withdraw"));
    m_remove->setEnabled(source && source->withdrawn && source->id != 0 && !m_session->isReadOnly());
    m_remove->setToolTip(source && !source->withdrawn ? tr("Only a withdrawn source can be removed for good")
                                                      : tr("Remove the source and all its rows for good"));
    m_facts->setText(source ? factsOf(*source, m_session->zone()) : tr("Nothing was imported yet."));
    m_hash->setText(source ? tr("sha256 %1").arg(source->sha256) : QString());
    m_problemModel->setTable({});
    m_problemTitle->setText(source ? tr("Rejected rows: %1").arg(QLocale().toString(source->rejected)) : QString());
    const bool hasProblems = source && source->rejected > 0;
    m_problemFrame->setVisible(hasProblems); // without them the list has the room
    m_below->setMaximumHeight(hasProblems ? QWIDGETSIZE_MAX : m_below->layout()->totalHeightForWidth(width()));
    if (!source || source->rejected == 0)
        return;
    m_asked = ++m_generation;
    m_watcher.setFuture(QtConcurrent::run(m_session->readers(), [file = m_session->file(), id = source->id] {
        return std::make_shared<Result<std::vector<Problem>>>(file->problems(id, problemRows));
    }));
}

void SourcesDialog::showProblems()
{
    if (m_asked != m_generation || !m_session->isOpen())
        return;
    const Problems answer = m_watcher.result();
    if (!*answer) {
        m_strip->showError(answer->error());
        return;
    }
    Table table = problemTable(**answer, m_session->snapshot()->allSources);
    m_problemModel->setTable(std::move(table));
    const QList<int> widths{70, 160, 70, 70, 330, 500};
    for (int i = 0; i < widths.size(); ++i)
        m_problems->setColumnWidth(i, widths[i]);
}

void SourcesDialog::toggleWithdrawn()
{
    if (const Source* source = current())
        m_session->setWithdrawn(source->id, !source->withdrawn);
}

void SourcesDialog::askToRemove()
{
    const Source* source = current();
    if (!source || !source->withdrawn)
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Remove source"),
                                tr("Remove “%1” for good?").arg(source->title), QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(themedIcon(QStringLiteral("triangle-alert"), Token::Warning).pixmap(28));
    box->setInformativeText(
        tr("Its %Ln accepted row(s) and %1 go. An event that was merged with one of them stands for "
           "itself again; notes on its events stay.\n\nThis cannot be undone, and no edit made before "
           "can be undone after it.\n\nThe log keeps the source's name, SHA-256 and counts, and what "
           "was edited in its rows: “Redact text…” takes such words out. The imported file stays "
           "where it is.",
           nullptr, int(source->accepted))
            .arg(tr("%Ln rejected row(s)", nullptr, int(source->rejected))));
    QPushButton* remove = box->addButton(tr("Remove for good"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, id = source->id] { m_session->removeSource(id); });
    box->open();
}

} // namespace tideline
