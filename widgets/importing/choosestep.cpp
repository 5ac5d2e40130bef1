// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/choosestep.h"

#include "widgets/importing/importlist.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

namespace tideline {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

ChooseStep::ChooseStep(ImportList* list, QWidget* parent)
    : ImportStep(parent)
    , m_list(list)
    , m_zone(card())
    , m_frame(card())
    , m_files(new QListWidget)
    , m_remove(new QPushButton(tr("Leave out")))
{
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);

    auto* inside = new QVBoxLayout(m_zone);
    inside->setContentsMargins(24, 24, 24, 24);
    inside->setSpacing(10);
    inside->addStretch();
    auto* picture = new QLabel;
    picture->setPixmap(
        themedIcon(QStringLiteral("download"), Token::Selection).pixmap(QSize(32, 32), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignCenter);
    inside->addWidget(picture);
    QLabel* title = plainLabel(tr("Drop files or folders here"), "title");
    title->setAlignment(Qt::AlignCenter);
    inside->addWidget(title);
    QLabel* line = wrappedLabel(tr("Incidents, sanctions, weapons tests, flow logs, captures, DNS, routes, usage; "
                                   "plain or packed as gz, xz, bz2, zst or zip. What they are is found by their "
                                   "content. Folders are searched with all that is in them."),
                                "dim");
    line->setAlignment(Qt::AlignCenter);
    inside->addWidget(line);
    auto* buttons = new QHBoxLayout;
    auto* pick = new QPushButton(themedIcon(QStringLiteral("file-plus")), tr("Pick files…"));
    auto* folder = new QPushButton(themedIcon(QStringLiteral("folder-open")), tr("Pick a folder…"));
    pick->setObjectName(QStringLiteral("pickFiles"));
    buttons->addStretch();
    buttons->addWidget(pick);
    buttons->addWidget(folder);
    buttons->addStretch();
    inside->addLayout(buttons);
    inside->addStretch();
    layout->addWidget(m_zone, 1);

    auto* column = new QVBoxLayout(m_frame);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_files);
    layout->addWidget(m_frame, 2);
    auto* below = new QHBoxLayout;
    below->addWidget(m_remove);
    below->addStretch();
    layout->addLayout(below);
    m_files->setAccessibleName(tr("Files to import"));
    m_files->setSelectionMode(QAbstractItemView::ExtendedSelection);
    for (QPushButton* button : {pick, folder, m_remove})
        button->setAutoDefault(false);
    connect(pick, &QPushButton::clicked, this, &ChooseStep::pickFiles);
    connect(folder, &QPushButton::clicked, this, &ChooseStep::pickFolder);
    const auto refreshRemove = [this] { m_remove->setEnabled(m_files->selectionModel()->hasSelection()); };
    connect(m_files, &QListWidget::itemSelectionChanged, m_remove, refreshRemove);
    refreshRemove();
    connect(m_remove, &QPushButton::clicked, this, &ChooseStep::removeSelected);
    auto* erase = new QShortcut(Qt::Key_Delete, m_files, nullptr, nullptr, Qt::WidgetShortcut);
    connect(erase, &QShortcut::activated, this, &ChooseStep::removeSelected);
    connect(list, &ImportList::changed, this, &ChooseStep::refresh);
    setFocusProxy(pick);
    refresh();
}

QString ChooseStep::title() const
{
    return tr("Which files?");
}

QString ChooseStep::subtitle() const
{
    return tr("The files stay as they are; the case keeps their name, size and SHA-256.");
}

QString ChooseStep::summary() const
{
    qint64 bytes = 0;
    for (int i = 0; i < m_list->size(); ++i)
        bytes += m_list->item(i).bytes;
    return m_list->size() == 0 ? QString() : tr("%n file(s), %1", nullptr, m_list->size()).arg(sizeText(bytes));
}

QString ChooseStep::action() const
{
    return tr("Recognise");
}

bool ChooseStep::isComplete() const
{
    return m_list->size() > 0 || m_list->isInspecting();
}

void ChooseStep::pickFiles()
{
    m_list->add(QFileDialog::getOpenFileNames(this, tr("Import files")));
}

void ChooseStep::pickFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Import a folder"));
    if (!folder.isEmpty())
        m_list->add({folder});
}

void ChooseStep::removeSelected()
{
    QList<int> rows;
    for (const QModelIndex& index : m_files->selectionModel()->selectedRows())
        rows += index.row();
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int row : rows)
        m_list->remove(row);
}

void ChooseStep::refresh()
{
    QStringList texts;
    for (int i = 0; i < m_list->size(); ++i) {
        const ImportItem& item = m_list->item(i);
        texts += tr("%1   %2   %3").arg(item.name(), sizeText(item.bytes), QFileInfo(item.path).absolutePath());
    }
    if (texts != m_texts) {
        m_texts = texts;
        m_files->clear();
        m_files->addItems(texts);
    }
    m_frame->setVisible(m_list->size() > 0);
    m_remove->setVisible(m_list->size() > 0);
    emit changed();
}

void ChooseStep::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasUrls())
        return;
    setStyleProperty(m_zone, "strip", QStringLiteral("none"));
    event->acceptProposedAction();
}

void ChooseStep::dragLeaveEvent(QDragLeaveEvent*)
{
    setStyleProperty(m_zone, "strip", QVariant());
}

void ChooseStep::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    setStyleProperty(m_zone, "strip", QVariant());
    m_list->add(paths);
    event->acceptProposedAction();
}

} // namespace tideline
