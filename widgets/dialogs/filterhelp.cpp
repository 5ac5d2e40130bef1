// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/filterhelp.h"

#include "models/items/tablemodel.h"
#include "models/query/fields.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

namespace {

struct Example
{
    const char* expression;
    const char* meaning;
};
constexpr Example examples[] = {
    {"category == hack and actor ~ lazarus",
     QT_TRANSLATE_NOOP("FilterHelp", "hacks by anyone whose name contains “lazarus”")},
    {"port == 3333 and country in (CN, IN)",
     QT_TRANSLATE_NOOP("FilterHelp", "flows to that port with a peer in China or India")},
    {"peer in 210.52.109.0/24", QT_TRANSLATE_NOOP("FilterHelp", "flows with a peer in that range")},
    {"bytes > 1M and not service == web", QT_TRANSLATE_NOOP("FilterHelp", "large flows that are no web traffic")},
    {"amount_taken >= 100M",
     QT_TRANSLATE_NOOP("FilterHelp", "events that took a hundred million or more, in any currency")},
    {"time >= 2019-05 or starred == yes",
     QT_TRANSLATE_NOOP("FilterHelp", "from May 2019 on, and everything with a star")},
    {"\"bank of valletta\"", QT_TRANSLATE_NOOP("FilterHelp", "events and notes that hold these words")},
};

QString domainText(Domain domain)
{
    return domain == Domain::Events  ? FilterHelp::tr("events")
           : domain == Domain::Flows ? FilterHelp::tr("flows")
                                     : FilterHelp::tr("events and flows");
}

QString typeText(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return FilterHelp::tr("text");
    case FieldType::Number:
        return FilterHelp::tr("number");
    case FieldType::Time:
        return FilterHelp::tr("time");
    case FieldType::Duration:
        return FilterHelp::tr("duration");
    case FieldType::Address:
        return FilterHelp::tr("address");
    }
    return {};
}

} // namespace

Table filterFieldTable()
{
    Table table;
    table.columns = {{QStringLiteral("field"), FilterHelp::tr("Field"), ColumnType::String, {}},
                     {QStringLiteral("of"), FilterHelp::tr("Of"), ColumnType::String, {}},
                     {QStringLiteral("type"), FilterHelp::tr("Type"), ColumnType::String, {}},
                     {QStringLiteral("meaning"), FilterHelp::tr("Meaning"), ColumnType::String, {}}};
    for (const QueryField& field : queryFields())
        table.rows.push_back({QString::fromLatin1(field.name), domainText(field.domain), typeText(field.type),
                              QCoreApplication::translate("QueryField", field.help)});
    return table;
}

QStringList filterExamples()
{
    QStringList texts;
    for (const Example& example : examples)
        texts += QString::fromLatin1(example.expression);
    return texts;
}

FilterHelp::FilterHelp(QWidget* parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("The filter language"));
    resize(760, 700);
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(wrappedLabel(tr(
        "A condition is a field, an operator and a value. Join conditions with and, or and not; brackets group them. "
        "Free words search the text of events and their notes. Operators: == != < <= > >= and ~ (contains, whatever "
        "the case; between slashes a regular expression), and in for a list or an address range. Values: numbers with "
        "k, M, G; dates, months and years; durations such as 30s or 2h; anything with blanks in quotes.")));
    layout->addWidget(plainLabel(tr("Examples: press one to try it"), "heading"));
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Example& example : examples) {
        auto* button = new QToolButton;
        button->setText(QString::fromLatin1(example.expression));
        button->setFont(Theme::of(this).font(TextRole::Mono));
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, button] { emit exampleChosen(button->text()); });
        grid->addWidget(button, row, 0, Qt::AlignLeft);
        grid->addWidget(plainLabel(tr(example.meaning), "dim"), row++, 1);
    }
    layout->addLayout(grid);
    layout->addWidget(plainLabel(tr("Fields"), "heading"));
    auto* model = new TableModel(this);
    model->setTable(filterFieldTable());
    auto* table = new DataTable(QStringLiteral("filterFields"), tr("Fields of the filter language"));
    table->setSource(model, TableModel::SortRole);
    const QList<int> widths{150, 120, 80};
    for (int i = 0; i < widths.size(); ++i)
        table->setColumnWidth(i, widths[i]);
    table->horizontalHeader()->setStretchLastSection(true);
    QFrame* frame = card();
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(table);
    layout->addWidget(frame, 1);
    QPushButton* done = primaryButton(tr("Done"));
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(done);
    layout->addLayout(buttons);
}

} // namespace tideline
