// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/authorprompt.h"

#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tideline {

AuthorPrompt::AuthorPrompt(const QString& suggestion, QWidget* parent)
    : QDialog(parent), m_name(new QLineEdit(suggestion))
{
    setWindowTitle(tr("Who is working?"));
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(plainLabel(tr("Who is working on this case?"), "title"));
    layout->addWidget(wrappedLabel(
        tr("The log of the case names the author of every change. You can change it later under Case details."),
        "dim"));
    m_name->setAccessibleName(tr("Author"));
    m_name->setPlaceholderText(tr("Name or initials"));
    layout->addWidget(m_name);
    QPushButton* keep = primaryButton(tr("Use this name"));
    keep->setEnabled(!author().isEmpty());
    connect(m_name, &QLineEdit::textChanged, keep, [this, keep] { keep->setEnabled(!author().isEmpty()); });
    connect(keep, &QPushButton::clicked, this, [this] {
        emit named(author());
        accept();
    });
    layout->addLayout(buttonRow(this, keep, tr("Not now")));
    m_name->selectAll();
    constexpr int wide = 420;
    resize(wide, layout->totalHeightForWidth(wide));
}

QString AuthorPrompt::author() const
{
    return m_name->text().trimmed();
}

} // namespace tideline
