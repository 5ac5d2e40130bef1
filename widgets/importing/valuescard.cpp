// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/valuescard.h"

#include "widgets/theme/marks.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHash>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

constexpr int valuesShown = 40;

/// Fields whose values come from a small set.
const QStringList& translated()
{
    static const QStringList fields{QStringLiteral("category"), QStringLiteral("subtype"),  QStringLiteral("certainty"),
                                    QStringLiteral("verified"), QStringLiteral("country"),  QStringLiteral("channel"),
                                    QStringLiteral("actor"),    QStringLiteral("currency"), QStringLiteral("tag")};
    return fields;
}

QList<std::pair<QString, QString>> splits()
{
    return {{QString(), ValuesCard::tr("nothing: one value")},
            {QStringLiteral(","), ValuesCard::tr("comma")},
            {QStringLiteral(";"), ValuesCard::tr("semicolon")},
            {QStringLiteral(" "), ValuesCard::tr("white space")},
            {QStringLiteral("|"), ValuesCard::tr("bar |")},
            {QStringLiteral("/"), ValuesCard::tr("slash /")},
            {QStringLiteral("\n"), ValuesCard::tr("line end")},
            {QStringLiteral("list"), ValuesCard::tr("list: ['a', 'b']")}};
}

/// The different values of a column with their counts, each cell cut as said; most frequent first.
QList<std::pair<QString, int>> valuesOf(const RawTable& table, int column, const QString& split)
{
    if (split.isEmpty())
        return table.columns[column].values;
    QHash<QString, int> counts;
    for (const PreviewRow& row : table.rows) {
        for (const QString& part : cellParts(row.cells.value(column), split))
            ++counts[part];
    }
    QList<std::pair<QString, int>> values;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        values += {it.key(), it.value()};
    std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return values;
}

QStringList offered(const QString& field)
{
    if (field == u"category")
        return CategoryMarks::known();
    if (field == u"certainty")
        return {QStringLiteral("low"), QStringLiteral("medium"), QStringLiteral("high")};
    if (field == u"verified")
        return {QStringLiteral("yes"), QStringLiteral("no")};
    return {};
}

} // namespace

ValuesCard::ValuesCard(QWidget* parent)
    : QFrame(parent)
    , m_title(plainLabel({}, "heading"))
    , m_become(plainLabel(tr("become"), "heading"))
    , m_column(new QComboBox)
    , m_splitLabel(nullptr)
    , m_split(new QComboBox)
    , m_emptyLabel(nullptr)
    , m_empty(new QLineEdit)
    , m_emptyRows(plainLabel({}, "dim"))
    , m_hint(wrappedLabel({}, "dim"))
    , m_scroll(new QScrollArea)
{
    setProperty("card", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    auto* head = new QHBoxLayout;
    m_column->setAccessibleName(tr("Column whose values are translated"));
    head->addWidget(m_title);
    head->addWidget(m_column, 1);
    head->addWidget(m_become);
    head->addStretch();
    layout->addLayout(head);
    m_column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_column->setMinimumContentsLength(14);
    auto* cut = new QHBoxLayout;
    m_splitLabel = fieldLabel(tr("Cut each cell at"), m_split);
    for (const auto& [key, text] : splits())
        m_split->addItem(text, key);
    cut->addWidget(m_splitLabel);
    cut->addWidget(m_split);
    cut->addStretch();
    layout->addLayout(cut);
    connect(m_split, &QComboBox::activated, this, [this] {
        const QVariantList chosen = m_column->currentData().toList();
        if (chosen.size() == 2)
            emit splitChosen(chosen[0].toInt(), chosen[1].toString(), m_split->currentData().toString());
    });
    auto* empty = new QHBoxLayout;
    m_emptyLabel = fieldLabel(tr("Empty cells become"), m_empty);
    m_empty->setPlaceholderText(tr("nothing"));
    empty->addWidget(m_emptyLabel);
    empty->addWidget(m_empty, 1);
    empty->addWidget(m_emptyRows);
    layout->addLayout(empty);
    connect(m_empty, &QLineEdit::textEdited, this, [this](const QString& text) {
        const QVariantList chosen = m_column->currentData().toList();
        if (chosen.size() == 2)
            emit emptyChosen(chosen[0].toInt(), chosen[1].toString(), text.trimmed());
    });
    layout->addWidget(m_hint);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    layout->addWidget(m_scroll, 1);
}

void ValuesCard::showMapping(const RawTable& table, const ColumnMapping& mapping)
{
    fillColumns(table, mapping);
    fillEmpty(table, mapping);
    fillValues(table, mapping);
    disconnect(m_column, &QComboBox::activated, this, nullptr);
    connect(m_column, &QComboBox::activated, this, [this, table, mapping] {
        m_chosen = m_column->currentText();
        fillEmpty(table, mapping);
        fillValues(table, mapping);
    });
}

void ValuesCard::fillColumns(const RawTable& table, const ColumnMapping& mapping)
{
    m_column->clear();
    QStringList shown = translated();
    for (const MappingField& field : mappingFields()) {
        const QString key = QLatin1String(field.key);
        if (field.kind == mapping.kind && (field.several || field.constant) && key != u"value" && key != u"flag" &&
            !shown.contains(key))
            shown += key;
    }
    for (const QString& field : shown) {
        for (int i = 0; i < mapping.columns.size(); ++i) {
            for (const ColumnMapping::Rule& rule : mapping.columns[i]) {
                if (rule.field == field)
                    m_column->addItem(
                        QStringLiteral("%1 (%2)").arg(table.columns[i].name, mappingFieldTitle(mapping.kind, field)),
                        QVariantList{i, field});
            }
        }
    }
    m_column->setCurrentIndex(std::max(0, m_column->findText(m_chosen)));
    const bool any = m_column->count() > 0;
    m_column->setVisible(any);
    m_title->setText(any ? tr("Values of") : tr("Values"));
    m_hint->setVisible(!any);
    m_hint->setText(mapping.kind == FileKind::Events
                        ? tr("Call a column Category, and its values show here with what each of them becomes.")
                        : tr("Numbers are taken as they are. Empty cells and “no data” words make no point."));
}

void ValuesCard::fillEmpty(const RawTable& table, const ColumnMapping& mapping)
{
    const QVariantList chosen = m_column->currentData().toList();
    const int column = chosen.value(0, -1).toInt();
    const QString field = chosen.value(1).toString();
    const MappingField* description = mappingField(mapping.kind, field);
    QString text;
    for (const ColumnMapping::Rule& rule : mapping.columns.value(column)) {
        if (rule.field == field)
            text = rule.whenEmpty;
    }
    const bool isOffered = column >= 0 && description && (description->constant || !text.isEmpty());
    for (QWidget* part : std::initializer_list<QWidget*>{m_emptyLabel, m_empty, m_emptyRows})
        part->setVisible(isOffered);
    if (!isOffered)
        return;
    const auto rows = std::count_if(table.rows.begin(), table.rows.end(), [column](const PreviewRow& row) {
        return row.cells.value(column).trimmed().isEmpty();
    });
    m_emptyRows->setText(tr("%Ln row(s)", nullptr, int(rows)));
    if (!m_empty->hasFocus())
        m_empty->setText(text);
}

void ValuesCard::fillValues(const RawTable& table, const ColumnMapping& mapping)
{
    const QVariantList chosen = m_column->currentData().toList();
    const int column = chosen.value(0, -1).toInt();
    const QString field = chosen.value(1).toString();
    QMap<QString, QString> becomes;
    QString split;
    if (column >= 0) {
        for (const ColumnMapping::Rule& rule : mapping.columns[column]) {
            if (rule.field == field) {
                becomes = rule.values;
                split = rule.split;
            }
        }
    }
    const MappingField* description = mappingField(mapping.kind, field);
    const bool canCut = description && description->several && mapping.kind == FileKind::Events;
    const bool canBecome = translated().contains(field);
    m_splitLabel->setVisible(canCut);
    m_split->setVisible(canCut);
    m_become->setVisible(canBecome);
    if (m_split->findData(split) < 0)
        m_split->addItem(split, split); // of a recipe that somebody wrote
    m_split->setCurrentIndex(m_split->findData(split));
    const auto values = column >= 0 ? valuesOf(table, column, split) : QList<std::pair<QString, int>>();
    QStringList shown{QString::number(column), field};
    for (const auto& entry : values.mid(0, valuesShown))
        shown += entry.first;
    if (m_rows && shown == m_shown && m_rows->isAncestorOf(focusWidget()))
        return; // somebody is choosing right there
    m_shown = shown;
    m_rows = new QWidget;
    m_rows->setProperty("panel", true);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(2, 3);
    int row = 0;
    if (column >= 0) {
        for (const auto& [value, count] : values) {
            if (row == valuesShown)
                break;
            grid->addWidget(wrappedLabel(value.left(canBecome ? 60 : 200)), row, 0, 1, canBecome ? 1 : 3);
            if (canBecome) {
                grid->addWidget(plainLabel(QStringLiteral("→"), "dim"), row, 1);
                grid->addWidget(
                    valueBox(column, field, value, becomes.value(value, becomes.value(QStringLiteral("*")))), row, 2);
            }
            grid->addWidget(plainLabel(tr("%n row(s)", nullptr, count), "dim"), row++, 3, Qt::AlignRight);
        }
        const int more = int(split.isEmpty() ? table.columns[column].distinct : values.size()) - row;
        if (more > 0)
            grid->addWidget(wrappedLabel(tr("%n more value(s), left as in the file.", nullptr, more), "dim"), row++, 0,
                            1, 4);
    }
    grid->setRowStretch(row, 1);
    m_scroll->setWidget(m_rows);
}

QComboBox* ValuesCard::valueBox(int column, const QString& field, const QString& value, const QString& becomes)
{
    auto* box = new QComboBox;
    box->setEditable(true);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(tr("What “%1” becomes").arg(value));
    const CategoryMarks marks(offered(field) + QStringList{becomes});
    const auto icon = [&](const QString& text) {
        return field == u"category" && !text.isEmpty() ? markIcon(marks.mark(text), Theme::of(this)) : QIcon();
    };
    for (const QString& choice : offered(field))
        box->addItem(icon(choice), choice);
    const QString current = becomes.isEmpty() ? value : becomes;
    if (box->findText(current) < 0)
        box->addItem(icon(current), current);
    box->setCurrentIndex(box->findText(current));
    box->lineEdit()->home(false); // a long value shows its beginning
    box->setFocusPolicy(Qt::StrongFocus);
    const auto choose = [this, box, column, field, value] {
        const QString text = box->currentText().trimmed();
        emit valueChosen(column, field, value, text == value ? QString() : text);
    };
    connect(box, &QComboBox::activated, this, choose);
    connect(box->lineEdit(), &QLineEdit::editingFinished, this, choose);
    return box;
}

} // namespace tideline
