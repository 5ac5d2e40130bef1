// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/filterbar.h"

#include "models/core/timetext.h"
#include "models/query/fields.h"
#include "widgets/case/chip.h"
#include "widgets/case/flowlayout.h"
#include "widgets/case/periodtext.h"
#include "widgets/theme/icons.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStringListModel>
#include <QStyle>
#include <QVBoxLayout>

namespace tideline {

namespace {

/// Completes the word at the cursor instead of the whole text.
class WordCompleter : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString& path) const override
    {
        return {path.mid(path.lastIndexOf(QRegularExpression(QStringLiteral("[\\s(,]"))) + 1)};
    }
    QString pathFromIndex(const QModelIndex& index) const override
    {
        const auto* field = qobject_cast<QLineEdit*>(widget());
        const QString text = field ? field->text() : QString();
        return text.left(text.lastIndexOf(QRegularExpression(QStringLiteral("[\\s(,]"))) + 1) +
               QCompleter::pathFromIndex(index);
    }
};

} // namespace

FilterBar::FilterBar(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_field(new QLineEdit)
    , m_chips(new FlowLayout)
    , m_counts(new QLabel)
    , m_error(new QLabel)
{
    setObjectName(QStringLiteral("filterBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_field->setObjectName(QStringLiteral("filterField"));
    m_field->setPlaceholderText(tr("Search or filter: port == 3333 and country in (CN, IN)"));
    m_field->setAccessibleName(tr("Filter"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(themedIcon(QStringLiteral("search"), Token::TextDim), QLineEdit::LeadingPosition);
    m_field->setMinimumWidth(220);
    m_field->setMaximumWidth(440);
    QStringList names;
    for (const QueryField& field : queryFields())
        names += QLatin1String(field.name);
    names.sort();
    auto* completer = new WordCompleter(names, m_field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_field->setCompleter(completer);

    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setProperty("role", QStringLiteral("dim"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setProperty("badge", QStringLiteral("danger"));
    m_error->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_field, 2);
    row->addLayout(m_chips, 3);
    row->addWidget(m_counts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 12, 6);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_error);

    connect(m_field, &QLineEdit::returnPressed, this, &FilterBar::commit);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::check);
    for (auto signal : {&CaseSession::filterChanged, &CaseSession::brushChanged, &CaseSession::subjectChanged,
                        &CaseSession::opened, &CaseSession::closed, &CaseSession::zoneChanged})
        connect(session, signal, this, &FilterBar::rebuildChips);
    connect(session, &CaseSession::visibleEventsChanged, this, &FilterBar::updateCounts);
    connect(session, &CaseSession::closed, this, &FilterBar::updateCounts);
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::check()
{
    // Only a finished text can be wrong: while a word is typed, silence.
    if (m_field->text().isEmpty())
        showError({});
    else if (m_error->isVisible())
        showError(expressionError(m_field->text(), m_session->zone()));
}

void FilterBar::commit()
{
    const QString typed = m_field->text().trimmed();
    if (typed.isEmpty())
        return;
    if (const auto error = expressionError(typed, m_session->zone())) {
        showError(error);
        return;
    }
    // A condition that holds an "or" keeps together behind its parentheses.
    const bool isSeveral = conjuncts(typed, m_session->zone()).size() > 1;
    const auto parsed = parseExpression(typed, m_session->zone());
    const bool isOr = parsed && *parsed && (*parsed)->kind == Expression::Kind::Or;
    const QString part = isOr && !isSeveral ? u'(' + typed + u')' : typed;
    const QString before = m_session->filterText();
    if (const auto error =
            m_session->setFilterText(before.isEmpty() ? part : before + QStringLiteral(" and ") + part)) {
        showError(error);
        return;
    }
    m_field->clear();
}

void FilterBar::showError(const std::optional<ExpressionError>& error)
{
    m_error->setVisible(error.has_value());
    m_field->setProperty("invalid", error.has_value());
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
    if (error)
        m_error->setText(error->message);
}

void FilterBar::rebuildChips()
{
    m_chips->clear();
    if (!m_session->isOpen())
        return;
    if (const auto brush = m_session->brush()) {
        auto* chip = new Chip(periodText(*brush, m_session->zone()), this);
        connect(chip, &Chip::removed, this, [this] {
            m_session->setBrush({});
            emit brushCleared();
        });
        m_chips->addWidget(chip);
        chip->show();
    }
    const QStringList parts = conjuncts(m_session->filterText(), m_session->zone());
    for (int i = 0; i < parts.size(); ++i) {
        auto* chip = new Chip(parts[i], this);
        connect(chip, &Chip::removed, this, [this, i] { removeConjunct(i); });
        connect(chip, &Chip::clicked, this, [this, i] { editConjunct(i); });
        m_chips->addWidget(chip);
        chip->show();
    }
    updateGeometry();
}

void FilterBar::removeConjunct(int index)
{
    QStringList parts = conjuncts(m_session->filterText(), m_session->zone());
    if (index < parts.size())
        parts.removeAt(index);
    m_session->setFilterText(parts.join(QStringLiteral(" and ")));
}

void FilterBar::editConjunct(int index)
{
    const QString part = conjuncts(m_session->filterText(), m_session->zone()).value(index);
    removeConjunct(index);
    m_field->setText(part);
    m_field->setFocus();
}

void FilterBar::updateCounts()
{
    if (!m_session->isOpen()) {
        m_counts->clear();
        return;
    }
    const QLocale locale;
    const auto& snapshot = *m_session->snapshot();
    m_counts->setText(tr("%1 of %2 events · %3 flows")
                          .arg(locale.toString(qulonglong(m_session->visibleEvents().size())),
                               locale.toString(qulonglong(snapshot.facts.events.size())),
                               locale.toString(snapshot.counts.flows)));
}

} // namespace tideline
