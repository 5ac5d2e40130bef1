// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/rulesdialog.h"

#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>
#include <QVBoxLayout>

namespace tideline {

namespace {

/// One column of the table and the member of a rule's JSON that it shows.
struct RuleColumn
{
    const char* key;
    const char* title;
    int width;
    bool isList;
};
constexpr RuleColumn ruleColumns[] = {
    {"set", QT_TRANSLATE_NOOP("RulesDialog", "Set"), 90, false},
    {"label", QT_TRANSLATE_NOOP("RulesDialog", "Label"), 140, false},
    {"ports", QT_TRANSLATE_NOOP("RulesDialog", "Ports"), 130, true},
    {"protocols", QT_TRANSLATE_NOOP("RulesDialog", "Protocols"), 80, true},
    {"peer_prefixes", QT_TRANSLATE_NOOP("RulesDialog", "Peer prefixes"), 150, true},
    {"peer_asns", QT_TRANSLATE_NOOP("RulesDialog", "Peer AS"), 110, true},
    {"next_as", QT_TRANSLATE_NOOP("RulesDialog", "Next AS"), 80, true},
    {"local_prefixes", QT_TRANSLATE_NOOP("RulesDialog", "Local prefixes"), 130, true},
    {"exporters", QT_TRANSLATE_NOOP("RulesDialog", "Exporters"), 90, true},
    {"services", QT_TRANSLATE_NOOP("RulesDialog", "Log labels"), 90, true},
    {"from", QT_TRANSLATE_NOOP("RulesDialog", "From"), 90, false},
    {"to", QT_TRANSLATE_NOOP("RulesDialog", "To"), 90, false},
    {"note", QT_TRANSLATE_NOOP("RulesDialog", "Note"), 160, false},
};

QStringList setNames()
{
    QStringList names;
    for (const RuleSet set : allRuleSets)
        names += ruleSetName(set);
    return names;
}

QString cellText(const QJsonValue& value)
{
    if (!value.isArray())
        return value.toString();
    QStringList texts;
    for (const QJsonValue entry : value.toArray())
        texts += entry.isDouble() ? QString::number(qint64(entry.toDouble())) : entry.toString();
    return texts.join(QStringLiteral(", "));
}

/// Numbers stay numbers, so that the parser sees what a file of rules would say.
QJsonValue entryValue(const QString& text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok ? QJsonValue(number) : QJsonValue(text);
}

QJsonObject rowJson(const QStringList& row)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    QJsonObject json;
    for (std::size_t i = 0; i < std::size(ruleColumns); ++i) {
        const QString text = row[qsizetype(i)];
        const QString key = QLatin1String(ruleColumns[i].key);
        if (text.isEmpty())
            continue;
        if (!ruleColumns[i].isList) {
            json.insert(key, text);
            continue;
        }
        QJsonArray list;
        const bool names = key == u"exporters" || key == u"services";
        for (const QString& part : text.split(separators, Qt::SkipEmptyParts))
            list.append(names ? QJsonValue(part) : entryValue(part));
        json.insert(key, list);
    }
    return json;
}

} // namespace

RulesDialog::RulesDialog(CaseSession* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_strip(new MessageStrip)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Rules"));
    resize(1120, 560);
    std::vector<RecordColumn> columns;
    for (const RuleColumn& column : ruleColumns)
        columns.push_back({tr(column.title), column.width, {}, false, {}, {}});
    columns[0].choices = setNames();
    columns[0].onlyChoices = true;
    columns[0].initial = ruleSetName(RuleSet::Service);
    columns[1].problem = [](const QString& text) { return text.isEmpty() ? tr("A rule needs a label") : QString(); };
    m_table = new RecordTable(std::move(columns), tr("Rules"), tr("rule"));
    m_table->setOrdered(true);
    m_table->setVisibleRows(10);
    auto* load = new QPushButton(themedIcon(QStringLiteral("folder-open")), tr("Load a file…"));
    auto* save = new QPushButton(themedIcon(QStringLiteral("save")), tr("Save to a file…"));
    for (QPushButton* button : {load, save}) {
        button->setAutoDefault(false);
        m_table->buttons()->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addWidget(wrappedLabel(tr("In each set the first rule that matches names the flow. All conditions of a "
                                      "rule must hold; in one cell any entry may. Flows are not read again."),
                                   "dim"));
    layout->addWidget(m_table, 1);
    QPushButton* apply = primaryButton(tr("Save rules"));
    apply->setEnabled(!session->isReadOnly());
    layout->addLayout(buttonRow(this, apply));
    connect(load, &QPushButton::clicked, this, &RulesDialog::chooseAndLoad);
    connect(save, &QPushButton::clicked, this, &RulesDialog::chooseAndSave);
    connect(apply, &QPushButton::clicked, this, &RulesDialog::keep);
    connect(m_table->model(), &RecordModel::edited, m_strip, &MessageStrip::clear);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
    showRules(session->snapshot()->attribution->rules);
}

void RulesDialog::showRules(const std::vector<Rule>& rules)
{
    const QJsonArray list =
        QJsonDocument::fromJson(rulesToJson(rules)).object().value(QStringLiteral("rules")).toArray();
    QList<QStringList> rows;
    for (const QJsonValue entry : list) {
        QStringList row;
        for (const RuleColumn& column : ruleColumns)
            row += cellText(entry.toObject().value(QLatin1String(column.key)));
        rows += row;
    }
    m_table->model()->setRows(rows);
}

Result<std::vector<Rule>> RulesDialog::rules() const
{
    if (const QString problem = m_table->model()->firstProblem(); !problem.isEmpty())
        return Error{ErrorCode::BadInput, problem, {}, tr("Correct the marked cell.")};
    QJsonArray list;
    for (const QStringList& row : m_table->model()->records())
        list.append(rowJson(row));
    return parseRules(QJsonDocument(QJsonObject{{QStringLiteral("tideline_rules"), 1}, {QStringLiteral("rules"), list}})
                          .toJson(QJsonDocument::Compact));
}

Result<void> RulesDialog::loadFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another file.")};
    const auto rules = parseRules(file.readAll());
    if (!rules) {
        Error error = rules.error();
        error.where = error.where.isEmpty() ? path : path + QStringLiteral(", ") + error.where;
        return error;
    }
    showRules(*rules);
    return {};
}

Result<void> RulesDialog::saveFile(const QString& path) const
{
    const auto list = rules();
    if (!list)
        return list.error();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(rulesToJson(*list)) < 0 || !file.commit())
        return Error{ErrorCode::Io, file.errorString(), path, tr("Choose another place.")};
    return {};
}

void RulesDialog::chooseAndLoad()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Load rules"), {}, tr("Rules (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    if (const auto loaded = loadFile(path); !loaded)
        m_strip->showError(loaded.error());
}

void RulesDialog::chooseAndSave()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save rules"), QStringLiteral("rules.json"), tr("Rules (*.json)"));
    if (path.isEmpty())
        return;
    if (const auto saved = saveFile(path); !saved)
        m_strip->showError(saved.error());
}

void RulesDialog::keep()
{
    const auto list = rules();
    if (!list) {
        m_strip->showError(list.error());
        return;
    }
    m_session->saveRules(*list);
    accept();
}

} // namespace tideline
