// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/samplepane.h"

#include "models/items/tablemodel.h"
#include "widgets/importing/importlist.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLocale>
#include <QTabBar>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>

namespace tideline {

namespace {

constexpr int askDelay = 60; // ms
constexpr std::size_t rowsShown = 200;
constexpr int widestColumn = 320;
constexpr int sampledRows = 30;

} // namespace

SamplePane::SamplePane(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_line(wrappedLabel({}, "dim"))
    , m_contents(new QComboBox)
    , m_tabs(new QTabBar)
    , m_model(new TableModel(this))
    , m_view(new DataTable(QStringLiteral("importSample"), tr("First rows")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_contents->setAccessibleName(tr("File in the archive"));
    m_contents->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_contents->hide();
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Kinds of rows"));
    layout->addWidget(m_contents);
    layout->addWidget(m_line);
    layout->addWidget(m_tabs);
    layout->addWidget(m_view, 1);
    m_view->setSource(m_model, TableModel::SortRole);
    m_view->verticalHeader()->setDefaultSectionSize(24);
    m_delay.setSingleShot(true);
    m_delay.setInterval(askDelay);
    connect(&m_delay, &QTimer::timeout, this, &SamplePane::ask);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SamplePane::take);
    connect(m_tabs, &QTabBar::currentChanged, this, &SamplePane::showTab);
    connect(m_contents, &QComboBox::activated, this, [this](int index) {
        m_request.content = index;
        if (index > 0) { // what was said is about the first one
            m_request.format.clear();
            m_request.options = {};
        }
        m_busy = true;
        m_delay.start();
    });
}

SamplePane::~SamplePane()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void SamplePane::show(const ImportItem& item)
{
    SampleRequest request;
    request.path = item.path;
    const ImportRequest import = item.request(true);
    request.format = import.format;
    request.options = import.options;
    const QByteArray key = (request.path + u'\n' + request.format + u'\n').toUtf8() +
                           QJsonDocument(request.options).toJson(QJsonDocument::Compact);
    if (key == m_key)
        return;
    if (m_request.path != request.path)
        m_contents->clear();
    m_key = key;
    m_request = request;
    m_busy = true;
    m_line->setText(tr("Reading the beginning…"));
    m_delay.start();
}

void SamplePane::clear()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_delay.stop();
    m_busy = false;
    m_key.clear();
    m_tables.clear();
    m_contents->hide();
    m_line->clear();
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    m_model->setTable({});
}

void SamplePane::ask()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_watcher.setFuture(QtConcurrent::run(m_session->readers(), [request = m_request, cancelled = m_cancelled] {
        const Progress progress({}, cancelled.get());
        return std::make_shared<Result<FileSample>>(readSample(request, progress));
    }));
}

void SamplePane::take()
{
    if (m_delay.isActive() || m_key.isEmpty())
        return; // another one is about to be asked
    const Answer answer = m_watcher.result();
    m_busy = false;
    if (*answer) {
        showAnswer(**answer);
    } else {
        const QByteArray key = m_key;
        clear();
        m_key = key;
        m_line->setText(answer->error().text());
    }
    emit settled();
}

void SamplePane::fillContents(const FileSample& sample)
{
    const int chosen = m_request.content;
    m_contents->clear();
    for (const FileContent& content : sample.contents) {
        const Format* format = content.recognised.format;
        m_contents->addItem(
            tr("%1: %2").arg(content.name, format ? format->title : tr("not recognised, will be left out")));
    }
    if (sample.moreContents)
        m_contents->addItem(tr("… and more"));
    m_contents->setCurrentIndex(chosen);
    m_contents->setVisible(sample.contents.size() > 1);
}

void SamplePane::showAnswer(const FileSample& sample)
{
    fillContents(sample);
    m_tables = sampleTables(sample.rows, m_session->zone(), rowsShown);
    const qint64 rejected = qint64(sample.rows.problems.size());
    const QLocale locale;
    if (rejected > 0)
        m_tables.push_back({tr("Rejected"), rejected, problemTable(sample.rows.problems, rowsShown)});
    QStringList said;
    const int read = int(sample.rows.read);
    const QString count = sample.capture ? tr("%Ln packet(s)", nullptr, read) : tr("%Ln record(s)", nullptr, read);
    said += sample.whole ? tr("%1, read to the end.").arg(count) : tr("The first %1 of the file.").arg(count);
    if (m_tables.empty())
        said = QStringList{sample.contents.isEmpty() ? tr("There is nothing in it.")
                                                     : tr("Nothing can be read of it. Choose what it is.")};
    else
        said += rejected > 0 ? tr("Rejected: %1. The check reads all.").arg(locale.toString(rejected))
                             : tr("None is rejected so far.");
    m_line->setText((QStringList{said.join(u' ')} + sample.rows.notes).join(QStringLiteral(" · ")));
    m_line->setToolTip({});
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    for (const SampleTable& made : m_tables)
        m_tabs->addTab(tr("%1 (%2)").arg(made.title, locale.toString(made.total)));
    m_tabs->setVisible(m_tabs->count() > 0);
    showTab(0);
}

QStringList SamplePane::tabTitles() const
{
    QStringList titles;
    for (int i = 0; i < m_tabs->count(); ++i)
        titles += m_tabs->tabText(i);
    return titles;
}

QString SamplePane::line() const
{
    return m_line->text();
}

const Table& SamplePane::shown() const
{
    return m_model->table();
}

void SamplePane::showTab(int index)
{
    if (index < 0 || index >= int(m_tables.size())) {
        m_model->setTable({});
        return;
    }
    m_tabs->setCurrentIndex(index);
    m_model->setZone(m_session->zone());
    m_model->setTable(m_tables[std::size_t(index)].table);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // as they stand in the file
    const QFontMetrics metrics(m_view->font());
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width =
            metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + 36;
        for (int row = 0; row < std::min(sampledRows, m_model->rowCount()); ++row)
            width =
                std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString().left(80)) + 40);
        m_view->setColumnWidth(column, std::min(width, widestColumn));
    }
    m_view->scrollToTop();
}

} // namespace tideline
