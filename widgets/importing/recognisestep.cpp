// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/recognisestep.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/importing/importlist.h"
#include "widgets/importing/samplepane.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

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

QString evidenceText(const ImportItem& item)
{
    const auto named = [](const Candidate& candidate) {
        return RecogniseStep::tr("%1 (%2 of 100)").arg(candidate.format->title).arg(candidate.confidence);
    };
    QStringList others;
    for (const Candidate& candidate : item.candidates) {
        if (candidate.format != item.recognised.format && others.size() < 3)
            others += named(candidate);
    }
    QStringList lines;
    if (item.recognised.format)
        lines += RecogniseStep::tr("Seen: %1. %2.")
                     .arg(item.recognised.why, named({item.recognised.format, item.recognised.confidence}));
    lines += others.isEmpty() ? RecogniseStep::tr("No other format fits.")
                              : RecogniseStep::tr("Also in question: %1.").arg(others.join(QStringLiteral(", ")));
    return lines.join(u'\n');
}

QString confidenceText(int confidence)
{
    return confidence >= 95   ? RecogniseStep::tr("certain")
           : confidence >= 80 ? RecogniseStep::tr("very likely")
           : confidence >= 60 ? RecogniseStep::tr("likely")
                              : RecogniseStep::tr("a guess");
}

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
            return known ? confidenceText(item.recognised.confidence) : QString();
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
        return plainToolTip(index.column() == File ? item.path
                            : index.column() == Sure && known
                                ? tr("%1 of 100").arg(QLocale().toString(item.recognised.confidence))
                                : whyText(item));
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

RecogniseStep::RecogniseStep(CaseSession* session, ImportList* list, QWidget* parent)
    : ImportStep(parent)
    , m_list(list)
    , m_model(new RecognisedModel(list, this))
    , m_view(new QTableView)
    , m_strip(new MessageStrip)
    , m_name(plainLabel({}, "title"))
    , m_about(wrappedLabel({}, "dim"))
    , m_why(wrappedLabel({}))
    , m_format(new QComboBox)
    , m_title(new QLineEdit)
    , m_zone(new ZoneCombo)
    , m_zoneLabel(nullptr)
    , m_simulated(new QCheckBox(tr("Simulated: say so wherever it shows")))
    , m_sample(new SamplePane(session))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    buildList();
    QFrame* frame = card();
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_view);
    layout->addWidget(frame, 2);
    auto* below = new QHBoxLayout;
    below->setSpacing(12);
    below->addWidget(buildChoice(), 2);
    QFrame* rows = card();
    auto* inside = new QVBoxLayout(rows);
    inside->setContentsMargins(12, 10, 12, 10);
    inside->addWidget(m_sample);
    below->addWidget(rows, 3);
    layout->addLayout(below, 3);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecogniseStep::showCurrent);
    connect(list, &ImportList::changed, this, &RecogniseStep::showCurrent);
    connect(m_format, &QComboBox::activated, this, [this] {
        if (current() >= 0 && !m_format->currentData().toString().isEmpty())
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

void RecogniseStep::buildList()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("What the files are"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setItemDelegate(new TabularDelegate(m_view));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(26);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->setColumnWidth(RecognisedModel::File, 260);
    m_view->setColumnWidth(RecognisedModel::Format, 230);
    m_view->setColumnWidth(RecognisedModel::Sure, 90);
}

QWidget* RecogniseStep::buildChoice()
{
    QFrame* chosen = card();
    auto* body = new QVBoxLayout(chosen);
    body->setContentsMargins(16, 10, 16, 10);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long name must not widen the card
    body->addWidget(m_name);
    body->addWidget(m_strip);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    fillFormats();
    m_format->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_format->setMinimumContentsLength(20);
    form->addRow(fieldLabel(tr("Read it as"), m_format), m_format);
    form->addRow(m_about);
    form->addRow(m_why);
    form->addRow(fieldLabel(tr("Call the source"), m_title), m_title);
    m_zoneLabel = fieldLabel(tr("Times without zone are in"), m_zone);
    form->addRow(m_zoneLabel, m_zone);
    form->addRow(m_simulated);
    body->addLayout(form);
    body->addStretch();
    return chosen;
}

/// Grouped by what the rows are; the headings cannot be chosen.
void RecogniseStep::fillFormats()
{
    const std::pair<FileKind, QString> groups[] = {{FileKind::Events, tr("Events")},
                                                   {FileKind::Flows, tr("Flows")},
                                                   {FileKind::Dns, tr("DNS queries")},
                                                   {FileKind::Routes, tr("Routes")},
                                                   {FileKind::Series, tr("Numbers over time")},
                                                   {FileKind::Subjects, tr("Whose addresses they are")},
                                                   {FileKind::Actors, tr("Threat actors")}};
    m_format->addItem(tr("Choose a format…"), QString());
    auto* model = qobject_cast<QStandardItemModel*>(m_format->model());
    for (const auto& [kind, title] : groups) {
        QList<const tideline::Format*> members;
        for (const tideline::Format& format : formats()) {
            if (format.kind == kind)
                members += &format;
        }
        if (members.isEmpty())
            continue;
        std::sort(members.begin(), members.end(),
                  [](const auto* a, const auto* b) { return a->title.localeAwareCompare(b->title) < 0; });
        m_format->addItem(title, QString());
        QStandardItem* heading = model->item(m_format->count() - 1);
        heading->setEnabled(false);
        heading->setSelectable(false);
        for (const tideline::Format* format : members) {
            m_format->addItem(format->title, format->name);
            m_format->setItemData(m_format->count() - 1, plainToolTip(format->description), Qt::ToolTipRole);
        }
    }
    m_format->setMaxVisibleItems(24);
}

void RecogniseStep::enter()
{
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
        m_about->setVisible(item.state == ImportItem::State::Ready);
        m_why->setVisible(item.state == ImportItem::State::Ready);
        m_why->setText(evidenceText(item));
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
        if (item.state == ImportItem::State::Ready && isVisible())
            m_sample->show(item);
        else if (item.state != ImportItem::State::Ready)
            m_sample->clear();
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
