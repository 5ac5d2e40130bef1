// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/mapstep.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/importing/fieldscard.h"
#include "widgets/importing/lookcard.h"
#include "widgets/importing/previewdelegate.h"
#include "widgets/importing/previewmodel.h"
#include "widgets/importing/recipebar.h"
#include "widgets/importing/roleheader.h"
#include "widgets/importing/roweffect.h"
#include "widgets/importing/valuescard.h"
#include "widgets/importing/writingbar.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace tideline {

namespace {

constexpr int effectDelay = 120; // ms
constexpr int widestColumn = 260;
constexpr int narrowestColumn = 142;

bool changesCells(const QString& option)
{
    return option == u"delimiter" || option == u"encoding" || option == u"header";
}

} // namespace

MapStep::MapStep(CaseSession* session, ImportList* list, QWidget* parent)
    : ImportStep(parent)
    , m_session(session)
    , m_list(list)
    , m_file(new QComboBox)
    , m_recipes(new RecipeBar(list))
    , m_strip(new MessageStrip)
    , m_writing(new WritingBar)
    , m_model(new PreviewModel(this))
    , m_view(new QTableView)
    , m_header(new RoleHeader)
    , m_becomes(wrappedLabel({}))
    , m_values(new ValuesCard)
    , m_fields(new FieldsCard)
    , m_look(new LookCard)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    m_file->setAccessibleName(tr("File"));
    layout->addWidget(m_file);
    layout->addWidget(m_strip);
    layout->addWidget(m_writing);
    m_view->setHorizontalHeader(m_header);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PreviewDelegate(m_view));
    m_view->setAccessibleName(tr("First rows of the file"));
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(25);
    QFrame* frame = card();
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(m_view);
    layout->addWidget(frame, 3);
    m_becomes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_becomes);
    buildCards(layout);
    m_delay.setSingleShot(true);
    m_delay.setInterval(effectDelay);
    connectAll();
}

void MapStep::buildCards(QVBoxLayout* layout)
{
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    cards->addWidget(m_values, 5);
    cards->addWidget(m_fields, 4);
    cards->addWidget(m_look, 4);
    for (QWidget* each :
         {static_cast<QWidget*>(m_values), static_cast<QWidget*>(m_fields), static_cast<QWidget*>(m_look)})
        each->setMinimumHeight(200);
    layout->addLayout(cards, 2);
}

void MapStep::connectAll()
{
    connect(m_header, &RoleHeader::fieldChosen, this, &MapStep::choose);
    connect(m_writing, &WritingBar::optionChosen, this, &MapStep::setOption);
    connect(m_writing, &WritingBar::kindChosen, this, [this](FileKind kind) {
        if (m_current >= 0)
            m_list->setKind(m_current, kind);
    });
    connect(m_writing, &WritingBar::sheetChosen, this, [this](const QString& sheet) {
        if (m_current >= 0)
            m_list->setSheet(m_current, sheet);
    });
    connect(m_values, &ValuesCard::valueChosen, this, &MapStep::chooseValue);
    connect(m_values, &ValuesCard::splitChosen, this, &MapStep::chooseSplit);
    connect(m_values, &ValuesCard::emptyChosen, this, &MapStep::chooseForEmpty);
    connect(m_fields, &FieldsCard::constantChosen, this, [this](const QString& field, const QString& text) {
        if (m_current >= 0)
            m_list->edit(m_current, [&](ImportItem& item) { item.mapping.constants.insert(field, text); });
    });
    connect(m_look, &LookCard::lineChosen, this, [this](qint64 line) {
        const int row = m_model->rowOfLine(line);
        if (row >= 0) {
            m_view->selectRow(row);
            m_view->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
        }
    });
    connect(m_recipes, &RecipeBar::failed, m_strip, &MessageStrip::showError);
    connect(m_view->horizontalScrollBar(), &QAbstractSlider::valueChanged, m_header, &RoleHeader::placeBoxes);
    connect(m_file, &QComboBox::activated, this, [this] { setCurrent(m_file->currentData().toInt()); });
    connect(m_list, &ImportList::failed, m_strip, &MessageStrip::showError);
    connect(m_list, &ImportList::changed, this, [this] {
        if (isVisible())
            showMapping();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MapStep::showRow);
    connect(&m_delay, &QTimer::timeout, this, &MapStep::askEffect);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &MapStep::takeEffect);
}

void MapStep::enter()
{
    m_file->clear();
    for (const int index : m_list->mapped())
        m_file->addItem(m_list->item(index).name(), index);
    m_file->setVisible(m_file->count() > 1);
    const int kept = m_file->findData(m_current);
    m_file->setCurrentIndex(std::max(0, kept));
    setCurrent(m_file->currentData().isValid() ? m_file->currentData().toInt() : -1);
    m_view->setFocus();
}

void MapStep::changeEvent(QEvent* event)
{
    ImportStep::changeEvent(event);
    if (event->type() == QEvent::PaletteChange &&
        isVisible()) // the cards draw their marks in its colours, once they know
        QTimer::singleShot(0, this, &MapStep::showMapping);
}

void MapStep::setCurrent(int index)
{
    m_current = index;
    m_effect.reset();
    showMapping();
}

void MapStep::showTable()
{
    const ImportItem& item = m_list->item(m_current);
    const QStringList key = QStringList{item.path, item.sheet, QString::number(int(item.mapping.kind)),
                                        QString::number(item.table->rows.size())} +
                            item.table->names();
    if (key == m_shownTable)
        return;
    m_shownTable = key;
    m_model->setTable(*item.table);
    m_header->setTable(*item.table, item.mapping.kind);
    m_view->setColumnWidth(0, 54);
    const QFontMetrics metrics(font());
    for (int i = 0; i < item.table->columns.size(); ++i) {
        int width = metrics.horizontalAdvance(item.table->columns[i].name) + 40;
        for (const PreviewRow& row : item.table->rows.mid(0, 30))
            width = std::max(width, metrics.horizontalAdvance(row.cells.value(i).left(60)) + 28);
        m_view->setColumnWidth(i + 1, std::clamp(width, narrowestColumn, widestColumn));
    }
    m_header->placeBoxes();
}

void MapStep::showMapping()
{
    if (m_current < 0 || m_current >= m_list->size() || !m_list->item(m_current).isMapped())
        return;
    const ImportItem& item = m_list->item(m_current);
    showTable();
    m_header->showMapping(item.mapping);
    m_writing->showMapping(item.mapping);
    m_writing->showFile(item.sheets, item.sheet, item.isDocument());
    m_values->showMapping(*item.table, item.mapping);
    m_fields->showMapping(item.mapping, item.table->names());
    m_recipes->show(m_current);
    m_pending = true;
    m_look->setStale(true);
    m_delay.start();
    emit changed();
}

void MapStep::choose(int column, const QString& field)
{
    if (m_current < 0 || field == u"*")
        return;
    m_list->edit(m_current, [&](ImportItem& item) {
        QStringList values;
        for (const auto& entry : item.table->columns[column].values)
            values += entry.first;
        item.mapping.setField(column, field, values, item.table->columns[column].name);
        const bool epoch = item.table->columns[column].look == ColumnLook::Epoch;
        if (field == u"time" && epoch != item.mapping.options.contains(QStringLiteral("epoch"))) {
            if (epoch)
                item.mapping.options.insert(QStringLiteral("epoch"), QStringLiteral("any"));
            else
                item.mapping.options.remove(QStringLiteral("epoch"));
        }
    });
}

void MapStep::setOption(const QString& key, const QString& value)
{
    if (m_current < 0)
        return;
    m_list->edit(m_current, [&](ImportItem& item) {
        if (value.isEmpty())
            item.mapping.options.remove(key);
        else
            item.mapping.options.insert(key, value);
    });
    if (changesCells(key))
        m_list->rereadTable(m_current);
}

void MapStep::chooseValue(int column, const QString& field, const QString& value, const QString& becomes)
{
    if (m_current < 0)
        return;
    const ColumnMapping& now = m_list->item(m_current).mapping;
    for (const ColumnMapping::Rule& rule : now.columns.value(column)) {
        if (rule.field == field && rule.values.value(value) == becomes)
            return; // leaving a box without a change
    }
    m_list->edit(m_current, [&](ImportItem& item) {
        if (ColumnMapping::Rule* rule = item.mapping.rule(column, field)) {
            if (becomes.isEmpty())
                rule->values.remove(value);
            else
                rule->values.insert(value, becomes);
        }
    });
}

void MapStep::chooseSplit(int column, const QString& field, const QString& split)
{
    if (m_current < 0)
        return;
    m_list->edit(m_current, [&](ImportItem& item) {
        if (ColumnMapping::Rule* rule = item.mapping.rule(column, field))
            rule->split = split;
    });
}

void MapStep::chooseForEmpty(int column, const QString& field, const QString& text)
{
    if (m_current < 0)
        return;
    m_list->edit(m_current, [&](ImportItem& item) {
        if (ColumnMapping::Rule* rule = item.mapping.rule(column, field))
            rule->whenEmpty = text;
    });
}

void MapStep::askEffect()
{
    if (m_current < 0 || m_current >= m_list->size())
        return;
    const ImportItem& item = m_list->item(m_current);
    if (!item.table)
        return;
    // All that is said, also what recognising would say again by itself.
    const ReadOptions said = item.mapping.toOptions(item.table->names());
    m_asked = ++m_generation;
    m_watcher.setFuture(
        QtConcurrent::run(m_session->readers(), [head = item.mapped, kind = item.mapping.kind, options = said] {
            return std::make_shared<Result<ParsedBlock>>(readEffect(head, kind, options));
        }));
}

void MapStep::takeEffect()
{
    if (m_asked != m_generation || m_current < 0 || m_current >= m_list->size() || m_delay.isActive())
        return;
    m_pending = false;
    m_look->setStale(false);
    const ImportItem& item = m_list->item(m_current);
    const Effect answer = m_watcher.result();
    if (!*answer) {
        m_effect.reset();
        m_model->setMeaning(item.mapping, item.table->problems);
        m_look->showEffect(
            {}, {{Remark::Level::Danger, answer->error().what + QStringLiteral(". ") + answer->error().remedy, 0}},
            m_session->zone());
    } else {
        m_effect = std::move(**answer);
        m_model->setMeaning(item.mapping, m_effect->problems);
        const auto snapshot = m_session->snapshot();
        m_look->showEffect(*m_effect,
                           remarksOn(item, *m_effect, snapshot ? snapshot->facts.events : std::vector<EventPtr>()),
                           m_session->zone());
    }
    showRow();
    emit changed();
}

/// The effect on one line, so that a zone, a sign or a date order shows at once.
void MapStep::showRow()
{
    const int row = std::max(0, m_view->currentIndex().row());
    m_becomes->setVisible(m_effect.has_value() && m_model->rowCount() > 0);
    if (m_effect && m_model->rowCount() > 0)
        m_becomes->setText(rowEffect(*m_effect, m_model->lineOfRow(row), m_session->zone()));
}

QWidget* MapStep::corner()
{
    return m_recipes;
}

QString MapStep::title() const
{
    return tr("Which column means what?");
}

QString MapStep::subtitle() const
{
    if (m_current < 0 || m_current >= m_list->size() || !m_list->item(m_current).table)
        return {};
    const ImportItem& item = m_list->item(m_current);
    const QString rows = item.table->whole ? tr("%n row(s)", nullptr, int(item.table->rows.size()))
                                           : tr("the first %Ln row(s)", nullptr, int(item.table->rows.size()));
    return tr("%1 · %2 · %3")
        .arg(item.name(), rows,
             item.recipe.isEmpty() ? tr("guessed from names and values") : tr("by the recipe %1").arg(item.recipe));
}

QString MapStep::summary() const
{
    const QList<int> mapped = m_list->mapped();
    if (mapped.isEmpty())
        return m_list->size() > 0 && !m_list->isInspecting() ? tr("nothing to map") : QString();
    if (mapped.size() > 1)
        return tr("%n file(s)", nullptr, int(mapped.size()));
    const ImportItem& item = m_list->item(mapped.first());
    return tr("%1 of %2 used").arg(item.mapping.used()).arg(item.mapping.columns.size());
}

QString MapStep::action() const
{
    if (m_effect && m_current >= 0 && m_list->size() == 1 && m_list->item(m_current).table->whole)
        return tr("Check %Ln row(s)", nullptr, int(m_effect->read));
    return tr("Check");
}

bool MapStep::isComplete() const
{
    if (m_list->isInspecting())
        return false;
    for (const int index : m_list->mapped()) {
        if (!m_list->item(index).mapping.missing().isEmpty())
            return false;
    }
    return true;
}

} // namespace tideline
