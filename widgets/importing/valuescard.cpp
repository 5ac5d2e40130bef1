// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/valuescard.h"

#include "widgets/theme/marks.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

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
    layout->addWidget(m_hint);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    layout->addWidget(m_scroll, 1);
}

void ValuesCard::showMapping(const RawTable& table, const ColumnMapping& mapping)
{
    fillColumns(table, mapping);
    fillValues(table, mapping);
    disconnect(m_column, &QComboBox::activated, this, nullptr);
    connect(m_column, &QComboBox::activated, this, [this, table, mapping] { fillValues(table, mapping); });
}

void ValuesCard::fillColumns(const RawTable& table, const ColumnMapping& mapping)
{
    const QString before = m_column->currentText();
    m_column->clear();
    for (const QString& field : translated()) {
        for (int i = 0; i < mapping.columns.size(); ++i) {
            for (const ColumnMapping::Rule& rule : mapping.columns[i]) {
                if (rule.field == field && table.columns[i].distinct > 0)
                    m_column->addItem(
                        QStringLiteral("%1 (%2)").arg(table.columns[i].name, mappingFieldTitle(mapping.kind, field)),
                        QVariantList{i, field});
            }
        }
    }
    m_column->setCurrentIndex(std::max(0, m_column->findText(before)));
    const bool any = m_column->count() > 0;
    m_column->setVisible(any);
    m_become->setVisible(any);
    m_title->setText(any ? tr("Values of") : tr("Values"));
    m_hint->setVisible(!any);
    m_hint->setText(mapping.kind == FileKind::Events
                        ? tr("Call a column Category, and its values show here with what each of them becomes.")
                        : tr("Numbers are taken as they are. Empty cells and “no data” words make no point."));
}

void ValuesCard::fillValues(const RawTable& table, const ColumnMapping& mapping)
{
    const QVariantList chosen = m_column->currentData().toList();
    const int column = chosen.value(0, -1).toInt();
    const QString field = chosen.value(1).toString();
    QStringList shown{QString::number(column), field};
    if (column >= 0) {
        for (const auto& entry : table.columns[column].values)
            shown += entry.first;
    }
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
        QMap<QString, QString> values;
        for (const ColumnMapping::Rule& rule : mapping.columns[column]) {
            if (rule.field == field)
                values = rule.values;
        }
        for (const auto& [value, count] : table.columns[column].values) {
            if (row == valuesShown)
                break;
            QLabel* name = wrappedLabel(value.left(60));
            grid->addWidget(name, row, 0);
            grid->addWidget(plainLabel(QStringLiteral("→"), "dim"), row, 1);
            grid->addWidget(valueBox(column, field, value, values.value(value, values.value(QStringLiteral("*")))), row,
                            2);
            grid->addWidget(plainLabel(tr("%n row(s)", nullptr, count), "dim"), row++, 3, Qt::AlignRight);
        }
        const int more = table.columns[column].distinct - row;
        if (more > 0)
            grid->addWidget(wrappedLabel(tr("%n more value(s) stay as they are.", nullptr, more), "dim"), row++, 0, 1,
                            4);
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
