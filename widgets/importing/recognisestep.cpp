// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/recognisestep.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/importing/importlist.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace tideline {

namespace {

QString formatText(const ImportItem& item)
{
    if (item.state == ImportItem::State::Failed)
        return RecogniseStep::tr("cannot be read");
    if (item.state != ImportItem::State::Ready)
        return RecogniseStep::tr("looking…");
    const Format* format = formatNamed(item.format);
    return format ? format->title : RecogniseStep::tr("not recognised");
}

bool isByUser(const ImportItem& item)
{
    return !item.format.isEmpty() && (!item.recognised.format || item.recognised.format->name != item.format);
}

QString whyText(const ImportItem& item)
{
    if (item.state == ImportItem::State::Failed)
        return item.error.what;
    if (item.state != ImportItem::State::Ready)
        return {};
    if (!item.recipes.isEmpty() && item.recipe == item.recipes.first().name)
        return RecogniseStep::tr("the columns of your recipe “%1”").arg(item.recipe);
    if (isByUser(item))
        return RecogniseStep::tr("you said so");
    return item.recognised.format ? item.recognised.why
                                  : RecogniseStep::tr("its content is of no format we know; choose one below");
}

} // namespace

RecognisedModel::RecognisedModel(ImportList* list, QObject* parent)
    : QAbstractTableModel(parent), m_list(list), m_rows(list->size())
{
    connect(list, &ImportList::changed, this, &RecognisedModel::refresh);
}

void RecognisedModel::refresh()
{
    if (m_rows != m_list->size()) {
        beginResetModel();
        m_rows = m_list->size();
        endResetModel();
    } else if (m_rows > 0) {
        emit dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
    }
}

int RecognisedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RecognisedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RecognisedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) ||
        index.row() >= m_list->size())
        return {};
    const ImportItem& item = m_list->item(index.row());
    const bool known = item.recognised.format && !isByUser(item);
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case File:
            return item.name();
        case Format:
            return formatText(item);
        case Sure:
            return known ? tr("%1 %").arg(item.recognised.confidence) : QString();
        case Why:
            return whyText(item);
        default:
            return {};
        }
    }
    if (role == Qt::DecorationRole && index.column() == Format && item.state != ImportItem::State::Inspecting) {
        const bool bad = item.state == ImportItem::State::Failed;
        const bool unsure = item.format.isEmpty();
        return bad      ? themedIcon(QStringLiteral("circle-x"), Token::Danger)
               : unsure ? themedIcon(QStringLiteral("circle-help"), Token::Warning)
                        : themedIcon(QStringLiteral("circle-check"), Token::Good);
    }
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == File ? item.path : whyText(item));
    return {};
}

QVariant RecognisedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const titles[] = {QT_TR_NOOP("File"), QT_TR_NOOP("What it is"), QT_TR_NOOP("Sure"),
                                         QT_TR_NOOP("Why")};
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return tr(titles[section]);
}

RecogniseStep::RecogniseStep(ImportList* list, QWidget* parent)
    : ImportStep(parent)
    , m_list(list)
    , m_model(new RecognisedModel(list, this))
    , m_view(new QTableView)
    , m_strip(new MessageStrip)
    , m_name(plainLabel({}, "title"))
    , m_about(plainLabel({}, "dim"))
    , m_format(new QComboBox)
    , m_title(new QLineEdit)
    , m_zone(new ZoneCombo)
    , m_zoneLabel(nullptr)
    , m_simulated(new QCheckBox(tr("These are simulated data: say so wherever they show")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("What the files are"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->setItemDelegate(new TabularDelegate(m_view));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(28);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->setColumnWidth(RecognisedModel::File, 300);
    m_view->setColumnWidth(RecognisedModel::Format, 210);
    m_view->setColumnWidth(RecognisedModel::Sure, 70);
    QFrame* frame = card();
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_view);
    layout->addWidget(frame, 1);

    m_format->addItem(tr("Choose a format…"), QString());
    for (const tideline::Format& format : formats())
        m_format->addItem(QStringLiteral("%1 (%2)").arg(format.title, fileKindName(format.kind)), format.name);
    QFrame* chosen = card();
    auto* body = new QVBoxLayout(chosen);
    body->setContentsMargins(16, 12, 16, 12);
    body->addWidget(m_name);
    body->addWidget(m_strip);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->addRow(fieldLabel(tr("Read it as"), m_format), m_format);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    form->addRow({}, m_about);
    form->addRow(fieldLabel(tr("Call the source"), m_title), m_title);
    m_zoneLabel = fieldLabel(tr("Times without zone are in"), m_zone);
    form->addRow(m_zoneLabel, m_zone);
    form->addRow({}, m_simulated);
    body->addLayout(form);
    layout->addWidget(chosen);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecogniseStep::showCurrent);
    connect(list, &ImportList::changed, this, &RecogniseStep::showCurrent);
    connect(m_format, &QComboBox::activated, this, [this] {
        if (current() >= 0)
            m_list->setFormat(current(), m_format->currentData().toString());
    });
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (current() >= 0)
            m_list->edit(current(), [&](ImportItem& item) { item.title = text.trimmed(); });
    });
    connect(m_zone, &QComboBox::currentTextChanged, this, [this] {
        if (!m_showing && m_zone->problem().isEmpty())
            setOption(QStringLiteral("zone"), m_zone->zone());
    });
    connect(m_simulated, &QCheckBox::clicked, this, [this](bool on) {
        if (current() >= 0)
            m_list->edit(current(), [on](ImportItem& item) { item.simulated = on; });
    });
    setFocusProxy(m_view);
    showCurrent();
}

int RecogniseStep::current() const
{
    const int row = m_view->currentIndex().row();
    return row < m_list->size() ? row : -1;
}

void RecogniseStep::setOption(const QString& key, const QString& value)
{
    if (current() < 0)
        return;
    m_list->edit(current(),
                 [&](ImportItem& item) { (item.isMapped() ? item.mapping.options : item.options).insert(key, value); });
}

void RecogniseStep::showCurrent()
{
    if (current() < 0 && m_list->size() > 0)
        m_view->selectRow(0);
    const int row = current();
    m_showing = true;
    if (row >= 0) {
        const ImportItem& item = m_list->item(row);
        const Format* format = formatNamed(item.format);
        m_name->setText(item.name());
        m_format->setCurrentIndex(std::max(0, m_format->findData(item.format)));
        m_format->setEnabled(item.state == ImportItem::State::Ready);
        m_about->setText(format ? format->description
                                : tr("A table of any kind can be read as events or as numbers over time: the next step "
                                     "asks what its columns mean."));
        if (!m_title->hasFocus())
            m_title->setText(item.title);
        m_title->setPlaceholderText(item.name());
        m_simulated->setChecked(item.simulated);
        const ReadOptions& options = item.isMapped() ? item.mapping.options : item.options;
        if (!m_zone->hasFocus())
            m_zone->setZone(options.value(QStringLiteral("zone")).toString(QStringLiteral("UTC")));
        if (item.state == ImportItem::State::Failed)
            m_strip->showError(item.error);
        else
            m_strip->clear();
    }
    m_showing = false;
    emit changed();
}

QString RecogniseStep::title() const
{
    return tr("What are they?");
}

QString RecogniseStep::subtitle() const
{
    return m_list->isInspecting() ? tr("Reading the beginning of each file…")
                                  : tr("By content, not by name. Say so if it is wrong.");
}

QString RecogniseStep::summary() const
{
    if (m_list->size() == 1)
        return formatText(m_list->item(0));
    int known = 0;
    for (int i = 0; i < m_list->size(); ++i)
        known += !m_list->item(i).format.isEmpty();
    return m_list->size() == 0 ? QString() : tr("%1 of %2 recognised").arg(known).arg(m_list->size());
}

QString RecogniseStep::action() const
{
    return m_list->mapped().isEmpty() ? tr("Check") : tr("Map columns");
}

bool RecogniseStep::isComplete() const
{
    if (m_list->isInspecting())
        return false;
    for (int i = 0; i < m_list->size(); ++i) {
        if (m_list->item(i).state == ImportItem::State::Ready && !m_list->item(i).format.isEmpty())
            return true;
    }
    return false;
}

} // namespace tideline
