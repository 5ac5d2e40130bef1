// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/redactdialog.h"

#include "models/items/tablemodel.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/tables/datatable.h"
#include "widgets/theme/parts.h"

#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace tideline {

namespace {

/// What people call the rows of a table of the case file.
QString kindOf(const QString& table)
{
    const QString first = table.section(u'_', 0, 0);
    const std::pair<const char*, const char*> kinds[] = {
        {"event", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Events")},
        {"addendum", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Events")},
        {"annotation", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Notes and tags")},
        {"time", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Windows")},
        {"subject", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Subjects")},
        {"rule", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Rules")},
        {"network", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Network tables")},
        {"document", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Findings and recipes")},
        {"source", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Sources")},
        {"import", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Sources")},
        {"series", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Series")},
        {"flow", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Flows, by the chunk")},
        {"actor", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Actors")},
        {"route", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Routes")},
        {"dns", QT_TRANSLATE_NOOP("tideline::RedactDialog", "DNS queries")},
        {"audit", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Log: who and what")},
        {"meta", QT_TRANSLATE_NOOP("tideline::RedactDialog", "Case details")},
    };
    for (const auto& [name, kind] : kinds) {
        if (first == QLatin1String(name))
            return RedactDialog::tr(kind);
    }
    return table;
}

} // namespace

Table forecastTable(const RedactionForecast& forecast)
{
    Table table;
    table.columns = {{QStringLiteral("kind"), RedactDialog::tr("Where it stands"), ColumnType::String, {}},
                     {QStringLiteral("rows"), RedactDialog::tr("Rows"), ColumnType::Integer, {}},
                     {QStringLiteral("what"), RedactDialog::tr("What becomes of it"), ColumnType::String, {}}};
    if (forecast.auditRows > 0)
        table.rows.push_back({RedactDialog::tr("Log: details of what was deleted or changed"), forecast.auditRows,
                              RedactDialog::tr("these details go, with what stands beside it")});
    if (forecast.rejectedRows > 0)
        table.rows.push_back({RedactDialog::tr("Rejected rows of imported files"), forecast.rejectedRows,
                              RedactDialog::tr("their text goes; line and reason stay")});
    for (const RedactionForecast::Place& place : forecast.inUse)
        table.rows.push_back({QStringLiteral("%1 (%2)").arg(kindOf(place.table), place.column), place.rows,
                              RedactDialog::tr("in use: change or delete it first")});
    return table;
}

RedactDialog::RedactDialog(CaseSession* session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_strip(new MessageStrip)
    , m_field(new QLineEdit)
    , m_look(new QPushButton(tr("Find it")))
    , m_said(wrappedLabel({}))
    , m_model(new TableModel(this))
    , m_table(new DataTable(QStringLiteral("redaction"), tr("Where the text stands")))
    , m_redact(primaryButton(tr("Redact for good")))
{
    setWindowTitle(tr("Redact text"));
    resize(760, 420);
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addWidget(wrappedLabel(tr("Deleting keeps what was there in the log of the case, and rejected rows are "
                                      "kept as they came. This takes a text out of both. It touches nothing that is in "
                                      "use.")));
    auto* line = new QHBoxLayout;
    line->addWidget(fieldLabel(tr("Text"), m_field));
    line->addWidget(m_field, 1);
    line->addWidget(m_look);
    layout->addLayout(line);
    m_look->setAutoDefault(false);
    m_field->setPlaceholderText(tr("as it was written: capitals count"));
    layout->addWidget(m_said);
    m_table->setSource(m_model, TableModel::SortRole);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    QFrame* frame = card();
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_table);
    layout->addWidget(frame, 1);
    layout->addWidget(wrappedLabel(
        tr("This cannot be undone, and no edit made before can be undone after it. The log keeps that something was "
           "redacted, when, by whom and in which of its rows, but not the text. Copies, exports and the imported files "
           "themselves still hold it.")));
    m_redact->setAutoDefault(false);
    layout->addLayout(buttonRow(this, m_redact));
    connect(m_field, &QLineEdit::textChanged, this, &RedactDialog::forget);
    connect(m_field, &QLineEdit::returnPressed, this, &RedactDialog::look);
    connect(m_look, &QPushButton::clicked, this, &RedactDialog::look);
    connect(m_redact, &QPushButton::clicked, this, &RedactDialog::redact);
    connect(session, &CaseSession::snapshotChanged, this, &RedactDialog::forget);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    connect(this, &QDialog::finished, this, &RedactDialog::forget);
    forget();
    m_field->setFocus();
}

QString RedactDialog::said() const
{
    return m_said->text();
}

const Table& RedactDialog::found() const
{
    return m_model->table();
}

void RedactDialog::forget()
{
    m_session->tasks()->cancel(m_task); // every column of the flows is gone through
    ++m_generation;
    m_looked.clear();
    m_redact->setEnabled(false);
    m_model->setTable({});
    m_look->setEnabled(!m_field->text().trimmed().isEmpty());
    m_said->setText(tr("Find it first: then the rows that would change are listed here."));
}

void RedactDialog::look()
{
    const QString text = m_field->text();
    if (text.trimmed().isEmpty() || !m_session->isOpen())
        return;
    forget();
    m_strip->clear();
    m_said->setText(tr("Looking for it…"));
    m_looked = text;
    const QPointer<RedactDialog> self(this);
    m_task = m_session->tasks()->run<RedactionForecast>(
        m_session->readers(), tr("Looking for a text"),
        [file = m_session->file(), text](const Progress& progress) { return file->forecastRedaction(text, progress); },
        [self, asked = m_generation](Result<RedactionForecast> forecast) {
            if (self && asked == self->m_generation) // else something else is in the field by now
                self->showForecast(forecast);
        });
}

void RedactDialog::showForecast(const Result<RedactionForecast>& forecast)
{
    if (!forecast) {
        forget();
        m_strip->showError(forecast.error());
        return;
    }
    m_model->setTable(forecastTable(*forecast));
    const QList<int> widths{340, 70, 300};
    for (int i = 0; i < widths.size(); ++i)
        m_table->setColumnWidth(i, widths[i]);
    const bool isThere = forecast->auditRows > 0 || forecast->rejectedRows > 0;
    m_redact->setEnabled(forecast->inUse.empty() && !m_session->isReadOnly());
    if (!forecast->inUse.empty())
        m_said->setText(tr("It is in use, so it cannot be redacted yet. Change or delete what holds it; withdrawn "
                           "sources that brought it have to be removed under Sources."));
    else if (isThere)
        m_said->setText(tr("It stands in %1 and in %2.")
                            .arg(tr("%Ln detail(s) of the log", nullptr, int(forecast->auditRows)),
                                 tr("%Ln rejected row(s)", nullptr, int(forecast->rejectedRows))));
    else
        m_said->setText(tr("It is in no row of the case. Redacting still packs the file, so that its free space does "
                           "not hold it either."));
}

void RedactDialog::redact()
{
    if (m_looked.isEmpty() || !m_redact->isEnabled())
        return;
    m_session->redact(m_looked);
    accept();
}

} // namespace tideline
